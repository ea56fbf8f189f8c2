"""Whether a grade is new, former, kept or only hoped for, by the words of time around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from monitor.understand.binding import Cut
from monitor.understand.dates import dates_inspection, given_in_an_earlier_month, opening_year, year_of
from monitor.understand.document import Sentence
from monitor.understand.lexicon import Mark


@dataclass(frozen=True, slots=True)
class Timing:
    """What the words around a grade say of its time."""

    former: bool = False
    kept: bool = False
    unreal: bool = False
    recent: bool = False
    by_the_way: bool = False
    """Former only because a relative clause tells it."""
    standing: bool = False
    """In force since a year: "has been outstanding since 2018"."""
    held: bool = False
    """Kept by a verb of keeping, not only given "again"."""
    year: int | None = None


_PERFECT = re.compile(
    r"\b(?:has|have)(?: now| also| again| just| been| all| each| both| once)*(?: \w+ly)? ?"
    r"(?:rated|judged|graded|given|handed|awarded|found|told|said|called|been|moved|risen|climbed|gone|"
    r"jumped|fallen|slipped|dropped|lifted|become|earned|received|upgraded|downgraded|kept|marked|come|"
    r"concluded)\b"
)
_NOW = re.compile(r"\b(?:now|today|this week|this morning|yesterday)\b")
_SINCE_AFTER = re.compile(r"^.{0,40}\b(?:since|until) ")
_NEAR_FROM = 28
_NEAR_LEAVE = 42
_NEAR_KEPT = 60
_NEAR_DENIED = 30
_NEAR_OLD = 130
_NEAR_EXPECTED = 45


def timing_of(  # noqa: C901, PLR0911 - one return a rule, in the order in which they hold
    sentence: Sentence, mark: Mark, cut: Cut, published: date | None
) -> Timing:
    """The time of one grade, by the nearest words that tell it."""
    left = [
        m
        for m in sentence.marks
        if cut.time_start <= m.start and m.end <= mark.start and m.kind in {"time", "break", "rate"}
    ]
    year = year_of(sentence, mark, cut, published)
    if _is_unreal(sentence, mark, left):
        return Timing(unreal=True, year=year)
    if recent := _is_left_behind(mark, left) or _is_gone(sentence, mark):
        return Timing(former=True, recent=recent, year=year)
    if _AS_BEFORE.match(sentence.between(mark.end, sentence.end)):
        return Timing(kept=True, held=True)
    right = sentence.between(mark.end, cut.time_end)
    if _GIVEN_BEFORE.match(right):
        return Timing(former=True, year=year, recent=True)
    clause = sentence.between(max(cut.time_start, mark.start - 110), mark.start)
    if _HAS_BEEN.search(clause) and right.lstrip("\"' ").startswith("since "):
        return Timing(standing=True, year=year)
    fresh = _is_fresh(clause, right)
    if not fresh and _keeps(sentence, mark, left):
        return Timing(kept=True, held=True, year=year)
    if given_in_an_earlier_month(right, published):
        return Timing(former=True, year=year, recent=True)
    if _is_of_a_past_year(sentence, year, published, own=fresh and str(year) in clause):
        return Timing(former=True, year=year, recent="last" in clause)
    if not fresh and (opening := opening_year(sentence, mark, published)):
        return Timing(former=True, year=opening)
    if not fresh and (old := _is_old(sentence, mark, left, right)):
        return Timing(former=True, year=year, recent=old == "last", by_the_way=old == "relative")
    return Timing(kept=_is_kept(mark, left, right), year=year)


def _is_of_a_past_year(sentence: Sentence, year: int | None, published: date | None, *, own: bool) -> bool:
    """Whether the year given to a grade lies behind, and is not that of the very inspection.

    `own` says that the year stands left of a fresh verb: it then tells of something before the grade.
    """
    this_year = published.year if published else None
    if year is None or own or (this_year is not None and year >= this_year):
        return False
    return not dates_inspection(sentence, year, this_year)


def _is_unreal(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether the grade is hoped for, feared or denied."""
    plain = True
    for other in reversed(left):
        gap = mark.start - other.end
        plain = plain and other.kind != "break"
        if other.kind == "break" and (
            other.value == "strong" or sentence.between(other.start, other.end) in _STOPS
        ):
            return False
        if other.kind != "time":
            continue
        if other.value == "denied" and gap <= _NEAR_DENIED:
            return True
        if other.value == "expected" and gap <= (
            _NEAR_OLD if plain and "," not in sentence.between(other.end, mark.start) else _NEAR_EXPECTED
        ):
            return True
        if other.value in {"leave", "from"} and gap <= _NEAR_FROM:
            # "aims to move from inadequate": what is left behind is real.
            return False
    return False


_STOPS = frozenset(
    {
        "which",
        "who",
        "whose",
        "when",
        "after",
        "where",
        "because",
        "saying",
        "adding",
        "following",
        "having been",
    }
)


def _is_left_behind(mark: Mark, left: list[Mark]) -> bool:
    """Whether the words right before say that this grade was left: "no longer", "up from", "shed its"."""
    for other in reversed(left):
        if other.kind == "break" and other.value == "strong":
            return False
        gap = mark.start - other.end
        if other.kind == "time" and other.value == "from" and gap <= _NEAR_FROM:
            return True
        if other.kind == "time" and other.value == "leave" and gap <= _NEAR_LEAVE:
            return True
    return False


