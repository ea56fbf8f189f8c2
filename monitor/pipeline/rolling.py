"""Rolling pages: which part of a text seen again was added to it. Pure.

Some outlets keep one page and put each week's news on top of it. Its address stays, so only the words can
tell an added block, which is news, from a changed paragraph, which is a correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MOST_STAMP_WORDS = 10
_STAMP = re.compile(
    r"\b(?:updated|published|modified|posted)\b|^\W*(?:\w+ )?\d{1,2}(?:st|nd|rd|th)? \w+ (?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
"""A line that says when the page was changed, and so changes with it."""


def without(text: str, blocks: Iterable[str]) -> str:
    """The text without the paragraphs of these blocks."""
    known = {paragraph for block in blocks for paragraph in _paragraphs(block)}
    return "\n".join(paragraph for paragraph in _paragraphs(text) if paragraph not in known)


def added(old: str, new: str) -> str:
    """The paragraphs that the new text has beside the old one's; empty where the old ones do not stand.

    They stand when all are there; or when the new text goes on, unchanged, with the old one's beginning
    (the page dropped its oldest news at the end) or follows on its end.
    """
    before, after = _lasting(old), _lasting(new)
    extra = [paragraph for paragraph in after if paragraph not in set(before)]
    if not before or not extra or not _stands(before, after, len(extra)):
        return ""
    return "\n".join(extra)


def _stands(before: Sequence[str], after: Sequence[str], extra: int) -> bool:
    if set(before) <= set(after):
        return True
    rest = len(after) - extra
    if rest <= 0:
        return False
    return list(after[extra:]) == list(before[:rest]) or list(after[:rest]) == list(before[-rest:])


def _lasting(text: str) -> list[str]:
    return [
        paragraph
        for paragraph in _paragraphs(text)
        if len(paragraph.split()) > _MOST_STAMP_WORDS or not _STAMP.search(paragraph)
    ]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
