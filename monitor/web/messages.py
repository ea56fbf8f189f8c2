"""What is asked of the web and what it answers; plain values that import nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.errors import FetchError

NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to ask."""

    url: str
    etag: str = ""
    """As an earlier answer gave it, sent back to the letter."""
    last_modified: str = ""
    """Likewise."""
    page: bool = False
    """True for an article's page: the site's robots.txt is asked first. A feed was named by the operator."""

    @property
    def conditional(self) -> bool:
        """Whether "not modified" would be a fair answer."""
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A usable answer: a body, or word that nothing has changed."""

    url: str
    """The final address, after every redirect."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Decompressed."""
    moved_to: str = ""
    """The new address, when every redirect on the way said that it is permanent."""

    @property
    def not_modified(self) -> bool:
        """Whether the publisher says that nothing changed since the validators were given."""
        return self.status == NOT_MODIFIED

    @property
    def etag(self) -> str:
        """The validator to send back next time; empty where there is none."""
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        """The date to send back next time, to the letter; empty where there is none."""
        return self.headers.get("last-modified", "")

    @property
    def content_type(self) -> str:
        """The kind of body that the publisher claims; empty where it claims none."""
        return self.headers.get("content-type", "")

    @property
    def fresh_for(self) -> timedelta | None:
        """How long the publisher says that this answer holds; None where it says nothing."""
        return freshness(self.headers)


Outcome = Response | FetchError
"""What becomes of a request: errors are values."""


def freshness(headers: Mapping[str, str]) -> timedelta | None:
    """Read Cache-Control, else Expires against Date; never negative."""
    directives = [part.strip().lower() for part in headers.get("cache-control", "").split(",")]
    if "no-cache" in directives or "no-store" in directives:
        return None
    for directive in directives:
        name, _, value = directive.partition("=")
        if name == "max-age" and (seconds := _whole(value.strip('" '))) is not None:
            age = _whole(headers.get("age", "0")) or 0
            return timedelta(seconds=max(0, seconds - age))
    expires, date = http_date(headers.get("expires", "")), http_date(headers.get("date", ""))
    if expires is None or date is None:
        return None
    return max(timedelta(0), expires - date)


def retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """Read Retry-After, in seconds or as a date; None where it is absent or unreadable."""
    value = headers.get("retry-after", "").strip()
    if (seconds := _whole(value)) is not None:
        return timedelta(seconds=seconds)
    if (at := http_date(value)) is None:
        return None
    # The host's own clock is the one its date was written by.
    return max(timedelta(0), at - (http_date(headers.get("date", "")) or now))


def http_date(value: str) -> datetime | None:
    """Read a date of an HTTP header; None where it is none."""
    try:
        at = parsedate_to_datetime(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


_LONGEST = 10**9
"""Seconds; beyond it a number is no duration but a mistake, and a timedelta could not hold it."""


def _whole(value: str) -> int | None:
    value = value.strip()
    if not (value.isascii() and value.isdigit()):
        return None
    return min(int(value[:10]), _LONGEST)
