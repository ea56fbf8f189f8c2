"""Keep: what becomes of each entry of a feed the moment it is first seen, or seen with other words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import Connection

from monitor.model import Article, Entry, Source
from monitor.pipeline.renew import renew
from monitor.sources.feed import Feed
from monitor.store import articles, entries
from monitor.store.entries import EntryVerdict, KeptEntry
from monitor.stories.addresses import canonical_url, host_of
from monitor.stories.identity import keys_of_fetch
from monitor.stories.polling import is_history
from monitor.understand.relevance import worth_reading
from monitor.web.furniture import furniture_of

FULL_TEXT_WORDS = 120
"""A feed that promises the whole article and gives at least this many words is believed."""
SUMMARY_CHARACTERS = 4_000
"""How much of an item's body is looked at to decide whether its page is worth reading."""
DATED_ANEW = timedelta(days=1)
"""An entry dated so much later than before, though its words are the same, may lead to a page that grew."""
RESTLESS = 10
"""A page read this often may still change, but a feed that never rests has it read once a day only."""
TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an entry's fate depends on, beside the entry itself."""

    source: Source
    feed_title: str
    now: datetime
    backfill: timedelta
    last_success: datetime | None
    """Before this poll; None at the first."""


def keep_entries(connection: Connection, origin: Origin, feed: Feed) -> list[KeptEntry]:
    """Remember every entry never seen before, with its article where it is on the beat; returns these.

    An entry seen before whose words changed has its article looked at again.
    """
    keyed = list(zip(feed.entries, keys_of_fetch(feed.entries), strict=True))
    known = dict(entries.known(connection, origin.source.name, [key for _, keys in keyed for key in keys]))
    new: list[KeptEntry] = []
    for entry, keys in keyed:
        kept = next((known[key] for key in keys if key in known), None)
        if kept is None:
            kept = entries.keep(connection, _judged(connection, origin, entry))
            new.append(kept)
        elif _changed(kept, entry):
            _look_again(connection, origin, kept, entry)
        unknown = [key for key in keys if key not in known]
        known |= dict.fromkeys(unknown, kept)
        entries.add_keys(connection, origin.source.name, kept.id, unknown)
    return new


def _judged(connection: Connection, origin: Origin, entry: Entry) -> KeptEntry:
    """The entry with what it is taken for, its article kept where it is on the beat."""
    worth = worth_reading(entry.title, _summary(entry))
    history = is_history(
        entry.published,
        first_poll=origin.last_success is None,
        backfill=origin.backfill,
        last_success=origin.last_success,
        now=origin.now,
    )
    if not worth:
        verdict, reason = EntryVerdict.PASSED_OVER, worth.reason
    elif history:
        verdict, reason = EntryVerdict.HISTORY, "It was old news when this source first showed it."
    else:
        verdict, reason = EntryVerdict.READ, worth.reason
    return KeptEntry(
        id=0,
        source=origin.source.name,
        url=_address(origin, entry),
        title=entry.title,
        published=entry.published,
        first_seen=origin.now,
        body_hash=_hash(entry),
        verdict=verdict,
        reason=reason,
        article_id=_article(connection, origin, entry, history=history) if worth else None,
    )


def _article(connection: Connection, origin: Origin, entry: Entry, *, history: bool) -> int:
    """The article this entry leads to, kept if another source did not bring it before."""
    url = _address(origin, entry)
    found = articles.by_url(connection, url)
    if found is not None:
        return found.id
    text = _plain(entry)
    whole = entry.full_text and len(text.split()) >= FULL_TEXT_WORDS
    return articles.keep(
        connection,
        Article(
            url=url,
            link=entry.url or origin.source.url,
            title=entry.title,
            text=text,
            source=origin.source.name,
            publisher=entry.publisher or origin.feed_title or origin.source.name,
            published=entry.published,
            first_seen=origin.now,
            partial=not whole,
        ),
        full_text=whole,
        history=history,
        read_due=None if whole or history or not _has_a_page(entry) else origin.now,
    )


def _has_a_page(entry: Entry) -> bool:
    """Whether a page can be read behind the link; an aggregator's tokens lead to none (`no_article`)."""
    return bool(entry.url) and not furniture_of(host_of(entry.url)).no_article


def _changed(kept: KeptEntry, entry: Entry) -> bool:
    """Whether its words are others, or it is dated anew: a page may grow under the same headline."""
    if kept.body_hash != _hash(entry):
        return True
    before, after = kept.published, entry.published
    return before is not None and after is not None and after - before >= DATED_ANEW


def _look_again(connection: Connection, origin: Origin, kept: KeptEntry, entry: Entry) -> None:
    """A whole text is taken at once, else the page is asked; what was passed over is judged anew."""
    judged = replace(kept, title=entry.title, published=entry.published, body_hash=_hash(entry))
    if kept.article_id is None:
        anew = _judged(connection, origin, entry)
        judged = replace(judged, verdict=anew.verdict, reason=anew.reason, article_id=anew.article_id)
    entries.changed(connection, judged)
    if kept.article_id is None:
        return
    article = articles.by_id(connection, kept.article_id)
    if article.full_text:
        renew(
            connection,
            article,
            title=entry.title,
            text=_plain(entry),
            partial=False,
            read_due=None,
            now=origin.now,
        )
    elif not article.history and _has_a_page(entry):
        restless = article.rereads >= RESTLESS
        due = origin.now + DATED_ANEW if restless else origin.now
        articles.read_again(connection, article.id, due)


def _plain(entry: Entry) -> str:
    """The feed's own text of the entry as a reader would see it."""
    if not entry.content:
        return ""
    from monitor.web.page import fragment_text  # noqa: PLC0415 - most passes meet no new entry, and lxml is heavy

    return fragment_text(entry.content, url=entry.url)


def _address(origin: Origin, entry: Entry) -> str:
    """The article's identity; an item without a link is known by its words alone."""
    return canonical_url(entry.url) if entry.url else f"item:{origin.source.name}:{_hash(entry)}"


def _summary(entry: Entry) -> str:
    """Tags taken out roughly: good enough to look for words in, and cheap for a thousand feeds."""
    return TAG.sub(" ", entry.content[:SUMMARY_CHARACTERS])


def _hash(entry: Entry) -> str:
    return blake2b(f"{entry.title}\n{entry.content}".encode(), digest_size=16).hexdigest()
