"""The years and months that a sentence gives to a grade."""

from __future__ import annotations

import re
from datetime import date

from monitor.understand.calendar_words import MONTHS
from monitor.understand.cuts import Cut
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b(?!s)")
_AGO = regex(
    r"\b(a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) years? (ago|"
    r"earlier|back)\b"
)
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
_NUMBERS |= {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

_LATER = regex(
    rf"^[\"']*,? (?:only |just |some |about )?({'|'.join(_NUMBERS)}|"
    rf"\d{{1,2}}) (?:and a half )?years? (?:later|on|after that)\b"
)


def years_later(right: str) -> int:
    """How many years after the grade before it a grade was given: "and good three years later"; else 0."""
    return _count(_LATER.match(right))


def _count(found: re.Match[str] | None) -> int:
    return 0 if found is None else _NUMBERS.get(found.group(1)) or int(found.group(1))


_OPENS = re.compile(
    r"^(?:but |and )?(?:back )?(?:(?:in|by|during) (?:\w+ )?)?((?:19|20)\d\d)\b(?! [a-z]+ (?:of|that|"
    r"in)\b)|^(?:only |just |about |some )?(\w+) years? (?:ago|earlier|back)\b"
)


def opening_year(sentence: Sentence, mark: Mark, published: date | None) -> int | None:
    """The past year that opens the sentence and holds for all of it: "Four years ago …; …"."""
    found = _OPENS.match(sentence.low)
    left = sentence.before(mark)
    if found is None or _BUT.search(left) or _ANOTHER_YEAR.search(left[found.end() :]):
        return None
    this_year = published.year if published else None
    if found.group(1):
        year = int(found.group(1))
        return year if this_year is None or year < this_year else None
    if found.group(2) in _NUMBERS:
        return (this_year or _SOME_YEAR) - _NUMBERS[found.group(2)]
    return None


_SOME_YEAR = 2000
_ANOTHER_YEAR = regex(r"(?:[,;]|\band) (?:and |but )?in (?:19|20)\d\d\b")
_BUT = regex(r"\b(?:but|yet|now|new|today|while|this)\b")


def year_of(sentence: Sentence, mark: Mark, cut: Cut, published: date | None) -> int | None:
    """The year that the clause gives to the grade: the latest after it, else the one before it."""
    right = sentence.between(mark.end, cut.time_end)[:90]
    left = sentence.between(max(cut.time_start, mark.start - 120), mark.start)
    if _WHEN.match(left):
        left = sentence.between(cut.time_start - _YEAR_BEFORE, mark.start)
    if not (_may_date(right) or _may_date(left)):
        return None
    if _may_date(right):
        right = _RIGHT_ENDS.split(right, maxsplit=1)[0]
    if "first" in left or "only" in left:
        right = _SINCE.sub(" ", right)
    if _may_date(left):
        left = _ASIDE_WITH_YEAR.sub(", ", _FIRST_SINCE.sub(" ", left))
    for words in (right, left):
        if not _may_date(words):
            continue
        text = _NOT_GIVEN.sub(" ", words)
        years = [int(found) for found in _YEAR.findall(text)]
        if published:
            years += [
                published.year - _NUMBERS.get(n, int(n) if n.isdigit() else 0) for n, _ in _AGO.findall(text)
            ]
        years = [year for year in years if published is None or year <= published.year]
        if years:
            return max(years)
    return None


def _may_date(words: str) -> bool:
    """Whether words can name a year at all: a quick look."""
    return "19" in words or "20" in words or "year" in words


_ASIDE_WITH_YEAR = regex(
    r", (?!in |at |since |until |by |from |up from |down from |rated |judged |graded |inadequate|good|"
    r"outstanding|requir|awarded |given |issued |handed |announced |published |received |earned |won "
    r"|dating )[^,;]*(?:19|20)\d\d[^,;]*, "
    r"(?=(?:and |but )?(?:to |that )?(?:it |they |services |the \w+ )?[\"']*$|"
    r"[^,;]*\b(?:is|are|has|have|was|were|"
    r"requires?|now)\b[^,;]*$)"
)
_WHEN = re.compile(r"^,? ?when\b")
_YEAR_BEFORE = 6
_NOT_GIVEN = re.compile(r"\b(?:until|till|up to|(?:just )?(?:as|like) in) (?:\w+ )?(?:19|20)\d\d\b")
_FIRST_SINCE = regex(r"\bfirst (?:[\w-]+ ){0,2}since (?:\w+ )?(?:19|20)\d\d\b")
_SINCE = regex(r"\bsince (?:\w+ )?(?:19|20)\d\d\b")
"""Years in which a grade ended, or since when there was none like it: it was not given then."""

_RIGHT_ENDS = regex(
    r";|, (?!and again|and then|and in|in (?:\w+ )?(?:19|20)|(?:first )?(?:pinned|given|awarded|handed|"
    r"imposed|"
    r"received|announced|issued|earned|won|made)\b|an? (?:judge?ment|grade|rating|verdict) (?:dating|"
    r"that dates|from|of|made|given)\b)|\b(?:but|while|was|were|is|are|has|had)\b"
)


_IN_MONTH = re.compile(
    rf"^[\"']*(?: (?:rating|grade|judge?ment|verdict|mark))?,?(?: (?:announced|published|issued|given|"
    rf"awarded|handed down|released|made public))? in ({'|'.join(MONTHS)})\b(?! (?:19|20)\d\d)"
)
_OPENS_MONTH = re.compile(rf"^(?:then |but |and )?in ({'|'.join(MONTHS)}) this year,? ")
_FRESH_DAYS = 60
_OPENS_IN_MONTH = regex(rf"^\W*(?:back )?in ({'|'.join(MONTHS)})\b")
_LONG_AGO = 3


def opens_months_ago(sentence: Sentence, published: date | None) -> bool:
    """Whether a sentence opens with a month a good while back: "In February, …", told in December."""
    found = _OPENS_IN_MONTH.match(sentence.low)
    if found is None or published is None:
        return False
    return (published.month - 1 - MONTHS.index(found.group(1))) % 12 >= _LONG_AGO


_THIS_MONTH = regex(rf"\bthis ({'|'.join(MONTHS)}) [\w' ]{{1,40}} [\"']?$")


def given_in_an_earlier_month(
    sentence: Sentence, clause: str, right: str, published: date | None
) -> int | None:
    """The year in which the grade was given, in a month well before the article ("its verdict in June")."""
    found = _IN_MONTH.match(right) or _OPENS_MONTH.match(sentence.low)
    if found is None and "this " in clause:
        found = _THIS_MONTH.search(clause)
    if found is None or published is None:
        return None
    month = MONTHS.index(found.group(1)) + 1
    given = date(published.year - (month > published.month), month, 28)
    return given.year if (published - given).days > _FRESH_DAYS else None


_INSPECTION_DATED = regex(
    r"\b(?:inspection|inspected|visit|visited|report|took place|inspectors were)\b[^.;]{0,60}$"
)


_GRADE_OF = regex(
    r"\b(?:following|since|after)\b[^.;]{0,60}\b(?:grade|rating|judge?ment|verdict|finding|report|"
    r"inspection) (?:of|in|from) (?:\w+ )?$"
)
"""The year is that of an earlier grade: "the visit following the inadequate grade of September 2017"."""
_YEARS_GRADE = regex(
    r"\b(?:after|following|since) (?:19|20)\d\d's (?:[\w-]+ ){0,2}[\"']?(?:inadequate|requires|good|"
    r"outstanding)\b"
)
"""So it is in "the visit following 2020's inadequate grade"."""


_NEARBY = regex(
    rf"\b(?:(this|last) (year|month|week|spring|summer|autumn|winter|{'|'.join(MONTHS)})|(?:in|"
    rf"since) ({'|'.join(MONTHS)}))\b"
)


def nearby_year(sentence: Sentence, mark: Mark, cut: Cut, published: date | None) -> int | None:
    """The year in which a grade was given roughly, by words like "this July" or "last autumn"."""
    if published is None:
        return None
    found = _NEARBY.search(
        sentence.between(max(cut.time_start, mark.start - 90), min(cut.time_end, mark.end + 60))
    )
    if found is None:
        return None
    which, what, month = found.groups()
    if month or what in MONTHS:
        return published.year - (MONTHS.index(month or what) + 1 > published.month)
    return published.year - (which == "last" and what in {"year", "autumn", "winter"})


def dates_inspection(sentence: Sentence, year: int, this_year: int | None) -> bool:
    """Whether the year is that of the very inspection: last winter's, reported in spring."""
    at = sentence.low.find(str(year))
    if at < 0 or this_year is None or year < this_year - 1:
        return False
    before = sentence.low[:at]
    if _GRADE_OF.search(before) or _YEARS_GRADE.search(sentence.low[max(0, at - 12) : at + 60]):
        return False
    return (
        _INSPECTION_DATED.search(before) is not None
        and "last inspect" not in before
        and "previous" not in before
    )
