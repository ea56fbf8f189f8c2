"""Finds the areas that "the first two", "the third" or "all but the second" of a list point back to."""

from __future__ import annotations

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.references import slugs
from monitor.understand.regexes import regex

_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}
_COUNTS = {None: 1, "two": 2, "three": 3}
_NUMBERED = regex(
    r"^\W*(?:and |but |while |though )?(all (?:but|except|bar|save) )?"
    r"the (first|second|third|fourth|last|final)"
    r"(?: (two|three))?(?: of (?:these|those|them|the (?:three|four)))?"
    r"(?=,| (?:is|are|was|were|has|have|had|requires?|needs?|went|goes|got|gets?|earned|received|"
    r"fares?|fared|came|comes|do|does|did|also|too)\b)"
)
_TAKES_TURNS = regex(
    r"^(?:all (?:but|except|bar|save) )?the (?:former|latter|first|second|third|fourth|last|final)\b"
)


def takes_turns(sentence: Sentence) -> bool:
    """Whether a sentence takes its turn in a list that stands before: "The third is …", "The latter …"."""
    return sentence.low.startswith(("the ", "all ")) and _TAKES_TURNS.match(sentence.low) is not None


def numbered(before: Sentence | None, sentence: Sentence, grade: Mark, start: int) -> tuple[str, ...]:
    """The areas that a number means which opens a grade's stretch; none where nothing is listed before."""
    if before is None or before.place != sentence.place:
        return ()
    left = sentence.between(start, grade.start)
    found = _NUMBERED.match(left) if "the " in left else None
    if found is None:
        return ()
    listed = _listed(before)
    first, count = _PLACES[found.group(2)], _COUNTS[found.group(3)]
    if first < 0:
        first = len(listed) - count
    meant = listed[first : first + count] if 0 <= first <= len(listed) - count else ()
    if found.group(1):
        return tuple(area for area in listed if area not in meant) if meant else ()
    return meant


def _listed(sentence: Sentence) -> tuple[str, ...]:
    """The areas that a sentence lists and does not grade."""
    if sentence.has_grade():
        return ()
    named = slugs(sentence.of("area"))
    return named if len(named) > 1 else ()
