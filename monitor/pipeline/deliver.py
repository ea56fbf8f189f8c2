"""Deliver: send what is owed, settle what arrived, look before sending again.

A delivery is marked `sending` before its request and settled after its answer. One found `sending` at the
start belongs to a process that died in between, and is as uncertain as one whose answer was lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from monitor.errors import DeliveryError, LookupUnavailableError, SendOutcome, UsageError
from monitor.model import Delivery, DeliveryState, Receipt
from monitor.pipeline.notices import notice_of
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, stories
from monitor.store.deliveries import DestinationState, Message
from monitor.tell.notice import Destination, Notice, StoryNotice

SIDE_BY_SIDE = 8
"""Destinations served at once, so that a dead one delays no other."""
TRY_AGAIN_AFTER = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
)
"""A message surely not sent is tried again so much later, the last step over and over."""
LOOK_AFTER = timedelta(seconds=30)
"""An uncertain message is looked for this much later: it may still be on its way."""
LOOK_BACK = timedelta(minutes=10)
"""How far before its promise a message is looked for, as clocks differ."""
PROBE_PAUSED_AFTER = timedelta(hours=6)
"""A destination that refuses everything is tried again this seldom."""

Row = TypeVar("Row", Delivery, Message)


@dataclass(slots=True)
class Delivered:
    """What one round of delivering did."""

    sent: int = 0
    refreshed: int = 0
    failed: int = 0

    def __add__(self, other: Delivered) -> Delivered:
        """Both rounds together."""
        return Delivered(self.sent + other.sent, self.refreshed + other.refreshed, self.failed + other.failed)


def deliver(tools: Tools) -> Delivered:
    """Send what is due, each destination's messages in their order, the destinations side by side."""
    now = tools.clock()
    with tools.store.reading() as connection:
        owed = _by_destination(deliveries.owed(connection, now))
        stale = _by_destination(deliveries.to_refresh(connection, now))
        states = deliveries.destination_states(connection)
    names = [name for name in sorted(owed.keys() | stale.keys()) if _open(states.get(name), now)]
    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="deliver") as pool:
        rounds = pool.map(lambda name: _serve(tools, name, owed.get(name, []), stale.get(name, [])), names)
        return sum(rounds, Delivered())


def _by_destination(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row.destination, []).append(row)
    return by_name


def _open(state: DestinationState | None, now: datetime) -> bool:
    return state is None or state.wait_until is None or state.wait_until <= now


def _serve(tools: Tools, name: str, owed: Sequence[Delivery], stale: Sequence[Message]) -> Delivered:
    """One destination's turn; it ends at the first trouble of the destination's, so that order is kept."""
    done = Delivered()
    try:
        destination = tools.destination(name)
    except UsageError as error:
        _mark(tools, name, DeliveryError(str(error), SendOutcome.REFUSED_DESTINATION))
        return Delivered(failed=len(owed))
    for delivery in owed:
        trouble = _attempt(tools, destination, delivery)
        if trouble is None:
            done.sent += 1
            continue
        done.failed += 1
        if trouble.outcome is not SendOutcome.REFUSED_MESSAGE:
            return done
    for message in stale:
        done.refreshed += _bring_up_to_date(tools, destination, message)
    return done


def _attempt(tools: Tools, destination: Destination, delivery: Delivery) -> DeliveryError | None:
    """Send one delivery (or find that it had arrived) and write down how it went."""
    try:
        with tools.store.reading() as connection:
            notice = notice_of(tools, connection, delivery)
        receipt = _already_there(tools, destination, delivery, notice)
        if receipt is None:
            with tools.store.transaction() as connection:
                deliveries.claim(connection, delivery)
            receipt = destination.send(notice)
    except DeliveryError as error:
        _went_wrong(tools, delivery, error)
        return error
    _settle(tools, delivery, notice, receipt)
    return None


