"""One attempt to deliver one thing: look whether it arrived, send it, write down what became of it.

A delivery is marked `sending` before its request and settled after its answer. One found `sending` later
belongs to a process that died in between, and is as uncertain as one whose answer was lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto

from monitor.errors import DeliveryError, LookupUnavailableError, MonitorError, SendOutcome
from monitor.logs import Log
from monitor.model import Delivery, DeliveryState, Receipt
from monitor.pipeline.notices import notice_of
from monitor.pipeline.queue import STUBBORN
from monitor.pipeline.tools import Tools
from monitor.pipeline.trouble import mark, works
from monitor.store import deliveries, destinations, messages
from monitor.tell.notice import Destination, Notice, StoryNotice

TRY_AGAIN_AFTER = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
)
"""A message surely not sent is tried again so much later, the last step over and over."""
MOST_ATTEMPTS = 8
"""A message that failed so often while the destination took later ones is set aside."""
LOOK_AFTER = timedelta(seconds=30)
"""An uncertain message is looked for this much later: it may still be on its way."""
IN_FLIGHT = timedelta(seconds=2)
"""The same for one whose process died: it is looked for by the next one, which may start at once."""
LOOK_BACK = timedelta(days=7)
"""How far before its promise a message is looked for: our clock may have been wrong when it was made."""
LOOK_BACK_AT_MOST = timedelta(days=60)
"""Nothing that is uncertain now was sent longer ago, whatever its promise says."""

LOOKED_INTO = "slack:"
"""How the destinations are called that can be asked whether a message arrived."""

log = Log(__name__)


class Attempt(Enum):
    """How an attempt went."""

    ARRIVED = auto()
    PUT_BY = auto()
    """This message is left to a person; the others go on."""
    IN_TROUBLE = auto()
    """The destination is to be left alone for now."""
    OUR_FAULT = auto()
    """This program fell over the message; it is put by, the others go on."""


def attempt(tools: Tools, destination: Destination, delivery: Delivery) -> Attempt:
    """Send one delivery, or find that it had arrived, and write down how it went.

    Raises:
        MonitorError: the state cannot be read or written; nothing is lost by that.
    """
    try:
        with tools.store.reading() as connection:
            notice = notice_of(tools, connection, delivery)
            tried = deliveries.tried_at(connection, delivery)
            twin = deliveries.at_its_twin(connection, delivery)
        with tools.store.transaction() as connection:
            if not deliveries.claim(connection, delivery, tools.clock()):
                return Attempt.IN_TROUBLE  # somebody else is at it
        receipt = twin or _found(tools, destination, delivery, notice, tried) or destination.send(notice)
    except DeliveryError as error:
        return _went_wrong(tools, delivery, error)
    except MonitorError:
        raise
    except Exception as error:  # a fault of ours in one message must not hold up the others
        log.exception("a message could not be said", delivery=delivery.key, destination=delivery.destination)
        said = (
            f"It could not be said ({type(error).__name__}). Please report it, with the log of this moment."
        )
        _went_wrong(tools, delivery, DeliveryError(said, SendOutcome.REFUSED_MESSAGE))
        return Attempt.OUR_FAULT
    _settle(tools, delivery, notice, receipt, why_blind=destination.blind)
    return Attempt.ARRIVED


def _found(
    tools: Tools, destination: Destination, delivery: Delivery, notice: Notice, tried: datetime | None
) -> Receipt | None:
    """Where an earlier attempt's fate is unknown: the receipt, if the message arrived after all."""
    if delivery.state is DeliveryState.DUE:
        return None
    now = tools.clock()
    if tried is not None and timedelta(0) <= now - tried < IN_FLIGHT:
        tools.pause((IN_FLIGHT - (now - tried)).total_seconds())
    since = max(min(delivery.made, now) - LOOK_BACK, now - LOOK_BACK_AT_MOST)
    try:
        found = destination.find(notice, since=since)
    except LookupUnavailableError as error:
        _remember(tools, destination, str(error))
        if tools.config.uncertain == "hold":
            said = f"It may have arrived, and cannot be looked up: {error}"
            raise DeliveryError(said, SendOutcome.UNCERTAIN) from error
        return None
    _remember(tools, destination, "")
    return found


