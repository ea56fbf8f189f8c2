"""The newsroom as a reader of the wire sees it: every feed's entries and every page, fetched once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import httpx

from monitor.demo.library import Edition, Piece, pieces
from monitor.demo.newsroom import Newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One answer of the server."""

    url: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was fetched in one visit."""

    root: str
    pages: dict[str, Sheet]
    """By the article's key."""
    feeds: dict[str, Sheet]
    """By the feed's name; the search was asked for one council."""


def visit(*, council: str, later: bool = False, corrected: bool = False) -> Reading:
    """Fetch every feed and every page of a newsroom, after the editions asked for."""
    editions = {Edition.FIRST}
    with Newsroom() as newsroom, httpx.Client(trust_env=False) as browser:
        if later:
            newsroom.publish_more()
            editions.add(Edition.LATER)
        if corrected:
            newsroom.publish_correction()
            editions.add(Edition.CORRECTED)
        return Reading(
            root=newsroom.url,
            pages={piece.key: _fetch(browser, newsroom.url + piece.path) for piece in pieces(*editions)},
            feeds={
                sample.name: _fetch(browser, sample.url.replace("{council}", quote(council)))
                for sample in newsroom.feeds()
            },
        )


def piece_of(key: str, *editions: Edition) -> Piece:
    """Return the article of this file name as these editions have it."""
    return next(piece for piece in pieces(*editions) if piece.key == key)


def _fetch(browser: httpx.Client, url: str) -> Sheet:
    answer = browser.get(url).raise_for_status()
    return Sheet(url=url, content_type=answer.headers["Content-Type"], body=answer.content)
