"""A destination's trouble: kept for `status`, told once to those who can still be told, and its end too."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from monitor.config import Config
from monitor.errors import DeliveryError, SendOutcome
from monitor.pipeline.notices import NOTICE
from monitor.pipeline.operator import operators
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, destinations
from monitor.store.destinations import DestinationState

PROBE_PAUSED_AFTER = timedelta(hours=1)
"""A destination that refuses everything is tried again this seldom."""


def mark(tools: Tools, name: str, error: DeliveryError, *, wait: timedelta | None = None) -> None:
    """Keep the destination's trouble, and leave it alone for as long as that takes."""
    now = tools.clock()
    paused = error.outcome is SendOutcome.REFUSED_DESTINATION
    wait = PROBE_PAUSED_AFTER if paused else wait
    with tools.store.transaction() as connection:
        before = _state(connection, name)
        state = DestinationState(
            name=name,
            state=_state_word(before, error),
            error=str(error),
            failing_since=before.failing_since or now,
            wait_until=None if wait is None else now + wait,
        )
        destinations.remember(connection, state)
        if paused and before.state != "paused":
            _tell_paused(tools, connection, state, now)


def works(tools: Tools, connection: Connection, name: str) -> None:
    """The destination took a message: its trouble, if it had any, is over."""
    before = _state(connection, name)
    destinations.remember(connection, DestinationState(name=name, state="ok"))
    if before.state == "paused":
        _tell_back(tools, connection, before)


def _state(connection: Connection, name: str) -> DestinationState:
    return destinations.states(connection).get(name, DestinationState(name=name))


def _state_word(before: DestinationState, error: DeliveryError) -> str:
    """To be asked for patience is no failure."""
    if error.outcome is SendOutcome.REFUSED_DESTINATION:
        return "paused"
    return "failing" if error.retry_after is None else before.state


def _tell_paused(tools: Tools, connection: Connection, state: DestinationState, now: datetime) -> None:
    lines = (
        f"Nothing can be delivered to {state.name}: {state.error}",
        "What it is owed is kept, and delivered in its order once it takes messages again.",
        "It is tried every hour, and at once by `ofsted-monitor poll`.",
    )
    key = _key(state, now, "paused")
    deliveries.keep_notice(connection, key, f"{state.name} takes no messages", lines)
    deliveries.promise(connection, key, dict.fromkeys(who_hears(tools.config, state.name), now), now=now)


def _tell_back(tools: Tools, connection: Connection, before: DestinationState) -> None:
    now = tools.clock()
    key = _key(before, now, "back")
    lines = (f"{before.name} takes messages again. What it was owed is being delivered.",)
    deliveries.keep_notice(connection, key, f"{before.name} is back", lines)
    deliveries.promise(connection, key, dict.fromkeys(who_hears(tools.config, before.name), now), now=now)


def _key(state: DestinationState, now: datetime, what: str) -> str:
    began = state.failing_since or now
    return f"{NOTICE}destination/{state.name}/{began:%Y%m%dT%H%M%S}/{what}"


def who_hears(config: Config, name: str) -> tuple[str, ...]:
    """Whoever looks after the monitor, and the other destinations of the teams that use this one."""
    theirs = (
        other
        for team in config.teams
        for mine in [(*team.destinations, *(team.digest.destinations if team.digest else ()))]
        if name in mine
        for other in mine
    )
    heard = dict.fromkeys((*operators(config), *theirs))
    return tuple(one for one in heard if one != name)
