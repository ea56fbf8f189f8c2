"""Builders of stories' parts: a test names what matters to it, the rest is ordinary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.model import (
    Coverage,
    Direction,
    Entry,
    Event,
    Evidence,
    Finding,
    Flag,
    Highlights,
    Revision,
    RevisionKind,
    Story,
    Team,
    Theme,
    Watch,
)
from monitor.stories.cluster import Group
from monitor.stories.summary import tell_as_one

DAY = timedelta(days=1)
NOON = datetime(2025, 11, 18, 12, tzinfo=UTC)


def entry(
    guid: str = "", url: str = "", title: str = "", published: datetime | None = NOON, publisher: str = ""
) -> Entry:
    return Entry(guid=guid, url=url, title=title, published=published, publisher=publisher)


def finding(
    event: Event = Event.INSPECTION,
    *,
    council: str = "reading",
    judgement: str | None = None,
    flags: Sequence[Flag] = (),
    quotes: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - whatever else a Finding holds
) -> Finding:
    evidence = tuple(
        Evidence(field=field, quote=quote, place="text", start=0, end=len(quote))
        for field, quote in (quotes or {}).items()
    )
    return Finding(
        council=council, event=event, judgement=judgement, flags=tuple(flags), evidence=evidence, **more
    )


def coverage(  # noqa: PLR0913 - each has an ordinary value
    number: int = 1,
    event: Event = Event.INSPECTION,
    *,
    at: datetime = NOON,
    position: int = 0,
    outlet: str = "",
    title: str = "",
    official: bool = False,
    **about: Any,  # noqa: ANN401 - whatever `finding` takes
) -> Coverage:
    address = f"https://example.test/{number}"
    return Coverage(
        article_id=number,
        position=position,
        url=address,
        link=address,
        title=title or f"Article {number}",
        source=outlet or f"Outlet {number}",
        publisher=outlet or f"Outlet {number}",
        published=at,
        first_seen=at,
        official=official,
        finding=finding(event, **about),
    )


def told(*parts: Coverage, story_id: str = "reading-2025-11-abc", before: Story | None = None) -> Story:
    return tell_as_one(story_id, Group(parts), before)


def story(  # noqa: PLR0913 - each has an ordinary value
    story_id: str = "reading-2025-11-abc",
    *,
    council: str = "reading",
    event: Event = Event.INSPECTION,
    judgement: str | None = None,
    first_seen: datetime = NOON,
    revision: int = 1,
    **more: Any,  # noqa: ANN401 - whatever else a Story holds
) -> Story:
    ordinary: dict[str, Any] = {
        "visit_ordinal": None,
        "areas": {},
        "previous_judgement": None,
        "direction": None,
        "flags": (),
        "highlights": Highlights(),
        "themes": (),
        "quote": "",
        "published": first_seen,
        "corrected": False,
        "disputed": False,
        "coverage": (),
    }
    return Story(
        id=story_id,
        council=council,
        event=event,
        judgement=judgement,
        first_seen=first_seen,
        revision=revision,
        **(ordinary | more),
    )


def revision(
    of: Story, kind: RevisionKind = RevisionKind.NEWS, *, made: datetime = NOON, before: Story | None = None
) -> Revision:
    return Revision(story=of, kind=kind, made=made, before=before)


def team(  # noqa: PLR0913 - each has an ordinary value
    name: str = "Berkshire",
    councils: Iterable[str] = ("reading",),
    *,
    destinations: Sequence[str] = ("slack:#berkshire",),
    events: Iterable[Event] | None = None,
    judgements: Iterable[str] | None = None,
    neighbours: Sequence[str] = (),
    region: Sequence[str] = (),
) -> Team:
    watch = Watch(
        councils=tuple(councils),
        neighbours=tuple(neighbours),
        region=tuple(region),
        events=None if events is None else frozenset(events),
        judgements=None if judgements is None else frozenset(judgements),
    )
    return Team(name=name, watch=watch, destinations=tuple(destinations))


def theme(name: str, quote: str = "") -> Theme:
    return Theme(name=name, quote=quote or f"Inspectors spoke of {name}.")


__all__ = [
    "DAY",
    "NOON",
    "Direction",
    "Event",
    "Flag",
    "coverage",
    "date",
    "entry",
    "finding",
    "revision",
    "story",
    "team",
    "theme",
    "told",
]
