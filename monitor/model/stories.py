"""What the articles of one event add up to, and when that is news again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.news import Direction, Event, Finding, Flag, Highlights, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One article's finding with what is needed to name the article: a member of a story."""

    article_id: int
    position: int
    """Which finding of the article this is: its `findings` then their `also`, counted from 0."""
    url: str
    link: str
    title: str
    source: str
    publisher: str
    published: datetime | None
    first_seen: datetime
    official: bool
    """True for an article of Ofsted or the government itself."""
    finding: Finding
    history: bool = False
    """Older than the backfill when first seen: known, but no reason to tell anybody."""
    corrected: bool = False
    """The article's text changed after it was first understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event at one council, as all its articles together tell it."""

    id: str
    """ASCII, stable for life (`reading-2026-11-a3f`)."""
    council: str
    event: Event
    visit_ordinal: int | None
    judgement: str | None
    areas: Mapping[str, str]
    previous_judgement: str | None
    direction: Direction | None
    flags: tuple[Flag, ...]
    highlights: Highlights
    themes: tuple[Theme, ...]
    quote: str
    """The sentence that best proves the outcome (or the event, where there is no outcome)."""
    published: datetime | None
    first_seen: datetime
    revision: int
    corrected: bool
    disputed: bool
    coverage: tuple[Coverage, ...]
    """Its articles, by first sight."""


class RevisionKind(StrEnum):
    """Why a story speaks (again)."""

    NEWS = "news"
    """The first time."""
    JUDGEMENT = "judgement"
    """A judgement is new or changed."""
    OFFICIAL = "official"
    """Provisional news is confirmed."""
    CORRECTION = "correction"
    """What was said was wrong: the article changed or a person overruled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A state of a story that is news: what is to be said, and what had been said before."""

    story: Story
    kind: RevisionKind
    made: datetime
    before: Story | None = None
    """The story as it was told, for a correction; None for first news."""
    reason: str = ""
    """In plain words, for `explain`."""

    @property
    def number(self) -> int:
        """Counted from 1, rising only when the story is news again."""
        return self.story.revision