def _remember(tools: Tools, destination: Destination, why_blind: str) -> None:
    """Let `status` say of a channel that it cannot be looked into: that can be mended, a mailbox's cannot."""
    if destination.name.startswith(LOOKED_INTO):
        with tools.store.transaction() as connection:
            destinations.cannot_look(connection, destination.name, why_blind)


def remember_limits(tools: Tools, lacking: Mapping[str, Sequence[str]]) -> None:
    """Let `status` say what was found out when each destination was asked what it cannot do."""
    with tools.store.transaction() as connection:
        for name, lacks in lacking.items():
            if name.startswith(LOOKED_INTO):
                why = f"{name}: {lacks[0]}" if lacks else ""
                destinations.cannot_look(connection, name, why)


def _settle(tools: Tools, delivery: Delivery, notice: Notice, receipt: Receipt, *, why_blind: str) -> None:
    with tools.store.transaction() as connection:
        if why_blind:
            destinations.cannot_look(connection, delivery.destination, why_blind)
        deliveries.settle(connection, delivery, receipt, now=tools.clock())
        if isinstance(notice, StoryNotice) and not receipt.thread:
            messages.posted(connection, notice.revision.story.id, delivery.destination, receipt)
        works(tools, connection, delivery.destination)


def _went_wrong(tools: Tools, delivery: Delivery, error: DeliveryError) -> Attempt:
    """Keep why, and decide whether this message, or its destination, is to wait."""
    now = tools.clock()
    blames_message = error.outcome is SendOutcome.UNCERTAIN or (
        error.outcome is SendOutcome.NOT_SENT and error.retry_after is None
    )
    with tools.store.transaction() as connection:
        worn_out = (
            blames_message
            and delivery.attempts + 1 >= MOST_ATTEMPTS
            and deliveries.overtaken(connection, delivery)
        )
        state = DeliveryState.SET_ASIDE if worn_out else _state_after(delivery, error)
        deliveries.postpone(
            connection,
            delivery,
            state=state,
            due=now + _wait(delivery, error),
            error=str(error),
            counts=blames_message,
        )
    if state in {DeliveryState.SET_ASIDE, DeliveryState.HELD}:
        return Attempt.PUT_BY
    own_fault = blames_message and delivery.attempts + 1 >= STUBBORN
    mark(tools, delivery.destination, error, wait=None if own_fault else _wait(delivery, error))
    return Attempt.IN_TROUBLE


def _state_after(delivery: Delivery, error: DeliveryError) -> DeliveryState:
    """What is known of the message now; what was uncertain before stays so until it is found or sent."""
    if error.outcome is SendOutcome.REFUSED_MESSAGE:
        return DeliveryState.SET_ASIDE
    if error.outcome is SendOutcome.UNCERTAIN:
        held = isinstance(error.__cause__, LookupUnavailableError)
        return DeliveryState.HELD if held else DeliveryState.UNCERTAIN
    return DeliveryState.DUE if delivery.state is DeliveryState.DUE else DeliveryState.UNCERTAIN


def _wait(delivery: Delivery, error: DeliveryError) -> timedelta:
    """How long until this message is tried again."""
    if error.outcome is SendOutcome.REFUSED_DESTINATION:
        return timedelta(0)  # its destination's pause holds it
    first = LOOK_AFTER if error.outcome is SendOutcome.UNCERTAIN else timedelta(0)
    step = TRY_AGAIN_AFTER[min(delivery.attempts, len(TRY_AGAIN_AFTER) - 1)]
    return error.retry_after or max(first, step)
