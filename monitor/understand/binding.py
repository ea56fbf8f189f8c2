"""Binds a grade to what it grades and to whose it is: the syntax of one sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.understand.document import Sentence
from monitor.understand.grids import row_above
from monitor.understand.lexicon import Mark
from monitor.understand.references import (
    Around,
    areas_of_all,
    areas_pointed_at,
    last_area,
    opens_with_areas,
    slugs,
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


_POST = re.compile(
    r"^[\"']*(?: (?:services?|experiences?|ones?)|,? *(?:overall,? )?(?:sub-?)?(?:grades?|ratings?|"
    r"judge?ments?|"
    r"marks?|scores?|verdicts?)?),? ?(?:too |also )?(?:(?:was|were|went|goes|go|is|"
    r"are)(?: also)? )?(?:given |"
    r"awarded )?(?:(?:the |its |their )?(?:verdict|grade|rating|word|judge?ment|mark)s? (?=on|for|"
    r"in))?(?:for|in|to|on)(?: both| its| the| their| how)? "
)
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
    found = []
    for at, grade in enumerate(grades):
        time_start = sentence.start if at == 0 else _time_edge(sentence, grades[at - 1], grade)
        time_end = sentence.end if at == len(grades) - 1 else _time_edge(sentence, grade, grades[at + 1])
        found.append(Cut(edges[at], edges[at + 1], time_start, time_end, posts[at]))
    return found


def is_post(sentence: Sentence, grade: Mark, grades: list[Mark]) -> bool:
    """Whether areas follow the grade: "good for A", "good, as was A"."""
    end = next((other.start for other in grades if other.start > grade.start), sentence.end)
    right = sentence.between(grade.end, end)
    areas = [m for m in sentence.marks if m.kind == "area" and grade.end <= m.start < end]
    if not areas:
        return False
    first = areas[0].start - grade.end
    if grade.kind == "same" or _SO.search(right[:first]) or _TOO.search(right[first:]):
        return True
    if _ADJECTIVAL.match(right[:first]) or (_HEADS.match(right[:first]) and _opens(sentence, grade)):
        return True
    if found := _POST.match(right):
        return _FILLER.match(right[found.end() : first]) is not None
    return any(
        m.kind == "same" and m.value == "as" and grade.end <= m.start < areas[0].start + 1
        for m in sentence.marks
    )


_ADJECTIVAL = re.compile(
    r"^[\"']* (?:(?:support|help|services?|work|provision) (?:for|to|with) )?(?:its |the )?$"
)
_HEADS = re.compile(r"^[\"')]*\s*(?:[:=–—-]|\s-)\s*(?:the |for )?$")


def _opens(sentence: Sentence, grade: Mark) -> bool:
    """Whether nothing but "rated" stands before the grade: it heads a list of areas ("Good: A; B")."""
    return (
        re.match(
            r"^[\W]*(?:(?:rated|graded|judged)(?: as)? [\"']*)?$",
            sentence.between(sentence.start, grade.start),
        )
        is not None
    )


_FILLER = re.compile(
    r"^(?:(?:the|both|its|their|how|services?|support|experiences?|progress|and|work|for|with|of|in|"
    r"overall|quality|performance) ?)*$"
)
_TOO = re.compile(
    r"^[^.;]{0,60}\b(?:do|does|did|is|are|was|were|have|has) (?:too|as well|likewise|the same)\b|"
    r"^[^.;]{0,40},? (?:too|likewise|as well|also)[\"']*(?:[.;,]|$)"
)
_SO = re.compile(r"\bso,? (?:[\w' ]{1,30}, )?(?:is|are|was|were|do|does|did|has|have)\b")


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
        r"[;:–—]|, (?!and again|and in)|\b(?:but|while|although|though|and(?! again| in \d| \d)|before|"
        r"after|"
        r"having|which|with|to)\b",
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
    if _is_other_thing(before, grade):
        return Holder(part=True)
    if (row := row_above(around[0], sentence, grade)) is not None:
        return Holder(row, explicit=not row)
    areas = _areas(before, after, cut, sentence, grade)
    every = [m for m in inside if m.kind == "overall" and m.value != "overall"]
    if every or opens_with_areas(sentence, grade):
        named = areas_of_all(around, sentence, (cut.start, cut.end), every, areas)
        pair = any(m.value == "pair" for m in every)
        two = pair and not sentence.mentions and not any(m.kind == "holder" for m in before)
        return Holder(named, every=bool(every), explicit=explicit, part=two and not named)
    if explicit and not cut.post:
        return Holder(explicit=True)
    if areas:
        return Holder(
            areas, explicit=cut.post and _is_shared(sentence, before, after, grade, explicit=explicit)
        )
    if cut.post or any(m.kind == "subpart" and m.start - grade.end <= _NEAR_OVERALL for m in after):
        return Holder(explicit=explicit, part=any(m.kind == "subpart" for m in after))
    if part := [m for m in before if m.kind == "subpart"]:
        named = last_area(around[0]) if sentence.between(part[-1].start, part[-1].end) == "that area" else ()
        return Holder(named, part=not named)
    if pointed := areas_pointed_at(around[0], sentence, grade, cut.start):
        return Holder(pointed)
    return Holder(
        explicit=explicit, part=not explicit and _is_of_something_else(sentence, before, grade, cut.start)
    )


def _is_shared(
    sentence: Sentence, before: list[Mark], after: list[Mark], grade: Mark, *, explicit: bool
) -> bool:
    """Whether a grade of the whole service is said to be that of areas too: "X is good, as are its leaders"."""
    if any(m.kind == "area" for m in before) or not any(m.kind == "same" and m.value == "as" for m in after):
        return False
    subject = any(m.kind == "holder" for m in before) or any(m.end <= grade.start for m in sentence.mentions)
    return explicit or subject


_SOMETHING = re.compile(r"([^,;:]*)\b(?:is|are|was|were) (?:\w+ ){0,2}[\"']*$")
_POINTING = re.compile(
    r"^[\W]*(?:but|and|so|or)\W*$|\b(?:it|they|this|that|these|those|which|who|one|we|all|everything|"
    r"what|there|he|she)\b"
)


def _is_of_something_else(sentence: Sentence, before: list[Mark], grade: Mark, start: int) -> bool:
    """Whether the grade is said of a thing that is neither the service nor known: better silent."""
    if sentence.place == "title":
        return False
    said = _SOMETHING.search(sentence.between(start, grade.start))
    if said is None or not said.group(1).strip(" \"'") or _POINTING.search(said.group(1)):
        return False
    named = {"holder", "overall", "body", "area", "service", "time"}
    if any(m.kind in named or (m.kind == "rate" and m.value == "noun") for m in before):
        return False
    return not any(m.end <= grade.start for m in sentence.mentions)


def _is_explicit(sentence: Sentence, grade: Mark, before: list[Mark], after: list[Mark]) -> bool:
    near = [m for m in before if grade.start - m.end <= _NEAR_OVERALL] + [
        m for m in after if m.start - grade.end <= _NEAR_OVERALL
    ]
    if any(m.kind == "overall" and m.value == "overall" for m in near):
        return True
    return any(
        "overall" in sentence.between(m.start, m.end) for m in near if m.kind in {"rate", "holder", "same"}
    )


_NEAR_OVERALL = 45


def _is_other_thing(before: list[Mark], grade: Mark) -> bool:
    """Whether the nearest thing before the grade is no council service (the safeguarding board, a home)."""
    for mark in reversed(before):
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
    if _POST.match(sentence.between(grade.end, cut.end)):
        return slugs(following)
    return slugs(mine + following)


_FRONTED = re.compile(r"^[\W]*(?:and |but |only |also )*(?:for|in) (?!the (?:council|city|borough|county)\b)")


def _subject_areas(before: list[Mark], sentence: Sentence, start: int) -> list[Mark]:
    """Areas before the grade that it grades: not those before another subject ("…, and the council was")."""
    areas: list[Mark] = []
    barred = False
    fronted = bool(before) and _FRONTED.match(sentence.between(start, before[-1].end)) is not None
    for mark in reversed(before):
        if mark.kind == "area":
            if barred:
                break
            areas.insert(0, mark)
        elif mark.kind == "break" and mark.value == "strong" and not areas:
            break
        elif mark.kind == "holder" and not areas and not fronted:
            barred = barred or _is_subject(sentence, mark)
    return areas


_PREPOSED = re.compile(r"\b(?:in|of|for|at|by|across|from|to|within|with|outside|around) $")


_CLAUSE = re.compile(r"\b(?:since|when|after|because|before|until|as) $")


def _is_subject(sentence: Sentence, holder: Mark) -> bool:
    """Whether "the council" is what is graded here, not where something is ("in the borough")."""
    if sentence.between(holder.start, holder.end) in {"services", "it", "they", "our"}:
        return _CLAUSE.search(sentence.between(sentence.start, holder.start)) is not None
    return _PREPOSED.search(sentence.between(sentence.start, holder.start)) is None
