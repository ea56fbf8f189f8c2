"""A page of any bytes → the article on it as a reader would read it, without the page's furniture.

Known furniture is taken away first, so that lists of other stories cannot name councils this one is not
about; grade tables become lines; then trafilatura, the best general extractor measured, finds the story.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from monitor.web.furniture import Furniture, furniture_of
from monitor.web.markup import (
    HtmlElement,
    decode_page,
    named,
    parse_html,
    serialise,
    strip_furniture,
    tables_to_lines,
)
from monitor.web.markup import paragraphs as paragraphs_of
from monitor.web.meta import Meta, read_meta

MOST_BYTES = 1_500_000
"""Of a page; an article's own words fill a hundredth of it."""
MOST_ELEMENTS = 20_000
"""Of a page that is read with heuristics; a news page has two thousand."""
SHORT = 120
"""Words under which a text behind a wall is a summary only."""
TEASER = 60
"""Words under which a text that ends in dots is a summary only."""
_MOST_TEXT = 200_000
_DOTS = ("…", "...", "[…]", "[...]", "…]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article as it stands on its page."""

    title: str
    text: str
    """Plain; paragraphs parted by one newline."""
    published: datetime | None
    canonical: str
    """The address the page gives itself, on its own site; else the one it was asked by."""
    partial: bool
    """True for a paywall or a summary."""


def read_page(body: bytes, *, url: str, content_type: str = "") -> Page | None:
    """Read an article's page; None where there is nothing to read (no HTML, no text). Never raises."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind and not ("html" in kind or "xml" in kind or kind == "text/plain"):
        return None
    rules = furniture_of(_host(url))
    tree = None if rules.no_article else parse_html(decode_page(body[:MOST_BYTES], content_type))
    if tree is None:
        return None
    meta = read_meta(tree, url=url)
    lines = rules.clear(_story(tree, rules), title=meta.title)
    text = "\n".join(lines.kept)[:_MOST_TEXT]
    if not text and not (meta.summary and meta.title):
        return None
    return Page(
        title=meta.title,
        text=text or meta.summary,
        published=meta.published,
        canonical=meta.canonical,
        partial=not text or _is_partial(text, meta, walled=lines.walled),
    )


def fragment_text(html: str, *, url: str = "") -> str:
    """Turn a feed item's own HTML into plain paragraphs parted by one newline. Never raises."""
    tree = parse_html(f"<div>{html[:MOST_BYTES]}</div>")
    if tree is None:
        return ""
    rules = furniture_of(_host(url))
    strip_furniture(tree, rules)
    tables_to_lines(tree)
    return "\n".join(rules.clear(paragraphs_of(tree)).kept)[:_MOST_TEXT]


def _is_partial(text: str, meta: Meta, *, walled: bool) -> bool:
    words = len(text.split())
    if (walled or meta.locked) and words < SHORT:
        return True
    return words < TEASER and text.endswith(_DOTS)


def _story(tree: HtmlElement, rules: Furniture) -> Iterable[str]:
    strip_furniture(tree, rules)
    tables_to_lines(tree)
    if (
        rules.article
        and (holder := named(tree, rules.article)) is not None
        and (own := paragraphs_of(holder))
    ):
        return own
    if sum(1 for _ in zip(tree.iter(), range(MOST_ELEMENTS + 1), strict=False)) > MOST_ELEMENTS:
        return paragraphs_of(tree)
    return _extract(tree) or _second_opinion(tree)


def _extract(tree: HtmlElement) -> list[str]:
    # trafilatura takes 0.3 s to import, and most passes read no page.
    import trafilatura  # noqa: PLC0415

    # It warns of every page without a story, which is no news to anybody.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            tree, output_format="txt", favor_precision=True, include_comments=False, include_tables=True
        )
    except Exception:  # noqa: BLE001 - an extractor of a thousand heuristics meets anybody's markup here
        return []
    return [" ".join(line.removeprefix("- ").split()) for line in (text or "").splitlines()]


def _second_opinion(tree: HtmlElement) -> list[str]:
    """Read without heuristics, where they found nothing: every paragraph of the article, or of the page."""
    from bs4 import BeautifulSoup, Tag  # noqa: PLC0415 - 0.1 s, and rarely needed

    # From the tree, not the bytes: it is already without furniture, and bounded in depth.
    soup = BeautifulSoup(serialise(tree), "lxml")
    holder = soup.find("article") or soup.find("main") or soup
    found = holder.find_all(["p", "h2", "h3", "li", "td"]) if isinstance(holder, Tag) else []
    return [" ".join(element.get_text(" ").split()) for element in found]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
