"""Bytes of a feed → entries that can be believed; RSS 0.9 to 2.0, RDF and Atom, told by content.

feedparser does the reading; what surrounds it is ours: bytes are made safe first (`markup`), and dates,
titles and links are read by `dates`, `text` and `links`, because a feed may say anything.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from monitor.errors import NotAFeedError
from monitor.model import Entry
from monitor.sources.dates import read_date
from monitor.sources.links import absolute
from monitor.sources.markup import FeedXml, feed_xml
from monitor.sources.text import one_line

MOST_ENTRIES = 1_000
"""Of one feed; a real one has ten to a hundred."""
MOST_CONTENT = 500_000
"""Characters of one entry's body."""
LONGEST_GUID = 2_000

_HEADLINES_ONLY = frozenset({"news.google.com"})
"""Aggregators whose bodies list other outlets' headlines, with councils this item is not about."""
_GOVERNMENT = frozenset({"www.gov.uk", "gov.uk"})
_GOVERNMENT_KINDS = frozenset(
    {
        "accredited official statistics",
        "authored article",
        "case study",
        "closed consultation",
        "consultation outcome",
        "corporate report",
        "correspondence",
        "decision",
        "foi release",
        "form",
        "government response",
        "guidance",
        "impact assessment",
        "independent report",
        "inspection report",
        "national statistics",
        "news story",
        "notice",
        "official statistics",
        "open consultation",
        "policy paper",
        "press release",
        "promotional material",
        "regulation",
        "research and analysis",
        "speech",
        "statistical data set",
        "statutory guidance",
        "transparency data",
        "written statement to parliament",
    }
)
"""Kinds of document that GOV.UK puts before its titles."""
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_MOST_MINUTES = 1_000_000

Fields = Mapping[str, Any]
"""One of feedparser's dictionaries."""
Shown = Mapping[str, Entry]
"""Items of an earlier reading by the marks of their bytes, without their content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed said."""

    title: str
    entries: tuple[Entry, ...]
    """In the feed's own order, at most MOST_ENTRIES."""
    interval: timedelta | None
    """How often the publisher says that it changes (`ttl`, `sy:updatePeriod`); None where it does not say."""
    shown: Shown = field(default_factory=dict)
    """The items by their marks, to be handed in at the next reading."""
    unchanged: frozenset[int] = frozenset()
    """Places of entries that were handed in; they come without their content."""


def read_feed(
    body: bytes, *, url: str, now: datetime, content_type: str = "", shown: Shown | None = None
) -> Feed:
    """Read a feed; NotAFeedError, in a person's words, for anything that is none.

    An item that stands there to the letter as in `shown` is not read again: most of a feed that changed is
    what it was, and reading is what costs.
    """
    xml = feed_xml(body, content_type)
    known = shown or {}
    marks = [item.mark for item in xml.items[:MOST_ENTRIES]]
    fresh = _without(xml, known)
    parsed = _parse(fresh)
    if len(parsed["entries"]) != sum(mark not in known for mark in marks):
        # The parser sees other items than the outline: then nothing is known of any.
        known, marks = {}, []
        parsed = parsed if fresh == xml.data else _parse(xml.data)
    if not parsed.get("version"):
        raise NotAFeedError("the answer is no feed: neither RSS nor Atom")
    feed = parsed["feed"]
    read = (_entry(fields, url, now) for fields in parsed["entries"])
    if marks:
        entries = [known[mark] if mark in known else next(read) for mark in marks]
    else:
        entries = list(islice(read, MOST_ENTRIES))
    return Feed(
        title=one_line(_text(feed, "title")),
        entries=tuple(entries),
        interval=_interval(feed),
        shown={mark: replace(entry, content="") for mark, entry in zip(marks, entries, strict=False)},
        unchanged=frozenset(place for place, mark in enumerate(marks) if mark in known),
    )


def _without(xml: FeedXml, known: Shown) -> bytes:
    """The feed without the items that are known, and without those that are too many."""
    kept: list[bytes] = []
    at = 0
    for place, item in enumerate(xml.items):
        if place >= MOST_ENTRIES or item.mark in known:
            kept.append(xml.data[at : item.start])
            at = item.end
    return b"".join((*kept, xml.data[at:]))


