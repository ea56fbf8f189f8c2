"""A page → the feeds it may have; asking them whether they are feeds is the caller's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from monitor.web.markup import HtmlElement, decode_page, parse_html

MOST_CANDIDATES = 20
_KINDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"}
)
_USUAL = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/news/rss", "/?service=rss")
_ENDINGS = (
    "/feed",
    "/rss",
    "/atom",
    ".rss",
    ".atom",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "type=rss",
    "format=rss",
)
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """An address that may be a feed, the likeliest first."""

    title: str
    """As the page names it; empty for a usual path that was only guessed."""
    url: str


def discover(body: bytes, *, url: str) -> tuple[FoundFeed, ...]:
    """Find the feeds a page announces, then its links that look like feeds, then the usual paths."""
    tree = parse_html(decode_page(body))
    found: dict[str, FoundFeed] = {}
    for title, link in _candidates(tree, url):
        address = _resolve(link, url)
        if address and address not in found:
            found[address] = FoundFeed(" ".join(title.split())[:200], address)
    return tuple(found.values())[:MOST_CANDIDATES]


def _candidates(tree: HtmlElement | None, url: str) -> Iterator[tuple[str, str]]:
    if tree is not None:
        base = next((element.get("href") or "" for element in tree.iter("base")), "")
        for title, link in [*_announced(tree), *_linked(tree)]:
            yield title, _join(_join(url, base), link)
    for path in _USUAL:
        yield "", path


def _announced(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("link"):
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in (element.get("rel") or "").lower().split() and kind in _KINDS:
            yield element.get("title") or "", element.get("href") or ""


def _linked(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("a"):
        link = (element.get("href") or "").strip()
        if link.partition("#")[0].rstrip("/").lower().endswith(_ENDINGS):
            yield element.text_content(), link


def _resolve(link: str, url: str) -> str:
    address = _join(url, link)
    try:
        parts = urlsplit(address)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return address.partition("#")[0] if fits and len(address) <= _LONGEST else ""


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, "".join(link.split()))
    except ValueError:
        return ""
