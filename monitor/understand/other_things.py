"""Tells a grade of something that is no council service: the safeguarding board, a home, a college."""

from __future__ import annotations

import re

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

_ALONGSIDE = re.compile(
    r"\b(?:alongside|with|beside|besides|separately from|apart from|at the same time as) $"
)


def is_of_another(sentence: Sentence, before: list[Mark], grade: Mark) -> bool:
    """Whether the nearest thing before the grade is no council service (the safeguarding board, a home)."""
    if not sentence.has("other_thing"):
        return False
    if _is_turned_round(sentence, grade):
        return True
    for mark in reversed(before):
        if mark.kind == "holder" and sentence.words(mark) in {"it", "they"}:
            continue
        if mark.kind == "holder" and _ALONGSIDE.search(sentence.before(mark)):
            continue
        if grade.start - mark.end > _FAR or mark.kind in {"area", "holder"}:
            return False
        if mark.kind == "other_thing":
            return True
    return False


_FAR = 90


_VERDICT_ON = regex(
    r"^[\"']*,? (?:(?:too|also),? )?(?:is|was)(?: also)? the (?:verdict|grade|rating|judge?ment|mark) "
    r"(?:on|for) (?:the |its )?$"
)


def _is_turned_round(sentence: Sentence, grade: Mark) -> bool:
    """Whether the thing stands behind its grade: "good, too, was the verdict on the safeguarding board"."""
    return any(
        _VERDICT_ON.match(sentence.between(grade.end, m.start)) is not None
        for m in sentence.of("other_thing")
        if m.start > grade.end
    )
