"""Tells whether a grade is new, former, kept or still in force, by the words of time around it."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from monitor.understand.cuts import Cut
from monitor.understand.dates import dates_inspection, given_in_an_earlier_month, opening_year, year_of
from monitor.understand.endings import last_word
from monitor.understand.former import is_bracketed, old_kind
from monitor.understand.kept import is_held, is_kept, is_unchanged, keeps, stays
from monitor.understand.left_behind import is_counted, is_left, is_of_several
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.unreal import is_unreal


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


_PERFECT = regex(
    r"\b(?:has|have)(?: now| also| again| just| been| all| each| both| once)*(?: \w+ly)? ?"
    r"(?:rated|judged|graded|given|handed|awarded|found|told|said|called|been|moved|risen|climbed|gone|"
    r"jumped|fallen|slipped|dropped|lifted|become|earned|received|upgraded|downgraded|kept|marked|come|"
    r"joined|"
    r"concluded)\b"
)
_USED_TO_BE = re.compile(r"\b(?:used to be|was once|once was|had been) [\"']?$")
_ANOTHER_TIME = re.compile(r" had |\b(?:since|when|after|before|previously|formerly|until|once)\b")
_NOW = regex(r"(?<!until )\b(?:now|today|this week|this morning|yesterday)\b")
_SINCE_AFTER = re.compile(r"^.{0,40}\b(?:since|until) ")


_REGAINING = frozenset(
    {"recovers", "recovered", "regains", "regained", "reclaims", "reclaimed", "retrieves", "retrieved"}
)
_WON_BACK = regex(r"\b(?:w[io]ns?|g[eo]ts?) back (?:the|its|a) [\"']?$")
"""A grade that was lost and is won back is new, whenever it was lost."""
_NOT_SAVED = regex(
    r"\b(?:not|n't|never|nothing|failed to|too few to)\b[^.;]{0,30}\b(?:save|spare|rescue|shield|"
    r"keep)\b[^.;]{0,40}\bfrom (?:an? )?[\"']*$"
)
"""What was "not enough to save" a council from a grade leaves it with that."""
_ITS = frozenset({"its", "the", "a", "an"})


class _Words(Struct):
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
    verb = last_word(words.clause, _ITS)
    if verb == "from" and _NOT_SAVED.search(words.clause):
        return Timing()
    if verb in _REGAINING or (verb == "back" and _WON_BACK.search(words.clause)):
        return Timing()
    return (
        _by_reference(words)
        or _by_hope(words)
        or _by_leaving(words)
        or _by_staying(words)
        or (_by_earlier_giving(words) or _by_year(words))
    )


def _by_reference(words: _Words) -> Timing | None:
    """What the grade was once, or still is, whatever is hoped or denied beside it."""
    if (had := _IS_WHAT_IT_HAD.match(words.right)) and not is_left(words.sentence, words.mark, words.marks):
        former = not had.group(1) or _by_hope(words) is not None
        return Timing(former=former, recent=former, kept=not former, held=not former, year=words.year)
    if _NOT_ALTERED.search(words.clause):
        return Timing(standing=True, year=words.year)
    result = words.year is not None and _WAS_THE_RESULT.match(words.right) is not None
    if result or _could_once(words) or _is_of_a_year(words):
        return Timing(former=True, recent=True, year=words.year)
    return None


def _by_hope(words: _Words) -> Timing | None:
    """Unreal, where the grade is hoped for, feared or denied."""
    if not is_unreal(words.sentence, words.mark, words.marks) and not _is_for_a_year_to_come(words):
        return None
    return Timing(unreal=True, year=words.year)


_BY_A_YEAR = re.compile(r"^[\"']*(?: overall| rating| grade)?,? by (?:the (?:end|start) of )?(20\d\d)\b")


def _is_for_a_year_to_come(words: _Words) -> bool:
    """Whether the grade is to be reached by a year that lies ahead: "outstanding by 2027"."""
    found = _BY_A_YEAR.match(words.right) if " by " in words.right else None
    return found is not None and words.published is not None and int(found.group(1)) > words.published.year


def _by_leaving(words: _Words) -> Timing | None:
    """Former, where words right beside the grade say that it was left or lost."""
    if is_counted(words.sentence, words.mark):
        return Timing(unreal=True)
    if _IS_HISTORY.match(words.right):
        return Timing(former=True, recent=True, year=words.year)
    if is_of_several(words.sentence, words.mark):
        return Timing(former=True, year=words.year)
    if is_left(words.sentence, words.mark, words.marks):
        return Timing(former=True, recent=True, left=True, year=words.year)
    return None


_IS_HISTORY = regex(
    r"^[\"']*(?: (?:rating|grade|tag|label|mark|days|years|era))? (?:is|are) (?:now )?(?:history|over|"
    r"behind (?:it|them|us)|"
    r"a (?:distant )?memory|(?:a thing )?of the past)\b"
)


def _by_staying(words: _Words) -> Timing | None:
    """Kept, where the grade is said to be as before; former where brackets hold the grade before."""
    if stays(words.sentence, words.mark):
        return Timing(kept=True, held=True)
    if is_bracketed(words.sentence, words.mark, words.published):
        return Timing(former=True, year=words.year, recent=True)
    return Timing(kept=True, held=True) if is_unchanged(words.sentence, words.mark) else None


def _by_earlier_giving(words: _Words) -> Timing | None:
    """Former or still in force, where the grade "was given" before or "has been held" for years."""
    if _HAS_AN_AGE.match(words.right):
        return Timing(former=True, year=words.year, recent=True)
    if _GIVEN_BEFORE.match(words.right):
        return _given_before(words.sentence, words.mark, words.marks, words.year)
    if _is_long_in_force(words.sentence, words.clause, words.right):
        return Timing(standing=True, year=words.year)
    return None


def _by_year(words: _Words) -> Timing:
    """By verbs of keeping, by years and months, and by words of the past, unless a fresh verb governs all."""
    sentence, mark, year, clause, right = words.sentence, words.mark, words.year, words.clause, words.right
    fresh = _is_fresh(clause, right) and not _USED_TO_BE.search(clause)
    if not fresh and keeps(sentence, mark, words.marks):
        return Timing(kept=True, held=True, year=year)
    if given := given_in_an_earlier_month(sentence, clause, right, words.published):
        return Timing(former=True, year=year or given, recent=True)
    if _is_of_a_past_year(sentence, year, words.published, own=fresh and str(year) in clause):
        return Timing(former=True, year=year, recent="last" in clause)
    if not fresh and (opening := opening_year(sentence, mark, words.published)):
        return Timing(former=True, year=opening)
    if not fresh and (old := old_kind(sentence, mark, words.marks, right)):
        return Timing(former=True, year=year, recent=old == "last", by_the_way=old == "relative")
    return Timing(kept=is_kept(mark, words.marks, clause, right), held=is_held(right), year=year)


def _given_before(sentence: Sentence, mark: Mark, left: list[Mark], year: int | None) -> Timing:
    """A grade that "it was given" before: former, unless it is kept, or still stands by the way."""
    keeps = bool(left) and left[-1].value == "keep" and mark.start - left[-1].end <= _TOUCHING
    if not keeps:
        return Timing(former=True, year=year, recent=True)
    by_the_way = _BY_THE_WAY.search(sentence.before(left[-1])) is not None
    return Timing(standing=by_the_way, kept=not by_the_way, held=not by_the_way, year=year)


_TOUCHING = 2
_BY_THE_WAY = regex(r"\b(?:which|that|who) $")


def _is_long_in_force(sentence: Sentence, clause: str, right: str) -> bool:
    """Whether the grade "has been" so since a year, or "has been held" for years: it was not given now."""
    if "for " in right and _FOR_YEARS.search(right) and _HAS_HELD.search(clause):
        return True
    if _FOR_YEARS_OPENS.match(sentence.low) and _HAS.search(clause):
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


def _is_fresh(clause: str, right: str) -> bool:
    """Whether "has been rated", "now" govern the grade, and no "since" takes that back."""
    perfect = list(_PERFECT.finditer(clause)) if "has " in clause or "have " in clause else []
    if perfect and not _SINCE_AFTER.match(right) and not _ANOTHER_TIME.search(clause[perfect[-1].end() :]):
        return True
    near = clause[max(0, len(clause) - 60, clause.rfind(", having ")) :]
    spoken_of = "now" in near or "today" in near or "this " in near or "yesterday" in near
    return "in fact" in clause or (spoken_of and _NOW.search(near) is not None)


_HAS_BEEN = regex(
    r"\b(?:has|have) (?:been|stood|sat|stayed|languished|remained)(?: rated| judged| graded)?(?: as| on|"
    r" at| in)?(?: the| an?)? [\"']?$"
)
_HAS_HELD = regex(r"\b(?:has|have|had) (?:long )?(?:been|held|had|enjoyed|carried|worn)\b")
_HAS = regex(r"\b(?:has|have) (?!n[o']t)\w+\b")
_FOR_YEARS = re.compile(r"^.{0,40}\bfor (?:\w+ ){0,3}(?:years|decades?)\b")
_SINCE_YEAR = re.compile(r"^(?:ever )?since (?:[\w ]{1,20} )?(?:19|20)\d\d\b")
_WAS_THE_RESULT = re.compile(r"^[\"']* was the (?:result|outcome|verdict|answer|upshot|conclusion)\b")
_NOT_ALTERED = regex(
    r"\b(?:not|nor|never|nothing|no change|without|neither)\b[^.;:]{0,50}\b(?:alter(?:s|ed|ing)?|"
    r"chang(?:e|es|ed|ing)|affect(?:s|ed|ing)?|"
    r"touch(?:es|ed|ing)?|lift(?:s|ed|ing)?|remov(?:e|es|ed|ing)|shift(?:s|ed)?|no change) (?:to |in |on )?"
    r"(?:the|its|their|[\w'-]+(?: [\w'-]+)?(?:'s|s')) (?:[\w'-]+ )?[\"']*$"
    r"|\bno change (?:to|in) (?:the|its|their|[\w'-]+(?:'s|s')) (?:[\w'-]+ )?[\"']*$"
)
"""What a visit "does not alter" is in force."""
_COULD = regex(
    r"\bcould (?:still |once |always |proudly )?(?:call|boast|claim|say|print|describe|style|point|brag|"
    r"advertise)\b[^.;]*$"
)
_FOR_YEARS_OPENS = re.compile(
    r"^\W*for (?:the (?:past|last) )?(?:\w+ )?(?:years|a decade|decades)\b(?! it will)"
)


def _could_once(words: _Words) -> bool:
    """Whether a council "could call itself good in 2021", or "for four years could": no more."""
    if "could" not in words.clause or _COULD.search(words.clause) is None:
        return False
    found = _IN_YEAR.match(words.sentence.after(words.mark))
    past = found is not None and (words.published is None or int(found.group(1)) < words.published.year)
    return past or _FOR_YEARS_OPENS.match(words.sentence.low) is not None


_IN_YEAR = regex(r"^[\"']* (?:as recently as |back )?(?:in|until|till) (?:\w+ )?((?:19|20)\d\d)\b")
_OF_YEAR = re.compile(r"^[\"']* (?:\w+ )?of (?:[\w-]+ ){0,2}((?:19|20)\d\d)\b")


def _is_of_a_year(words: _Words) -> bool:
    """Whether a grade is that "of 2018", whatever is hoped of it."""
    found = _OF_YEAR.match(words.right)
    return found is not None and words.published is not None and int(found.group(1)) < words.published.year


_IS_WHAT_IT_HAD = re.compile(
    r"^[\"',]* (which |that )?(?:is|was) (?:also |just |exactly )?(?:what|how|where) (?:it|they|we|"
    r"[\w' ]{3,30}) "
    r"(?:got|had|was|were|did|stood|received|called|judged|rated|concluded|found|said)\b[^.;]{0,40}\b(?:(?:19|20)\d\d|"
    r"last time|before|previously|then|"
    r"years? ago)\b"
)
"""Also where it is denied: "not good, which is what it was last time"."""
_HAS_AN_AGE = re.compile(
    r"^[\"']* (?:\w+ )?(?:rating|grade|judge?ment|label|verdict|finding|mark|status|report),? (?:that |"
    r"which )?(?:itself )?(?:now )?"
    r"(?:dates?|dating|goes|going|stretch(?:es|ing)) (?:back|from)\b"
    r"|^[\"']* (?:\w+ )?(?:rating|grade|judge?ment|label|verdict|finding|mark|status|"
    r"report),? (?:which )?(?:is|was)(?: now| already)? "
    r"(?:more than |over |nearly |almost )?[\w-]+ (?:and a half )?(?:years|months) old\b"
)
"""A grade that dates back, or is years old, was not given now."""
_GIVEN_BEFORE = re.compile(
    r"^[\"']* (?:rating |grade |judge?ment |label |tag |verdict |status )?(?:that |which )?(?:it|they|"
    r"the (?:council|service|authority)) "
    r"(?:was|were|had|got|received|gave|enjoyed|held|carried|wore|boasted|won|earned|bore|clung|landed|"
    r"picked up|lived with|used to)\b(?! by\b)"
)
