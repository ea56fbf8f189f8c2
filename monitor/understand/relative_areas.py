"""Finds the area that a relative clause grades: "… children in care, which stays good"."""

from __future__ import annotations

import re

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex


def relative_area(sentence: Sentence, grade: Mark) -> str | None:
    """The area right before the relative clause of a grade: "… children in care, which stays good"."""
    if not sentence.has("area"):
        return None
    left = sentence.before(grade)
    clause = _WHICH_IS.search(left)
    if clause is None and sentence.words(grade).startswith(("require", "need")):
        clause = _WHICH.search(left)
    if clause is None:
        return None
    at = sentence.start + clause.start()
    areas = [m for m in sentence.of("area") if at - _TAIL <= m.end <= at]
    if not areas or "," in sentence.between(areas[-1].end, at):
        return None
    return areas[-1].value if _tells_more(sentence, areas[-1], at) else None


def _tells_more(sentence: Sentence, area: Mark, at: int) -> bool:
    """Whether nothing but a clause on the area itself stands between its name and the comma."""
    gap = sentence.between(area.end, at)
    return not gap.strip(" )\"'") or _ITS_CLAUSE.match(gap) is not None


_TAIL = 70
_ITS_CLAUSE = regex(r"^ (?:that|which|who|given|offered|provided|of|for|from)\b")
_WHICH_IS = regex(
    r", (?:which|who|where (?:it|the \w+)) (?:also |now |again |both |too |inspectors |ofsted )*(?:is|are|"
    r"was|were|stays?|remains?|gets?|got|receives?|received|called|said|say|found|thought|consider|considered|judged|rated|kept|"
    r"keeps?|earns?|earned|has|have)(?: been| now| again| also| still| an?| its| judged| rated| graded|"
    r" found to be)* [\"']*$"
)


_WHICH = re.compile(r", (?:which|who)(?: also| still| now| alone| therefore)* [\"']*$")
