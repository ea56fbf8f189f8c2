"""Backlog: what is still to be done, and since when somebody waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from monitor.store import schema
from monitor.store.articles import ArticleState
from monitor.store.deliveries import OWED


def pages_due(connection: Connection, now: datetime) -> int:
    """How many pages are to be read by now."""
    query = select(func.count()).select_from(schema.articles).where(schema.articles.c.read_due <= now)
    return int(connection.execute(query).scalar_one())


def old_news_left(connection: Connection) -> bool:
    """Whether there is old news that was not looked at yet."""
    later = schema.articles.c.state == ArticleState.LATER.value
    return connection.execute(select(schema.articles.c.id).where(later).limit(1)).first() is not None


def owed_since(connection: Connection) -> Sequence[datetime]:
    """For everything that is owed: when it was due for the first time, however often it was tried since."""
    owed = schema.deliveries.c.state.in_([state.value for state in OWED])
    return connection.execute(select(schema.deliveries.c.first_due).where(owed)).scalars().all()
