"""What "both", "each of these" and "it" point back to: the areas that are named around a grade."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.understand.calendar_words import MONTHS
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

Around = tuple[Sentence | None, Sentence | None]
"""The sentences before and after one."""


def slugs(areas: Iterable[Mark]) -> tuple[str, ...]:
    """The areas of some marks, each once, in order."""
    return tuple(dict.fromkeys(mark.value for mark in areas))


# --- all, both, each --------------------------------------------------------------------------

_ALL_OPEN = re.compile(r"^(?:each|they|all|both|those|these)\b")
_LISTS = regex(
    r"\b(?:looked at|considered|examined|inspected|areas?|headings?|categor|strands?|judge?ments|"
    r"they were|they are|those are|those were|these are|these were)\b|:"
)


def opens_with_areas(sentence: Sentence, grade: Mark) -> bool:
    """Whether a sentence opens with "all areas", "these three areas" or the like."""
    opening = sentence.before(grade)
    return _ALL_OPEN.match(opening) is not None and " areas" in opening


def areas_of_all(
    around: Around, sentence: Sentence, stretch: tuple[int, int], every: list[Mark], areas: tuple[str, ...]
) -> tuple[str, ...]:
    """The areas that "all areas" or "both" means, with those that the grade has of its own."""
    back = [m for m in every if m.value in {"pair", "those"}]
    # "both areas" points back whatever else this sentence names; a mere "both" only where it names none.
    anew = any(" " in sentence.words(m) for m in back)
    own = slugs([m for m in sentence.of("area") if stretch[0] <= m.start < stretch[1]])
    after = [m for m in sentence.of("area") if back and back[-1].end <= m.start < stretch[1]]
    if len(after) == 2 and len(own) > 2:  # noqa: PLR2004 - "both A and B" are two
        return slugs(after)
    if dealt := _before_colon(sentence, stretch[0], back):
        return dealt
    if not anew and (areas or len(own) > 1):
        return areas or own
    if not back:
        return _listed(around) or areas
    mine = slugs([m for m in sentence.of("area") if back[0].end <= m.start < stretch[1]])
    if all(m.value == "those" for m in back):
        named = _all_of(around[0])
    elif len(mine) == 2:  # noqa: PLR2004 - both are two
        return mine
    else:
        named = _pair(around[0]) or (own if len(own) == 2 else ())  # noqa: PLR2004 - likewise
    return tuple(dict.fromkeys((named or _listed(around)) + areas))


def _before_colon(sentence: Sentence, start: int, back: list[Mark]) -> tuple[str, ...]:
    """The areas before a colon that "both" behind it means: "A and B fared well: both are good"."""
    opened = [m for m in sentence.of("area") if back and start <= m.start < back[0].start]
    if not opened or ":" not in sentence.between(opened[-1].end, back[0].start):
        return ()
    return slugs(opened)


def _all_of(before: Sentence | None) -> tuple[str, ...]:
    """All areas that an ungraded sentence names: "each" of them."""
    if before is None or before.place == "title" or before.has_grade():
        return ()
    named = slugs(before.of("area"))
    return named if len(named) > 1 else ()


def _pair(before: Sentence | None) -> tuple[str, ...]:
    """The two areas that a sentence names, or the two that it joins at its end."""
    marks = before.of("area") if before else []
    named = slugs(marks)
    if len(named) == 1:
        return _JOINED.get(named[0], ())
    if before is None or len(named) <= 2:  # noqa: PLR2004 - both are two
        return named if len(named) == 2 else ()  # noqa: PLR2004 - likewise
    joined = before.between(marks[-2].end, marks[-1].start)
    return slugs(marks[-2:]) if _AND_ONLY.match(joined) else ()


_AND_ONLY = regex(r"^,? and (?:[\w']+ ){0,3}$")


def _listed(around: Around) -> tuple[str, ...]:
    """The areas that the sentence before or after lists."""
    for other in around:
        if other is None or not _LISTS.search(other.low):
            continue
        if other.has_grade():
            continue
        if len(named := slugs(other.of("area"))) > 1:
            return named
    return ()


# --- it, they, which --------------------------------------------------------------------------

_IT = re.compile(
    r"^[\W]*(?:and |but |so |though |while |although )?(?:it|this|that|they|these|those|which)"
    r"(?: (?:now|too|also|still|all|each))?(?:'s|'re)? ?"
    r"(?:is|are|was|were|has|have|had|now|remain|stay|need|requir|got|gets?|received?|earn|came|score|$)"
)
_PEOPLE = regex(r"\b(?:children|young|leavers|those|youngsters|families)\b")
_SERVED = regex(
    r"\b(?:support|help|cares?|services?|provision|experiences?|progress|work|treatment|offer) "
    r"(?:[\w']+ ){0,4}$|^(?:how|the way)"
)


_SERVICES = ("service", "support", "help", "work", "care for", "the care", "provision", "experiences")
"""An area named by these is no group of people: "services for children in care … They require …"."""


def areas_pointed_at(before: Sentence | None, sentence: Sentence, grade: Mark, start: int) -> tuple[str, ...]:
    """The areas that a pronoun before the grade stands for: "Leadership has improved. It is now good"."""
    opened = _clause_start(sentence, start, grade)
    clause = sentence.between(opened, grade.start)
    if _THEIRS.match(clause):
        if sentence.start < opened:
            return _named_alone(sentence, opened)
        if before is not None:
            return _those_whose(before, sentence)
    if not _IT.match(clause):
        return ()
    if sentence.start < opened:
        return subject_of(sentence, [m for m in sentence.marks if m.end <= opened])
    if before is None or before.place != sentence.place or before.paragraph != sentence.paragraph:
        return ()
    return subject_of(before, before.marks) or _predicate_of(before)


_IS_THE = regex(
    r"\b(?:is|was|were|are|being) (?:only |just |perhaps )?(?:(?:the|its|that|of|for|their|in) )*$"
)


def _predicate_of(sentence: Sentence) -> tuple[str, ...]:
    """The area that a sentence comes to at its end: "The exception was help and protection."."""
    areas = sentence.of("area")
    if not areas or sentence.after(areas[-1]).strip(" .\"'"):
        return ()
    return (areas[-1].value,) if _IS_THE.search(sentence.before(areas[-1])) else ()


_THEIRS = re.compile(
    r"^[\W]*(?:and |but |so |here |there |in this case |for them |"
    r"for these )?(?:what (?:[\w']+ ){1,3}(?:does|did|do) "
    r"for them \w+|(?:their|its|the) (?:(?:\w+ )?(?:experiences?|support|services?|care|provision|"
    r"outcomes?|progress|help|offer|treatment)\b"
    r"(?: and )?)+) (?:\w+ ){0,4}[\"']*$"
)


def _those_whose(before: Sentence, sentence: Sentence) -> tuple[str, ...]:
    """The young people whom the sentence before names alone: "Care leavers are the exception. Their …"."""
    if before.place != sentence.place or before.has_grade():
        return ()
    named = slugs(before.of("area"))
    return named if len(named) == 1 and named[0] in _YOUNG else ()


def _named_alone(sentence: Sentence, end: int) -> tuple[str, ...]:
    """The young people whom alone a sentence names up to a colon: "It was care leavers who …: their …"."""
    if not sentence.between(sentence.start, end).rstrip().endswith(":"):
        return ()
    named = slugs([m for m in sentence.of("area") if m.end <= end])
    return named if len(named) == 1 and named[0] in _YOUNG else ()


_YOUNG = frozenset(
    {"children_in_care", "care_leavers", "children_in_care_and_care_leavers", "looked_after_children"}
)


_JOINTS = (";", ":", "–", "—", ", ", " but ", " and ")


def _clause_start(sentence: Sentence, start: int, grade: Mark) -> int:
    """Where the clause of a grade begins: after the last joint before it."""
    left = sentence.between(start, grade.start)
    return start + max((left.rfind(joint) + len(joint) for joint in _JOINTS if joint in left), default=0)


def subject_of(sentence: Sentence, marks: list[Mark]) -> tuple[str, ...]:
    """The areas that are what a sentence, or its part with these marks, speaks of; none where others are."""
    areas = [m for m in marks if m.kind == "area"]
    if not areas or sentence.place == "title":
        return ()
    opening = sentence.before(areas[0])
    first = areas[0].start
    if any(m.start < first and m.kind in {"holder", "rate", "grade", "plain_grade"} for m in marks):
        return ()
    if any(m.start < first for m in sentence.mentions) and "'s" not in opening:
        return ()
    named = sentence.between(first, areas[0].end)
    counted = any(m.kind == "subpart" and m.end <= first for m in marks)  # "the fourth, care leavers, is …"
    people = _PEOPLE.search(named) is not None and not named.startswith(_SERVICES) and not counted
    return slugs(areas) if not people or _SERVED.search(opening) else ()


_FORMER = regex(r"\bthe former\b")
_LATTER = regex(r"\bthe latter\b")
_JOINED = {"children_in_care_and_care_leavers": ("children_in_care", "care_leavers")}


def former_or_latter(before: Sentence | None, sentence: Sentence, grade: Mark, start: int) -> tuple[str, ...]:
    """The one of two areas that "the former" or "the latter" means."""
    left = sentence.between(start, grade.start)
    if "the former" not in left and "the latter" not in left:
        return ()
    opened = _clause_start(sentence, start, grade)
    clause = sentence.between(opened, grade.start)
    place = 0 if _FORMER.search(clause) else 1 if _LATTER.search(clause) else None
    if place is None:
        return ()
    marks: Sequence[Mark] = [m for m in sentence.of("area") if m.end <= opened]
    marks = marks or (before.of("area") if before else [])
    named = [area for m in marks for area in _JOINED.get(m.value, (m.value,))][-2:]
    return (named[place],) if len(named) > 1 else ()


# --- neither the service nor an area of it -------------------------------------------------------

_NAMED = frozenset({"holder", "overall", "body", "area", "service", "time"})
_A_GRADE_FOR = re.compile(r"^[\"']* for (?:its|the|their|how) ")
_ONE_MORE = regex(r"\b(?:an?|one|another|second|third) [\"']*$")
_NEAR = 60
"""A good "for the way that …": for something, whatever it is."""
_IS = re.compile(r"(?:is|are|was|were) (?:\w+ ){0,2}[\"']*$")
"""A quick look at the end of what `_SOMETHING` matches, whose beginning takes long to find."""
_SOMETHING = regex(r"([^,;:]*)\b(?:is|are|was|were) (?:\w+ ){0,2}[\"']*$")
_COUNTED = regex(
    r"(?:\b(?:\d{1,3}|two|three|four|five|only one|just one|"
    r"(?:more|most|some|many|few|fewer) (?:things|parts|pages))|"
    r"\bof the (?:\w+ )?(?:grades|judge?ments|marks)) "
    r"(?:is|are|was|were) (?:(?:judged|rated|graded|found) )?$"
    r"|^\W*(?:everything|all) else\b[^.;,]{0,40}$"
)
_ONLY_TIME = regex(
    r"^(?:[\W\d]|\b(?:in|since|by|of|the|last|year|but|and|so|or|now|then|today|time|overall)\b"
    rf"|\b(?:{'|'.join(MONTHS)})\b)*$"
)
_POINTING = regex(
    r"^[\W]*(?:but|and|so|or)\W*$|\b(?:it|they|this|that|these|those|which|who|one|we|all|everything|"
    r"what|there|he|she|answer|verdict|conclusion|same|resort|island|place|council|authority|unitary|borough|"
    r"county|city|town|district|department|services?)\b"
)


def counts_some(sentence: Sentence, grade: Mark, start: int) -> bool:
    """Whether the sentence only counts how many of several grades are like this: "two are outstanding"."""
    left = sentence.between(start, grade.start).rstrip("\"'")
    if sentence.words(grade).startswith("require") and _NUMBER.search(left):
        return True
    return (left.endswith(_BE) or " else " in left) and _COUNTED.search(left) is not None


_NUMBER = regex(r"(?:[,;] |\band |\bjust )\d{1,3} $")
_BE = (" is ", " are ", " was ", " were ", " judged ", " rated ", " graded ", " found ")


def is_of_something_else(sentence: Sentence, before: list[Mark], grade: Mark, start: int) -> bool:
    """Whether the grade is said of a thing that is neither the service nor known: better silent."""
    if sentence.place == "title":
        return False
    if any(m.kind in _NAMED or (m.kind == "rate" and m.value == "noun") for m in before):
        return False
    if any(m.end <= grade.start for m in sentence.mentions):
        return False
    left = sentence.between(start, grade.start)
    if _A_GRADE_FOR.match(sentence.after(grade)) and _ONE_MORE.search(left):
        return not any(
            m.kind in _NAMED - {"time"} and 0 <= m.start - grade.end <= _NEAR for m in sentence.marks
        )
    said = _SOMETHING.search(left) if _IS.search(left) else None
    if said is None or not said.group(1).strip(" \"'") or _POINTING.search(said.group(1)):
        return False
    return not _ONLY_TIME.match(said.group(1))
