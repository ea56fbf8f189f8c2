"""Which visit it was, and when inspectors were there, as the text counts and dates it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from monitor.understand.calendar_words import MONTHS
from monitor.understand.document import Document
from monitor.understand.passage import Passage, Sentence
from monitor.understand.regexes import regex

_AHEAD = re.compile(
    r"\b(?:(?:is|are) (?:likely|scheduled|due|expected|planned|fixed|set|pencilled|booked|"
    r"promised|timed|arranged)|will (?:follow|take place|be|look|come|happen)|could follow|to follow|(?:is|"
    r"are) (?:still )?to come|next (?:year|month|spring|autumn))\b"
)
FUTURE_BEFORE = re.compile(
    r"\b(?:subject to|(?<!what )will (?:be|have|now be|face)|expected to|likely to|will return|will come|"
    r"next|"
    r"a further|due|another|"
    r"should|could|would|may|might|awaits?|waits? for|braced for|ahead of|upcoming|"
    r"until a|until an|before an?|due to be|expects to be) (?:[\w']+ ){0,5}$"
)


def is_ahead(left: str, right: str) -> bool:
    """Whether the words around an event say that it is still to come."""
    found = _AHEAD.search(right)
    if found is not None and found.start() <= _SOON and not set(right[: found.start()]) & {".", ";"}:
        return True
    return FUTURE_BEFORE.search(left) is not None


_SOON = 40
"""So many characters may stand between an event and the words that put it off."""


# --- which visit it was -------------------------------------------------------------------------

_TIMES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905 - reads best
_FIGURES = "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th".split()  # noqa: SIM905 - likewise
_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - likewise
_NUMERALS = [str(number) for number in range(1, 13)]
_ORDINALS = {
    word: number for words in (_TIMES, _FIGURES, _COUNTS, _NUMERALS) for number, word in enumerate(words, 1)
} | {"opening": 1, "once": 1, "twice": 2}
_ORDINAL = "|".join(_TIMES + _FIGURES)
_ANY_ORDINAL = regex(_ORDINAL)
_COUNT = "|".join(_COUNTS)
_VISIT = r"(?:monitoring|visit|check|call\b|stop\b|trip\b|round of monitoring|look-in|letter\b)"
_BEEN = (
    r"(?:back|returned|return|been|gone|went|called|call|came|come|visited|visit|dropped|looked|knocked|"
    r"stopped|"
    r"arrived|looking|checked|seen)"
)
_COUNTED = (
    (
        "",
        regex(
            rf"\b({_ORDINAL})\b,? (?:(?:and|ofsted|such|follow-up|last|final|closing|latest|progress|planned|"
            rf"quarterly|return|inspection|"
            rf"of|the|its|their|these|those|what|will|are|to|be|\w+'s|in|a|run|several|series|"
            rf"set) ){{0,8}}{_VISIT}"
        ),
    ),
    (
        " time",
        regex(
            rf"\b{_BEEN}\b(?:(?!\b(?:rated|judged|inadequate|good|found)\b)[^.;,]){{0,60}}"
            rf"\bfor (?:a|the|its|their) ({_ORDINAL}) time\b(?! since (?:it|they|"
            rf"the [\w ]{{1,30}}) (?:was|were) "
            rf"(?:created|formed|set up|born|established|founded)| since its (?:creation|formation|birth|"
            rf"launch))"
        ),
    ),
    (
        "",
        regex(
            rf"(?:\b(?:is|was)|\bit's) (?:the|its|their|[\w']+'s|the [\w']+'s) ({_ORDINAL})\b "
            rf"(?:since|such|of|in)\b"
            r"(?! (?:the |its )?(?:two|three|four|five)\b)"
        ),
    ),
    ("", regex(rf"\b({_ORDINAL}) (?:time (?:back|round)\b|return\b)")),
    ("checking up on", regex(rf"\bchecking up on (?:\w+ ){{1,4}}for (?:a|the) ({_ORDINAL}) time\b")),
    (
        " time ",
        regex(
            rf"\b({_ORDINAL}) time (?:that )?(?:they|inspectors|ofsted|it|the \w+|"
            rf"an? (?:\w+ ){{1,4}}\w+) (?:has|have|"
            rf"had|came|called|visited|returned|went)\b"
        ),
    ),
    ("a ", regex(rf"\ba ({_ORDINAL}), (?:on|in)\b")),
    (" since", regex(rf"(?<!director, )(?<!chief, )(?<!leader, )\bits ({_ORDINAL}) since\b")),
    (" since", regex(rf"\bvisit\b[^.;]{{0,60}}, the ({_ORDINAL}) since\b")),
    (
        " time ",
        regex(
            rf"\bfor the ({_ORDINAL}) time (?:since|in (?:\w+ ){{1,5}}(?:years?|months))\b"
            rf"(?=.{{0,80}}\b(?:inspector|ofsted|visit))"
        ),
    ),
    (
        " time since",
        regex(
            rf"\b(?:inspector|ofsted|watchdog)[^.;]{{0,90}}\bfor (?:the|a) ({_ORDINAL}) time since\b"
            rf"(?=[^.;]{{0,90}}\b(?:inadequate|verdict|grade|rating|judge?ment))"
        ),
    ),
    (
        ", ",
        regex(
            rf"\b(?:visit|letter|call)\b[^.;]{{0,30}}, (?:its|their|the) ({_ORDINAL})"
            rf"(?: since\b| of\b| such\b|,|\.|$)"
        ),
    ),
    ("look", regex(rf"\b({_ORDINAL}) (?:time of looking|look)\b")),
    (
        "the ",
        regex(
            rf"\b(?:visit|letter|call|check)\b[^.;]{{0,40}}?\bthe ({_ORDINAL}) (?:that )?(?:it|they|the \w+|"
            rf"\w+) (?:has|have|had)\b"
        ),
    ),
    ("after the ", regex(rf"\bafter the ({_ORDINAL}) (?:it|they|there|visit|call)\b")),
)
_COUNTED_OTHERWISE = (
    ("number ", regex(rf"\bnumber ({_COUNT}|1[0-2]|[1-9]) (?:in|of) (?:the|a|this|its)\b")),
    ("opening", regex(rf"\b(opening) (?:monitoring )?{_VISIT}")),
    (
        " back ",
        regex(
            rf"\b(?:been|gone|come|were|are) back (?:to [\w' ]{{2,30}}? |there )?(twice\b|"
            rf"(?:{_COUNT})(?= times\b))"
        ),
    ),
    (
        " n",
        regex(
            rf"\b(?:letter|visit|call|check-up|check|stop|trip|round) (?:number|no\.?) ({_COUNT}|1[0-2]|"
            rf"[1-9])\b"
        ),
    ),
    (
        " in",
        regex(rf"^[\W]*({_COUNT}) (?:monitoring |ofsted )?(?:visits|letters|checks|trips|calls) in\b"),
    ),
    (" it ", regex(rf"\bma(?:de|kes|king) it ({_COUNT}) (?:monitoring )?(?:visits|letters|checks)\b")),
    (
        "visits",
        regex(rf"\b(?:has|have) (?:since |now |already )?(?:paid|made|had) ({_COUNT}) monitoring visits\b"),
    ),
    ("visit ", regex(rf"\bvisit ({_COUNT}) (?:finds|found|shows|showed|brings|brought)\b")),
    (" down", regex(rf"\b({_COUNT}) down,? (?:and )?(?:at least )?(?:\w+ ){{1,3}}to go\b")),
    (
        " of ",
        regex(
            rf"\b({_COUNT}) (?:out )?of (?:the |its |a planned )?(?:{_COUNT}) "
            rf"(?:planned |expected |promised )?(?:{_VISIT})[^.;]{{0,50}}"
            r"\b(?:behind|done|over|complete|past|gone|made)\b"
        ),
    ),
)
"""The same without an ordinal. Each stands with what it needs: a quick look for that spares most searches."""
_BEFORE = regex(rf"\bthere (?:have|had) been ({_COUNT}) (?:\w+ ){{0,2}}(?:before|already|earlier)\b")
"""So many before: this one comes after them."""


def visit_ordinal(document: Document) -> tuple[int, Sentence] | None:
    """The number of the monitoring visit as the text counts it, with the sentence that counts it."""
    return ordinal_in(document.story)


def ordinal_in(sentences: Passage) -> tuple[int, Sentence] | None:
    """The highest number that sentences give to a visit, with the first sentence that gives it."""
    best: tuple[int, Sentence] | None = None
    before: Sentence | None = None
    for sentence in sentences:
        if sentence.has("event", "focused_visit"):
            continue
        number = max(_numbers(sentence), default=0) or _counts_back(before, sentence)
        if number and (best is None or number > best[0]):
            best = (number, sentence)
        before = sentence
    return best


_THIS_WAS = regex(
    rf"^(?:this|that|it)(?: was|'s| is) (?:only |already )?(?:the|its|their|ofsted's|"
    rf"the council's) ({_ORDINAL})"
    r"(?: so far| to date| such|,|\.|$)"
)


def _counts_back(before: Sentence | None, sentence: Sentence) -> int:
    """The number that "This was the third" gives to the visits of the sentence before; else 0."""
    if before is None or not before.has("event", "monitoring_visit"):
        return 0
    found = _THIS_WAS.match(sentence.low)
    return _ORDINALS[found.group(1)] if found else 0


_SINCE_YEAR = regex(r" time since (?:\w+ )?20\d\d\b")
"""For the first time since a year inspectors inspect: monitoring visits follow each other by months."""
_COMPLETE = regex(r"\b(?:complete|full|proper|ever|inspect\w*)\b")


def _numbers(sentence: Sentence) -> Iterator[int]:
    """The numbers that a sentence gives to visits that took place."""
    low = sentence.low
    ordinals = _COUNTED if _ANY_ORDINAL.search(low) else ()
    for needed, pattern in (*ordinals, *_COUNTED_OTHERWISE):
        for found in pattern.finditer(low) if needed in low else ():
            left = low[max(0, found.start() - 50) : found.start()]
            right = low[found.end() : found.end() + 40]
            complete = found.group(1) == "first" and (
                _COMPLETE.search(low[found.start() : found.end() + 60])
                or _SINCE_YEAR.match(low, found.end(1))
            )
            if not complete and not is_ahead(left, right):
                yield _ORDINALS[found.group(1)]
    for found in _BEFORE.finditer(low) if " been " in low else ():
        yield _ORDINALS[found.group(1)] + 1


# --- when it was --------------------------------------------------------------------------------

_MONTH = re.compile(rf"({'|'.join(month.title() for month in MONTHS)})\b,?(?: (\d{{4}}))?")
"""With its capital: inspectors who "may" do something do not name a month."""
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: (?:and|to)|-|–)? ?(?:\d{1,2}(?:st|nd|rd|th)?)? ?(?:of )?$")
"""The day before a month, or the first of two: "12th", "12-13", "12 and 13"."""
_LONGEST_DAY = 24
_DATED_WITHIN = 16
"""Later sentences date other things."""
_HAPPENED = re.compile(
    r"\b(?:visit|inspect(?!orate)|took place|were in|were at|were with|was in|was at|came to|spent|"
    r"over (?:three|"
    r"two|five))"
)


_DATES_ANOTHER = re.compile(
    r"last (?:full |)inspect|since|until|expected|will|ago|previous|when|\bbefore\b|"
    r"\bafter (?:the end of )?$|"
    r"(?:rated|judged|graded)\b[^,]*$|(?:published|out today)(?!.*(?:inspect|visit))"
)
"""Words before a date that give it to something else: an earlier inspection, the report, what is to come."""


def event_date(document: Document) -> date | None:
    """The day or month in which inspectors were there, where the text states it."""
    for sentence, found in _months(document):
        at = found.start() - sentence.start
        day = _DAY.search(sentence.low[max(0, at - _LONGEST_DAY) : at])
        start = at - (len(day.group()) if day else 0)
        if _DATES_ANOTHER.search(sentence.low[max(0, start - 45) : start]):
            continue
        if inspected := _date_of(day.group(1) if day else "1", found, document.published):
            return inspected
    return None


def _months(document: Document) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Each month that a sentence names in which inspectors are said to have been there."""
    sentences = [one for one in document.story[:_DATED_WITHIN] if one.place == "text"]
    if not sentences:
        return
    following = iter(sentences)
    sentence = next(following)
    for found in _MONTH.finditer(document.text, sentence.start, sentences[-1].end):
        while found.start() >= sentence.end:
            sentence = next(following)
        if found.start() >= sentence.start and _HAPPENED.search(sentence.low):
            yield sentence, found


def _date_of(number: str, found: re.Match[str], published: date | None) -> date | None:
    month = MONTHS.index(found.group(1).lower()) + 1
    if found.group(2):
        year = int(found.group(2))
    elif published is None:
        return None
    else:
        year = published.year - (month > published.month)
    try:
        day = date(year, month, int(number))
    except ValueError:
        return None
    if published and (day > published or (published - day).days > _YEAR_AND_HALF):
        return None
    return day


_YEAR_AND_HALF = 550
