"""Refresh: bring a told story's message up to date, without a new message."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.errors import DeliveryError, MonitorError, SendOutcome
from monitor.logs import Log
from monitor.pipeline.attempt import Attempt
from monitor.pipeline.notices import as_it_stands, story_key
from monitor.pipeline.tools import Tools
from monitor.pipeline.trouble import mark
from monitor.store import messages, stories
from monitor.store.messages import Message
from monitor.tell.notice import Destination, StoryNotice

AGAIN_AFTER = {
    SendOutcome.NOT_SENT: timedelta(minutes=2),
    SendOutcome.UNCERTAIN: timedelta(minutes=2),
    SendOutcome.REFUSED_DESTINATION: timedelta(hours=6),
}
"""To update twice does no harm, so a lost answer is simply asked for again."""
AFTER_OUR_FAULT = timedelta(hours=6)

log = Log(__name__)


def bring_up_to_date(tools: Tools, destination: Destination, message: Message) -> Attempt:
    """Let the message show the story as it now stands, or see when that is tried again.

    A message that is gone, or that may not be changed any more, is left as it is.

    Raises:
        MonitorError: the state cannot be read or written; nothing is lost by that.
    """
    now = tools.clock()
    try:
        wait = _refresh(tools, destination, message, now)
        outcome = Attempt.ARRIVED if wait is None else Attempt.IN_TROUBLE
    except MonitorError:
        raise
    except Exception:  # a fault of ours in one message must not hold up the others
        log.exception(
            "a message could not be refreshed", story=message.story_id, destination=destination.name
        )
        wait, outcome = AFTER_OUR_FAULT, Attempt.OUR_FAULT
    with tools.store.transaction() as connection:
        messages.refreshed(connection, message, None if wait is None else now + wait)
    return outcome


def _refresh(tools: Tools, destination: Destination, message: Message, now: datetime) -> timedelta | None:
    """Returns how long it has to wait; None where it was done, or never can be."""
    with tools.store.reading() as connection:
        latest = stories.latest_revision(connection, message.story_id)
        assert latest is not None  # noqa: S101 - a message exists only for a told story
        revision = as_it_stands(connection, message.story_id, latest.number)
    notice = StoryNotice(
        key=story_key(message.story_id, revision.number),
        revision=revision,
        root=message.receipt,
        now=now,
        zone=tools.config.timezone,
    )
    try:
        destination.refresh(notice, message.receipt)
    except DeliveryError as error:
        again = AGAIN_AFTER.get(error.outcome)
        if error.retry_after is not None:
            mark(tools, destination.name, error, wait=error.retry_after)
        return None if again is None else error.retry_after or again
    return None
