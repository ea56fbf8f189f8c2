"""Since when each team watches each council, and the few single facts of a state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from monitor.store import schema


def watching_since(connection: Connection) -> Mapping[tuple[str, str], datetime]:
    """For each (team, council): from when on the team hears of it."""
    return {(row.team, row.council): row.since for row in connection.execute(select(schema.watches))}


def watch(connection: Connection, pairs: Collection[tuple[str, str]], now: datetime) -> None:
    """Make the watches these: a new pair starts now, one that is gone is forgotten."""
    before = set(watching_since(connection))
    for team, council in before - set(pairs):
        connection.execute(
            delete(schema.watches).where(schema.watches.c.team == team, schema.watches.c.council == council)
        )
    rows = [{"team": team, "council": council, "since": now} for team, council in set(pairs) - before]
    if rows:
        connection.execute(insert(schema.watches), rows)


def fact(connection: Connection, name: str) -> str | None:
    """A single remembered value."""
    return connection.execute(select(schema.facts.c.value).where(schema.facts.c.name == name)).scalar()


def remember_fact(connection: Connection, name: str, value: str) -> None:
    """Remember a single value under a name."""
    statement = insert(schema.facts).values(name=name, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
    )