def _already_there(
    tools: Tools, destination: Destination, delivery: Delivery, notice: Notice
) -> Receipt | None:
    """Where an earlier attempt's fate is unknown: the receipt, if the message arrived after all."""
    if delivery.state is DeliveryState.DUE:
        return None
    try:
        return destination.find(notice, since=delivery.made - LOOK_BACK)
    except LookupUnavailableError as error:
        if tools.config.uncertain == "hold":
            raise DeliveryError(
                f"It may have arrived, and cannot be looked up: {error}", SendOutcome.UNCERTAIN
            ) from error
        return None


def _settle(tools: Tools, delivery: Delivery, notice: Notice, receipt: Receipt) -> None:
    now = tools.clock()
    with tools.store.transaction() as connection:
        deliveries.settle(connection, delivery, receipt, now=now)
        if isinstance(notice, StoryNotice) and notice.first:
            deliveries.posted(connection, notice.revision.story.id, delivery.destination, receipt)
        deliveries.remember_destination(connection, DestinationState(name=delivery.destination, state="ok"))


def _went_wrong(tools: Tools, delivery: Delivery, error: DeliveryError) -> None:
    now = tools.clock()
    held = error.outcome is SendOutcome.UNCERTAIN and isinstance(error.__cause__, LookupUnavailableError)
    state, due = {
        SendOutcome.NOT_SENT: (DeliveryState.DUE, now + _pause(delivery, error)),
        SendOutcome.UNCERTAIN: (DeliveryState.UNCERTAIN, now + LOOK_AFTER),
        SendOutcome.REFUSED_MESSAGE: (DeliveryState.SET_ASIDE, now),
        SendOutcome.REFUSED_DESTINATION: (DeliveryState.DUE, now),
    }[error.outcome]
    with tools.store.transaction() as connection:
        deliveries.postpone(
            connection,
            delivery,
            state=DeliveryState.HELD if held else state,
            due=due,
            error=str(error),
        )
    if error.outcome is not SendOutcome.REFUSED_MESSAGE:
        _mark(tools, delivery.destination, error)


def _pause(delivery: Delivery, error: DeliveryError) -> timedelta:
    return error.retry_after or TRY_AGAIN_AFTER[min(delivery.attempts, len(TRY_AGAIN_AFTER) - 1)]


def _mark(tools: Tools, name: str, error: DeliveryError) -> None:
    """Keep the destination's trouble, and leave it alone for as long as that takes."""
    now = tools.clock()
    paused = error.outcome is SendOutcome.REFUSED_DESTINATION
    wait = PROBE_PAUSED_AFTER if paused else error.retry_after
    with tools.store.transaction() as connection:
        before = deliveries.destination_states(connection).get(name, DestinationState(name=name))
        deliveries.remember_destination(
            connection,
            DestinationState(
                name=name,
                state="paused" if paused else "failing",
                error=str(error),
                failing_since=before.failing_since or now,
                wait_until=None if wait is None else now + wait,
            ),
        )


def _bring_up_to_date(tools: Tools, destination: Destination, message: Message) -> bool:
    now = tools.clock()
    with tools.store.reading() as connection:
        revision = stories.latest_revision(connection, message.story_id)
        story = stories.by_id(connection, message.story_id)
    assert revision is not None and story is not None  # noqa: S101, PT018 - a message exists only for a told story
    notice = StoryNotice(
        key=f"{message.story_id}/{revision.number}",
        revision=replace(revision, story=story),
        root=message.receipt,
        now=now,
        zone=tools.config.timezone,
    )
    due: datetime | None = None
    try:
        destination.refresh(notice, message.receipt)
    except DeliveryError as error:
        refused = error.outcome in {SendOutcome.REFUSED_MESSAGE, SendOutcome.REFUSED_DESTINATION}
        due = None if refused else now + (error.retry_after or TRY_AGAIN_AFTER[-1])
    with tools.store.transaction() as connection:
        deliveries.refreshed(connection, message, due)
    return due is None
