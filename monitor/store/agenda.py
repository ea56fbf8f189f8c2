"""When the next thing is due: the one question that lets a service sleep."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from monitor.store import schema
from monitor.store.articles import ArticleState
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
        select(func.min(schema.messages.c.refresh_due, type_=schema.UtcTime())),
    )
    times = [connection.execute(query).scalar() for query in queries]
    times.append(_next_message(connection))
    return min((time for time in times if time is not None), default=None)


def old_news_left(connection: Connection) -> bool:
    """Whether there is old news that was not looked at yet."""
    later = schema.articles.c.state == ArticleState.LATER.value
    return connection.execute(select(schema.articles.c.id).where(later).limit(1)).first() is not None


def _next_message(connection: Connection) -> datetime | None:
    """When some destination is to be sent something: not before it may be asked again.

    Of what belongs in one order (a story's revisions), only the first counts: the others wait for it.
    """
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
    query = (
        select(
            func.min(owed.c.due, type_=schema.UtcTime()).label("due"),
            func.max(schema.destinations.c.wait_until, type_=schema.UtcTime()).label("wait_until"),
        )
        .select_from(owed.outerjoin(schema.destinations, schema.destinations.c.name == owed.c.destination))
        .where(owed.c.place == 1)
        .group_by(owed.c.destination)
    )
    times = (max(row.due, row.wait_until or row.due) for row in connection.execute(query))
    return min(times, default=None)


def pages_due(connection: Connection, now: datetime) -> int:
    """How many pages are to be read by now."""
    query = select(func.count()).select_from(schema.articles).where(schema.articles.c.read_due <= now)
    return int(connection.execute(query).scalar_one())


def owed_since(connection: Connection) -> Sequence[datetime]:
    """For everything that is owed: when it was due for the first time, however often it was tried since."""
    owed = schema.deliveries.c.state.in_([state.value for state in OWED])
    return connection.execute(select(schema.deliveries.c.first_due).where(owed)).scalars().all()
