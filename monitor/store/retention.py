"""Forgetting: texts after a while, stories after a longer one; what was seen and told, never."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from monitor.store import schema


def forget_texts(connection: Connection, before: datetime) -> int:
    """Drop the words of articles first seen before that time; title, address and findings stay."""
    articles = schema.articles.c
    result = connection.execute(
        update(schema.articles)
        .where(articles.first_seen < before, articles.text != "", articles.read_due.is_(None))
        .values(text="")
    )
    return result.rowcount


def forget_stories(connection: Connection, before: datetime) -> int:
    """Drop stories first seen before that time with all that was said of them; returns how many.

    Their entries, articles and deliveries stay, so that nothing old is taken for new or told again.
    """
    old = select(schema.stories.c.id).where(schema.stories.c.first_seen < before)
    for table in (schema.coverage, schema.verdicts, schema.messages, schema.revisions):
        connection.execute(delete(table).where(table.c.story_id.in_(old)))
    return connection.execute(delete(schema.stories).where(schema.stories.c.first_seen < before)).rowcount
