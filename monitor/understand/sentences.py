"""Cuts a text into sentences with their paragraph, and tells a page's furniture from what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 700
"""A sentence longer than this (a text without full stops) is cut at a blank."""

_STOP = re.compile(r"\n+|[.!?…](?=[\"”’')\]]*\s)")
_CLOSERS = "\"”’')]"
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|prof|rev|sir|cllr|no|prev|vs|etc|e\.g|i\.e|approx|jan|feb|aug|sept|sep|oct|nov|"
    r"dec)|\b[a-z])\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, with the number of its paragraph."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text in order, blanks at their ends left out; linear in the text's length."""
    spans: list[Span] = []
    start = paragraph = 0
    for match in _STOP.finditer(text):
        newline = match.group()[0] == "\n"
        end = match.start() if newline else _past_closers(text, match.end())
        if not newline and _goes_on(text, start, match.end(), end):
            continue
        _add(spans, text, start, end, paragraph)
        start = match.end() if newline else end
        paragraph += newline
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
    return text[stop - 1] == "." and _ABBREVIATION.search(text[max(start, stop - 12) : stop]) is not None


def _add(spans: list[Span], text: str, start: int, end: int, paragraph: int) -> None:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        _add_one(spans, text, start, cut, paragraph)
        start = cut
    _add_one(spans, text, start, end, paragraph)


def _add_one(spans: list[Span], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append(Span(start, end, paragraph))
