from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests.commands.support import CommandLine
from tests.support.world import READING, World


def stories_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM stories").fetchone()[0])


def test_a_copy_is_made_while_the_monitor_runs(world: World, monitor: CommandLine, tmp_path: Path) -> None:
    world.publishes("weekly", READING)
    monitor("poll")
    with world.tools() as running, running.store.pass_lock():
        ran = monitor("backup", "copy.db")
    assert ran.code == 0
    assert "copied to copy.db" in ran.out
    assert stories_in(tmp_path / "copy.db") == 1


def test_an_older_copy_is_replaced_as_a_whole(world: World, monitor: CommandLine, tmp_path: Path) -> None:
    world.config()
    monitor("poll")
    assert monitor("backup", "copy.db").code == 0
    world.publishes("weekly", READING)
    monitor("poll")
    assert monitor("backup", "copy.db").code == 0
    assert stories_in(tmp_path / "copy.db") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.yaml", "copy.db", "state"]


def test_a_copy_serves_as_the_state(world: World, monitor: CommandLine, tmp_path: Path) -> None:
    world.publishes("weekly", READING)
    monitor("poll")
    monitor("backup", "state/copy.db")
    (tmp_path / "state" / "copy.db").replace(tmp_path / "state" / "monitor.db")
    world.now += timedelta(minutes=1)
    assert len(monitor("stories", "--format", "json").json) == 1


def test_what_cannot_be_meant_is_refused(monitor: CommandLine, tmp_path: Path) -> None:
    assert "nothing to copy yet" in monitor("backup", "copy.db").err
    monitor("poll")
    precious = tmp_path / "precious.txt"
    precious.write_text("Do not lose this.")
    for file, words in (
        ("precious.txt", "no copy of a state"),
        ("config.yaml", "no copy of a state"),
        ("state/monitor.db", "is the state itself"),
        ("state", "is a folder"),
        ("missing/copy.db", "There is no folder missing"),
    ):
        ran = monitor("backup", file)
        assert (ran.code, ran.out) == (2, "")
        assert words in ran.err
    assert precious.read_text() == "Do not lose this."
