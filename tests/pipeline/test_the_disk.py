"""A full disk and a locked state end a pass in plain words; the next goes on and tells nothing twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import Engine, event

from monitor.errors import MonitorError
from monitor.pipeline.passes import run_pass
from monitor.store import store as store_module
from tests.support.world import READING, SLOUGH, World


def limit(engine: Engine, pages: int) -> None:
    """Let every connection from now on find a disk with room for so many pages."""
    engine.dispose()

    def small(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "connect", small)


def test_a_disk_that_fills_up_at_any_moment_loses_nothing_and_doubles_nothing(world: World) -> None:
    world.publishes("weekly", READING, SLOUGH)
    with world.tools() as tools:
        with tools.store.reading() as connection:
            pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        cut_short = 0
        for more in range(60):
            limit(tools.store._engine, pages + more)
            try:
                run_pass(tools, whatever_due=True)
            except MonitorError as error:
                assert "the disk is full" in str(error)  # noqa: PT017 - most rounds end so, the last does not
                cut_short += 1
    assert cut_short > 3
    keys = [message["metadata"]["event_payload"]["delivery"] for message in world.slack.messages]
    assert len(keys) == len(set(keys)) == 2


def test_a_state_that_another_process_locks_for_too_long_is_left_for_the_next_pass(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "BUSY_TIMEOUT_MILLISECONDS", 50)
    world.publishes("weekly", READING, SLOUGH)
    path = world.config().state
    with world.tools() as tools:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(MonitorError, match="another process holds it"):
                run_pass(tools, whatever_due=True)
        run_pass(tools, whatever_due=True)
    assert len(world.slack.messages) == 2
