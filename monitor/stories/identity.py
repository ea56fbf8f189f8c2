"""When two feed entries are the same article, and how a story is named.

An entry has several names, from the strongest to the weakest; one name in common makes it the same entry.
A name that is too weak would swallow news, so each is bound to its outlet, and a layer that cannot tell
the entries of one fetch apart is left out.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime

from monitor.model import Entry
from monitor.stories.addresses import canonical_url, host_of, official, web_parts

__all__ = ["canonical_url", "entry_keys", "keys_of_fetch", "official", "repeated_guids", "story_id"]

_LONGEST_KEY = 200
_SHORTEST_GUID = 4
"""Feeds that number their items 1 to 10 mean the place in the list, not the item."""
_FEWEST_TITLE_WORDS = 4
"""“Ofsted report published” may head two articles of one day; a longer headline does not."""
_NUMBERED_SLUG = re.compile(r"/(\d{5,})(?:[-.][^/]*)?$")
_POST_NUMBER = re.compile(r"(?:^|[?&])p=(\d+)(?:&|$)")
_COUNTS_OR_DATES = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])\d*|\d+00")
"""`/20261120-…` is a day and `/15000-children-…` a headline; neither numbers the article."""


def entry_keys(entry: Entry, *, guid_repeats: bool = False) -> tuple[str, ...]:
    """Every name this entry may be known by, strongest first; any one in common means the same entry.

    `guid_repeats` leaves the guid out, for a feed that gives one guid to several items.
    Names carry their outlet, so they may be looked up among the entries of all sources.
    """
    return _keys(entry, guid=not guid_repeats)


def keys_of_fetch(entries: Sequence[Entry]) -> tuple[tuple[str, ...], ...]:
    """The keys of all entries of one fetch, without the layers that would confuse them with each other.

    Beside repeated guids this knows feeds whose items all link to one page, and items that share a headline.
    """
    guid = not repeated_guids(entries)
    shared_links = _shared((canonical_url(entry.url), _folded(entry.title)) for entry in entries)
    shared_titles = _shared((_title_key(entry), _address(entry, guid=guid)) for entry in entries)
    return tuple(
        _keys(
            entry,
            guid=guid,
            url=canonical_url(entry.url) not in shared_links,
            title=_title_key(entry) not in shared_titles,
        )
        for entry in entries
    )


def repeated_guids(entries: Iterable[Entry]) -> bool:
    """Whether different items of one fetch carry the very same guid, so that it names none of them.

    An item listed twice (same link, or same headline) is no repeat in this sense.
    """
    known: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        guid = entry.guid.strip()
        if guid and any(_plainly_different(entry, other) for other in known[guid]):
            return True
        known[guid].append(entry)
    return False


def story_id(council: str, first_seen: datetime, seed: str, taken: Container[str]) -> str:
    """A name for life: council, month of first sight, and as much of the seed's hash as makes it new."""
    prefix = f"{_ascii(council)}-{first_seen:%Y-%m}"
    return next(name for name in _names(prefix, seed) if name not in taken)


def _names(prefix: str, seed: str) -> Iterator[str]:
    digest = hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()
    for length in range(3, len(digest) + 1):
        yield f"{prefix}-{digest[:length]}"
    yield from _names(prefix, digest)


def _ascii(council: str) -> str:
    plain = unicodedata.normalize("NFKD", council).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "council"


def _keys(entry: Entry, *, guid: bool = True, url: bool = True, title: bool = True) -> tuple[str, ...]:
    host = host_of(entry.url) or host_of(entry.guid)
    found: list[str] = []
    if guid and len(entry.guid.strip()) >= _SHORTEST_GUID:
        found.append(_key("guid", host, _host_free(entry.guid)))
    if url and _names_a_page(entry.url):
        found.append(_key("url", canonical_url(entry.url)))
    if url and (article_number := _number(entry, guid=guid)):
        found.append(_key("number", host, article_number))
    if title and (title_key := _title_key(entry)):
        found.append(title_key)
    return tuple(dict.fromkeys(found)) or (_whole_key(entry),)


def _key(layer: str, *parts: str) -> str:
    value = " ".join(part for part in parts if part)
    if len(value) > _LONGEST_KEY:
        value = hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()
    return f"{layer}:{value}"


def _host_free(guid: str) -> str:
    """The guid without scheme and host, which flip while the article stays; its fragment counts."""
    guid = guid.strip()
    parts = web_parts(guid)
    if parts is None:
        return guid
    return f"{parts.path}?{parts.query}#{guid.partition('#')[2]}"


def _names_a_page(url: str) -> bool:
    """A bare host is where the outlet lives, not what the item says."""
    parts = web_parts(url)
    return parts is not None and bool(parts.path or parts.query)


def _number(entry: Entry, *, guid: bool) -> str:
    """The number a content system gives the article, which outlives its headline and its slug.

    Joomla's `/99155-slug`, Newsquest's `/15330177.slug` and `/Title/204804`, WordPress's `?p=231904`.
    """
    for address in (entry.url, entry.guid) if guid else (entry.url,):
        parts = web_parts(address)
        if parts is None:
            continue
        if post := _POST_NUMBER.search(parts.query):
            return f"p={post.group(1)}"
        slug = _NUMBERED_SLUG.search(parts.path)
        if slug and not _COUNTS_OR_DATES.fullmatch(slug.group(1)):
            return slug.group(1)
    return ""


def _title_key(entry: Entry) -> str:
    """Outlet, headline and day; nothing where one of them is missing or says too little.

    An aggregator's item belongs to the outlet it names: its link and guid are the aggregator's own.
    """
    publisher = _folded(entry.publisher)
    words = _folded(entry.title.strip().removesuffix(f"- {entry.publisher}") if publisher else entry.title)
    outlet = publisher or host_of(entry.url) or host_of(entry.guid)
    if entry.published is None or len(words.split()) < _FEWEST_TITLE_WORDS:
        return ""
    return _key("title", outlet, f"{entry.published:%Y-%m-%d}", words)


def _whole_key(entry: Entry) -> str:
    """Nothing names this entry but all of it together."""
    when = entry.published.isoformat() if entry.published else ""
    whole = repr((entry.guid, entry.url, entry.title, when, entry.publisher, entry.content))
    return f"whole:{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()}"


def _shared(named: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Names that stand beside more than one bearer."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name, bearer in named:
        bearers[name].add(bearer)
    return frozenset(name for name, found in bearers.items() if len(found) > 1)


def _address(entry: Entry, *, guid: bool) -> str:
    return _host_free(entry.guid) if guid and entry.guid else canonical_url(entry.url)


def _plainly_different(one: Entry, other: Entry) -> bool:
    return canonical_url(one.url) != canonical_url(other.url) and _folded(one.title) != _folded(other.title)


def _folded(text: str) -> str:
    """Letters and digits alone, in one case: quotes, dashes and blanks differ from copy to copy."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
