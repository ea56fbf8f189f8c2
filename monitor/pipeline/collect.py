"""Collect: ask the sources that are due, and keep every entry that was never seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from monitor.errors import FetchError, FetchFault, NotAFeedError, UsageError
from monitor.logs import Log
from monitor.model import Entry, Source
from monitor.pipeline import health, pace
from monitor.pipeline.tools import Tools
from monitor.store import shown
from monitor.store import sources as kept_sources
from monitor.store.sources import SourceState
from monitor.web.messages import Request, Response

if TYPE_CHECKING:
    from monitor.sources.feed import Feed

log = Log(__name__)

ANSWERS_A_COMMIT = 100
FEEDS_A_COMMIT = 10
"""Answers are written together: a commit waits for the disk, and a thousand feeds are a thousand answers."""
LONGEST_ASKING = timedelta(minutes=10)
"""A pass asks no longer than this, whatever the hosts do; the rest is asked first in the next pass."""
MOST_SILENT = 3
"""Searches in a row without an answer, after which their host is left alone for this pass."""
_LEFT_ALONE = FetchError("its host was silent for the searches before it and is left alone for now")


@dataclass(slots=True)
class Collected:
    """What one round of asking brought."""

    asked: int = 0
    answered: int = 0
    """With a feed, new or unchanged, or with a plea to wait."""
    new_entries: int = 0
    introduced: int = 0
    """Sources that brought a feed for the first time."""
    own_faults: int = 0
    """Sources that failed by a mistake of this program."""
    errors: dict[str, str] = field(default_factory=dict)
    """The failed sources' last errors, by name."""
    states: Mapping[str, SourceState] = field(default_factory=dict)
    """Every source as it now stands, by name."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One answer, not yet written."""

    source: Source
    before: SourceState
    after: SourceState
    feed: Feed | None = None
    """Where the answer held another body than the last one."""
    own_fault: bool = False


def collect(tools: Tools, *, only: str | None = None, whatever_due: bool = False) -> Collected:
    """Ask the sources that are due at this moment (or all, or one by name), and keep what is new.

    Raises:
        UsageError: no source has that name.
    """
    sources = _named(tools.config.sources, only)
    now = tools.clock()
    with tools.store.reading() as connection:
        states = dict(kept_sources.states_of(connection, tools.config.sources))
    by_hand = whatever_due or only is not None
    turns = pace.by_hand(sources, states, now) if by_hand else pace.by_schedule(sources, states, now)
    _remember(tools, turns.later, states)
    collected = Collected(states=states)
    waiting: list[Taken] = []
    for source, answer in _ask(tools, turns.now, states):
        if tools.stopping() and isinstance(answer, FetchError):
            break  # broken off by us, and no fault of the source's
        taken = _take(tools, source, states[source.name], answer)
        _count(collected, taken)
        tools.progress("Asking the sources", collected.asked, len(turns.now))
        states[source.name] = taken.after
        waiting.append(taken)
        if taken.after.wait_until is not None or _full(waiting):
            _write(tools, waiting, states, collected)
        if taken.after.wait_until is not None:
            together = pace.wait_together(source, taken.after, tools.config.sources, states)
            _remember(tools, tuple(together), states)
        if tools.stopping() or tools.clock() - now > LONGEST_ASKING:
            break  # who was not asked is still due
    _write(tools, waiting, states, collected)
    return collected


def probe(tools: Tools) -> Iterator[tuple[str, str]]:
    """Ask every source once without keeping anything; yields those that bring no feed, with why.

    Of the searches made from one template only the first is asked: the others are alike.
    """
    sources = list({pace.template_of(source): source for source in reversed(tools.config.sources)}.values())
    fresh = {source.name: SourceState(name=source.name, url=source.url) for source in sources}
    for done, (source, answer) in enumerate(_ask(tools, sources, fresh), 1):
        tools.progress("Asking the sources", done, len(sources))
        try:
            _feed_in(_usable(answer), tools.clock(), {})
        except (FetchError, NotAFeedError) as error:
            yield pace.template_of(source), str(error)


def _named(sources: Sequence[Source], only: str | None) -> Sequence[Source]:
    if only is None:
        return sources
    found = [source for source in sources if source.name.casefold() == only.casefold()]
    if not found:
        names = ", ".join(source.name for source in sources if not source.spread) or "none"
        raise UsageError(f"There is no source named “{only}” in the config. There are: {names}.")
    return found


def _ask(
    tools: Tools, chosen: Sequence[Source], states: Mapping[str, SourceState]
) -> Iterator[tuple[Source, Response | FetchError]]:
    """Feeds side by side; then searches one at a time, until their host asks us to wait or is silent."""
    together = [(_request(states[source.name]), source) for source in chosen if not source.spread]
    asked_by = {id(request): source for request, source in together}
    for request, answer in tools.web.fetch_all(request for request, _ in together):
        yield asked_by[id(request)], answer
    searches = [source for source in chosen if source.spread]
    for _, of_template in groupby(searches, key=pace.template_of):
        yield from _ask_in_turn(tools, of_template, states)


