"""Whether a page that answered is the article's: sites say “not found”, or ask for consent, with status 200.

Such a page must not stand for what the article says: it would hide news, or take back what was told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from monitor.model import Article
from monitor.web.page import Page

_LEAST_SHARE = 0.25
"""Of the known words that the page must show; a rewritten article shows most, another page next to none."""
_FEWEST_WORDS = 4
"""Fewer words known of the article are too few to miss it by."""
_FIRST_WORDS = 60
"""Of its text: where an article says what it is about."""
_TELLING = re.compile(r"\w{4,}")
"""Shorter words stand on every page."""


def shows(article: Article, page: Page, *, at: str, headlines: Iterable[str] = ()) -> bool:
    """Say whether the page, found at this final address, can be this article.

    `headlines` are those under which feeds now show it: an article that its outlet replaced is replaced.
    """
    if _is_front(at) and not _is_front(article.link):
        return False
    shown = _words(f"{page.title} {page.text}")
    said = f"{article.title} {' '.join(article.text.split()[:_FIRST_WORDS])}"
    telling = [known for known in map(_words, (said, *headlines)) if len(known) >= _FEWEST_WORDS]
    return not telling or any(len(known & shown) >= _LEAST_SHARE * len(known) for known in telling)


def _words(text: str) -> set[str]:
    return set(_TELLING.findall(text.casefold()))


def _is_front(url: str) -> bool:
    """Whether an address is a site's front page."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query
