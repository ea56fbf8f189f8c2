"""Refresh: bring a told story's message up to date, without a new message."""

from __future__ import annotations

from datetime import timedelta

from monitor.errors import DeliveryError, SendOutcome
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


def bring_up_to_date(tools: Tools, destination: Destination, message: Message) -> bool:
    """Let the message show the story as it now stands; False when that has to wait.

    A message that is gone, or that may not be changed any more, is left as it is.
    """
    now = tools.clock()
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
    wait: timedelta | None = None
    try:
        destination.refresh(notice, message.receipt)
    except DeliveryError as error:
        again = AGAIN_AFTER.get(error.outcome)
        wait = None if again is None else error.retry_after or again
        if error.retry_after is not None:
            mark(tools, destination.name, error, wait=error.retry_after)
    with tools.store.transaction() as connection:
        messages.refreshed(connection, message, None if wait is None else now + wait)
    return wait is None
