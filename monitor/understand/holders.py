"""Finds what a grade is given to: areas of the service, the whole of it, or something else."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.understand.area_lists import is_bare_list, listed_behind_colon
from monitor.understand.cuts import Cut
from monitor.understand.document import Sentence
from monitor.understand.grids import row_above
from monitor.understand.lexicon import Mark
from monitor.understand.references import (
    Around,
    areas_of_all,
    areas_pointed_at,
    former_or_latter,
    is_of_something_else,
    last_area,
    opens_with_areas,
    slugs,
    that_one,
)
from monitor.understand.subject_areas import areas_of


class Holder(NamedTuple):
    """What was graded."""

    areas: tuple[str, ...] = ()
    every: bool = False
    explicit: bool = False
    part: bool = False


def holder_of(  # noqa: PLR0911 - one return a rule, in the order in which they hold
    sentence: Sentence, grade: Mark, cut: Cut, around: Around
) -> Holder:
    """What a grade is given to: areas of the service, the whole of it, or a part that is no area."""
    inside = [m for m in sentence.marks if cut.start <= m.start and m.end <= cut.end and m is not grade]
    before = [m for m in inside if m.end <= grade.start]
    after = [m for m in inside if m.start >= grade.end]
    explicit = _is_explicit(sentence, grade, before, after)
    if grade.kind == "step":
        return Holder(slugs([m for m in before if m.kind == "area"]))
    if _EACH_OF_THEM.search(sentence.between(sentence.start, grade.start)):
        dealt = areas_before_colon(sentence, grade)
        if dealt:
            return Holder(dealt, explicit=explicit)
    if not before or not any(m.kind == "area" for m in before):
        listed = listed_behind_colon(sentence, grade, cut.end)
        if listed:
            return Holder(listed)
    if _is_other_thing(sentence, before, grade):
        return Holder(part=True)
    if (row := row_above(around[0], sentence, grade)) is not None:
        return Holder(row, explicit=not row)
    if (relative := _relative_area(sentence, grade)) is not None:
        return Holder((relative,))
    if one := former_or_latter(around[0], sentence, grade, cut.start):
        return Holder(one)
    if pointed := that_one(around[0], sentence, grade):
        return Holder(pointed)
    areas = areas_of(before, after, cut, sentence, grade)
    every = [m for m in inside if m.kind == "overall" and m.value != "overall"]
    if every and _SHARED_BY_ALL.match(sentence.between(grade.end, cut.end)):
        return Holder(explicit=True)
    if every or opens_with_areas(sentence, grade):
        named = areas_of_all(around, sentence, (cut.start, cut.end), every, areas)
        pair = any(m.value == "pair" for m in every)
        two = pair and not sentence.mentions and not any(m.kind == "holder" for m in before)
        return Holder(
            named or areas_before_colon(sentence, grade),
            every=bool(every),
            explicit=explicit,
            part=two and not named,
        )
    if explicit and not cut.post:
        return Holder(explicit=True)
    if areas:
        return Holder(
            areas, explicit=cut.post and _is_shared(sentence, before, after, grade, explicit=explicit)
        )
    if listed := _listed_after(sentence, after, cut.end):
        return Holder(listed)
    if cut.post or any(m.kind == "subpart" and m.start - grade.end <= _NEAR_OVERALL for m in after):
        return Holder(explicit=explicit, part=any(m.kind == "subpart" for m in after))
    if part := [m for m in before if m.kind == "subpart"]:
        named = last_area(around[0]) if sentence.between(part[-1].start, part[-1].end) == "that area" else ()
        return Holder(named, part=not named)
    if pointed := areas_pointed_at(around[0], sentence, grade, cut.start):
        return Holder(pointed)
    return Holder(
        explicit=explicit, part=not explicit and is_of_something_else(sentence, before, grade, cut.start)
    )


_SHARED_BY_ALL = re.compile(r"^[\"']*,? (?:as|and so) (?:does|do|did|is|are|was|were) (?:each|every|all)\b")
"""The whole has the grade, and each of its areas too, unnamed."""


def _relative_area(sentence: Sentence, grade: Mark) -> str | None:
    """The area right before the relative clause of a grade: "… children in care, which stays good"."""
    clause = _WHICH_IS.search(sentence.between(sentence.start, grade.start))
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


_ITS_CLAUSE = re.compile(r"^ (?:that|which|who|given|offered|provided|of|for|from)\b")


_WHICH_IS = re.compile(
    r", (?:which|who|where (?:it|the \w+)) (?:also |now |again |both |too |inspectors |ofsted )*(?:is|"
    r"are|was|were|stays?|remains?|gets?|got|"
    r"receives?|received|called|said|say|found|thought|judged|rated|kept|keeps?|earns?|earned|has|"
    r"have)(?: been| now| again| also| still| an?| its| judged|"
    r" rated| graded| found to be)* [\"']*$"
)


def _listed_after(sentence: Sentence, after: list[Mark], end: int) -> tuple[str, ...]:
    """The areas listed behind a grade for some of them: "good in the other three areas: A, B and C"."""
    some = next((m for m in after if m.kind == "subpart"), None)
    if some is None:
        return ()
    areas = [m for m in sentence.of("area") if some.end <= m.start < end]
    if not areas or not _LIST_OPENS.match(sentence.between(some.end, areas[0].start)):
        return ()
    return slugs(areas)


_LIST_OPENS = re.compile(
    r"^[^.;]{0,30}?(?:\s?[:–—(-]|,| namely| being)[\s\"'(]*(?:for |in |the |its |both |that is )*$"
)


_EACH_OF_THEM = re.compile(r": (?:each|all|every one|both|the lot)\b")


def areas_before_colon(sentence: Sentence, grade: Mark) -> tuple[str, ...]:
    """The areas that a sentence lists before a colon, and then grades each: "A, B, C: each received the same"."""
    colon = sentence.between(sentence.start, grade.start).find(": ")
    if colon < 0 or not is_bare_list(sentence, sentence.start, sentence.start + colon):
        return ()
    return slugs([m for m in sentence.of("area") if m.end <= sentence.start + colon])


def _is_shared(
    sentence: Sentence, before: list[Mark], after: list[Mark], grade: Mark, *, explicit: bool
) -> bool:
    """Whether the grade of the whole is said to be that of areas too: "X is good, as are its leaders"."""
    if any(m.kind == "area" for m in before):
        return False
    areas = [m for m in after if m.kind == "area"]
    if explicit and areas and _AND_FOR.search(sentence.between(grade.end, areas[0].start)):
        return True
    if not any(m.kind == "same" and m.value == "as" for m in after):
        return False
    subject = any(m.kind == "holder" for m in before) or any(m.end <= grade.start for m in sentence.mentions)
    return explicit or subject


_AND_FOR = re.compile(r"\boverall(?: effectiveness)?,? (?:and|as well as|but also)\b")


def _is_explicit(sentence: Sentence, grade: Mark, before: list[Mark], after: list[Mark]) -> bool:
    if "overall" not in sentence.low and not sentence.has("overall", "overall"):
        return False
    turn = next((m.start for m in after if (m.kind, m.value) == ("break", "strong")), sentence.end)
    if anew := _ANEW.search(sentence.between(grade.end, turn)):
        turn = grade.end + anew.start()
    near = [m for m in before if grade.start - m.end <= _NEAR_OVERALL] + [
        m for m in after if m.start - grade.end <= _NEAR_OVERALL and m.start < turn
    ]
    if any(m.kind == "overall" and m.value == "overall" for m in near):
        return True
    return any(
        "overall" in sentence.between(m.start, m.end) for m in near if m.kind in {"rate", "holder", "same"}
    )


_ANEW = re.compile(r", and (?:it|that|this|which) (?:has|have|had|brought|dragged|pulled|left|helped)\b|;")


_NEAR_OVERALL = 45


_ALONGSIDE = re.compile(
    r"\b(?:alongside|with|beside|besides|separately from|apart from|at the same time as) $"
)


def _is_other_thing(sentence: Sentence, before: list[Mark], grade: Mark) -> bool:
    """Whether the nearest thing before the grade is no council service (the safeguarding board, a home)."""
    for mark in reversed(before):
        if mark.kind == "holder" and sentence.between(mark.start, mark.end) in {"it", "they"}:
            continue
        if mark.kind == "holder" and _ALONGSIDE.search(sentence.between(sentence.start, mark.start)):
            continue
        if grade.start - mark.end > _FAR or mark.kind in {"area", "holder"}:
            return False
        if mark.kind == "other_thing":
            return True
    return False


_FAR = 90
