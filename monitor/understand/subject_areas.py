"""Finds the areas of the service that are subject or object of one grade."""

from __future__ import annotations

import re

from monitor.understand.cuts import Cut
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.postposed import leads_to
from monitor.understand.references import slugs
from monitor.understand.regexes import regex


def areas_of(
    before: list[Mark], after: list[Mark], cut: Cut, sentence: Sentence, grade: Mark
) -> tuple[str, ...]:
    """The areas bound to a grade, in the order of the sentence."""
    mine = _subject_areas(before, sentence, cut.start)
    if not cut.post:
        return slugs(mine)
    stop = next((m.start for m in after if m.kind == "break" and m.value == "strong"), cut.end)
    following = [m for m in after if m.kind == "area" and m.start < stop]
    if following and leads_to(sentence.between(grade.end, following[0].start)):
        return slugs(following)
    return slugs(mine + following)


_FRONTED = regex(
    r"(?:^|[:;])[\W]*(?:and |but |only |also |when it comes |as )*(?:for|in|on|over|to|under) "
    r"(?!the (?:council|city|borough|county)\b)"
)


def _subject_areas(before: list[Mark], sentence: Sentence, start: int) -> list[Mark]:
    """Areas before the grade that it grades: not those before another subject ("…, and the council was")."""
    areas: list[Mark] = []
    barred = False
    for mark in reversed(before):
        if mark.kind == "area":
            if barred or (areas and _is_told_before(sentence, start, mark, areas[0])):
                break
            areas.insert(0, mark)
        elif not areas and _parts(sentence, mark):
            break
        elif mark.kind == "holder" and not areas and _is_in_a_clause_of_place(sentence, mark):
            continue
        elif mark.kind == "holder" and not areas and not barred and not _is_theirs(sentence, mark, before):
            barred = not _is_fronted(sentence, start, before) and _is_subject(sentence, mark)
    return areas


def _is_fronted(sentence: Sentence, start: int, before: list[Mark]) -> bool:
    """Whether the clause opens with what is graded: "For care leavers, the council is …"."""
    opened = _FRONTED.search(sentence.between(start, before[-1].end))
    if opened is None:
        return False
    if sentence.low.startswith(("them", "these", "those"), start - sentence.start + opened.end()):
        return True
    return any(m.kind == "area" and 0 <= m.start - start - opened.end() <= _SOON for m in before)


_SOON = 40


def _is_told_before(sentence: Sentence, start: int, area: Mark, following: Mark) -> bool:
    """Whether an area belongs to a clause of its own, which a semicolon or a "while" ended."""
    joint = _TURN.search(sentence.between(area.end, following.start))
    if joint is None:
        return False
    ended = area.end + joint.start()
    return any(m.kind in {"rate", "nograde"} and start <= m.start < ended for m in sentence.marks)


_TURN = re.compile(r";|\b(?:while|whilst|whereas|but|although|though)\b")


_PLACE_CLAUSE = re.compile(r", (?:where|on which|in which|for which) (?:[\w']+ ){0,3}$")
_WHICH_CLAUSE = re.compile(r", which (?:[\w']+ )?$")


def _is_in_a_clause_of_place(sentence: Sentence, holder: Mark) -> bool:
    """Whether "the council" stands in a clause on an area: "protection, where it needs to improve"."""
    left = sentence.before(holder)
    return _PLACE_CLAUSE.search(left) is not None or _WHICH_CLAUSE.search(left) is not None


_OTHERS = regex(r"the (?:remaining|others?)\b")


def _parts(sentence: Sentence, mark: Mark) -> bool:
    """Whether a joint, or "the others", parts the grade from areas before it."""
    if mark.kind == "subpart":
        return _OTHERS.match(sentence.words(mark)) is not None
    return (mark.kind, mark.value) == ("break", "strong")


_YOUNG_PEOPLE = frozenset({"children_in_care", "care_leavers", "children_in_care_and_care_leavers"})


def _is_theirs(sentence: Sentence, holder: Mark, before: list[Mark]) -> bool:
    """Whether "their service" is that of the young people named before ("care leavers …, their service")."""
    if not sentence.words(holder).startswith("their "):
        return False
    areas = [m.value for m in before if m.kind == "area" and m.end <= holder.start]
    return bool(areas) and areas[-1] in _YOUNG_PEOPLE


_PREPOSED = re.compile(r"\b(?:in|of|for|at|by|across|from|to|within|with|outside|around) $")


def _is_of_a_council(sentence: Sentence, holder: Mark) -> bool:
    """Whether "the council's services" only says whose it is: "leadership of Leeds Council's services"."""
    for mention in sentence.mentions:
        if mention.start < holder.start <= mention.end + len("'s ") and mention.end < holder.end:
            return _PREPOSED.search(sentence.before(mention)) is not None
    return False


_CLAUSE = regex(r"\b(?:since|when|after|because|before|until|as) $")


def _is_subject(sentence: Sentence, holder: Mark) -> bool:
    """Whether "the council" is what is graded here, not where something is ("in the borough")."""
    if _is_of_a_council(sentence, holder):
        return False
    if sentence.words(holder).endswith("'s"):
        return False  # "went the council's way": whose way it was
    if sentence.after(holder).startswith((" for them ", " to them ")):
        return False  # the services of those who were named
    if sentence.after(holder).startswith((" require", " need")):
        return False  # "…, as it requires improvement" goes on with what was named
    if sentence.words(holder) in {"services", "it", "they", "our"}:
        return _CLAUSE.search(sentence.before(holder)) is not None
    return _PREPOSED.search(sentence.before(holder)) is None
