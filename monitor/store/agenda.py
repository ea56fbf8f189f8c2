"""When the next thing is due: the one question that lets a service sleep."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Subquery, func, select

from monitor.store import schema
from monitor.store.deliveries import OWED


def next_due(connection: Connection, sources: Collection[str]) -> datetime | None:
    """The earliest of these sources' next polls, the next reading, the next message; None: nothing is due.

    A time in the past means: now.
    """
    queries = (
        select(func.min(schema.sources.c.next_poll, type_=schema.UtcTime())).where(
            schema.sources.c.name.in_(sources)
        ),
        select(func.min(schema.articles.c.read_due, type_=schema.UtcTime())),
    )
    times = [connection.execute(query).scalar() for query in queries]
    times += [_open_from(connection, _first_owed()), _open_from(connection, _stale())]
    return min((time for time in times if time is not None), default=None)


def _first_owed() -> Subquery:
    """What each destination is owed; of what belongs in one order (a story's revisions), only the first."""
    columns = schema.deliveries.c
    place = func.row_number().over(
        partition_by=(columns.destination, func.coalesce(columns.story_id, columns.key)),
        order_by=columns.number,
    )
    owed = (
        select(columns.destination, columns.due, place.label("place"))
        .where(columns.state.in_([state.value for state in OWED]))
        .subquery()
    )
    return select(owed.c.destination, owed.c.due).where(owed.c.place == 1).subquery()


def _stale() -> Subquery:
    """Messages that are to be brought up to date."""
    columns = schema.messages.c
    query = select(columns.destination, columns.refresh_due.label("due"))
    return query.where(columns.refresh_due.is_not(None)).subquery()


def _open_from(connection: Connection, work: Subquery) -> datetime | None:
    """When some destination has work that is due and may be asked again."""
    states = schema.destinations.c
    query = (
        select(
            func.min(work.c.due, type_=schema.UtcTime()).label("due"),
            func.max(states.wait_until, type_=schema.UtcTime()).label("wait_until"),
        )
        .select_from(work.outerjoin(schema.destinations, states.name == work.c.destination))
        .group_by(work.c.destination)
    )
    times = (max(row.due, row.wait_until or row.due) for row in connection.execute(query))
    return min(times, default=None)
