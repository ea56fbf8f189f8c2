"""Stories, their revisions, and who was to hear of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Revision, Story
from monitor.store import schema
from monitor.store.values import from_text, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVerdict:
    """Whether a team was to hear of a revision, and why."""

    revision: int
    team: str
    told: bool
    reason: str


def of_home(connection: Connection, council: str) -> Mapping[str, Story]:
    """Every story whose articles name this council, by id; a person may have given some to another one."""
    query = select(schema.stories).where(schema.stories.c.home == council)
    return {row.id: from_text(row.story, Story) for row in connection.execute(query)}


def home_of(connection: Connection, story_id: str) -> str:
    """The council that the story's articles name; the story exists."""
    query = select(schema.stories.c.home).where(schema.stories.c.id == story_id)
    return str(connection.execute(query).scalar_one())


def is_withdrawn(connection: Connection, story_id: str) -> bool:
    """Whether the story was taken back; the story exists."""
    query = select(schema.stories.c.withdrawn).where(schema.stories.c.id == story_id)
    return bool(connection.execute(query).scalar_one())


def reasons_of(connection: Connection, story_id: str) -> tuple[str, ...]:
    """Why the story's articles were joined; the story exists."""
    query = select(schema.stories.c.reasons).where(schema.stories.c.id == story_id)
    return from_text(connection.execute(query).scalar_one(), tuple[str, ...])


def by_ids(connection: Connection, story_ids: Collection[str]) -> Mapping[str, Story]:
    """The stories with these ids."""
    query = select(schema.stories).where(schema.stories.c.id.in_(story_ids))
    return {row.id: from_text(row.story, Story) for row in connection.execute(query)}


def by_id(connection: Connection, story_id: str) -> Story | None:
    """The story with this id."""
    text = connection.execute(select(schema.stories.c.story).where(schema.stories.c.id == story_id)).scalar()
    return None if text is None else from_text(text, Story)


def first_seen_between(
    connection: Connection, start: datetime, end: datetime, *, councils: Collection[str] | None = None
) -> Sequence[Story]:
    """Stories first seen in [start, end), newest first."""
    stories = schema.stories.c
    query = (
        select(stories.story)
        .where(stories.first_seen >= start, stories.first_seen < end, stories.withdrawn.is_(False))
        .order_by(stories.first_seen.desc(), stories.id)
    )
    if councils is not None:
        query = query.where(stories.council.in_(councils))
    return [from_text(text, Story) for text in connection.execute(query).scalars()]


def of_week(connection: Connection, start: datetime, end: datetime) -> Sequence[Story]:
    """Stories first seen or revised in [start, end)."""
    made = schema.revisions.c.made
    spoke = select(schema.revisions.c.story_id).where(made >= start, made < end)
    stories = schema.stories.c
    query = (
        select(stories.story)
        .where(
            (stories.first_seen >= start) & (stories.first_seen < end) | stories.id.in_(spoke),
            stories.withdrawn.is_(False),
        )
        .order_by(stories.first_seen, stories.id)
    )
    return [from_text(text, Story) for text in connection.execute(query).scalars()]


def keep(  # noqa: PLR0913 - one argument for each thing that is kept beside the story
    connection: Connection,
    story: Story,
    *,
    now: datetime,
    home: str = "",
    reasons: Sequence[str] = (),
    withdrawn: bool = False,
) -> None:
    """Write a story as it stands, new or known; its `home` is its council where nothing else is said."""
    statement = insert(schema.stories).values(
        id=story.id,
        council=story.council,
        home=home or story.council,
        event=story.event.value,
        revision=story.revision,
        first_seen=story.first_seen,
        changed=now,
        withdrawn=withdrawn,
        story=to_text(story),
        reasons=to_text(tuple(reasons)),
    )
    columns = [column.name for column in schema.stories.columns if column.name != "id"]
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["id"], set_={name: statement.excluded[name] for name in columns}
        )
    )


def revise(connection: Connection, revision: Revision) -> None:
    """Write a state of the story that is news."""
    connection.execute(
        insert(schema.revisions).values(
            story_id=revision.story.id,
            number=revision.number,
            kind=revision.kind.value,
            made=revision.made,
            revision=to_text(revision),
        )
    )


def revision(connection: Connection, story_id: str, number: int) -> Revision:
    """One revision of a story, which exists."""
    text = connection.execute(
        select(schema.revisions.c.revision).where(
            schema.revisions.c.story_id == story_id, schema.revisions.c.number == number
        )
    ).scalar_one()
    return from_text(text, Revision)


def latest_revision(connection: Connection, story_id: str) -> Revision | None:
    """The story as it was last told; None when it never was news."""
    text = connection.execute(
        select(schema.revisions.c.revision)
        .where(schema.revisions.c.story_id == story_id)
        .order_by(schema.revisions.c.number.desc())
        .limit(1)
    ).scalar()
    return None if text is None else from_text(text, Revision)


def revisions_of(connection: Connection, story_id: str) -> Sequence[Revision]:
    """Every state of the story that was news, in their order."""
    columns = schema.revisions.c
    query = select(columns.revision).where(columns.story_id == story_id).order_by(columns.number)
    return [from_text(text, Revision) for text in connection.execute(query).scalars()]


def verdicts_of(connection: Connection, story_id: str) -> Sequence[KeptVerdict]:
    """Which team was to hear of each of the story's revisions, and why."""
    columns = schema.verdicts.c
    query = (
        select(columns.revision, columns.team, columns.told, columns.reason)
        .where(columns.story_id == story_id)
        .order_by(columns.revision, columns.team)
    )
    return [KeptVerdict(**row) for row in connection.execute(query).mappings()]


def revised_since(connection: Connection, start: datetime) -> Sequence[Revision]:
    """Revisions made from `start` on, in their order."""
    made = schema.revisions.c.made
    query = select(schema.revisions.c.revision).where(made >= start).order_by(made)
    return [from_text(text, Revision) for text in connection.execute(query).scalars()]


def judge(connection: Connection, story_id: str, verdicts: Iterable[KeptVerdict]) -> None:
    """Keep which team was to hear of a revision, and why: the answer of `explain`."""
    rows = [
        {
            "story_id": story_id,
            "revision": verdict.revision,
            "team": verdict.team,
            "told": verdict.told,
            "reason": verdict.reason,
        }
        for verdict in verdicts
    ]
    if rows:
        connection.execute(insert(schema.verdicts), rows)


def look_again(connection: Connection, councils: Iterable[str], *, corrected_by: str = "") -> None:
    """These councils' articles are to be joined into stories anew."""
    rows = [{"council": council, "corrected_by": corrected_by} for council in councils]
    if not rows:
        return
    statement = insert(schema.unrelated)
    if corrected_by:
        statement = statement.on_conflict_do_update(
            index_elements=["council"], set_={"corrected_by": statement.excluded.corrected_by}
        )
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement, rows)


def to_look_at(connection: Connection) -> Mapping[str, str]:
    """The councils to be related anew, and by whose correction, if by any."""
    rows = connection.execute(select(schema.unrelated).order_by(schema.unrelated.c.council))
    return {row.council: row.corrected_by for row in rows}


def looked_at(connection: Connection, council: str) -> None:
    """The council's stories stand."""
    connection.execute(delete(schema.unrelated).where(schema.unrelated.c.council == council))
