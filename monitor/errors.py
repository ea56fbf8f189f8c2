"""What may go wrong, as the pipeline and a person see it.

Every message says what happened, where, and what to do next; none holds a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class MonitorError(Exception):
    """Something that a person can read and act upon; never a bug in this program."""


class UsageError(MonitorError):
    """The command names something that does not exist or cannot be done; exit code 2."""


class LockedError(MonitorError):
    """Another `run` or `poll` holds the pass lock of this state; exit code 3."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in the configuration: where it stands and what would be right."""

    file: str
    line: int | None
    """Counted from 1; None where the mistake belongs to no line (a missing file)."""
    what: str
    hint: str = ""
    """What to write instead, often the nearest right spelling; empty where none is near."""


class ConfigError(MonitorError):
    """The configuration has mistakes; all of them, not only the first; exit code 2."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__(f"{len(mistakes)} mistake(s) in the configuration")


class FetchFault(StrEnum):
    """Why a request brought nothing, in the classes that decide when to ask again."""

    FAILED = "failed"
    """No answer, a broken one, or an error status: back off and ask again."""
    WAIT = "wait"
    """429 or 503: the host asks for patience; not a failure."""
    GONE = "gone"
    """410: the publisher took it away for good."""
    FORBIDDEN = "forbidden"
    """Refused by us: a private address, another scheme, robots.txt."""
    OURS = "ours"
    """A mistake of this program, which the log tells of: back off and ask again, but blame no host."""


class FetchError(MonitorError):
    """A request brought no usable answer."""

    def __init__(
        self,
        message: str,
        fault: FetchFault = FetchFault.FAILED,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        self.fault = fault
        self.status = status
        self.retry_after = retry_after
        super().__init__(message)


class NotAFeedError(MonitorError):
    """The bytes are no feed (a challenge page, JSON, nothing), whatever their header says."""


class SendOutcome(StrEnum):
    """What is known of a message whose sending went wrong."""

    NOT_SENT = "not_sent"
    """Surely not delivered: try again."""
    UNCERTAIN = "uncertain"
    """The request was written and no full answer came: look before sending again."""
    REFUSED_MESSAGE = "refused_message"
    """This message will never be accepted: set it aside, go on with the rest."""
    REFUSED_DESTINATION = "refused_destination"
    """The destination accepts nothing (archived, unknown, revoked): pause it."""


class DeliveryError(MonitorError):
    """A message did not surely reach its destination."""

    def __init__(self, message: str, outcome: SendOutcome, *, retry_after: timedelta | None = None) -> None:
        self.outcome = outcome
        self.retry_after = retry_after
        super().__init__(message)


class LookupUnavailableError(MonitorError):
    """The destination cannot be asked whether a message arrived (no history scope, a webhook, email)."""
