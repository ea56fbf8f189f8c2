"""The digest's page as a file in its Slack thread, where the app may put files there."""

from __future__ import annotations

from monitor.errors import DeliveryError
from monitor.model import Receipt
from monitor.tell.clean import plain
from monitor.tell.notice import DigestNotice
from monitor.tell.slack_api import SlackApi

SCOPE = "files:write"
_LONGEST_NAME = 100


def attach_page(api: SlackApi, notice: DigestNotice, thread: Receipt) -> bool:
    """Puts the page into the digest's thread; False where that was not possible.

    The message holds everything already: a page that fails is left out rather than sent twice, so nothing
    is said of it and nothing is tried again.
    """
    if not notice.html:
        return False
    team, week = plain(notice.digest.team, _LONGEST_NAME), plain(notice.digest.week, _LONGEST_NAME)
    try:
        if SCOPE not in api.scopes():
            return False
        api.attach(
            notice.html.encode("utf-8", "replace"),
            filename=f"ofsted-digest-{week}.html",
            title=f"Ofsted digest for {team}, {week}",
            channel=thread.place,
            thread=thread.message,
        )
    except DeliveryError:
        return False
    return True
