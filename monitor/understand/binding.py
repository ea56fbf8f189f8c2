"""Binds a grade to what it grades and to whose it is: the syntax of one sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.understand.area_lists import is_bare_list, listed_behind_colon
from monitor.understand.document import Sentence
from monitor.understand.grids import row_above
from monitor.understand.lexicon import Mark
from monitor.understand.postposed import POST, is_post
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


class Cut(NamedTuple):
    """The stretch of a sentence that belongs to one grade."""

    start: int
    end: int
    time_start: int
    """From here on words of time count for this grade: after the grade before it, and its own time."""
    time_end: int
    post: bool
    """Whether the areas stand after the grade ("good for leadership")."""


class Holder(NamedTuple):
    """What was graded."""

    areas: tuple[str, ...] = ()
    every: bool = False
    explicit: bool = False
    part: bool = False


_COMMA = re.compile(r"[;,](?=\s)|\s[–—-]\s")
_AND = re.compile(r"\band\b")
_STRONG = re.compile(r"\b(?:but|while|although|though(?![,.])|whereas|however(?![,.])|whilst|with)\b|;")


def cuts(sentence: Sentence, grades: list[Mark]) -> list[Cut]:
    """For each grade of a sentence its own stretch, without gaps or overlaps."""
    posts = [is_post(sentence, grade, grades) for grade in grades]
    inner = (
        _edge(sentence, grades[at], grades[at + 1], post=posts[at], next_post=posts[at + 1])
        for at in range(len(grades) - 1)
    )
    edges = [sentence.start, *inner, sentence.end]
    found: list[Cut] = []
    for at, grade in enumerate(grades):
        time_start = sentence.start if at == 0 else _time_edge(sentence, grades[at - 1], grade)
        if at and _shares_verb(sentence, grades[at - 1], grade):
            time_start = found[-1].time_start
        time_end = sentence.end if at == len(grades) - 1 else _time_edge(sentence, grade, grades[at + 1])
        found.append(Cut(edges[at], edges[at + 1], time_start, time_end, posts[at]))
    return found


_AND_WITHOUT_VERB = re.compile(r"^[^;:]{0,60}\band [\"']*$")
_SOME_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME_OF_ITS_OWN = re.compile(
    r"^[\"']*(?: overall)?,? (?:now|today|this (?:time|week|year)|in (?:19|20)\d\d)\b"
)


def _shares_verb(sentence: Sentence, first: Mark, second: Mark) -> bool:
    """Whether the second of two grades has no verb or time of its own: "was last outstanding in parts and good overall"."""
    if _TIME_OF_ITS_OWN.match(sentence.between(second.end, sentence.end)):
        return False
    gap = sentence.between(first.end, second.start)
    return _AND_WITHOUT_VERB.match(gap) is not None and _SOME_YEAR.search(gap) is None


def _edge(sentence: Sentence, grade: Mark, following: Mark, *, post: bool, next_post: bool) -> int:
    """Where one grade's stretch ends and the next one's begins."""
    if not post:
        own = next((m for m in sentence.marks if m.kind == "overall" and _touches(sentence, grade, m)), None)
        return own.end if own and own.end <= following.start else grade.end
    gap = sentence.between(grade.end, following.start)
    strong = [found.start() for found in _STRONG.finditer(gap)]
    if strong and not next_post:
        return grade.end + strong[-1]
    commas = [found.start() for found in _COMMA.finditer(gap)]
    ands = [found.start() for found in _AND.finditer(gap)]
    if next_post:
        places = commas + ands + strong
        return grade.end + max(places) if places else grade.end
    areas = [
        m.start - grade.end
        for m in sentence.marks
        if m.kind == "area" and grade.end <= m.start < following.start
    ]
    before_last = [at for at in commas + ands if areas and at < areas[-1]]
    return grade.end + (max(before_last) if before_last and len(areas) > 1 else len(gap))


_PARTED = re.compile(r";|\b(?:but|while|although|though|whereas)\b")


_TOUCHES = re.compile(r"^[\"']* ?(?:grades? |ratings? )?(?:in|across|for|under|on)? ?$")


def _touches(sentence: Sentence, grade: Mark, mark: Mark) -> bool:
    """Whether "overall" or "in all areas" follows a grade directly and so belongs to it."""
    return mark.start >= grade.end and _TOUCHES.match(sentence.between(grade.end, mark.start)) is not None


def _time_edge(sentence: Sentence, grade: Mark, following: Mark) -> int:
    """Where the words of time stop telling of one grade and tell of the next: at the first joint."""
    gap = sentence.between(grade.end, following.start)
    if strong := list(_PARTED.finditer(gap)):
        return grade.end + strong[-1].start()
    joint = re.search(
        r"[;:–—]|, (?!and again|and in|in (?:19|20)\d\d)|\b(?:is|are) now\b|"
        r"\b(?:but|while|although|though|and(?! again| in \d| \d)|before|after|having|which|with|to)\b",
        gap,
    )
    return grade.end + (joint.start() if joint else 0)


# --- what was graded ----------------------------------------------------------------------------


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
    areas = _areas(before, after, cut, sentence, grade)
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


def _areas(
    before: list[Mark], after: list[Mark], cut: Cut, sentence: Sentence, grade: Mark
) -> tuple[str, ...]:
    """The areas bound to a grade, in the order of the sentence."""
    mine = _subject_areas(before, sentence, cut.start)
    if not cut.post:
        return slugs(mine)
    stop = next((m.start for m in after if m.kind == "break" and m.value == "strong"), cut.end)
    following = [m for m in after if m.kind == "area" and m.start < stop]
    if POST.match(sentence.between(grade.end, cut.end)):
        return slugs(following)
    return slugs(mine + following)


_FRONTED = re.compile(
    r"(?:^|[:;])[\W]*(?:and |but |only |also |when it comes |as )*(?:for|in|on|over|to|under) "
    r"(?!the (?:council|city|borough|county)\b)"
)


def _subject_areas(before: list[Mark], sentence: Sentence, start: int) -> list[Mark]:
    """Areas before the grade that it grades: not those before another subject ("…, and the council was")."""
    areas: list[Mark] = []
    barred = False
    fronted = bool(before) and _FRONTED.search(sentence.between(start, before[-1].end)) is not None
    for mark in reversed(before):
        if mark.kind == "area":
            if barred:
                break
            areas.insert(0, mark)
        elif not areas and _parts(sentence, mark):
            break
        elif mark.kind == "holder" and not areas and _is_in_a_clause_of_place(sentence, mark):
            continue
        elif mark.kind == "holder" and not areas and not fronted and not _is_theirs(sentence, mark, before):
            barred = barred or _is_subject(sentence, mark)
    return areas


_SHARED_BY_ALL = re.compile(r"^[\"']*,? (?:as|and so) (?:does|do|did|is|are|was|were) (?:each|every|all)\b")
"""The whole has the grade, and each of its areas too, unnamed."""


def _is_in_a_clause_of_place(sentence: Sentence, holder: Mark) -> bool:
    """Whether "the council" stands in a clause on the area before it: "protection, where it needs to improve"."""
    left = sentence.between(sentence.start, holder.start)
    return _PLACE_CLAUSE.search(left) is not None or _WHICH_CLAUSE.search(left) is not None


_PLACE_CLAUSE = re.compile(r", (?:where|on which|in which|for which) (?:[\w']+ ){0,3}$")
_WHICH_CLAUSE = re.compile(r", which (?:[\w']+ )?$")


def _parts(sentence: Sentence, mark: Mark) -> bool:
    """Whether a joint, or "the others", parts the grade from areas before it."""
    if mark.kind == "subpart":
        return _OTHERS.match(sentence.between(mark.start, mark.end)) is not None
    return (mark.kind, mark.value) == ("break", "strong")


_OTHERS = re.compile(r"the (?:remaining|others?)\b")


def _is_theirs(sentence: Sentence, holder: Mark, before: list[Mark]) -> bool:
    """Whether "their service" is that of the young people named before ("care leavers …, their service")."""
    if not sentence.between(holder.start, holder.end).startswith("their "):
        return False
    areas = [m.value for m in before if m.kind == "area" and m.end <= holder.start]
    return bool(areas) and areas[-1] in _YOUNG_PEOPLE


_YOUNG_PEOPLE = frozenset({"children_in_care", "care_leavers", "children_in_care_and_care_leavers"})


def _is_of_a_council(sentence: Sentence, holder: Mark) -> bool:
    """Whether "the council's services" only says whose leadership it is: "the leadership of Walsall Council's services"."""
    for mention in sentence.mentions:
        if mention.start < holder.start <= mention.end + len("'s ") and mention.end < holder.end:
            return _PREPOSED.search(sentence.between(sentence.start, mention.start)) is not None
    return False


_OF_WHOSE = re.compile(r"\b(?:of|for|in|at|within|across) (?:the )?(?:[\w&-]+ ){0,4}[\w-]+'s? $")
_PREPOSED = re.compile(r"\b(?:in|of|for|at|by|across|from|to|within|with|outside|around) $")


_CLAUSE = re.compile(r"\b(?:since|when|after|because|before|until|as) $")


def _is_subject(sentence: Sentence, holder: Mark) -> bool:
    """Whether "the council" is what is graded here, not where something is ("in the borough")."""
    left = sentence.between(sentence.start, holder.start)
    if _OF_WHOSE.search(left) or _is_of_a_council(sentence, holder):
        return False
    if sentence.between(holder.start, holder.end) in {"services", "it", "they", "our"}:
        return _CLAUSE.search(sentence.between(sentence.start, holder.start)) is not None
    return _PREPOSED.search(sentence.between(sentence.start, holder.start)) is None
