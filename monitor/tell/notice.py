"""What a destination is asked to say, and what every kind of destination can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from monitor.model import Digest, Receipt, Revision, RevisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNotice:
    """One revision of a story for one destination."""

    key: str
    """The delivery's key, `reading-2026-11-a3f/1`: Slack metadata and Message-ID are made from it."""
    revision: Revision
    root: Receipt | None
    """The message that first told this story at this destination; None when it was told nothing yet."""
    now: datetime
    zone: ZoneInfo
    """In which people read times."""
    test: bool = False
    """True for `check --send-test`: the message says TEST first and last."""

    @property
    def first(self) -> bool:
        """Whether this is the destination's first word of the story, whatever its revision."""
        return self.root is None

    @property
    def aloud(self) -> bool:
        """Whether a reply in the thread is shown in the channel too: a judgement is new, or official now."""
        return self.revision.kind in {RevisionKind.JUDGEMENT, RevisionKind.OFFICIAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestNotice:
    """One team's week for one destination."""

    key: str
    """`digest/<team>/2026-W47`."""
    digest: Digest
    zone: ZoneInfo
    html: str = ""
    """The digest as a page, where a destination can carry it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainNotice:
    """A word to whoever looks after the monitor: a failing source, a paused destination."""

    key: str
    subject: str
    lines: tuple[str, ...]


Notice = StoryNotice | DigestNotice | PlainNotice


class Destination(Protocol):
    """A place that can be told; every kind raises DeliveryError and nothing else."""

    @property
    def name(self) -> str:
        """`slack:#channel`, `webhook:VARIABLE`, `email:a@b` or `console`."""
        ...

    def send(self, notice: Notice) -> Receipt:
        """Say it now: a first word as a message of its own, a later revision in its thread.

        A later revision also brings the first message up to date before it answers it.
        """
        ...

    def refresh(self, notice: StoryNotice, receipt: Receipt) -> None:
        """Bring a told story's message up to date (more coverage), without a new message.

        Does nothing where a sent message cannot be changed.
        """
        ...

    def find(self, notice: Notice, *, since: datetime) -> Receipt | None:
        """Whether an uncertain send arrived after all; LookupUnavailableError where one cannot ask."""
        ...

    def check(self) -> tuple[str, ...]:
        """Ask the destination whether it would take messages; problems in words that say what to do."""
        ...

    def limits(self) -> tuple[str, ...]:
        """Ask what this destination lacks that others of its kind have, in words that say how to mend it."""
        ...

    @property
    def blind(self) -> str:
        """Why a lost answer could not be looked up, where that can be mended and is known without asking."""
        ...
