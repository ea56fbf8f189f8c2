"""Cuts a sentence into the stretches that belong to each of its grades."""

from __future__ import annotations

import re

from msgspec import Struct

from monitor.understand.calendar_words import ANY_YEAR
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.postposed import is_post
from monitor.understand.regexes import regex


class Cut(Struct, frozen=True):
    """The stretch of a sentence that belongs to one grade."""

    start: int
    end: int
    time_start: int
    """From here on words of time count for this grade: after the grade before it, and its own time."""
    time_end: int
    post: bool
    """Whether the areas stand after the grade ("good for leadership")."""


def cuts(sentence: Sentence, grades: list[Mark]) -> list[Cut]:
    """For each grade of a sentence its own stretch, without gaps or overlaps."""
    if len(grades) == 1:
        post = is_post(sentence, grades[0], grades)
        return [Cut(sentence.start, sentence.end, sentence.start, sentence.end, post)]
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


_COMMA = regex(r"[;,](?=\s)|\s[–—-]\s")
_AND = regex(r"\band\b")
_STRONG = regex(r"\b(?:but|while|although|though(?![,.])|whereas|however(?![,.])|whilst|with)\b|;")
_TURNS = regex(r"\b(?:but|while|although|whereas|whilst)\b|;")
"""Between two grades with their areas behind them "with" may belong to an area: "its work with"."""


def _edge(sentence: Sentence, grade: Mark, following: Mark, *, post: bool, next_post: bool) -> int:
    """Where one grade's stretch ends and the next one's begins."""
    if not post:
        own = next((m for m in sentence.of("overall") if _touches(sentence, grade, m)), None)
        return own.end if own and own.end <= following.start else grade.end
    gap = sentence.between(grade.end, following.start)
    strong = [found.start() for found in (_TURNS if next_post else _STRONG).finditer(gap)]
    if strong:
        return grade.end + strong[-1]
    commas = [found.start() for found in _COMMA.finditer(gap)]
    ands = [found.start() for found in _AND.finditer(gap)]
    if next_post:
        places = commas + ands + strong
        return grade.end + max(places) if places else grade.end
    areas = [m.start - grade.end for m in sentence.of("area") if grade.end <= m.start < following.start]
    before_last = [at for at in commas + ands if areas and at < areas[-1]]
    return grade.end + (max(before_last) if before_last and len(areas) > 1 else len(gap))


_TOUCHES = regex(r"^[\"']* ?(?:grades? |ratings? )?(?:in|across|for|under|on)? ?$")


def _touches(sentence: Sentence, grade: Mark, mark: Mark) -> bool:
    """Whether "overall" or "in all areas" follows a grade directly and so belongs to it."""
    return mark.start >= grade.end and _TOUCHES.match(sentence.between(grade.end, mark.start)) is not None


_AND_WITHOUT_VERB = re.compile(r"^[^;:]{0,60}\band [\"']*$")
_LAST_TIME = re.compile(r"^[\"']*,? (?:last time|before|previously|then)\b")
_TIME_OF_ITS_OWN = re.compile(
    r"^[\"']*(?: overall)?,? (?:now|today|this (?:time|week|year)|in (?:19|20)\d\d)\b"
)


def _shares_verb(sentence: Sentence, first: Mark, second: Mark) -> bool:
    """Whether the second grade has no verb or time of its own: "is good in parts and outstanding overall"."""
    if _TIME_OF_ITS_OWN.match(sentence.after(second)):
        return False
    gap = sentence.between(first.end, second.start)
    if ANY_YEAR.search(gap) or _LAST_TIME.match(gap):
        return False
    return _AND_WITHOUT_VERB.match(gap) is not None


_PARTING = (";", "but", "whil", "though", "whereas")
_OF_YEAR = re.compile(r"^[\"']* of (?:19|20)\d\d\b")
_PARTED = re.compile(r";|\b(?:but|while|although|though|whereas)\b")
_JOINT = regex(
    r"[;:–—]|, (?!and again|and in|in (?:19|20)\d\d)|\b(?:is|are) now\b|"
    r"\b(?:but|while|although|though|and(?! again| in \d| \d)|before|after|having|which|with|to)\b"
)


def _time_edge(sentence: Sentence, grade: Mark, following: Mark) -> int:
    """Where the words of time stop telling of one grade and tell of the next: at the first joint."""
    gap = sentence.between(grade.end, following.start)
    if gap.rfind("(") > gap.rfind(")"):
        return grade.end + gap.rfind("(")
    if any(joint in gap for joint in _PARTING) and (strong := list(_PARTED.finditer(gap))):
        return grade.end + strong[-1].start()
    joint = _JOINT.search(gap)
    own = _OF_YEAR.match(gap)
    return grade.end + max(joint.start() if joint else 0, own.end() if own else 0)
