"""The health of every destination, and how much it is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model import DeliveryState
from monitor.store import schema
from monitor.store.deliveries import OWED

_BLIND = "cannot look/"


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationState:
    """One destination's health."""

    name: str
    state: str = "new"
    """`new`, `ok`, `failing` or `paused`."""
    error: str = ""
    failing_since: datetime | None = None
    wait_until: datetime | None = None
    """Asked by the destination (Retry-After)."""


def states(connection: Connection) -> Mapping[str, DestinationState]:
    """The health of every destination that was ever used."""
    rows = connection.execute(select(schema.destinations)).mappings()
    return {row["name"]: DestinationState(**row) for row in rows}


def remember(connection: Connection, state: DestinationState) -> None:
    """Write a destination's health."""
    values = {name: getattr(state, name) for name in DestinationState.__slots__}
    statement = insert(schema.destinations).values(**values)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={name: statement.excluded[name] for name in values if name != "name"},
        )
    )


def cannot_look(connection: Connection, name: str, why: str) -> None:
    """Remember that the destination cannot be asked whether a message arrived; empty: it can."""
    facts = schema.facts.c
    connection.execute(delete(schema.facts).where(facts.name == _BLIND + name))
    if why:
        connection.execute(insert(schema.facts).values(name=_BLIND + name, value=why))


def blind(connection: Connection) -> Mapping[str, str]:
    """The destinations that cannot be asked, as far as is known, and why not."""
    facts = schema.facts.c
    rows = connection.execute(select(facts.name, facts.value).where(facts.name.startswith(_BLIND)))
    return {row.name.removeprefix(_BLIND): row.value for row in rows.all()}


def owed_by_destination(connection: Connection) -> Mapping[str, int]:
    """How many deliveries each destination still waits for, those held for a person included."""
    columns = schema.deliveries.c
    states = [state.value for state in (*OWED, DeliveryState.HELD)]
    query = (
        select(columns.destination, func.count())
        .where(columns.state.in_(states))
        .group_by(columns.destination)
    )
    return {name: count for name, count in connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy
