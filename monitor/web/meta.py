"""What a page says of itself in its head: title, address, date, and whether it is locked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from monitor.web.markup import HtmlElement

_LONDON = ZoneInfo("Europe/London")
_EARLIEST = 1995
_MOST_JSON = 200_000
_LONGEST_TITLE = 500
_LONGEST_URL = 2_000
_PARTS = (" | ", " - ", " – ", " — ", " :: ", " » ")
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "parsely-pub-date",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """A page's own words about itself."""

    title: str
    canonical: str
    published: datetime | None
    summary: str
    locked: bool
    """True when the page says that it is not for everyone."""


def read_meta(tree: HtmlElement, *, url: str) -> Meta:
    """Read the head of a page, before its furniture goes."""
    said = _metas(tree)
    linked = list(_json(tree))
    dates = [*(said.get(name, "") for name in _DATES), *(_string(item, "datePublished") for item in linked)]
    dates += [element.get("datetime") or "" for element in list(tree.iter("time"))[:3]]
    free = [str(item.get("isAccessibleForFree", "")).lower() for item in linked]
    return Meta(
        title=_title(tree, said),
        canonical=_canonical(tree, said, url),
        published=next((moment for text in dates if (moment := _moment(text))), None),
        summary=_plain(said.get("og:description") or said.get("description", "")),
        locked="false" in free or said.get("article:content_tier", "").lower() == "locked",
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or ""
        if name and content:
            said.setdefault(name.lower(), content)
    return said


def _title(tree: HtmlElement, said: dict[str, str]) -> str:
    headings = [_plain(element.text_content()) for element in list(tree.iter("h1"))[:2]]
    stated = _plain(said.get("og:title", ""))
    whole = next((_plain(element.text_content()) for element in tree.iter("title")), "")
    headline = next((heading for heading in headings if heading), "")
    if len([heading for heading in headings if heading]) == 1 and (
        not stated or headline in f"{stated}{whole}"
    ):
        return headline
    return _without_site(stated or whole or headline, _plain(said.get("og:site_name", "")))


def _without_site(title: str, site: str) -> str:
    for mark in _PARTS:
        head, found, tail = title.rpartition(mark)
        if found and head and site and tail.strip().lower() == site.lower():
            return head.strip()
    return title


def _canonical(tree: HtmlElement, said: dict[str, str], url: str) -> str:
    links = [element.get("href") or "" for element in tree.iter("link") if _is_canonical(element)]
    for link in [*links[:1], said.get("og:url", "")]:
        if link and (address := _on_same_site(link.strip(), url)):
            return address
    return url


def _is_canonical(element: HtmlElement) -> bool:
    return "canonical" in (element.get("rel") or "").lower().split()


def _on_same_site(link: str, url: str) -> str:
    """Resolve a page's own address; empty where it points elsewhere: no page may pass for another site's."""
    try:
        address = urljoin(url, link)
        theirs, ours = urlsplit(address), urlsplit(url)
        hosts = [(parts.hostname or "").removeprefix("www.") for parts in (theirs, ours)]
    except ValueError:
        return ""
    if theirs.scheme not in {"http", "https"} or hosts[0] != hosts[1] or "@" in theirs.netloc:
        return ""
    # The front page is a template's default, not the address of an article.
    front = theirs.path.strip("/") == "" and not theirs.query and ours.path.strip("/") != ""
    return "" if front or len(address) > _LONGEST_URL or " " in address else address


def _json(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads((element.text or "")[:_MOST_JSON])
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph") if isinstance(data, dict) else None
        for item in [
            data,
            *(data if isinstance(data, list) else []),
            *(graph if isinstance(graph, list) else []),
        ]:
            if isinstance(item, dict):
                yield item


def _string(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip()[:40])
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=_LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= _EARLIEST else None


def _plain(text: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in text[: _LONGEST_TITLE * 4])
    return " ".join(printable.split())[:_LONGEST_TITLE]
