"""Tells whether a grade is new, former, kept or still in force, by the words of time around it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from monitor.understand.cuts import Cut
from monitor.understand.dates import dates_inspection, given_in_an_earlier_month, opening_year, year_of
from monitor.understand.document import Sentence
from monitor.understand.former import is_bracketed, old_kind
from monitor.understand.lexicon import Mark
from monitor.understand.unreal import NEAR_FROM, is_unreal


class Timing(Struct, frozen=True):
    """What the words around a grade say of its time."""

    former: bool = False
    kept: bool = False
    unreal: bool = False
    recent: bool = False
    left: bool = False
    """Former because it was left for another: "up from", "shed its"."""
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
    r"jumped|fallen|slipped|dropped|lifted|become|earned|received|upgraded|downgraded|kept|marked|come|joined|"
    r"concluded)\b"
)


_USED_TO_BE = re.compile(r"\b(?:used to be|was once|once was|had been) [\"']?$")


_ANOTHER_TIME = re.compile(r" had |\b(?:since|when|after|before)\b")


_NOW = re.compile(r"(?<!until )\b(?:now|today|this week|this morning|yesterday)\b")


_SINCE_AFTER = re.compile(r"^.{0,40}\b(?:since|until) ")


_NEAR_LEAVE = 42


_NEAR_KEPT = 60


_NEAR_UNCHANGED = 25


class _Words(NamedTuple):
    """A grade with the words around it that may tell its time."""

    sentence: Sentence
    mark: Mark
    cut: Cut
    published: date | None
    year: int | None
    marks: list[Mark]
    """Words of time, rating and joints before the grade."""
    right: str
    """What follows, as far as it tells of this grade."""
    clause: str
    """What stands before, as far as it tells of this grade."""


def timing_of(sentence: Sentence, mark: Mark, cut: Cut, published: date | None) -> Timing:
    """The time of one grade, by the nearest words that tell it."""
    words = _Words(
        sentence,
        mark,
        cut,
        published,
        year_of(sentence, mark, cut, published),
        [
            m
            for m in sentence.marks
            if cut.time_start <= m.start and m.end <= mark.start and m.kind in {"time", "break", "rate"}
        ],
        sentence.between(mark.end, cut.time_end),
        sentence.between(max(cut.time_start, mark.start - 110), mark.start),
    )
    if is_unreal(sentence, mark, words.marks):
        return Timing(unreal=True, year=words.year)
    return _by_leaving(words) or _by_staying(words) or _by_earlier_giving(words) or _by_year(words)


def _by_leaving(words: _Words) -> Timing | None:
    """Former, where words right beside the grade say that it was left or lost."""
    sentence, mark = words.sentence, words.mark
    before = sentence.between(max(sentence.start, mark.start - 90), mark.start)
    if _SEVERAL.search(before) and _PLURAL.match(sentence.between(mark.end, sentence.end)):
        return Timing(former=True, year=words.year)
    lost = _COST.search(before) is not None or _LOSES.search(before) is not None
    if lost or _is_left_behind(sentence, mark, words.marks) or _is_gone(sentence, mark):
        return Timing(former=True, recent=True, left=True, year=words.year)
    return None


def _by_staying(words: _Words) -> Timing | None:
    """Kept, where the grade is said to be as before; former where brackets hold the grade before."""
    sentence, mark = words.sentence, words.mark
    told = sentence.between(mark.start, mark.end)
    as_before = _AS_BEFORE.match(sentence.between(mark.end, sentence.end)) and not _UP_TO_THEN.match(
        sentence.low
    )
    if as_before or (mark.kind == "same" and _STAYS.search(told)):
        return Timing(kept=True, held=True)
    if is_bracketed(sentence, mark, words.published):
        return Timing(former=True, year=words.year, recent=True)
    return Timing(kept=True, held=True) if _is_unchanged(sentence, mark) else None


def _by_earlier_giving(words: _Words) -> Timing | None:
    """Former or still in force, where the grade "was given" before or "has been held" for years."""
    if _GIVEN_BEFORE.match(words.right):
        return _given_before(words.sentence, words.mark, words.marks, words.year)
    if _is_long_in_force(words.sentence, words.clause, words.right):
        return Timing(standing=True, year=words.year)
    return None


def _by_year(words: _Words) -> Timing:
    """By verbs of keeping, by years and months, and by words of the past, unless a fresh verb governs all."""
    sentence, mark, year, clause, right = words.sentence, words.mark, words.year, words.clause, words.right
    fresh = _is_fresh(clause, right) and not _USED_TO_BE.search(clause)
    if not fresh and _keeps(sentence, mark, words.marks):
        return Timing(kept=True, held=True, year=year)
    if given := given_in_an_earlier_month(right, words.published):
        return Timing(former=True, year=year or given, recent=True)
    if _is_of_a_past_year(sentence, year, words.published, own=fresh and str(year) in clause):
        return Timing(former=True, year=year, recent="last" in clause)
    if not fresh and (opening := opening_year(sentence, mark, words.published)):
        return Timing(former=True, year=opening)
    if not fresh and (old := old_kind(sentence, mark, words.marks, right)):
        return Timing(former=True, year=year, recent=old == "last", by_the_way=old == "relative")
    kept = _is_kept(mark, words.marks, right) or _AS_IN.search(clause) is not None
    return Timing(kept=kept, held=_HELD_AFTER.match(right) is not None, year=year)


def _given_before(sentence: Sentence, mark: Mark, left: list[Mark], year: int | None) -> Timing:
    """A grade that "it was given" before: former, unless it is kept, or still stands by the way."""
    keeps = bool(left) and left[-1].value == "keep" and mark.start - left[-1].end <= _TOUCHING
    if not keeps:
        return Timing(former=True, year=year, recent=True)
    by_the_way = _BY_THE_WAY.search(sentence.between(sentence.start, left[-1].start)) is not None
    return Timing(standing=by_the_way, kept=not by_the_way, held=not by_the_way, year=year)


_TOUCHING = 2


_BY_THE_WAY = re.compile(r"\b(?:which|that|who) $")


def _is_long_in_force(sentence: Sentence, clause: str, right: str) -> bool:
    """Whether the grade "has been" so since a year, or "has been held" for years: it was not given now."""
    if _HAS_HELD.search(clause) and _FOR_YEARS.search(right):
        return True
    since = right.lstrip("\"' ").startswith("since ") or _SINCE_YEAR.match(sentence.low) is not None
    return since and _HAS_BEEN.search(clause) is not None


def _is_of_a_past_year(sentence: Sentence, year: int | None, published: date | None, *, own: bool) -> bool:
    """Whether the year given to a grade lies behind, and is not that of the very inspection.

    `own` says that the year stands left of a fresh verb: it then tells of something before the grade.
    """
    this_year = published.year if published else None
    if year is None or own or (this_year is not None and year >= this_year):
        return False
    return not dates_inspection(sentence, year, this_year)


def _is_left_behind(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether the words right before say that this grade was left: "no longer", "up from", "shed its"."""
    for other in reversed(left):
        if other.kind == "break" and other.value == "strong":
            return False
        gap = mark.start - other.end
        if other.kind == "time" and other.value == "from" and gap <= NEAR_FROM:
            gap_words = sentence.between(other.end, mark.start)
            return _OTHER_FROM.search(f"{gap_words} ") is None
        if other.kind == "time" and other.value == "leave" and gap <= _NEAR_LEAVE:
            return _ANOTHER_VERB.search(sentence.between(other.end, mark.start)) is None
    return False


