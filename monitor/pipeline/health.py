"""How a poll changes what is known of its source. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from monitor.errors import FetchError, FetchFault
from monitor.model import Source
from monitor.store.sources import SourceState
from monitor.stories.polling import cadence, next_poll, state_after, strangely_silent
from monitor.web.messages import Response

if TYPE_CHECKING:
    from monitor.sources.feed import Feed

PROBE_WHEN_GONE = timedelta(days=7)
"""A feed taken away for good is asked again this seldom, in case it was not for good."""
WAIT_UNASKED = timedelta(minutes=15)
"""A host that asks for patience and does not say how much is spared so long, even by hand."""
LONGEST_WAIT = timedelta(hours=6)
"""No Retry-After holds for longer."""
BELIEVED_AFTER = timedelta(days=1)
"""A permanent redirect that stands this long is no slip of the publisher's."""
LEARNED_FROM = 20
"""Latest entries whose times say how often a source usually brings something."""


def after_answer(state: SourceState, source: Source, now: datetime, answer: Response) -> SourceState:
    """The source answered: with news, with the same body, or with “not modified”."""
    interval = None if state.interval_seconds is None else timedelta(seconds=state.interval_seconds)
    return replace(
        state,
        state=state_after(None, silent_since=now, now=now).value,
        failures=0,
        error="",
        failing_since=None,
        last_attempt=now,
        last_success=now,
        wait_until=None,
        next_poll=next_poll(now, source.every, fresh_for=answer.fresh_for, feed_interval=interval),
        moved_to=answer.moved_to,
        moved_since=_moved_since(state, answer, now),
    )


def after_feed(  # noqa: PLR0913, PLR0917 - what an answer brought, part by part
    state: SourceState, source: Source, now: datetime, answer: Response, feed: Feed, body_hash: str
) -> SourceState:
    """The answer held a feed of another body than before; its wishes count from now on."""
    return replace(
        state,
        etag=answer.etag,
        last_modified=answer.last_modified,
        body_hash=body_hash,
        entries=len(feed.entries),
        interval_seconds=None if feed.interval is None else int(feed.interval.total_seconds()),
        next_poll=next_poll(now, source.every, fresh_for=answer.fresh_for, feed_interval=feed.interval),
    )


def after_news(
    state: SourceState, now: datetime, published: Iterable[datetime | None], *, first_poll: bool
) -> SourceState:
    """New entries came: they tell the source's usual pace, and end its silence.

    At a first poll an entry without a date says nothing of when it was written.
    """
    times = [time or now for time in published if time or not first_poll]
    latest = tuple(sorted((*state.news_times, *times))[-LEARNED_FROM:])
    return replace(state, last_news=now, news_times=latest)


def silent(state: SourceState, now: datetime) -> bool:
    """Whether a source that answers has brought nothing for much longer than it usually takes."""
    if state.state != "ok" or state.last_news is None or not state.news_times:
        return False
    # What it brought just now may be dated long ago.
    last = max(state.last_news, state.news_times[-1])
    return strangely_silent(last, cadence(state.news_times), now=now)


def silence_in_words(state: SourceState) -> str:
    """For how long it has been silent, and how often it usually is not."""
    usual = cadence(state.news_times) or timedelta(0)
    days = max(1, round(usual / timedelta(days=1)))
    pace = "every day" if days == 1 else f"every {days} days"
    since = f"{state.last_news:%d %B %Y}" if state.last_news else "the beginning"
    return f"has brought nothing new since {since}; usually something comes {pace}"


def moved_for_good(state: SourceState, now: datetime) -> bool:
    """Whether the source's address has redirected to another one, permanently, for a day."""
    return state.moved_since is not None and now - state.moved_since >= BELIEVED_AFTER


def _moved_since(state: SourceState, answer: Response, now: datetime) -> datetime | None:
    if not answer.moved_to:
        return None
    return state.moved_since if state.moved_to == answer.moved_to and state.moved_since else now


def after_failure(state: SourceState, source: Source, now: datetime, error: Exception) -> SourceState:
    """The source did not answer, or with something that is no feed."""
    fault = error.fault if isinstance(error, FetchError) else FetchFault.FAILED
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    since = state.failing_since or now
    failures = state.failures + (fault is not FetchFault.WAIT)
    due = next_poll(
        now,
        source.every,
        failures=failures,
        retry_after=retry_after,
        jitter=_jitter(source.name, now),
    )
    return replace(
        state,
        state=state_after(fault, silent_since=since, now=now).value,
        failures=failures,
        error=str(error),
        failing_since=since,
        last_attempt=now,
        wait_until=now + _patience(retry_after) if fault is FetchFault.WAIT else None,
        next_poll=now + PROBE_WHEN_GONE if fault is FetchFault.GONE else due,
    )


def _patience(retry_after: timedelta | None) -> timedelta:
    return WAIT_UNASKED if retry_after is None else min(retry_after, LONGEST_WAIT)


def _jitter(name: str, now: datetime) -> float:
    """0 to 1, the same for the same source and moment: nothing random to explain later."""
    digest = blake2b(f"{name} {now.isoformat()}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32
