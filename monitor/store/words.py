"""What people said of stories, kept for good with who said it and when: it stands above every rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from sqlalchemy import Connection, Row, Select, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Event
from monitor.store import schema
from monitor.stories.corrections import UNSET, Override, Unset
from monitor.stories.orders import Member, Merge, Order, Split

Said = Order | Override
"""A split, a merge, or a claim about one story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One thing that a person said."""

    id: int
    story_id: str
    """The story that it is about; of a merge, the first one."""
    said: Said
    who: str
    made: datetime
    heeded: bool
    """Whether the stories follow it already."""


def keep(connection: Connection, said: Said, *, home: str, who: str, now: datetime) -> None:
    """Remember what a person said of a story whose articles name the council `home`."""
    story_id = said.story_ids[0] if isinstance(said, Merge) else said.story_id
    connection.execute(
        insert(schema.words).values(
            home=home, story_id=story_id, said=_to_text(said), who=who, made=now, heeded=None
        )
    )


def of_home(connection: Connection, home: str) -> Sequence[Word]:
    """All that was said of stories whose articles name this council, in the order in which it was said."""
    query = select(schema.words).where(schema.words.c.home == home)
    return _all(connection, query)


def of_story(connection: Connection, story_id: str) -> Sequence[Word]:
    """All that was said of one story."""
    query = select(schema.words).where(schema.words.c.story_id == story_id)
    return _all(connection, query)


def heeded(connection: Connection, home: str, now: datetime) -> None:
    """The council's stories follow what was said of them."""
    columns = schema.words.c
    connection.execute(
        update(schema.words).where(columns.home == home, columns.heeded.is_(None)).values(heeded=now)
    )


def carry_over(connection: Connection, story_id: str, *, to: str) -> None:
    """What was said of a story goes on in the one it became part of, save that it was no news."""
    for word in of_story(connection, story_id):
        if isinstance(word.said, Override) and not word.said.not_relevant:
            connection.execute(
                update(schema.words)
                .where(schema.words.c.id == word.id)
                .values(story_id=to, said=_to_text(replace(word.said, story_id=to)))
            )


def move(connection: Connection, story_id: str, *, home: str) -> None:
    """The story's articles now name another council: what was said of it is heeded there."""
    connection.execute(update(schema.words).where(schema.words.c.story_id == story_id).values(home=home))


def _all(connection: Connection, query: Select[tuple[object, ...]]) -> Sequence[Word]:
    return [_word(row) for row in connection.execute(query.order_by(schema.words.c.id))]


def _word(row: Row[tuple[object, ...]]) -> Word:
    return Word(
        id=row.id,
        story_id=row.story_id,
        said=_from_text(row.said),
        who=row.who,
        made=row.made,
        heeded=row.heeded is not None,
    )


# --- as text -------------------------------------------------------------------------------------------


class _Split(msgspec.Struct, frozen=True, tag="split"):
    story_id: str
    out: tuple[Member, ...]
    rest: tuple[Member, ...]


class _Merge(msgspec.Struct, frozen=True, tag="merge"):
    story_ids: tuple[str, str]
    first: tuple[Member, ...]
    second: tuple[Member, ...]


class _Claims(msgspec.Struct, frozen=True, tag="claims", omit_defaults=True):
    story_id: str
    council: str | None = None
    event: Event | None = None
    judgement: str | msgspec.UnsetType | None = msgspec.UNSET
    not_relevant: bool = False


def _to_text(said: Said) -> str:
    kept: _Split | _Merge | _Claims
    if isinstance(said, Split):
        kept = _Split(said.story_id, said.out, said.rest)
    elif isinstance(said, Merge):
        kept = _Merge(said.story_ids, said.first, said.second)
    else:
        judgement = msgspec.UNSET if isinstance(said.judgement, Unset) else said.judgement
        kept = _Claims(said.story_id, said.council, said.event, judgement, said.not_relevant)
    return msgspec.json.encode(kept).decode()


def _from_text(text: str) -> Said:
    kept = msgspec.json.decode(text, type=_Split | _Merge | _Claims)
    if isinstance(kept, _Split):
        return Split(story_id=kept.story_id, out=kept.out, rest=kept.rest)
    if isinstance(kept, _Merge):
        return Merge(story_ids=kept.story_ids, first=kept.first, second=kept.second)
    return Override(
        story_id=kept.story_id,
        council=kept.council,
        event=kept.event,
        judgement=UNSET if kept.judgement is msgspec.UNSET else kept.judgement,
        not_relevant=kept.not_relevant,
    )
