"""Keep: what becomes of each entry of a feed the moment it is first seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import Connection

from monitor.model import Article, Entry, Source
from monitor.sources.feed import Feed
from monitor.store import articles, entries
from monitor.store.entries import EntryVerdict, KeptEntry
from monitor.stories.addresses import canonical_url
from monitor.stories.identity import keys_of_fetch
from monitor.stories.polling import is_history
from monitor.understand.relevance import worth_reading
from monitor.web.page import fragment_text

FULL_TEXT_WORDS = 120
"""A feed that promises the whole article and gives at least this many words is believed."""
SUMMARY_CHARACTERS = 4_000
"""How much of an item's body is looked at to decide whether its page is worth reading."""
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


def keep_entries(connection: Connection, origin: Origin, feed: Feed) -> int:
    """Remember every entry never seen before, with its article where it is on the beat; returns how many.

    An entry seen before whose words changed has its article looked at again.
    """
    keyed = list(zip(feed.entries, keys_of_fetch(feed.entries), strict=True))
    known = dict(entries.known(connection, origin.source.name, [key for _, keys in keyed for key in keys]))
    new = 0
    for entry, keys in keyed:
        kept = next((known[key] for key in keys if key in known), None)
        if kept is None:
            kept = entries.keep(connection, _judged(connection, origin, entry))
            new += 1
        elif kept.body_hash != _hash(entry):
            _look_again(connection, origin, kept, entry)
        known = dict.fromkeys(keys, kept) | known
        entries.add_keys(connection, origin.source.name, kept.id, keys)
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
    text = fragment_text(entry.content, url=entry.url)
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
        read_due=None if whole or history or not entry.url else origin.now,
    )


def _look_again(connection: Connection, origin: Origin, kept: KeptEntry, entry: Entry) -> None:
    """The feed shows other words than before: a whole text is taken at once, else the page is asked."""
    entries.changed(connection, kept.id, title=entry.title, body_hash=_hash(entry))
    if kept.article_id is None:
        return
    article = articles.by_id(connection, kept.article_id)
    if article.full_text:
        text = fragment_text(entry.content, url=entry.url)
        articles.was_read(
            connection, article, page_title=entry.title, text=text, partial=False, read_due=None
        )
    elif not article.history:
        articles.read_again(connection, article.id, origin.now)


def _address(origin: Origin, entry: Entry) -> str:
    """The article's identity; an item without a link is known by its words alone."""
    return canonical_url(entry.url) if entry.url else f"item:{origin.source.name}:{_hash(entry)}"


def _summary(entry: Entry) -> str:
    """Tags taken out roughly: good enough to look for words in, and cheap for a thousand feeds."""
    return TAG.sub(" ", entry.content[:SUMMARY_CHARACTERS])


def _hash(entry: Entry) -> str:
    return blake2b(f"{entry.title}\n{entry.content}".encode(), digest_size=16).hexdigest()
