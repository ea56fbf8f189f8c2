"""What "that judgement", "that part" and "here" point to, and what inspectors "settled on" a grade for."""

from __future__ import annotations

import re

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.references import slugs, subject_of
from monitor.understand.regexes import regex

_THAT_ONE = re.compile(
    r"^(?:and |but )?(?:that|(?:this|the) (?:new|newer|newest|separate|extra|new,? separate)) "
    r"(?:judge?ment|area|heading|strand|section|element|category)(?:,? (?:along with|"
    r"together with|as well as|and) .{3,60}|, [^,;]{3,60})?,? (?:was|is|were|came|comes|has been|has come)\b"
)


def that_one(before: Sentence | None, sentence: Sentence, grade: Mark) -> tuple[str, ...]:
    """The areas that "That judgement, with the one for protection, was …" means: the last, and its own."""
    if before is None or not _THAT_ONE.match(sentence.before(grade)):
        return ()
    named = subject_of(before, before.marks) or slugs(before.of("area")[-1:])
    own = [m for m in sentence.of("area") if m.end <= grade.start]
    return tuple(dict.fromkeys(named + slugs(own))) if named else ()


def last_area(before: Sentence | None) -> tuple[str, ...]:
    """The area that a sentence names last."""
    areas = before.of("area") if before else []
    return (areas[-1].value,) if areas else ()


_CHOSE = regex(
    r"^(?:and |but |here )?(?:the )?(?:inspectors|ofsted|they|the watchdog) (?:\w+ )?(?:settled on|opted for|"
    r"plumped for|came down on|chose) (?:an? )?[\"']*$"
)


def chosen_for(before: Sentence | None, sentence: Sentence, grade: Mark) -> tuple[str, ...]:
    """The one area named right before inspectors "settled on" a grade."""
    if before is None or before.paragraph != sentence.paragraph or not _CHOSE.match(sentence.before(grade)):
        return ()
    named = slugs(before.of("area"))
    return named if len(named) == 1 else ()


_NEAR = 20
_GRADED_THIS = regex(
    r"\b(?:graded|rated|judged|marked) (?:this|that|these|them) (?:as |to be )?(?:an? )?[\"']*$"
)


def graded_this(before: Sentence | None, sentence: Sentence, grade: Mark) -> tuple[str, ...]:
    """The areas of the sentence before, where inspectors "graded this" and it has no grade of its own."""
    left = sentence.before(grade)
    if before is None or " th" not in left[-_NEAR:] or not _GRADED_THIS.search(left):
        return ()
    return () if before.has_grade() else slugs(before.of("area"))


_THAT_PART = regex(r"^(?:this|that) (?:area|part|side|arm|strand|element|aspect)\b")


def that_part(before: Sentence | None, sentence: Sentence, left: list[Mark]) -> tuple[str, ...]:
    """The area that "that part of the service" takes up, where others share its grade ("…, as does care")."""
    parts = [m for m in left if m.kind == "subpart"]
    if not parts or any(m.kind == "area" for m in left):
        return ()
    return last_area(before) if _THAT_PART.match(sentence.words(parts[-1])) else ()


_HERE = re.compile(r"^(?:here|there|in that area)\b,? ")


def area_here(before: Sentence | None, sentence: Sentence) -> tuple[str, ...]:
    """The area that "here" takes up from the very end of the sentence before."""
    if before is None or not _HERE.match(sentence.low):
        return ()
    areas = before.of("area")
    if not areas or before.after(areas[-1]).strip(" .\"'"):
        return ()
    return (areas[-1].value,)
