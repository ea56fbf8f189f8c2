"""A word to whoever looks after the monitor: sources that fail, are gone, silent or moved, and their return.

Each is said once. The searches of one template are spoken of together, and what comes to light in one pass
is one message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor.config import Config
from monitor.model import Source
from monitor.pipeline import health
from monitor.pipeline.notices import NOTICE
from monitor.pipeline.pace import States, template_of
from monitor.pipeline.tools import Tools
from monitor.store import deliveries
from monitor.store import sources as kept_sources
from monitor.store.sources import SourceState
from monitor.stories.polling import SourceState as SourceStateName
from monitor.stories.polling import failing_for_a_day


class Kind(StrEnum):
    """What there is to say of a source."""

    FAILING = "failing"
    GONE = "gone"
    BACK = "back"
    SILENT = "silent"
    SPEAKS = "speaks"
    MOVED = "moved"


SUBJECTS: Mapping[Kind, tuple[str, str]] = {
    Kind.FAILING: ("has been failing for a day", "have been failing for a day"),
    Kind.GONE: ("is gone", "are gone"),
    Kind.BACK: ("is back", "are back"),
    Kind.SILENT: ("is strangely silent", "are strangely silent"),
    Kind.SPEAKS: ("brings news again", "bring news again"),
    Kind.MOVED: ("has moved", "have moved"),
}
ADVICE: Mapping[Kind, str] = {
    Kind.FAILING: (
        "Until it answers again, its articles are missed. Look whether its address opens in a browser; "
        "if it moved, change its `url` in config.yaml. It goes on being asked, less and less often."
    ),
    Kind.GONE: (
        "It is not asked any more, but for one try a week. If it moved, change its `url` in config.yaml; "
        "if it was closed, take it out."
    ),
    Kind.BACK: "Nothing needs to be done.",
    Kind.SILENT: (
        "Look at the site: if it shows newer articles than its feed, the feed was given up; `ofsted-monitor "
        "discover` finds the site's others."
    ),
    Kind.SPEAKS: "Nothing needs to be done.",
    Kind.MOVED: ("It is read there. Change its `url` in config.yaml before the old address is switched off."),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to be said of one source (or template), and the states once it is said."""

    kind: Kind
    name: str
    line: str
    after: tuple[SourceState, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A notice of one kind, of one or more sources."""

    key: str
    subject: str
    lines: tuple[str, ...]


def tell_operator(tools: Tools, states: States) -> None:
    """Promise one notice for each kind of trouble, or end of trouble, that was not told before."""
    now = tools.clock()
    found = list(facts(tools.config.sources, states, now))
    if not found:
        return
    to = dict.fromkeys(operators(tools.config), now)
    with tools.store.transaction() as connection:
        for word in words(found, now):
            deliveries.keep_notice(connection, word.key, word.subject, word.lines)
            deliveries.promise(connection, word.key, to, now=now)
        for fact in found:
            kept_sources.remember(connection, fact.after)


def operators(config: Config) -> tuple[str, ...]:
    """Who hears of troubles: `admin`, or else every team's destinations, each once."""
    everybody = (name for team in config.teams for name in team.destinations)
    return config.admin or tuple(dict.fromkeys(everybody))


def words(found: Iterable[Fact], now: datetime) -> Iterator[Word]:
    """The facts of each kind in one notice."""
    by_kind: dict[Kind, list[Fact]] = defaultdict(list)
    for fact in found:
        by_kind[fact.kind].append(fact)
    for kind, facts_of_kind in by_kind.items():
        one, many = SUBJECTS[kind]
        first, others = facts_of_kind[0].name, len(facts_of_kind) - 1
        yield Word(
            f"{NOTICE}source/{first}/{now:%Y%m%dT%H%M%S%f}-{kind}",
            f"{first} and {others} more {many}" if others else f"{first} {one}",
            (*(fact.line for fact in facts_of_kind), ADVICE[kind]),
        )


def facts(sources: Iterable[Source], states: States, now: datetime) -> Iterator[Fact]:
    """What is to be said at this moment that was not said before."""
    groups: dict[str, list[SourceState]] = defaultdict(list)
    for source in sources:
        groups[template_of(source)].append(states[source.name])
    for name, group in groups.items():
        yield from _failures(name, group, now)
        yield from _moves(name, group, now)
        if len(group) == 1:  # a council without news is no trouble of its search
            yield from _silence(name, group[0], now)


def _failures(name: str, group: Sequence[SourceState], now: datetime) -> Iterator[Fact]:
    bad = [state for state in group if state.failing_since is not None]
    told = any(state.told_failing for state in group)
    if told and not bad:
        after = tuple(replace(state, told_failing=False) for state in group)
        yield Fact(Kind.BACK, name, f"The source “{name}” answers again.", after)
        return
    long = [state for state in bad if _failing_for_a_day(state, now)]
    if not long or told:
        return
    worst = long[0]
    last = f"{worst.last_success:%d %B %Y}" if worst.last_success else "never"
    of = f", {len(bad)} of its {len(group)} searches" if len(group) > 1 else f" ({worst.url})"
    yield Fact(
        Kind.GONE if worst.state == "gone" else Kind.FAILING,
        name,
        f"The source “{name}”{of} brings no news: {worst.error}. It last answered: {last}.",
        tuple(replace(state, told_failing=True) for state in bad),
    )


def _failing_for_a_day(state: SourceState, now: datetime) -> bool:
    since = state.failing_since
    return since is not None and failing_for_a_day(SourceStateName(state.state), silent_since=since, now=now)


def _moves(name: str, group: Sequence[SourceState], now: datetime) -> Iterator[Fact]:
    moved = [state for state in group if health.moved_for_good(state, now)]
    if not any(state.told_moved != state.moved_to for state in moved):
        return
    first = moved[0]
    yield Fact(
        Kind.MOVED,
        name,
        f"The source “{name}” has moved for good, from {first.url} to {first.moved_to}",
        tuple(replace(state, told_moved=state.moved_to) for state in moved),
    )


def _silence(name: str, state: SourceState, now: datetime) -> Iterator[Fact]:
    if state.told_silent is None:
        if health.silent(state, now):
            line = f"The source “{name}” ({state.url}) answers, but {health.silence_in_words(state)}."
            yield Fact(Kind.SILENT, name, line, (replace(state, told_silent=state.last_news),))
    elif state.last_news != state.told_silent:
        yield Fact(
            Kind.SPEAKS, name, f"The source “{name}” brings news again.", (replace(state, told_silent=None),)
        )