_SEVERAL = re.compile(
    r"\b(?:two|three|four|several|successive|consecutive|earlier|past|repeated)(?: \w+)? [\"']?$"
)


_PLURAL = re.compile(r"^[\"']* (?:ratings|grades|verdicts|judge?ments|reports|findings)\b")
"""Of "two inadequate ratings" none is today's."""


_OTHER_FROM = re.compile(r",|\b(?:to|is|are|was|were|it|they)\b")
"""Between "from" and a grade these say that something else was left: "from this morning it is good"."""


_ANOTHER_VERB = re.compile(r" and |\b(?:is|are|was|were)\b")


_COST = re.compile(
    r"\b(?:cost(?:s|ing)?|rob(?:s|bed)?|strip(?:s|ped)?|depriv(?:es?|ed)|den(?:y|ies|"
    r"ied))\b(?:(?! and )[^.;,]){1,50}"
    r"\b(?:its|their|the|of)(?: [\w-]+){0,2} [\"']*$"
)


_LOSES = re.compile(
    r"\b(?:loses?|lost|losing|surrenders?|forfeits?|relinquish\w*|swaps?|sheds?|ditch(?:es|ed)?) [\"']?$"
)
"""Something "costs Leeds its good rating", or Leeds "loses good rating": the grade was left."""


def _is_gone(sentence: Sentence, mark: Mark) -> bool:
    """Whether the words after the grade say that it was left: "leaving inadequate behind"."""
    if _REQUIRED.match(sentence.between(mark.start, mark.end)):
        return _THAT.search(sentence.between(sentence.start, mark.start)) is not None
    return _GONE.match(sentence.between(mark.end, sentence.end)) is not None