def _ask_in_turn(
    tools: Tools, searches: Iterable[Source], states: Mapping[str, SourceState]
) -> Iterator[tuple[Source, Response | FetchError]]:
    silent = 0
    for source in searches:
        answer = _LEFT_ALONE if silent >= MOST_SILENT else tools.web.fetch(_request(states[source.name]))
        yield source, answer
        if isinstance(answer, FetchError) and answer.fault is FetchFault.WAIT:
            return
        unanswered = isinstance(answer, FetchError) and answer.status is None
        silent = silent + 1 if unanswered else 0


def _request(state: SourceState) -> Request:
    return Request(url=state.url, etag=state.etag, last_modified=state.last_modified)


def _take(tools: Tools, source: Source, state: SourceState, answer: Response | FetchError) -> Taken:
    """What an answer means: a feed to be kept, nothing new, or a failure."""
    now = tools.clock()
    try:
        answer = _usable(answer)
        after = health.after_answer(state, source, now, answer)
        body_hash = blake2b(answer.body, digest_size=16).hexdigest()
        if answer.not_modified or body_hash == state.body_hash:
            return Taken(source, state, after)
        feed = _feed_in(answer, now, _shown(tools, state))
        _not_suddenly_empty(source, state, feed)
    except (FetchError, NotAFeedError) as error:
        own_fault = isinstance(error, FetchError) and error.fault is FetchFault.OURS
        return Taken(source, state, health.after_failure(state, source, now, error), own_fault=own_fault)
    return Taken(source, state, health.after_feed(after, source, now, answer, feed, body_hash), feed)


def _count(collected: Collected, taken: Taken) -> None:
    collected.asked += 1
    collected.own_faults += taken.own_fault
    if taken.after.failing_since is None or taken.after.state == "waiting":
        collected.answered += 1
    else:
        collected.errors[taken.source.name] = taken.after.error


def _usable(answer: Response | FetchError) -> Response:
    if isinstance(answer, FetchError):
        raise answer
    return answer


def _shown(tools: Tools, state: SourceState) -> Mapping[str, Entry]:
    """What the source showed when it was last read."""
    if not state.body_hash:
        return {}
    with tools.store.reading() as connection:
        return shown.entries_of(connection, state.name)


def _feed_in(answer: Response, now: datetime, known: Mapping[str, Entry]) -> Feed:
    from monitor.sources.feed import read_feed  # noqa: PLC0415 - most answers bring nothing to be read

    kind = answer.headers.get("content-type", "")
    try:
        return read_feed(answer.body, url=answer.url, now=now, content_type=kind, shown=known)
    except NotAFeedError:
        raise
    except Exception:
        # A mistake of ours over one feed must not keep all others from being read.
        log.exception("a feed could not be read", url=answer.url)
        raise FetchError(
            "the feed could not be read, by a fault of this program; see the log", FetchFault.OURS
        ) from None


def _not_suddenly_empty(source: Source, state: SourceState, feed: Feed) -> None:
    """A feed that had entries and shows none is broken until it shows some again."""
    if state.entries and not feed.entries:
        raise NotAFeedError(f"{source.url} was empty, where it had {state.entries} entries before.")


def _full(waiting: Sequence[Taken]) -> bool:
    feeds = sum(taken.feed is not None for taken in waiting)
    return len(waiting) >= ANSWERS_A_COMMIT or feeds >= FEEDS_A_COMMIT


def _write(tools: Tools, waiting: list[Taken], states: dict[str, SourceState], collected: Collected) -> None:
    """Entries and validators in one transaction: a crash between them would lose or repeat news."""
    if not waiting:
        return
    with tools.store.transaction() as connection:
        for taken in waiting:
            if taken.feed is not None:
                after, new = _keep(tools, connection, taken, taken.feed)
                collected.introduced += taken.before.last_success is None
                states[taken.source.name] = after
                collected.new_entries += new
        kept_sources.remember(connection, [states[taken.source.name] for taken in waiting])
    waiting.clear()


def _keep(tools: Tools, connection: Connection, taken: Taken, feed: Feed) -> tuple[SourceState, int]:
    from monitor.pipeline.keep import Origin, keep_entries  # noqa: PLC0415 - most answers bring nothing new

    now, before = tools.clock(), taken.before
    origin = Origin(
        source=taken.source,
        feed_title=feed.title,
        now=now,
        backfill=tools.config.backfill,
        last_success=before.last_success,
    )
    new = keep_entries(connection, origin, feed)
    shown.remember(connection, taken.source.name, feed.shown)
    if not new:
        return taken.after, 0
    dates = [entry.published for entry in new]
    return health.after_news(taken.after, now, dates, first_poll=before.last_success is None), len(new)


def _remember(tools: Tools, changed: Sequence[SourceState], states: dict[str, SourceState]) -> None:
    if not changed:
        return
    with tools.store.transaction() as connection:
        kept_sources.remember(connection, changed)
    states.update({state.name: state for state in changed})
