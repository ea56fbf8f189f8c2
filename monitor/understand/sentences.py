"""Cuts a text into sentences with their paragraph, and tells a page's furniture from what it says."""

from __future__ import annotations

import re

from msgspec import Struct

LONGEST = 700
"""A sentence longer than this (a text without full stops) is cut at a blank."""

_STOP = re.compile(r"[\n.!?…](?:(?<=\n)\n*|(?<!\n)(?=[\"”’')\]]*\s))")
"""Line ends, and stops before a blank; the pattern begins with its signs, which makes the search fast."""
_CLOSERS = "\"”’')]"
_SHORTENED = (
    "mr mrs ms dr st prof rev sir cllr no prev vs etc e.g i.e approx jan feb aug sept sep oct nov dec".split()  # noqa: SIM905 - reads best
)
_ENDINGS = tuple(f"{word}." for word in _SHORTENED)
_ABBREVIATION = re.compile(rf"\b(?:{'|'.join(map(re.escape, _SHORTENED))}|[a-z])\.$", re.IGNORECASE)


class Span(Struct, frozen=True):
    """A stretch of a text, with the number of its paragraph."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text in order, blanks at their ends left out; linear in the text's length."""
    spans: list[Span] = []
    start = paragraph = 0
    for at, stop in map(re.Match.span, _STOP.finditer(text)):
        if text[at] == "\n":
            _add(spans, text, start, at, paragraph)
            start = stop
            paragraph += 1
        else:
            end = _past_closers(text, stop)
            if not _goes_on(text, start, stop, end):
                _add(spans, text, start, end, paragraph)
                start = end
    _add(spans, text, start, len(text), paragraph)
    return spans


def _past_closers(text: str, position: int) -> int:
    while position < len(text) and text[position] in _CLOSERS:
        position += 1
    return position


def _goes_on(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the sentence goes on after this stop: an abbreviation, or a small letter follows."""
    following = text[end : end + 4].lstrip(" \t\"“‘'(")
    if following and following[0].islower():
        return True
    if text[stop - 1] != ".":
        return False
    last = text[max(start, stop - 12) : stop]
    short = not last[-3:-2].isalnum() or last.lower().endswith(_ENDINGS)
    return short and _ABBREVIATION.search(last) is not None


def _add(spans: list[Span], text: str, start: int, end: int, paragraph: int) -> None:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        _add(spans, text, start, cut, paragraph)
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append(Span(start, end, paragraph))
