"""A word to whoever looks after the monitor: a source that fails for a day, and that it is back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.config import Config
from monitor.pipeline.notices import NOTICE
from monitor.pipeline.tools import Tools
from monitor.store import deliveries
from monitor.store import sources as kept_sources
from monitor.store.sources import SourceState
from monitor.stories.polling import SourceState as SourceStateName
from monitor.stories.polling import failing_for_a_day


@dataclass(frozen=True, slots=True)
class Word:
    """A notice, and the source's state once it is promised."""

    key: str
    subject: str
    lines: tuple[str, ...]
    after: SourceState


def tell_operator(tools: Tools) -> None:
    """Promise one notice for each source that has failed for a day (or is gone), and one when it is back."""
    now = tools.clock()
    with tools.store.transaction() as connection:
        states = kept_sources.states_of(connection, tools.config.sources)
        for word in words(states.values(), now):
            deliveries.keep_notice(connection, word.key, word.subject, word.lines)
            to = dict.fromkeys(operators(tools.config), now)
            deliveries.promise(connection, word.key, to, now=now)
            kept_sources.remember(connection, [word.after])


def operators(config: Config) -> tuple[str, ...]:
    """Who hears of troubles: `admin`, or else every team's destinations, each once."""
    everybody = (name for team in config.teams for name in team.destinations)
    return config.admin or tuple(dict.fromkeys(everybody))


def words(states: Iterable[SourceState], now: datetime) -> Iterator[Word]:
    """What is to be said at this moment that was not said before."""
    for state in states:
        since = state.failing_since
        failing = since is not None and failing_for_a_day(
            SourceStateName(state.state), silent_since=since, now=now
        )
        if failing and not state.told_failing:
            yield _failing(state)
        elif state.told_failing and state.failing_since is None:
            yield _recovered(state, now)


def _failing(state: SourceState) -> Word:
    assert state.failing_since is not None  # noqa: S101 - the caller saw it
    last = f"{state.last_success:%d %B %Y}" if state.last_success else "never"
    gone = state.state == "gone"
    return Word(
        f"{NOTICE}source/{state.name}/failing/{state.failing_since:%Y%m%dT%H%M%S}",
        f"{state.name} {'is gone' if gone else 'has been failing for a day'}",
        (
            f"The source “{state.name}” ({state.url}) brings no news: {state.error}",
            f"It last answered: {last}. Until it does again, its articles are missed.",
            "Look whether the address still opens in a browser; if it moved, change its `url` in config.yaml."
            + ("" if gone else " It goes on being asked, less and less often."),
        ),
        replace(state, told_failing=True),
    )


def _recovered(state: SourceState, now: datetime) -> Word:
    return Word(
        f"{NOTICE}source/{state.name}/back/{now:%Y%m%dT%H%M%S}",
        f"{state.name} is back",
        (f"The source “{state.name}” ({state.url}) answers again. Nothing needs to be done.",),
        replace(state, told_failing=False),
    )