_REQUIRED = re.compile(r"^required\b")


_THAT = re.compile(r"\b(?:which|that|who) [\"']*$")


_GONE = re.compile(
    r"^[\"']*(?: (?:label |tag |rating |grade |badge )?(?:comes off|came off|is off|is shed|is lifted|"
    r"is removed|is no more)\b| behind| once stood| stood,| used to (?:be|stand)| no more\b| (?:has |"
    r"have )?(?:ended|come to an end|came to an end)\b| (?:is|"
    r"are) (?:over|gone)\b"
    r"|,? but (?:that|it) was (?:last time|then|before|in (?:19|20)\d\d)"
    r"| was (?:what|where|how|the (?:grade|rating|verdict|word|mark|finding|label|outcome|result|"
    r"conclusion|answer))\b"
    r"[^.;]{0,60}\b(?:(?:19|20)\d\d|last|before|then|years?)\b)"
)


def _is_fresh(clause: str, right: str) -> bool:
    """Whether "has been rated", "now" govern the grade, and no "since" takes that back."""
    perfect = list(_PERFECT.finditer(clause)) if "ha" in clause else []
    if perfect and not _SINCE_AFTER.match(right) and not _ANOTHER_TIME.search(clause[perfect[-1].end() :]):
        return True
    return "in fact" in clause or _NOW.search(clause[-60:]) is not None


def _keeps(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether a verb of keeping governs the grade: "retains its", "left our grade where it was in 2019"."""
    found = [m for m in left if m.kind == "time" and mark.start - m.end <= _NEAR_KEPT]
    return (
        bool(found)
        and found[-1].value == "keep"
        and " and " not in sentence.between(found[-1].end, mark.start)
        and " been " not in sentence.between(found[-1].start - 6, found[-1].start)
    )


def _is_unchanged(sentence: Sentence, mark: Mark) -> bool:
    """Whether words after the grade say that it is as before: "the same result as", "was maintained"."""
    return sentence.has("time", "unchanged") and any(
        m.kind == "time"
        and m.value == "unchanged"
        and 0 <= m.start - mark.end <= _NEAR_UNCHANGED
        and ";" not in sentence.between(mark.end, m.start)
        for m in sentence.marks
    )


def _is_kept(mark: Mark, left: list[Mark], right: str) -> bool:
    for other in reversed(left):
        if mark.start - other.end > _NEAR_KEPT or (other.kind == "break" and other.value == "strong"):
            break
        if other.kind == "time" and other.value in {"keep", "again"}:
            return True
    return _KEPT_AFTER.match(right) is not None


_HELD_AFTER = re.compile(
    r"^[^;.]{0,30}\b(?:much as in|just as in|as in (?:19|20)\d\d|as it was in|unchanged from|the same as)\b"
)


_AS_IN = re.compile(r"\b(?:as|like) in (?:\w+ )?(?:19|20)\d\d\b")


_KEPT_AFTER = re.compile(
    r"^[^;.]{0,50}?\b(?:again|once more|for (?:a |the )?(?:second|third) (?:consecutive |successive )?time|"
    r"much as in|just as in|as in (?:19|20)\d\d|as it was in|the same as|is unchanged|has been (?:kept|"
    r"maintained|retained)|unchanged from)\b"
)


_HAS_BEEN = re.compile(r"\b(?:has|have) been(?: rated| judged| graded)?(?: as)? [\"']?$")


_HAS_HELD = re.compile(r"\b(?:has|have|had) (?:long )?(?:been|held|had|enjoyed|carried|worn)\b")


_FOR_YEARS = re.compile(r"^.{0,40}\bfor (?:\w+ ){0,3}(?:years|decades?)\b")


_SINCE_YEAR = re.compile(r"^(?:ever )?since (?:[\w ]{1,20} )?(?:19|20)\d\d,")


_GIVEN_BEFORE = re.compile(
    r"^[\"']* (?:rating |grade |judge?ment |label |tag |verdict |status )?(?:that |which )?(?:it|they|"
    r"the (?:council|service|authority)) "
    r"(?:was|were|had|got|received|gave)\b"
)


_UP_TO_THEN = re.compile(r"^\W*(?:up to|until|till|before|previously|then)\b")


_STAYS = re.compile(r"\b(?:remains|stays|is still|continues|came to|reached|using)\b")


_AS_BEFORE = re.compile(
    r"^[\"']*(?: overall)?(?: as well)?,? (?:just )?(?:as (?:it|they) (?:was|were|had been|did)\b|"
    r"as before\b|which (?:is|was) (?:also )?(?:the (?:outcome|grade|rating|verdict|result|same)|"
    r"where (?:it|they) stood))"
)
