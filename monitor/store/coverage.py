"""Coverage: what each article says of each council, and to which story that belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Coverage, Finding
from monitor.store import schema
from monitor.store.values import from_text, to_text
from monitor.stories.addresses import official


def flat(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, each followed by the further events of its council."""
    return tuple(one for finding in findings for one in (finding, *finding.also))


def keep(connection: Connection, article_id: int, findings: Sequence[Finding]) -> frozenset[str]:
    """Keep what an article says now; returns the councils whose stories must be looked at, old and new.

    A finding that stays at its council keeps its story. A story that only this article tells goes with it to
    the council that the article now names.
    """
    columns = schema.coverage.c
    before = connection.execute(
        select(columns.position, columns.council, columns.story_id).where(columns.article_id == article_id)
    ).all()
    connection.execute(delete(schema.coverage).where(columns.article_id == article_id))
    told = {(row.position, row.council): row.story_id for row in before}
    gone = {row.council for row in before} - {finding.council for finding in findings}
    moving = {row.position: row.story_id for row in before if row.council in gone}
    rows = []
    for position, finding in enumerate(findings):
        story_id = told.get((position, finding.council))
        if story_id is None and (left := moving.get(position)) and not _told_by_others(connection, left):
            story_id = left
        rows.append(
            {
                "article_id": article_id,
                "position": position,
                "council": finding.council,
                "finding": to_text(finding),
                "story_id": story_id,
            }
        )
    if rows:
        connection.execute(insert(schema.coverage), rows)
    return frozenset(finding.council for finding in findings) | {row.council for row in before}


def _told_by_others(connection: Connection, story_id: str) -> bool:
    """Whether an article tells this story, the one that is being kept anew left aside."""
    query = select(schema.coverage.c.article_id).where(schema.coverage.c.story_id == story_id).limit(1)
    return connection.execute(query).first() is not None


def of_council(
    connection: Connection, council: str
) -> tuple[tuple[Coverage, ...], Mapping[tuple[int, int], str]]:
    """All that was ever said of a council, and which finding belongs to which story so far."""
    query = (
        select(schema.coverage, schema.articles)
        .join(schema.articles)
        .where(schema.coverage.c.council == council)
        .order_by(schema.articles.c.first_seen, schema.coverage.c.article_id, schema.coverage.c.position)
    )
    said, stories = [], {}
    for row in connection.execute(query):
        said.append(_coverage(row))
        if row.story_id is not None:
            stories[row.article_id, row.position] = row.story_id
    return tuple(said), stories


def of_article(connection: Connection, article_id: int) -> Sequence[tuple[Finding, str | None]]:
    """What an article says, finding by finding, and the story each belongs to so far."""
    query = (
        select(schema.coverage)
        .where(schema.coverage.c.article_id == article_id)
        .order_by(schema.coverage.c.position)
    )
    return [(from_text(row.finding, Finding), row.story_id) for row in connection.execute(query)]


def belongs(connection: Connection, covered: Sequence[Coverage], story_id: str) -> None:
    """These findings are the story's."""
    for one in covered:
        connection.execute(
            update(schema.coverage)
            .where(schema.coverage.c.article_id == one.article_id, schema.coverage.c.position == one.position)
            .values(story_id=story_id)
        )


def homes(connection: Connection, story_id: str) -> frozenset[str]:
    """The councils that the story's articles name: one, or none once no article tells it any more."""
    query = select(schema.coverage.c.council).where(schema.coverage.c.story_id == story_id)
    return frozenset(connection.execute(query.distinct()).scalars())


def _coverage(row: Row[tuple[object, ...]]) -> Coverage:
    return Coverage(
        article_id=row.article_id,
        position=row.position,
        url=row.url,
        link=row.link,
        title=row.title,
        source=row.source,
        publisher=row.publisher,
        published=row.published,
        first_seen=row.first_seen,
        official=official(row.link),
        finding=from_text(row.finding, Finding),
        history=row.history,
        corrected=row.corrected,
    )