def _parse(xml: bytes) -> Fields:
    # feedparser takes 60 ms to import, and only what parses needs it.
    import feedparser  # noqa: PLC0415

    try:
        parsed: Fields = feedparser.parse(
            io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + xml),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # only plain text ever leaves the program
            resolve_relative_uris=False,
        )
    except Exception:  # noqa: BLE001 - the parser is old and large, and its input is anybody's
        raise NotAFeedError("the answer looks like a feed, but is too broken to be read") from None
    return parsed


def _entry(fields: Fields, base: str, now: datetime) -> Entry:
    guid = _text(fields, "id")[:LONGEST_GUID]
    url = _url(fields, base)
    host = urlsplit(url).hostname or ""
    publisher = one_line(_text(_mapping(fields, "source"), "title"))
    body, full = _content(fields)
    return Entry(
        guid=guid,
        url=url,
        title=_title(one_line(_text(fields, "title")), fields, host, publisher),
        published=_published(fields, now),
        content="" if host in _HEADLINES_ONLY else body[:MOST_CONTENT],
        full_text=full and host not in _HEADLINES_ONLY,
        publisher=publisher,
    )


def _title(title: str, fields: Fields, host: str, publisher: str) -> str:
    if publisher:
        # Headlines and outlets may hold hyphens: only the outlet's whole name is cut.
        bare = title.removesuffix(f" - {publisher}")
        title = bare.strip() or title
    kind, colon, rest = title.partition(": ")
    if colon and host in _GOVERNMENT and kind.lower() in _GOVERNMENT_KINDS | set(_categories(fields)):
        return rest.strip() or title
    return title


def _categories(fields: Fields) -> Iterator[str]:
    for tag in _list(fields, "tags"):
        if isinstance(tag, Mapping):
            yield from (one_line(str(tag.get(key) or "")).lower() for key in ("term", "label"))


def _url(fields: Fields, base: str) -> str:
    candidates = [_text(fields, "feedburner_origlink"), _text(fields, "link")]
    candidates += [
        str(link.get("href") or "")
        for link in _list(fields, "links")
        if isinstance(link, Mapping) and link.get("rel", "alternate") == "alternate"
    ]
    # An id that is an address usually leads to the article, permalink or not (WordPress's `?p=231904`).
    guid = _text(fields, "id")
    if guid.startswith(("http://", "https://")):
        candidates.append(guid)
    return next((url for link in candidates if link and (url := absolute(link, base))), "")


def _published(fields: Fields, now: datetime) -> datetime | None:
    for key in ("published", "created", "updated"):
        if moment := read_date(_text(fields, key), now=now):
            return moment
    return None


def _content(fields: Fields) -> tuple[str, bool]:
    """Give the longest body, and whether the feed promises it to be the whole article."""
    whole = [_text(part, "value") for part in _list(fields, "content") if isinstance(part, Mapping)]
    bodies = [*whole, _text(fields, "summary")]
    longest = max(bodies, key=len)
    return longest, any(part.strip() for part in whole)


def _interval(feed: Fields) -> timedelta | None:
    minutes = _number(_text(feed, "ttl"))
    if minutes:
        return timedelta(minutes=min(minutes, _MOST_MINUTES))
    period = _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower())
    if period is None:
        return None
    return period / (_number(_text(feed, "sy_updatefrequency")) or 1)


def _number(text: str) -> int:
    text = text.strip()[:9]
    return int(text) if text.isascii() and text.isdigit() else 0


# feedparser's dictionaries answer some missing keys with others and warn of it; these ask for the key itself.


def _text(fields: Fields, key: str) -> str:
    value = dict.get(fields, key) if isinstance(fields, dict) else None
    return value if isinstance(value, str) else ""


def _list(fields: Fields, key: str) -> list[Any]:
    value = dict.get(fields, key) if isinstance(fields, dict) else None
    return value if isinstance(value, list) else []


def _mapping(fields: Fields, key: str) -> Fields:
    value = dict.get(fields, key) if isinstance(fields, dict) else None
    return value if isinstance(value, Mapping) else {}
