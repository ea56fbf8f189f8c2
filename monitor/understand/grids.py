"""Reads tables of grades that were flattened to lines: "Leadership Good", or each on a line of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.understand.area_lists import is_bare_list
from monitor.understand.calendar_words import YEAR_SINCE_2000
from monitor.understand.document import Document
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

_BLANK = re.compile(r"^[\s\W]*$")
_LONGEST = 120
"""A line of a table is shorter than this."""


class Column(NamedTuple):
    """When the grades of one column of a table were given."""

    former: bool
    year: int | None = None


def dated_rows(document: Document) -> dict[int, tuple[Column | None, ...]]:
    """By identity of a sentence: the columns of its table, where the line above says when each was given."""
    rows: dict[int, tuple[Column | None, ...]] = {}
    heads: tuple[Column | None, ...] = ()
    for sentence in document.story if "|" in document.text else ():
        if "|" not in sentence.low:
            heads = ()
        elif not sentence.has_grade():
            heads = _columns(sentence.low.split("|"))
        elif any(heads):
            rows[id(sentence)] = heads
    return rows


def _columns(cells: list[str]) -> tuple[Column | None, ...]:
    years = [int(found.group()) if (found := YEAR_SINCE_2000.search(cell)) else None for cell in cells]
    newest = max((year for year in years if year), default=None)
    return tuple(
        Column(former=year != newest, year=year)
        if year
        else Column(former=True)
        if _THEN.search(cell)
        else Column(former=False)
        if _NOW.search(cell)
        else None
        for cell, year in zip(cells, years, strict=True)
    )


_THEN = regex(r"\b(?:then|before|previous(?:ly)?|last|old|former|was)\b")
_NOW = regex(r"\b(?:now|new|current|latest|today|this)\b")


_BRACKETS_HOLD = regex(
    r"\b(?:previous|last|earlier|former|old|prior|(?:19|20)\d\d)\b[^.;]{0,60}\b(?:in|"
    r"within) (?:brackets|parenthes[ei]s)\b"
    r"|\bbracket(?:s|ed)\b[^.;]{0,60}\b(?:previous|last|earlier|former|before|old|prior|(?:19|20)\d\d)\b"
)


def brackets_hold_former(document: Document) -> bool:
    """Whether the story says that the grades in its brackets are those of the inspection before."""
    if "racket" not in document.text and "arenthes" not in document.text:
        return False  # a quick look, whether with a capital or without
    return any(_BRACKETS_HOLD.search(sentence.low) for sentence in document.story)


def in_brackets(sentence: Sentence, first: Mark, second: Mark) -> bool:
    """Whether a grade stands alone in brackets right behind another one."""
    return (
        sentence.between(first.end, second.start).strip("\"' ") == "("
        and sentence.after(second).lstrip("\"'")[:1] == ")"
    )


def column_of(
    sentence: Sentence, mark: Mark, columns: tuple[Column | None, ...]
) -> tuple[Column, tuple[str, ...]] | None:
    """The column of a grade, and the areas that its row names first; None outside a dated column."""
    at = sentence.before(mark).count("|")
    if at >= len(columns) or (column := columns[at]) is None:
        return None
    first = sentence.start + sentence.low.find("|")
    return column, tuple(dict.fromkeys(m.value for m in sentence.of("area") if m.end <= first))


def is_cell(sentence: Sentence, mark: Mark) -> bool:
    """Whether a grade word is all that stands on its line, or all but the area that it grades."""
    if sentence.place == "title" or not _BLANK.match(sentence.after(mark)):
        return False
    if _BLANK.match(sentence.before(mark)):
        return True
    named = [m for m in sentence.marks if m.kind in {"area", "overall", "rate"} and m.end <= mark.start]
    return bool(named) and _is_row(sentence, named, mark)


def _is_row(sentence: Sentence, named: list[Mark], mark: Mark) -> bool:
    """Whether a line holds the name of what is graded, and then the grade."""
    if any(m.kind == "rate" and m.value != "noun" for m in named):
        return False
    return (
        not sentence.between(named[-1].end, mark.start).strip(" \t:–—-|=,\"'")
        and len(sentence.raw) < _LONGEST
    )


_VERDICT_ONLY = re.compile(
    r"^[\W]*(?:(?:grade|rating|judge?ment|verdict|mark|result|outcome|score)(?: given)?(?: is| was|:| –|"
    r" -)? )?(?:(?:this|it|they|these) )?(?:(?:is|are|was|were) )?(?:also )?(?:graded|rated|judged|"
    r"found)?(?: to be| as)?[\W]*$"
)


def _is_named_above(before: Sentence, sentence: Sentence, mark: Mark) -> bool:
    """Whether the sentence before only names areas, and this only a grade: "Adoption. Graded good."."""
    if before.place != sentence.place or before.has_grade():
        return False
    if not _VERDICT_ONLY.match(sentence.before(mark)) or not before.has("area"):
        return False
    return is_bare_list(before, before.start, before.end)


def row_above(before: Sentence | None, sentence: Sentence, mark: Mark) -> tuple[str, ...] | None:
    """The areas on the line above a grade that stands alone; empty for the whole; None for anything else."""
    if before is not None and _is_named_above(before, sentence, mark):
        return tuple(dict.fromkeys(m.value for m in before.of("area")))
    alone = _BLANK.match(sentence.before(mark)) and is_cell(sentence, mark)
    if not alone or before is None or before.place != sentence.place or len(before.raw) > _LONGEST:
        return None
    if before.raw[-1] in ".!?" or before.has_grade():
        return None
    areas = tuple(dict.fromkeys(m.value for m in before.of("area")))
    return areas if areas or before.has("overall", "overall") or "overall" in before.low else None
