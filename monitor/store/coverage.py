"""Coverage: what each article says of each council, and to which story that belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, count

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

    A finding keeps its place, and with it its story and whatever people said of it, wherever it now stands in
    the article. A story that only this article tells goes with it to the council that the article now names.
    """
    columns = schema.coverage.c
    before = connection.execute(
        select(columns.position, columns.council, columns.finding, columns.story_id).where(
            columns.article_id == article_id
        )
    ).all()
    connection.execute(delete(schema.coverage).where(columns.article_id == article_id))
    told = {row.position: row for row in before}
    placed = places({row.position: from_text(row.finding, Finding) for row in before}, findings)
    rows = []
    for position, finding in zip(placed, findings, strict=True):
        old = told.get(position)
        moved = old is not None and old.council != finding.council
        # A story that others tell too stays where it was.
        left = old is None or (moved and old.story_id and _told_by_others(connection, old.story_id))
        rows.append(
            {
                "article_id": article_id,
                "position": position,
                "council": finding.council,
                "finding": to_text(finding),
                "story_id": None if left or old is None else old.story_id,
            }
        )
    if rows:
        connection.execute(insert(schema.coverage), rows)
    return frozenset(finding.council for finding in findings) | {row.council for row in before}


def places(before: Mapping[int, Finding], findings: Sequence[Finding]) -> tuple[int, ...]:
    """The place of each finding among those that the article was known to make, or a new one.

    The surest sign counts first: same event and number; same event; same council; then what is left over.
    """
    free = dict(before)
    found: dict[int, int] = {}
    for same in (_same_visit, _same_event, _same_council):
        for index, finding in enumerate(findings):
            place = next((place for place in sorted(free) if same(free[place], finding)), None)
            if index not in found and place is not None:
                found[index] = place
                del free[place]
    left_over = chain(sorted(free), count(max(before, default=-1) + 1))
    return tuple(found[index] if index in found else next(left_over) for index in range(len(findings)))


def _same_visit(one: Finding, other: Finding) -> bool:
    return _same_event(one, other) and one.visit_ordinal == other.visit_ordinal


def _same_event(one: Finding, other: Finding) -> bool:
    return _same_council(one, other) and one.event is other.event


def _same_council(one: Finding, other: Finding) -> bool:
    return one.council == other.council


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
