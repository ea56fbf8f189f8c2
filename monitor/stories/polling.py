"""When a source is asked again, what state it is in, and which of its entries are old news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from monitor.errors import FetchFault

_LONGEST = timedelta(hours=6)
"""No publisher's wish and no row of failures keeps us away longer, unless the config says so."""
_DOUBLINGS = 16
_SPREAD = 0.25
"""So much of a back-off is left to chance, so that sources that failed together are not asked together."""
_PATIENCE = timedelta(days=1)
_SILENT_AFTER = 3
_FEWEST_TO_LEARN_FROM = 5


class SourceState(StrEnum):
    """How a source stands, in the words of `status`."""

    NEW = "new"
    OK = "ok"
    WAITING = "waiting"
    FAILING = "failing"
    GONE = "gone"
    PAUSED = "paused"


def next_poll(  # noqa: PLR0913 - each wish that bears on the time is named
    now: datetime,
    every: timedelta,
    *,
    failures: int = 0,
    retry_after: timedelta | None = None,
    fresh_for: timedelta | None = None,
    feed_interval: timedelta | None = None,
    jitter: float = 0.0,
) -> datetime:
    """When to ask again: never sooner than `every`, never later than six hours or `every`, never not at all.

    `retry_after` is what a refusal asked for, `fresh_for` what caching headers promise, `feed_interval`
    what the feed says of itself; `failures` in a row double the wait; `jitter` (0 to 1) is chance, handed in.
    """
    longest = max(every, _LONGEST)
    wishes = [every, *(wish for wish in (retry_after, fresh_for, feed_interval) if wish is not None)]
    asked = min(max(wishes), longest)
    if failures <= 0 or every >= longest:
        return now + asked
    backed_off = min(every * (1 << min(failures, _DOUBLINGS)), longest)
    spread = backed_off * (1 - _SPREAD * min(max(jitter, 0.0), 1.0))
    return now + max(asked, spread)


def state_after(fault: FetchFault | None, *, silent_since: datetime, now: datetime) -> SourceState:
    """The state after a request; `silent_since` is the last success, or the first request without one."""
    match fault:
        case None:
            return SourceState.OK
        case FetchFault.GONE:
            return SourceState.GONE
        case FetchFault.WAIT if now - silent_since < _PATIENCE:
            return SourceState.WAITING
        case _:
            return SourceState.FAILING


def failing_for_a_day(state: SourceState, *, silent_since: datetime, now: datetime) -> bool:
    """Whether a person should hear that this source brings nothing."""
    if state is SourceState.GONE:
        return True
    return state is SourceState.FAILING and now - silent_since >= _PATIENCE


def is_history(
    published: datetime | None,
    *,
    first_poll: bool,
    backfill: timedelta,
    last_success: datetime | None,
    now: datetime,
) -> bool:
    """Whether an entry seen for the first time is old news: recorded, never told.

    At a first poll that is what is older than `backfill` or undated; later, what is dated well before the
    source's last success, as when a site announces its archive again.
    """
    if first_poll:
        return published is None or published < now - backfill
    return published is not None and last_success is not None and published < last_success - backfill


def cadence(published: Sequence[datetime]) -> timedelta | None:
    """How often a source usually brings something, learned from its entries' dates; None from too few."""
    times = sorted(set(published))
    if len(times) < _FEWEST_TO_LEARN_FROM:
        return None
    return timedelta(seconds=median((later - earlier).total_seconds() for earlier, later in pairwise(times)))


def strangely_silent(last_entry: datetime, usual: timedelta | None, *, now: datetime) -> bool:
    """Whether a source has brought nothing for thrice its usual time, and for a week; holidays count half."""
    if usual is None:
        return False
    patience = max(usual * _SILENT_AFTER, timedelta(days=7))
    return now - last_entry > patience * (2 if quiet_season(now) else 1)


def quiet_season(now: datetime) -> bool:
    """Whether little is published at this time of year: August, Christmas and the weeks around Easter."""
    date = (now.month, now.day)
    return now.month == 8 or date >= (12, 18) or date <= (1, 7) or (3, 25) <= date <= (4, 25)  # noqa: PLR2004
