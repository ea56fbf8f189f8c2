"""Which sources are asked now, and when each search takes its turn."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Source
from monitor.pipeline.pace import by_hand, by_schedule, template_of, wait_together
from monitor.store.sources import SourceState

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
COUNCILS = 153


def searches(count: int = COUNCILS) -> list[Source]:
    return [
        Source(name=f"News: {number}", url=f"https://n.example/{number}", every=6 * HOUR, spread=True)
        for number in range(count)
    ]


def new(sources: list[Source]) -> dict[str, SourceState]:
    return {source.name: SourceState(name=source.name, url=source.url) for source in sources}


def asked_over(
    sources: list[Source], states: dict[str, SourceState], *, hours: int, every_seconds: int = 60
) -> dict[datetime, list[str]]:
    """Which searches a service asks at which moment, when it wakes this often and all goes well."""
    asked: dict[datetime, list[str]] = {}
    for minute in range(hours * 3600 // every_seconds):
        now = NOW + minute * timedelta(seconds=every_seconds)
        turns = by_schedule(sources, states, now)
        states |= {state.name: state for state in turns.later}
        for source in turns.now:
            asked.setdefault(now, []).append(source.name)
            states[source.name] = replace(states[source.name], last_attempt=now, next_poll=now + source.every)
    return asked


def test_the_first_turns_of_searches_lie_evenly_over_their_interval() -> None:
    asked = asked_over(searches(), new(searches()), hours=6, every_seconds=20)
    assert all(len(names) == 1 for names in asked.values())
    assert len({name for names in asked.values() for name in names}) == COUNCILS
    times = sorted(asked)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert max(gaps) <= timedelta(minutes=5)


def test_each_search_is_asked_once_an_interval() -> None:
    asked = asked_over(searches(12), new(searches(12)), hours=48)
    names = [name for group in asked.values() for name in group]
    assert all(7 <= names.count(name) <= 9 for name in set(names))


def test_after_an_absence_searches_are_still_asked_one_at_a_time() -> None:
    sources = searches()
    states = {
        name: replace(state, last_attempt=NOW - 30 * HOUR, next_poll=NOW - 20 * HOUR)
        for name, state in new(sources).items()
    }
    first = by_schedule(sources, states, NOW)
    assert len(first.now) == 1
    later = sorted(state.next_poll for state in first.later if state.next_poll)
    assert len(later) == COUNCILS - 1
    assert later[-1] - NOW <= 6 * HOUR
    assert min(b - a for a, b in itertools.pairwise(later)) >= timedelta(minutes=2)


def test_a_search_whose_turn_follows_too_soon_on_another_one_waits_for_its_step() -> None:
    sources = searches(6)
    states = new(sources)
    states[sources[0].name] = replace(states[sources[0].name], last_attempt=NOW, next_poll=NOW + 6 * HOUR)
    due = replace(states[sources[1].name], next_poll=NOW)
    states[sources[1].name] = due
    turns = by_schedule(sources, states, NOW + timedelta(seconds=5))
    assert sources[1] not in turns.now
    assert {state.name: state.next_poll for state in turns.later}[due.name] == NOW + HOUR


def test_when_one_search_is_asked_to_wait_its_siblings_wait_as_long_and_keep_apart() -> None:
    sources = searches(6)
    states = {name: replace(state, next_poll=NOW, etag='"kept"') for name, state in new(sources).items()}
    until = NOW + 2 * HOUR
    after = replace(states[sources[0].name], state="waiting", wait_until=until, next_poll=until)
    siblings = list(wait_together(sources[0], after, sources, states))
    assert {state.name for state in siblings} == {source.name for source in sources[1:]}
    assert all(state.wait_until == until and state.etag == '"kept"' for state in siblings)
    turns = sorted(state.next_poll for state in siblings if state.next_poll)
    assert turns[0] >= until
    assert all(b - a == HOUR for a, b in itertools.pairwise(turns))


def test_a_feed_that_is_asked_to_wait_holds_up_no_other() -> None:
    feeds = [Source(name=name, url=f"https://{name}.example/", every=HOUR) for name in ("a", "b")]
    states = new(feeds)
    after = replace(states["a"], wait_until=NOW + HOUR)
    assert not list(wait_together(feeds[0], after, feeds, states))


def test_by_hand_everybody_is_asked_but_who_is_gone_or_was_asked_to_wait() -> None:
    feeds = [Source(name=name, url=f"https://{name}.example/", every=HOUR) for name in "abcd"]
    states = new(feeds)
    states["a"] = replace(states["a"], next_poll=NOW + HOUR)
    states["b"] = replace(states["b"], state="gone")
    states["c"] = replace(states["c"], wait_until=NOW + HOUR)
    assert [source.name for source in by_hand(feeds, states, NOW).now] == ["a", "d"]


def test_the_longest_due_feed_is_asked_first() -> None:
    feeds = [Source(name=name, url=f"https://{name}.example/", every=HOUR) for name in "abc"]
    states = new(feeds)
    states["a"] = replace(states["a"], next_poll=NOW - HOUR)
    states["b"] = replace(states["b"], next_poll=NOW - 2 * HOUR)
    assert [source.name for source in by_schedule(feeds, states, NOW).now] == ["c", "b", "a"]


def test_searches_are_known_by_their_template() -> None:
    assert {template_of(source) for source in searches()} == {"News"}
    assert template_of(Source(name="A: b", url="https://a.example/", every=HOUR)) == "A: b"


@settings(max_examples=50)
@given(st.lists(st.none() | st.integers(-2000, 2000), min_size=1, max_size=30), st.integers(-3000, 0))
def test_however_the_turns_lie_one_search_at_most_is_asked_and_none_is_lost(
    turns: list[int | None], last: int
) -> None:
    sources = searches(len(turns))
    states = {
        source.name: replace(
            state,
            next_poll=None if turn is None else NOW + timedelta(minutes=turn),
            last_attempt=None if turn is None else NOW + timedelta(minutes=last),
        )
        for source, turn, state in zip(sources, turns, new(sources).values(), strict=True)
    }
    found = by_schedule(sources, states, NOW)
    assert len(found.now) <= 1
    after = states | {state.name: state for state in found.later}
    for source in sources:
        planned = after[source.name].next_poll
        assert source in found.now or (planned is not None and planned > NOW)
