"""Keep: what becomes of each entry of a feed the moment it is first seen, or seen with other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import Connection

from monitor.model import Article, Entry, Source
from monitor.pipeline import feed_text
from monitor.pipeline.renew import renew
from monitor.sources.feed import Feed
from monitor.store import articles, entries
from monitor.store.articles import ArticleState, NewArticle
from monitor.store.entries import EntryVerdict, KeptEntry
from monitor.stories.addresses import canonical_url, host_of
from monitor.stories.identity import keys_of_fetch
from monitor.stories.polling import is_history
from monitor.web.furniture import furniture_of

DATED_ANEW = timedelta(days=1)
"""An entry dated so much later than before, though its words are the same, may lead to a page that grew."""
RESTLESS = 10
"""A page read this often may still change, but a feed that never rests has it read once a day only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an entry's fate depends on, beside the entry itself."""

    source: Source
    feed_title: str
    now: datetime
    backfill: timedelta
    last_success: datetime | None
    """Before this poll; None at the first."""


def keep_entries(connection: Connection, origin: Origin, feed: Feed) -> Sequence[KeptEntry]:
    """Remember every entry never seen before, with its article where it is on the beat; returns these.

    An entry seen before whose words changed has its article looked at again.
    """
    keyed = list(zip(feed.entries, keys_of_fetch(feed.entries), strict=True))
    known = entries.known(connection, origin.source.name, [key for _, keys in keyed for key in keys])
    fresh: list[Entry] = []
    place: dict[str, int] = {}
    """Where in `fresh` the entry stands that a new key means."""
    more: dict[str, int] = {}
    """New keys of known entries."""
    for at, (entry, keys) in enumerate(keyed):
        kept = next((known[key] for key in keys if key in known), None)
        if kept is not None:
            more |= {key: kept.id for key in keys if key not in known}
            if at not in feed.unchanged and _changed(kept, entry):
                _look_again(connection, origin, kept, entry)
            continue
        if at in feed.unchanged:
            continue  # shown and kept before, under names that this fetch leaves out
        twin = next((place[key] for key in keys if key in place), len(fresh))
        if twin == len(fresh):
            fresh.append(entry)
        place = dict.fromkeys(keys, twin) | place
    new = entries.keep_all(connection, _judged(connection, origin, fresh))
    keys_of_new = {key: new[at].id for key, at in place.items()}
    entries.add_keys(connection, origin.source.name, more | keys_of_new)
    return new


@dataclass(frozen=True, slots=True)
class Fate:
    """What an entry is taken for, and why."""

    verdict: EntryVerdict
    reason: str


def _fate(origin: Origin, entry: Entry) -> Fate:
    """Old news is not even looked at for its subject: nobody waits for it, and there may be a lot of it."""
    if is_history(
        entry.published,
        first_poll=origin.last_success is None,
        backfill=origin.backfill,
        last_success=origin.last_success,
        now=origin.now,
    ):
        return Fate(EntryVerdict.HISTORY, "It was old news when this source first showed it.")
    from monitor.understand.relevance import worth_reading  # noqa: PLC0415 - most passes meet no news

    worth = worth_reading(entry.title, feed_text.roughly(entry.content))
    return Fate(EntryVerdict.READ if worth else EntryVerdict.PASSED_OVER, worth.reason)


def _judged(connection: Connection, origin: Origin, fresh: Sequence[Entry]) -> Sequence[KeptEntry]:
    """New entries with what each is taken for, and the articles of those on the beat kept."""
    judged = [(entry, _address(origin, entry), _fate(origin, entry)) for entry in fresh]
    wanted = {
        address: (entry, fate.verdict)
        for entry, address, fate in reversed(judged)
        if fate.verdict is not EntryVerdict.PASSED_OVER
    }
    ids = articles.ids_by_url(connection, list(wanted))
    new = [
        _article(origin, entry, address, history=verdict is EntryVerdict.HISTORY)
        for address, (entry, verdict) in reversed(wanted.items())
        if address not in ids
    ]
    ids = {**ids, **articles.keep_all(connection, new)}
    return [
        KeptEntry(
            id=0,
            source=origin.source.name,
            url=address,
            title=entry.title,
            published=entry.published,
            first_seen=origin.now,
            body_hash=_hash(entry),
            verdict=fate.verdict,
            reason=fate.reason,
            article_id=ids[address] if fate.verdict is not EntryVerdict.PASSED_OVER else None,
        )
        for entry, address, fate in judged
    ]


def _article(origin: Origin, entry: Entry, address: str, *, history: bool) -> NewArticle:
    """The article that a new entry leads to; another source's, where that brought it before, comes first."""
    text = entry.content if history else feed_text.plain(entry.content, entry.url)
    whole = not history and feed_text.whole(text, promised=entry.full_text)
    read = not (whole or history) and _has_a_page(entry)
    state = ArticleState.LATER if history else ArticleState.UNREAD if read else ArticleState.READY
    return NewArticle(
        article=Article(
            url=address,
            link=entry.url or origin.source.url,
            title=entry.title,
            text=text,
            source=origin.source.name,
            publisher=entry.publisher or origin.feed_title or origin.source.name,
            published=entry.published,
            first_seen=origin.now,
            partial=not whole,
        ),
        state=state,
        full_text=entry.full_text if history else whole,
        history=history,
        read_due=origin.now if read else None,
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
        (anew,) = _judged(connection, origin, [entry])
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
            text=feed_text.plain(entry.content, entry.url),
            partial=False,
            read_due=None,
            now=origin.now,
        )
    elif not article.history and _has_a_page(entry):
        restless = article.rereads >= RESTLESS
        due = origin.now + DATED_ANEW if restless else origin.now
        articles.read_again(connection, article.id, due)


def _address(origin: Origin, entry: Entry) -> str:
    """The article's identity; an item without a link is known by its words alone."""
    return canonical_url(entry.url) if entry.url else f"item:{origin.source.name}:{_hash(entry)}"


def _hash(entry: Entry) -> str:
    return blake2b(f"{entry.title}\n{entry.content}".encode(), digest_size=16).hexdigest()
