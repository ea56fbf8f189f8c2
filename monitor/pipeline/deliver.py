"""Deliver: send what is owed, each destination's messages in their order, the destinations side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from monitor.errors import DeliveryError, SendOutcome, UsageError
from monitor.model import Delivery
from monitor.pipeline.attempt import Attempt, attempt
from monitor.pipeline.queue import in_turn
from monitor.pipeline.refresh import bring_up_to_date
from monitor.pipeline.tools import Tools
from monitor.pipeline.trouble import mark
from monitor.store import deliveries, destinations, messages
from monitor.store.destinations import DestinationState
from monitor.store.messages import Message
from monitor.tell.notice import Destination

SIDE_BY_SIDE = 8
"""Destinations served at once, so that a dead one delays no other."""
SECONDS_BETWEEN = 1.1
"""Slack takes about one message a second and channel, and shows a burst in its order only so."""
SPACED = ("slack:", "webhook:")
_CHANNEL_ID = re.compile(r"slack:[CGD][A-Z0-9]{7,}")

Row = TypeVar("Row", Delivery, Message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one round of delivering did."""

    sent: int = 0
    refreshed: int = 0
    failed: int = 0
    waiting: int = 0
    """Late, and not tried this time: their destination asked for patience or takes nothing."""
    own_faults: int = 0
    """Messages, new or to be brought up to date, that this program fell over."""
    in_trouble: bool = False
    """Whether some destination is to be left alone for now."""

    def __add__(self, other: Delivered) -> Delivered:
        """Both rounds together."""
        return Delivered(
            sent=self.sent + other.sent,
            refreshed=self.refreshed + other.refreshed,
            failed=self.failed + other.failed,
            waiting=self.waiting + other.waiting,
            own_faults=self.own_faults + other.own_faults,
            in_trouble=self.in_trouble or other.in_trouble,
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """What one destination is to be sent, and which of its messages are to be brought up to date."""

    name: str
    owed: Sequence[Delivery]
    stale: Sequence[Message]


def deliver(tools: Tools, *, probe: bool = False) -> Delivered:
    """Send everything that is due; with `probe`, paused destinations are tried as well.

    Goes on until nothing is left: that one destination is paused may be news for another one.
    """
    now = tools.clock()
    if tools.config.uncertain != "hold":
        with tools.store.transaction() as connection:
            deliveries.release_held(connection, now)
    done = Delivered(waiting=_kept_waiting(tools, now, probe=probe))
    left_alone: set[str] = set()
    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="deliver") as pool:
        while turns := _twins_last(
            [turn for turn in _turns(tools, probe=probe) if turn.name not in left_alone]
        ):
            for turn, served in zip(turns, pool.map(partial(_serve, tools), turns), strict=True):
                done += served
                if served.in_trouble:
                    left_alone.add(turn.name)
    return done


def _turns(tools: Tools, *, probe: bool) -> Iterator[Turn]:
    now = tools.clock()
    with tools.store.reading() as connection:
        owed = _by_destination(deliveries.owed(connection))
        stale = _by_destination(messages.to_refresh(connection, now))
        states = destinations.states(connection)
    for name in sorted(owed.keys() | stale.keys()):
        due = in_turn(owed.get(name, ()), now)
        if (due or name in stale) and _open(states.get(name), now, probe=probe):
            yield Turn(name, due, stale.get(name, ()))


def _twins_last(turns: Sequence[Turn]) -> Sequence[Turn]:
    """The turns without ids of channels that are owed what a channel's name is owed: it may be that one."""
    named = {
        delivery.key
        for turn in turns
        if turn.name.startswith("slack:") and not _CHANNEL_ID.fullmatch(turn.name)
        for delivery in turn.owed
    }
    return [
        turn
        for turn in turns
        if not _CHANNEL_ID.fullmatch(turn.name) or named.isdisjoint(delivery.key for delivery in turn.owed)
    ]


def _kept_waiting(tools: Tools, now: datetime, *, probe: bool) -> int:
    """How much is late: due at a destination that is left alone, or tried in vain and put off."""
    with tools.store.reading() as connection:
        states = destinations.states(connection)
        owed = deliveries.owed(connection)
    return sum(
        bool(one.error) if one.due > now else not _open(states.get(one.destination), now, probe=probe)
        for one in owed
    )


def _by_destination(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row.destination, []).append(row)
    return by_name


def _open(state: DestinationState | None, now: datetime, *, probe: bool) -> bool:
    if state is None or state.wait_until is None or state.wait_until <= now:
        return True
    return probe and state.state == "paused"


def _serve(tools: Tools, turn: Turn) -> Delivered:
    """One destination's turn; it ends at the first trouble of the destination's, so that order is kept."""
    try:
        destination = tools.destination(turn.name)
    except UsageError as error:
        if not turn.owed:  # it is used no more: what it shows stays as it is
            _let_be(tools, turn.stale)
            return Delivered()
        mark(tools, turn.name, DeliveryError(str(error), SendOutcome.REFUSED_DESTINATION))
        return Delivered(failed=len(turn.owed), in_trouble=True)
    done = Delivered()
    for wait, delivery in _spaced(turn.name, turn.owed):
        tools.pause(wait)
        done += _one(tools, destination, delivery)
        if done.in_trouble:
            return done
    for wait, message in _spaced(turn.name, turn.stale, after=len(turn.owed)):
        tools.pause(wait)
        outcome = bring_up_to_date(tools, destination, message)
        if outcome is Attempt.IN_TROUBLE:
            return done + Delivered(in_trouble=True)
        done += Delivered(refreshed=outcome is Attempt.ARRIVED, own_faults=outcome is Attempt.OUR_FAULT)
    return done


def _let_be(tools: Tools, stale: Iterable[Message]) -> None:
    with tools.store.transaction() as connection:
        for message in stale:
            messages.refreshed(connection, message, None)


def _one(tools: Tools, destination: Destination, delivery: Delivery) -> Delivered:
    outcome = attempt(tools, destination, delivery)
    if outcome is Attempt.ARRIVED:
        return Delivered(sent=1)
    return Delivered(
        failed=1, own_faults=outcome is Attempt.OUR_FAULT, in_trouble=outcome is Attempt.IN_TROUBLE
    )


def _spaced(name: str, rows: Sequence[Row], *, after: int = 0) -> Iterator[tuple[float, Row]]:
    """Each row with the seconds to wait before it; nothing before the turn's first."""
    gap = SECONDS_BETWEEN if name.startswith(SPACED) else 0.0
    for place, row in enumerate(rows, after):
        yield gap if place else 0.0, row