def _is_gone(sentence: Sentence, mark: Mark) -> bool:
    """Whether the words after the grade say that it was left: "leaving inadequate behind"."""
    return sentence.between(mark.end, mark.end + 12).lstrip("\"'").startswith((" behind", " no more"))


def _is_fresh(clause: str, right: str) -> bool:
    """Whether "has been rated", "now" govern the grade, and no "since" takes that back."""
    perfect = list(_PERFECT.finditer(clause))
    if perfect and not _SINCE_AFTER.match(right) and " had " not in clause[perfect[-1].end() :]:
        return True
    return "in fact" in clause or _NOW.search(clause[-60:]) is not None


_LAST = re.compile(r"\b(?:last|previous|earlier|since|prior)")
_CLOSES_OLD = frozenset({"with", "saying", "adding"})
_REPORTED = re.compile(
    r"\b(?:learn(?:ed|t)|heard|told|announced|revealed|confirmed|found out) (?:[\w']+ ){0,6}$"
)


def _is_backshifted(sentence: Sentence, old: Mark) -> bool:
    """Whether "had been" only follows a verb of telling: "learned that it had been rated good"."""
    if not sentence.between(old.start, old.end).startswith("had"):
        return False
    return _REPORTED.search(sentence.between(sentence.start, old.start)) is not None


_WHEN_THEY = re.compile(r"^when (?:it|they|the|its|their|inspectors|ofsted|services|children)\b")
_COUNCIL_THAT = re.compile(r"(?:council|authority|services?|department|borough|county|city|trust)s?,? $")
_PAST = re.compile(r"^[^,;]{0,60}\b(?:was|were)(?: \w+){0,2}[ \"']*(?:as |to be |an? )?[\"']*$")


def _is_relative_past(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether the grade stands in "a council that was rated …", with the news still to come."""
    for other in reversed(left):
        if other.kind != "break":
            continue
        word = sentence.between(other.start, other.end)
        if word in {"which", "whose", "who"} or (
            word == "that" and _COUNCIL_THAT.search(sentence.between(sentence.start, other.start))
        ):
            return _PAST.match(sentence.between(other.end, mark.start)) is not None
    return False


def _is_old(sentence: Sentence, mark: Mark, left: list[Mark], right: str) -> str:
    """The kind of old time that the clause tells: `last`, `old` or nothing."""
    for other in reversed(left):
        if mark.start - other.end > _NEAR_OLD or (other.kind == "break" and other.value == "strong"):
            break
        if other.kind == "break" and sentence.between(other.start, other.end) in _CLOSES_OLD:
            break
        if other.kind == "break" and _WHEN_THEY.match(sentence.between(other.start, mark.start)):
            return "old"
        if other.kind == "time" and other.value == "old" and _is_backshifted(sentence, other):
            continue
        if (
            other.kind == "time"
            and other.value == "old"
            and not sentence.between(other.end, mark.start).startswith(",")
        ):
            return "last" if _LAST.search(sentence.between(other.start, other.end)) else "old"
    if _is_relative_past(sentence, mark, left):
        return "relative"
    after = _OLD_AFTER.match(right)
    return "old" if after else ""


_OLD_AFTER = re.compile(
    r"^(?!.{0,60}\b(?:but|while|although|though)\b)[^;]{0,60}?\b(?:last (?:year|month|spring|summer|"
    r"autumn|winter|time|inspect|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)|ago|previously|earlier this|at (?:its|the|their) (?:last|previous)|"
    r"(?:in the|this) (?:summer|spring|autumn|winter)|until|at the time|then$|then,|"
    r"years? (?:before|earlier)|for (?:the (?:past|last|previous)|more than|over|almost|nearly|\w+) (?:\w+ ){0,2}years|"
    r"for (?:the (?:past|last) )?(?:a decade|years))\b"
)


def _keeps(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether a verb of keeping governs the grade: "retains its", "left our grade where it was in 2019"."""
    found = [m for m in left if m.kind == "time" and mark.start - m.end <= _NEAR_KEPT]
    return (
        bool(found)
        and found[-1].value == "keep"
        and " been " not in sentence.between(found[-1].start - 6, found[-1].start)
    )


def _is_kept(mark: Mark, left: list[Mark], right: str) -> bool:
    for other in reversed(left):
        if mark.start - other.end > _NEAR_KEPT or (other.kind == "break" and other.value == "strong"):
            break
        if other.kind == "time" and other.value in {"keep", "again"}:
            return True
    return _KEPT_AFTER.match(right) is not None


_KEPT_AFTER = re.compile(
    r"^[^;.]{0,50}?\b(?:again|once more|for (?:a |the )?(?:second|third) (?:consecutive |successive )?time|"
    r"much as in|just as in|as in (?:19|20)\d\d|as it was in|the same as|is unchanged|has been (?:kept|"
    r"maintained|retained)|unchanged from)\b"
)


_HAS_BEEN = re.compile(r"\b(?:has|have) been(?: rated| judged| graded)?(?: as)? [\"']?$")
_GIVEN_BEFORE = re.compile(
    r"^[\"']* (?:rating |grade |judge?ment |label |tag |verdict |status )?(?:that |which )?(?:it|they|"
    r"the (?:council|service|authority)) "
    r"(?:was|were|had|got|received|gave)\b"
)


_AS_BEFORE = re.compile(
    r"^[\"']*(?: overall)?(?: as well)?,? (?:just )?(?:as (?:it|they) (?:was|were|had been|did)\b|"
    r"as before\b|which is where (?:it|they) stood)"
)
