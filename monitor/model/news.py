"""What is read, and what it says: sources, entries, articles, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal


class Event(StrEnum):
    """What happened at a council, in the words of the contract."""

    INSPECTION = "inspection"
    MONITORING_VISIT = "monitoring_visit"
    FOCUSED_VISIT = "focused_visit"
    JTAI = "jtai"
    AREA_SEND = "area_send"
    ASSURANCE_VISIT = "assurance_visit"
    INTERVENTION = "intervention"
    OTHER = "other"


class Direction(StrEnum):
    """Which way the article says things went."""

    IMPROVED = "improved"
    DECLINED = "declined"
    UNCHANGED = "unchanged"
    MIXED = "mixed"


class Flag(StrEnum):
    """What a reader must know about a finding beside its outcome."""

    PRIORITY_ACTION = "priority_action"
    PROVISIONAL = "provisional"
    RESTATED = "restated"
    CORRECTION = "correction"
    PARTIAL = "partial"


# --- sources and entries ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One address that is polled: a feed of the config, or one council's search."""

    name: str
    url: str
    every: timedelta
    spread: bool = False
    """True for a search made from a `{council}` template: asked one at a time, evenly over `every`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, cleaned: plain title, absolute http(s) link, a date that can be believed."""

    guid: str
    """As the feed gives it; empty where it gives none."""
    url: str
    """Absolute, http or https; empty where the item has no usable link."""
    title: str
    """Plain text on one line; empty where the feed gives none."""
    published: datetime | None
    """None where the feed gives no date or none that can be believed."""
    content: str = ""
    """The longest body the item carries, as HTML."""
    full_text: bool = False
    """True when the feed promises the whole article (`content:encoded`, Atom `content`)."""
    publisher: str = ""
    """The outlet an aggregator names; empty for a publisher's own feed."""


# --- articles and findings ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a reader would read: title and text without the page's furniture."""

    url: str
    """The canonical address: the article's identity."""
    link: str
    """The address to open."""
    title: str
    text: str
    """Plain; paragraphs parted by one newline."""
    source: str
    """Name of the source that brought it first."""
    publisher: str
    """Outlet as a reader knows it."""
    published: datetime | None
    first_seen: datetime
    partial: bool = False
    """True for a paywall, a summary, or a page that could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that prove one claim, with code-point offsets: `quote == place[start:end]`."""

    field: str
    """`council`, `event`, `visit_ordinal`, `judgement`, `previous_judgement`, `direction`,
    `areas.<area>` or `flags.<flag>`."""
    quote: str
    place: Literal["title", "text"]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlights:
    """What inspectors said, in whole sentences or clauses, at most three of each."""

    strengths: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A subject inspectors keep raising (workforce, caseloads …), with the sentence that raises it."""

    name: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share or an average that an article gives of practice, with the words that say what it counts."""

    value: str
    """As it is written: `64%`, `four in five`."""
    what: str
    """The clause it stands in: `64% of social workers are permanent`."""
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one article says of one event at one council; a field without evidence is None."""

    council: str
    event: Event
    visit_ordinal: int | None = None
    judgement: str | None = None
    """The overall grade newly announced; never derived from areas."""
    areas: Mapping[str, str] = field(default_factory=dict)
    previous_judgement: str | None = None
    direction: Direction | None = None
    confidence: float = 0.0
    """0 to 1, for ranking: the lower, the likelier a person should look."""
    flags: tuple[Flag, ...] = ()
    highlights: Highlights = Highlights()
    themes: tuple[Theme, ...] = ()
    figures: tuple[Figure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    also: tuple[Finding, ...] = ()
    """Further events of the same council in the same article."""
    event_date: date | None = None
    """The inspection's or visit's (last) day, or the month's first day, where the text states one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The classifier's whole answer about one text."""

    findings: tuple[Finding, ...] = ()
    mentioned: tuple[str, ...] = ()
    """Slugs of councils only mentioned, in whatever role."""
    plain: str | None = None
    """The visible text, where the input was HTML: offsets count there."""
    reasons: tuple[str, ...] = ()
    """In plain words, stage by stage: why these findings, or why none."""

    @property
    def relevant(self) -> bool:
        """Whether the article is news of this beat."""
        return bool(self.findings)
