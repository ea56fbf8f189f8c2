from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from monitor.errors import LockedError, MonitorError
from monitor.store import migrations, schema, sources, watches
from monitor.store.store import Store

HOLD_THE_LOCK = """
import sys, time
from contextlib import closing
from pathlib import Path
from monitor.store.store import Store
with Store(Path(sys.argv[1])).pass_lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_state_is_made_with_its_folder_at_first_use(tmp_path: Path) -> None:
    Store(tmp_path / "deep" / "down" / "monitor.db").close()
    assert (tmp_path / "deep" / "down" / "monitor.db").exists()


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute(
            "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
        )
        return {name for (name,) in made}


def test_the_migrations_make_exactly_the_tables_the_program_works_with(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with engine.begin() as connection:
        migrations.upgrade(connection)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()
    Store(tmp_path / "made.db").close()
    assert tables(tmp_path / "made.db") == tables(tmp_path / "migrated.db")


def test_a_state_of_the_first_version_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrations.upgrade(connection, "0001")
        connection.exec_driver_sql("INSERT INTO sources (name, url) VALUES ('weekly', 'https://n.example/')")
    engine.dispose()
    store = Store(path)
    with store.reading() as connection:
        assert list(sources.known(connection)) == ["weekly"]
    store.close()
    assert "table shown" in tables(path)


def test_the_newest_revision_is_the_one_the_program_expects() -> None:
    config = Config()
    config.set_main_option("script_location", "monitor.store:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.NEWEST


def test_a_state_of_a_newer_version_is_left_alone(store: Store) -> None:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(MonitorError, match="made by a newer version"):
        Store(store.path)


def test_a_file_that_is_no_state_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    path.write_text("this is no database, however long one reads it. " * 40)
    with pytest.raises(MonitorError, match="damaged or no state") as caught:
        Store(path)
    assert str(path) in str(caught.value)
    assert "ofsted-monitor backup" in str(caught.value)


def half_a_write(store: Store) -> None:
    with store.transaction() as connection:
        watches.remember_fact(connection, "half", "done")
        raise InterruptedError


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(InterruptedError):
        half_a_write(store)
    with store.reading() as connection:
        assert watches.fact(connection, "half") is None


def test_a_reader_is_not_held_up_by_a_writer(store: Store) -> None:
    with store.transaction() as writing:
        watches.remember_fact(writing, "name", "new")
        with store.reading() as reading:
            assert watches.fact(reading, "name") is None


def test_only_one_process_may_poll_and_the_other_is_told_who_does(store: Store) -> None:
    with store.pass_lock(), pytest.raises(LockedError, match=f"process {os.getpid()}"), store.pass_lock():
        pass


def test_the_lock_of_a_killed_process_is_free_at_once(store: Store) -> None:
    holder = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", HOLD_THE_LOCK, str(store.path)], stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == b"held\n"
        assert store.polling_elsewhere()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    deadline = time.monotonic() + 5
    while store.polling_elsewhere():
        assert time.monotonic() < deadline
    with store.pass_lock():
        pass


def test_a_backup_is_whole_while_the_state_is_written(store: Store, tmp_path: Path) -> None:
    with store.transaction() as connection:
        watches.remember_fact(connection, "name", "value")
    with store.transaction() as connection:
        watches.remember_fact(connection, "name", "not yet committed")
        store.copy_to(tmp_path / "copy.db")
    copy = Store(tmp_path / "copy.db")
    with copy.reading() as connection:
        assert watches.fact(connection, "name") == "value"
    copy.close()


def test_a_backup_that_cannot_be_written_says_what_to_do(store: Store, tmp_path: Path) -> None:
    with pytest.raises(MonitorError, match="Name a folder that exists"):
        store.copy_to(tmp_path / "nowhere" / "copy.db")
