"""What a feed itself says of an article: enough to judge by, and sometimes all there is to read."""

from __future__ import annotations

import re

FULL_TEXT_WORDS = 120
"""A feed that promises the whole article and gives at least this many words is believed."""
SUMMARY_CHARACTERS = 4_000
"""How much of an item's body is looked at to decide whether its page is worth reading."""
_TAG = re.compile(r"<[^<>]*>")


def plain(html: str, url: str) -> str:
    """The item's body as a reader would see it."""
    if not html.strip():
        return ""
    from monitor.web.page import fragment_text  # noqa: PLC0415 - most passes meet no new entry; lxml is heavy

    return fragment_text(html, url=url)


def whole(text: str, *, promised: bool) -> bool:
    """Whether the feed's own text is the whole article."""
    return promised and len(text.split()) >= FULL_TEXT_WORDS


def roughly(html: str) -> str:
    """Tags taken out roughly: good enough to look for words in, and cheap for a thousand feeds."""
    return _TAG.sub(" ", html[:SUMMARY_CHARACTERS])
