"""Rolling pages: which part of a text seen again was added to it. Pure.

Some outlets keep one page and put each week's news on top of it. Its address stays, so only the words can
tell an added block, which is news, from a changed paragraph, which is a correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

_MOST_STAMP_WORDS = 10
_ALIKE = 70
"""Of a hundred: so like are a paragraph and its correction; two paragraphs of the press reach fifty."""
_STAMP = re.compile(
    r"\b(?:updated|published|modified|posted)\b|^\W*(?:\w+ )?\d{1,2}(?:st|nd|rd|th)? \w+ (?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
"""A line that says when the page was changed, and so changes with it."""


def added(known: Iterable[str], new: str) -> Sequence[str]:
    """The paragraphs that a page has beside all it showed before; none where nothing of that is left.

    A paragraph much like one that is missing now is that one, corrected, and was not added.
    """
    before = [paragraph for text in known for paragraph in _lasting(text)]
    after = _lasting(new)
    fresh, corrections = _compared(before, after)
    stands = corrections or not set(before).isdisjoint(after)
    return [paragraph for paragraph in fresh if paragraph not in corrections.values()] if stands else []


def corrected(old: str, new: str) -> str:
    """The old text with the paragraphs that the new one has changed; what it dropped stays."""
    _, corrections = _compared(_lasting(old), _lasting(new))
    return "\n".join(corrections.get(paragraph, paragraph) for paragraph in _paragraphs(old))


def _compared(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The paragraphs that are new, and what became of old ones that are missing but not gone."""
    old, new = set(before), set(after)
    fresh = [paragraph for paragraph in after if paragraph not in old]
    corrections: dict[str, str] = {}
    for paragraph in before:
        if paragraph not in new and fresh:
            likest = max(fresh, key=lambda one: fuzz.ratio(paragraph, one))
            if fuzz.ratio(paragraph, likest) >= _ALIKE:
                corrections[paragraph] = likest
    return fresh, corrections


def without(text: str, blocks: Iterable[str]) -> str:
    """The text without the paragraphs of these blocks."""
    known = {paragraph for block in blocks for paragraph in _paragraphs(block)}
    return "\n".join(paragraph for paragraph in _paragraphs(text) if paragraph not in known)


def _lasting(text: str) -> list[str]:
    return [
        paragraph
        for paragraph in _paragraphs(text)
        if len(paragraph.split()) > _MOST_STAMP_WORDS or not _STAMP.search(paragraph)
    ]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
