"""The nouns of the monitor, in the order in which they are made.

sources → entries → articles → findings → stories → deliveries

Plain frozen values: no clock, no network, no disk. Times are aware and in UTC.
A council is its slug (`reading`), a grade its slug (`requires_improvement`): what words mean is data
(`understand/data/`), because Ofsted changes its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
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


# --- stories ------------------------------------------------------------------------------------


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


# --- teams and deliveries -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a team wants to hear of: councils, then events, then judgements."""

    councils: tuple[str, ...]
    """Slugs named by the team, in its order; every living council for `all`."""
    neighbours: tuple[str, ...] = ()
    """Statistical neighbours added by `neighbours_of`, without those above."""
    region: tuple[str, ...] = ()
    """Councils added by `regions`, without those above."""
    events: frozenset[Event] | None = None
    """None = all."""
    judgements: frozenset[str] | None = None
    """None = all; filters graded inspections only."""

    @property
    def everything(self) -> frozenset[str]:
        """Every slug watched, by whatever way."""
        return frozenset(self.councils) | frozenset(self.neighbours) | frozenset(self.region)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local hours in which alerts are held; may cross midnight; start and end differ."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPlan:
    """When and where a team's weekly digest goes."""

    weekday: int
    """0 = Monday."""
    at: time
    destinations: tuple[str, ...]
    approve: bool = False
    deadline: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who is told: a watch, the destinations of its alerts, and its digest."""

    name: str
    watch: Watch
    destinations: tuple[str, ...] = ()
    """Names of the alert destinations: `slack:#channel`, `webhook:VARIABLE`, `email:a@b`, `console`."""
    quiet: QuietHours | None = None
    digest: DigestPlan | None = None


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    DUE = "due"
    SENDING = "sending"
    """Written before the request: found at start-up, it is uncertain."""
    SENT = "sent"
    UNCERTAIN = "uncertain"
    HELD = "held"
    """Uncertain, cannot be looked up, and the config says `uncertain: hold`."""
    SET_ASIDE = "set_aside"
    """The destination refuses this message for good."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a destination names a message it took: enough to update it or to answer in its thread."""

    place: str
    """Slack: the channel's id; email: the address; console: empty."""
    message: str
    """Slack: the message's ts; email: its Message-ID; console: empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A promise to say one thing at one destination, once: unique by (key, destination)."""

    key: str
    """What is to be said: `reading-2026-11-a3f/1` (story and revision), `digest/<team>/2026-W47`, `notice/…`;
    also what the destination is asked for when an answer was lost."""
    destination: str
    made: datetime
    due: datetime
    state: DeliveryState = DeliveryState.DUE
    attempts: int = 0
    error: str = ""
    receipt: Receipt | None = None


# --- the weekly digest --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """One circle of a team's watch: its own councils, neighbours, region, the rest of England."""

    title: str
    stories: tuple[Story, ...]
    quiet: tuple[str, ...] = ()
    """Watched councils of this circle with no news, by slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCount:
    """A theme across the week's stories."""

    name: str
    stories: int
    quote: str
    council: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source's state in words for the digest's last paragraph."""

    name: str
    state: str
    note: str
    last_success: datetime | None = None
    """When it last answered; None when it never did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What Ofsted judged a council's service to be at one time."""

    on: date
    """The day on which it was published, as far as that is known."""
    judgement: str | None
    """None where Ofsted gave no overall grade."""
    areas: Mapping[str, str] = field(default_factory=dict)
    story_id: str = ""
    """The monitor's own story; empty for the carried list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRecord:
    """A council's known judgements, the oldest first; the last one is the latest known."""

    council: str
    judged: tuple[Judged, ...] = ()

    @property
    def latest(self) -> Judged | None:
        """How the council stands, as far as is known."""
        return self.judged[-1] if self.judged else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one week adds up to for one team."""

    team: str
    week: str
    """ISO week of the window's middle, `2026-W47`."""
    start: datetime
    end: datetime
    headline: str
    """The week in one sentence."""
    sections: tuple[DigestSection, ...]
    corrections: tuple[Revision, ...] = ()
    disputes: tuple[Story, ...] = ()
    themes: tuple[ThemeCount, ...] = ()
    sources: tuple[SourceHealth, ...] = ()
    unread: int = 0
    """Articles of the week on the beat whose page could not be read as a whole."""
    expected: tuple[Story, ...] = ()
    """What articles say is coming and Ofsted has not published."""
    records: tuple[CouncilRecord, ...] = ()
    """The known judgements of England's councils at the end of the week."""
    as_of: date | None = None
    """The day of the carried list of judgements; what is newer comes from the monitor's own stories."""
    own: tuple[str, ...] = ()
    """The councils that the team names; empty where it watches all of England."""
