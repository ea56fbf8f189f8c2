"""When the next thing is due: the one question that lets a service sleep."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select

from monitor.store import schema
from monitor.store.deliveries import OWED


def next_due(connection: Connection, sources: Collection[str]) -> datetime | None:
    """The earliest of these sources' next polls, the next reading, the next message; None: nothing is due.

    A time in the past means: now.
    """
    tables = schema
    queries = (
        select(func.min(tables.sources.c.next_poll, type_=schema.UtcTime())).where(
            tables.sources.c.name.in_(sources)
        ),
        select(func.min(tables.articles.c.read_due, type_=schema.UtcTime())),
        select(func.min(tables.deliveries.c.due, type_=schema.UtcTime())).where(
            tables.deliveries.c.state.in_([state.value for state in OWED])
        ),
        select(func.min(tables.messages.c.refresh_due, type_=schema.UtcTime())),
    )
    times = [connection.execute(query).scalar() for query in queries]
    return min((time for time in times if time is not None), default=None)
