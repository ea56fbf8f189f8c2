"""Pace: which sources are asked now, and which searches take their turn later. Pure.

The searches made from one `{council}` template share a host that blocks whoever asks too fast. They are
asked one at a time, evenly over their interval, also after an absence in which all of them fell due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from monitor.model import Source
from monitor.store.sources import SourceState

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

States = Mapping[str, SourceState]
"""What is known of each source, by its name."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Who is asked now, the longest due first, and who was put off."""

    now: tuple[Source, ...]
    later: tuple[SourceState, ...] = ()
    """Searches with a new turn, to be remembered."""


def template_of(source: Source) -> str:
    """The name that the searches of one template share; a feed's own name."""
    return source.name.rpartition(": ")[0] if source.spread else source.name


def by_hand(sources: Iterable[Source], states: States, now: datetime) -> Turns:
    """Everybody, but not whom a host asked us to spare for now, nor whom it took away for good."""
    return Turns(
        tuple(
            source
            for source in sources
            if not _must_wait(states[source.name], now) and states[source.name].state != "gone"
        )
    )


def by_schedule(sources: Iterable[Source], states: States, now: datetime) -> Turns:
    """The feeds whose time has come, and of each template's searches one at most."""
    feeds: list[Source] = []
    templates: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if source.spread:
            templates[template_of(source)].append(source)
        elif _due(states[source.name], now):
            feeds.append(source)
    asked = sorted(feeds, key=lambda source: states[source.name].next_poll or _LONG_AGO)
    later: list[SourceState] = []
    for searches in templates.values():
        turns = _of_template(searches, states, now)
        asked += turns.now
        later += turns.later
    return Turns(tuple(asked), tuple(later))


def wait_together(
    source: Source, after: SourceState, sources: Iterable[Source], states: States
) -> Iterator[SourceState]:
    """The other searches of a search whose host asked us to wait: they wait as long, each with its turn."""
    until = after.wait_until
    if until is None or not source.spread:
        return
    siblings = [one for one in sources if one.spread and template_of(one) == template_of(source)]
    step = source.every / len(siblings)
    behind = 0
    for sibling in siblings:
        state = states[sibling.name]
        if sibling.name == source.name or state.state == "gone":
            continue
        turn = state.next_poll
        if turn is None or turn <= until:
            behind += 1
            turn = until + step * behind
        yield replace(state, wait_until=until, next_poll=turn)


def _of_template(searches: Sequence[Source], states: States, now: datetime) -> Turns:
    """Never asked: laid evenly over the interval. Due: the longest due now, the rest behind it by steps."""
    step = searches[0].every / len(searches)
    turns = {
        source.name: states[source.name].next_poll or now + step * place
        for place, source in enumerate(searches)
    }
    due = sorted(
        (one for one in searches if turns[one.name] <= now and not _must_wait(states[one.name], now)),
        key=lambda one: turns[one.name],
    )
    last = max((states[one.name].last_attempt or _LONG_AGO for one in searches), default=_LONG_AGO)
    # Half a step of grace: a turn that came a little late must not push the next one off.
    asked = due[:1] if now - last >= step / 2 else []
    behind = now if asked else last
    for place, source in enumerate(due[len(asked) :], 1):
        turns[source.name] = behind + step * place
    later = (
        replace(states[one.name], next_poll=turns[one.name])
        for one in searches
        if one not in asked and turns[one.name] != states[one.name].next_poll
    )
    return Turns(tuple(asked), tuple(later))


def _due(state: SourceState, now: datetime) -> bool:
    return not _must_wait(state, now) and (state.next_poll is None or state.next_poll <= now)


def _must_wait(state: SourceState, now: datetime) -> bool:
    return state.wait_until is not None and state.wait_until > now
