"""Finds the words of a sentence that are grades, and those that stand for a grade told before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise, zip_longest

from msgspec.structs import replace

from monitor.understand import grades
from monitor.understand.area_lists import paired
from monitor.understand.echoes import echo
from monitor.understand.everyday_words import OR, is_meant
from monitor.understand.inadequate_things import is_of_a_thing
from monitor.understand.lexicon import Mark
from monitor.understand.likened import likened, with_likened
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

_GRADES = frozenset({"grade", "plain_grade"})
GRADED = _GRADES | {"same"}
"""Kinds of phrases that may tell a grade."""
_OPENING = 5
"""A sentence that opens with "So was …" goes on with the grade of the one before."""
_AS_A_WHOLE = regex(r"\b(?:whole|overall)\b")


_NONE_TOLD: Mapping[str, str] = {}


def may_grade(sentence: Sentence) -> bool:
    """Whether a sentence can state a grade at all: a quick look."""
    return sentence.has_any(GRADED) or echo(sentence) is not None or bool(likened(sentence))


def graded_marks(
    sentence: Sentence, last: str, overall: str = "", areas: Mapping[str, str] = _NONE_TOLD
) -> list[Mark]:
    """The marks of a sentence that are grades; "the same grade" has the value of the one before (`last`).

    "The same grade as the whole" has the value of the service's own grade (`overall`), and "the same as
    leaders" that of the area (`areas`).
    """
    found: list[Mark] = []
    several = len(sentence.of("area")) > 1
    listed = paired(sentence, [m for m in sentence.marks if m.kind in _GRADES]) if several else {}
    for mark in sentence.marks:
        if mark.kind in _GRADES:
            if mark in listed or _is_grade(sentence, mark, found):
                found.append(mark)
        elif (
            mark.kind == "same"
            and not _is_named_behind(sentence, mark)
            and not (found and _explains(sentence, found[-1], mark))
            and (meant := _stands_for(sentence, mark, found[-1].value if found else last, overall))
        ):
            found.append(meant)
    if len(found) > 1:
        found = _without_explanations(sentence, found)
    if not found and last and (repeats := echo(sentence)):
        start, end = sentence.start + repeats[0], sentence.start + repeats[1]
        value = overall if _AS_A_WHOLE.search(sentence.between(start, end)) else last
        if value:
            found.append(Mark(start, end, "same", value))
    return with_likened(found, likened(sentence), areas) if areas else found


_SUPERLATIVE = re.compile(r"\b(?:lowest|highest|best|top|worst|bottom|poorest)\b")
_APPOSITION = regex(
    r"^[\"']*(?:,|:| of| –| —| -|,? at|,? that of| \(|,? with an?) [\"']*$|^[\"']* \([\"']*$|"
    r"^[^.;]{0,45}, which (?:is|was) [\"']*$"
)


def _without_explanations(sentence: Sentence, found: list[Mark]) -> list[Mark]:
    """The grades without those phrases that only explain the one behind or before them."""
    kept = [mark for mark, after in zip_longest(found, found[1:]) if not _is_explained(sentence, mark, after)]
    pairs = zip([None, *kept], kept, strict=False)
    return [mark for before, mark in pairs if not _is_explanation(sentence, before, mark)]


def _is_explained(sentence: Sentence, mark: Mark, after: Mark | None) -> bool:
    """Whether "the lowest mark" is only the lowest of these, as the grade right behind it says."""
    if after is None or not _SUPERLATIVE.search(sentence.words(mark)):
        return False
    return _APPOSITION.match(sentence.between(mark.end, after.start)) is not None


def _is_explanation(sentence: Sentence, before: Mark | None, mark: Mark) -> bool:
    """Whether "the lowest grade it gives" only says again what the grade before it means."""
    if before is None or before.value != mark.value:
        return False
    if not _SUPERLATIVE.search(sentence.words(mark)):
        return False
    return _SAID_AGAIN.match(sentence.between(before.end, mark.start)) is not None


_SAID_AGAIN = regex(r"^[\"']*(?:,| –| —| -| \() [\"']*(?:(?:the|its|ofsted's) )?[\"']*$")


def _is_named_behind(sentence: Sentence, mark: Mark) -> bool:
    """Whether the grade that a phrase means stands right behind it: "each earned that grade, good"."""
    return any(0 <= m.start - mark.end <= _NAMED_BEHIND for kind in _GRADES for m in sentence.of(kind))


_NAMED_BEHIND = 6


def _explains(sentence: Sentence, last: Mark, mark: Mark) -> bool:
    """Whether "one rung up" only explains the grade before it: "requires improvement, one rung up"."""
    return mark.value in _STEPS and sentence.between(last.end, mark.start).strip("\"' ") in _ASIDES


_ASIDES = frozenset({",", "–", "—", "-", "("})


def _is_grade(sentence: Sentence, mark: Mark, found: list[Mark]) -> bool:
    """Whether a word that can be a grade is one."""
    if mark.kind == "grade":
        return not is_of_a_thing(sentence, mark)
    return is_meant(sentence, mark, found)


def _stands_for(sentence: Sentence, mark: Mark, told: str, overall: str) -> Mark | None:
    """The grade that "the same", "so is" or "one above" means, by the one told last and the service's own."""
    if mark.value in _STEPS:
        value = _a_step_from(sentence, mark, told)
        return replace(mark, kind="step", value=value) if value else None
    if mark.value != "grade" and mark.start - sentence.start > _OPENING:
        return None
    value = overall if _AS_A_WHOLE.search(sentence.words(mark)) else told
    return replace(mark, value=value) if value else None


_STEPS = {"above": 1, "below": -1}
_EXTREME = regex(r"\bthe (?:lowest|highest|worst|best|bottom|top)\b")
"""A grade told so, and not understood, is the one that the step starts from."""
_NO_STEP = regex(
    r"^[\"']* (?:than(?! (?:that|this|the rest|the others|the whole)\b)|on|from|since|compared)\b"
)


def _a_step_from(sentence: Sentence, mark: Mark, grade: str) -> str:
    """The grade one rung from the one told last, where an area is said to have it; else nothing."""
    if not grade or not any(m.end <= mark.start for m in sentence.of("area")):
        return ""
    if sentence.has("time", "old") or _NO_STEP.match(sentence.after(mark)):
        return ""
    if not sentence.has("grade") and _EXTREME.search(sentence.before(mark)):
        return ""
    return grades.next_to(grade, _STEPS[mark.value])


_QUOTED_AND = regex(r"^[\"'] and [\"']$")
"""Two grades held up one by one ("'good' and 'outstanding'") are no scale."""


def scales(sentence: Sentence, marks: list[Mark]) -> set[Mark]:
    """Grades listed side by side to explain a scale or a share ("good or outstanding")."""
    listed: set[Mark] = set()
    for left, right in pairwise(marks):
        gap = sentence.between(left.end, right.start)
        if left.value != right.value and OR.match(gap) and not _QUOTED_AND.match(gap):
            listed |= {left, right}
    verb = listed and sentence.words(marks[-1]).startswith(("require", "need"))
    two = len(listed) == 2 and len(marks) == 2  # noqa: PLR2004 - a scale of two says "or"
    if verb and two and " or " not in sentence.between(marks[0].end, marks[1].start):
        return set()  # "is not good and requires improvement", "once inadequate, requires improvement"
    return listed
