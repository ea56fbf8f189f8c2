"""Read: fetch the pages of articles that are due, and look again at told ones for corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.errors import FetchError, FetchFault, MonitorError
from monitor.logs import Log
from monitor.pipeline.renew import renew
from monitor.pipeline.tools import Tools
from monitor.store import articles, backlog, entries
from monitor.store.articles import KeptArticle
from monitor.web.messages import Request, Response

if TYPE_CHECKING:
    from monitor.web.page import Page

log = Log(__name__)

MOST_AT_ONCE = 200
"""Articles taken from the store in one go, so that memory stays small after a long absence."""
MOST_A_PASS = 1_000
"""Pages that one pass reads, and how long it reads at most; the rest is read by the passes after it."""
LONGEST_READING = timedelta(minutes=10)
TRY_AGAIN_AFTER = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
)
"""A page that failed is tried again so much later, then no more: what the feed said stands."""
LOOK_AGAIN_AFTER = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
)
"""A page that made a story is looked at again so long after it was first seen."""


@dataclass(slots=True)
class Readings:
    """What one round of reading brought."""

    read: int = 0
    changed: int = 0
    failed: int = 0
    own_faults: int = 0
    """Of those that failed: by a mistake of this program."""
    left: int = 0
    """Due, and left to the next pass."""


def read(tools: Tools) -> Readings:
    """Fetch the pages that are due; a failure is kept, and the feed's own text stands in."""
    readings = Readings()
    start = tools.clock()
    done: set[int] = set()
    while len(done) < MOST_A_PASS:
        with tools.store.reading() as connection:
            found = articles.to_read(connection, start, MOST_AT_ONCE)
        due = [kept for kept in found if kept.id not in done]
        if not due:
            return readings
        done |= {kept.id for kept in due}
        if not _read_all(tools, due, readings, until=start + LONGEST_READING):
            break
    with tools.store.reading() as connection:
        readings.left = backlog.pages_due(connection, start)
    return readings


def _read_all(tools: Tools, due: list[KeptArticle], readings: Readings, *, until: datetime) -> bool:
    """Read these; False when the time is up, or the program is to stop, before all are read."""
    wanted = [(Request(url=kept.article.link, page=True), kept) for kept in due]
    kept_for = {id(request): kept for request, kept in wanted}
    for request, answer in tools.web.fetch_all(request for request, _ in wanted):
        if tools.stopping() and isinstance(answer, FetchError):
            return False  # broken off by us, and no fault of the page's
        _take(tools, kept_for[id(request)], answer, readings)
        tools.progress("Reading the articles", readings.read + readings.failed, len(due))
        if tools.stopping() or tools.clock() > until:
            return False
    return True


def _take(tools: Tools, kept: KeptArticle, answer: Response | FetchError, readings: Readings) -> None:
    now = tools.clock()
    page = answer if isinstance(answer, FetchError) else _page_unharmed(tools, kept, answer)
    with tools.store.transaction() as connection:
        if isinstance(page, FetchError):
            readings.failed += 1
            readings.own_faults += page.fault is FetchFault.OURS
            articles.was_not_read(connection, kept, error=str(page), read_due=_try_again(kept, answer, now))
            return
        readings.read += 1
        readings.changed += renew(
            connection,
            kept,
            title=page.title,
            text=page.text,
            partial=page.partial,
            read_due=next_look(kept.article.first_seen, now),
            now=now,
        )


def _page_unharmed(tools: Tools, kept: KeptArticle, answer: Response) -> Page | FetchError:
    try:
        return _page(tools, kept, answer)
    except MonitorError:
        raise
    except Exception:
        # A mistake of ours over one page must not keep all others from being read, now and at every pass.
        log.exception("a page could not be read", link=kept.article.link)
        return FetchError(
            f"{kept.article.link} could not be read, by a fault of this program; see the log.",
            FetchFault.OURS,
        )


def _page(tools: Tools, kept: KeptArticle, answer: Response) -> Page | FetchError:
    """The article as its page shows it, or why this is not it."""
    from monitor.pipeline import same_page  # noqa: PLC0415 - most passes read no page, and lxml is heavy
    from monitor.web.page import read_page  # noqa: PLC0415 - likewise

    link = kept.article.link
    page = read_page(answer.body, url=answer.url, content_type=answer.headers.get("content-type", ""))
    if page is None:
        return FetchError(f"{link} holds no article.", status=answer.status)
    with tools.store.reading() as connection:
        headlines = [entry.title for entry in entries.of_url(connection, kept.article.url)]
    if not same_page.shows(kept.article, page, at=answer.url, headlines=headlines):
        return FetchError(f"{link} shows another page (“{page.title}”).", status=answer.status)
    return page


def _try_again(kept: KeptArticle, answer: Response | FetchError, now: datetime) -> datetime | None:
    if isinstance(answer, FetchError) and answer.fault in {FetchFault.FORBIDDEN, FetchFault.GONE}:
        return None
    if kept.attempts >= len(TRY_AGAIN_AFTER):
        return None
    asked_for = answer.retry_after if isinstance(answer, FetchError) else None
    patience = min(asked_for or timedelta(0), TRY_AGAIN_AFTER[-1])
    return now + max(TRY_AGAIN_AFTER[kept.attempts], patience)


def next_look(first_seen: datetime, now: datetime) -> datetime | None:
    """When a page is next looked at for corrections; None when it was looked at for the last time."""
    return next((first_seen + after for after in LOOK_AGAIN_AFTER if first_seen + after > now), None)
