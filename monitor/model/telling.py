"""Who is told and what they are told: teams, deliveries, the weekly digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from monitor.model.news import Event
from monitor.model.stories import Revision, Story

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
    thread: str = ""
    """Slack: the ts of the message above a reply; empty for a message of its own."""


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
