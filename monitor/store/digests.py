"""Digests as they were composed (a sent one is shown again byte for byte), and what reviewers decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Digest, Event, Story
from monitor.store import schema
from monitor.store.values import from_text, to_text


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """One team's week, with its two written forms."""

    digest: Digest
    html: str
    markdown: str


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """A kept digest's outline: enough to find it by."""

    team: str
    week: str
    headline: str
    start: datetime
    end: datetime


class Decision(StrEnum):
    """What a reviewer says of a story in a draft."""

    KEEP = "keep"
    CORRECT = "correct"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDecision:
    """A reviewer's word on one story of one draft."""

    team: str
    week: str
    story_id: str
    decision: Decision
    detail: str = ""
    """What was corrected, in plain words."""
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """Who let a digest go, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """Changes whenever a story or a digest does: by it the archive sees whether it is up to date."""

    changed: datetime | None
    stories: int
    digests: int

    def __str__(self) -> str:
        """The mark as it is remembered."""
        return f"{self.changed} {self.stories} {self.digests}"


# --- digests ----------------------------------------------------------------------------------------


def kept(connection: Connection, team: str, week: str) -> KeptDigest | None:
    """The digest of that team and week, where one was made to be sent."""
    row = connection.execute(
        select(schema.digests).where(schema.digests.c.team == team, schema.digests.c.week == week)
    ).first()
    return None if row is None else KeptDigest(from_text(row.digest, Digest), row.html, row.markdown)


def before(connection: Connection, team: str, week: str) -> KeptDigest | None:
    """The team's latest digest of an earlier week."""
    digests = schema.digests.c
    query = select(func.max(digests.week)).where(digests.team == team, digests.week < week)
    name = connection.execute(query).scalar()
    return None if name is None else kept(connection, team, name)


def was_kept(connection: Connection, team: str, week: str) -> bool:
    """Whether that digest was made to be sent."""
    query = select(schema.digests.c.week).where(schema.digests.c.team == team, schema.digests.c.week == week)
    return connection.execute(query).first() is not None


def keep(connection: Connection, kept_digest: KeptDigest, *, now: datetime) -> None:
    """Keep a digest for good; the first one made of a team's week stays."""
    connection.execute(
        insert(schema.digests)
        .values(
            team=kept_digest.digest.team,
            week=kept_digest.digest.week,
            composed=now,
            digest=to_text(kept_digest.digest),
            html=kept_digest.html,
            markdown=kept_digest.markdown,
        )
        .on_conflict_do_nothing()
    )


def weeks(connection: Connection) -> Sequence[KeptWeek]:
    """Every kept digest's outline, by team, the latest week first."""
    digests = schema.digests.c
    outline = (func.json_extract(digests.digest, f"$.{name}") for name in ("headline", "start", "end"))
    query = select(digests.team, digests.week, *outline).order_by(digests.team, digests.week.desc())
    return [
        KeptWeek(team, week, headline, datetime.fromisoformat(start), datetime.fromisoformat(end))
        for team, week, headline, start, end in connection.execute(query)
    ]


# --- what a digest is made of ---------------------------------------------------------------------------


def inspections_until(connection: Connection, end: datetime) -> Sequence[Story]:
    """Every story of an inspection that was first seen before `end`, the oldest first."""
    stories = schema.stories.c
    query = (
        select(stories.story)
        .where(
            stories.event == Event.INSPECTION.value,
            stories.first_seen < end,
            stories.withdrawn.is_(False),
        )
        .order_by(stories.first_seen, stories.id)
    )
    return [from_text(text, Story) for text in connection.execute(query).scalars()]


def half_read(connection: Connection, start: datetime, end: datetime) -> int:
    """How many articles on the beat, first seen in [start, end), could not be read as a whole."""
    articles, told = schema.articles.c, schema.coverage.c
    query = (
        select(func.count(func.distinct(articles.id)))
        .join(schema.coverage, told.article_id == articles.id)
        .where(articles.first_seen >= start, articles.first_seen < end, articles.history.is_(False))
        .where(articles.partial.is_(True) | (articles.error != ""))
    )
    return int(connection.execute(query).scalar_one())


def mark(connection: Connection) -> Mark:
    """How the stories and digests stand, at a glance."""
    stories, digests = schema.stories.c, schema.digests.c
    changed, count = connection.execute(
        select(func.max(stories.changed, type_=schema.UtcTime()), func.count(stories.id))
    ).one()
    return Mark(changed, count, connection.execute(select(func.count(digests.week))).scalar_one())


def changed_of(connection: Connection) -> Mapping[str, datetime]:
    """When each story changed last, by its id; withdrawn ones are left out."""
    stories = schema.stories.c
    query = select(stories.id, stories.changed).where(stories.withdrawn.is_(False))
    return {row.id: row.changed for row in connection.execute(query)}


# --- review -------------------------------------------------------------------------------------------


def decide(connection: Connection, decision: KeptDecision) -> None:
    """Write a reviewer's word on a story of a draft; the latest one stands."""
    values = {name: getattr(decision, name) for name in KeptDecision.__slots__}
    statement = insert(schema.digest_decisions).values(**values | {"decision": decision.decision.value})
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["team", "week", "story_id"],
            set_={name: statement.excluded[name] for name in ("decision", "detail", "who", "at")},
        )
    )


def decisions(connection: Connection, team: str, week: str) -> Mapping[str, KeptDecision]:
    """What was decided on a draft, by story."""
    columns = schema.digest_decisions.c
    query = select(schema.digest_decisions).where(columns.team == team, columns.week == week)
    return {
        row["story_id"]: KeptDecision(**{**row, "decision": Decision(row["decision"])})
        for row in connection.execute(query).mappings()
    }


def approve(connection: Connection, team: str, week: str, approval: Approval) -> None:
    """Let a digest go; the first approval stands."""
    connection.execute(
        insert(schema.digest_approvals)
        .values(team=team, week=week, who=approval.who, at=approval.at)
        .on_conflict_do_nothing()
    )


def approval(connection: Connection, team: str, week: str) -> Approval | None:
    """Who let this digest go; None while it waits."""
    columns = schema.digest_approvals.c
    row = connection.execute(
        select(schema.digest_approvals).where(columns.team == team, columns.week == week)
    ).first()
    return None if row is None else Approval(row.who, row.at)


def approved(connection: Connection, team: str) -> Sequence[str]:
    """The weeks that somebody let go, the oldest first."""
    columns = schema.digest_approvals.c
    query = select(columns.week).where(columns.team == team).order_by(columns.week)
    return connection.execute(query).scalars().all()
