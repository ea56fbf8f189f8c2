"""Which visit it was, and when inspectors were there, as the text counts and dates it."""

from __future__ import annotations

import re
from datetime import date

from monitor.understand.document import Document, Sentence

_AHEAD = re.compile(
    r"^[^.;]{0,40}\b(?:(?:is|are) (?:likely|scheduled|due|expected|planned)|will (?:follow|take place|be|"
    r"look)|could follow|to follow|"
    r"(?:is|are) still to come|next (?:year|month|spring|autumn))\b"
)
FUTURE_BEFORE = re.compile(
    r"\b(?:subject to|will (?:be|have|now be|face)|expected to|next|a further|due|another|should|could|"
    r"would|may|might|awaits?|waits? for|braced for|ahead of|upcoming|until a|until an|before an?|"
    r"due to be|expects to be) (?:[\w']+ ){0,5}$"
)


def is_ahead(left: str, right: str) -> bool:
    """Whether the words around an event say that it is still to come."""
    return _AHEAD.match(right) is not None or FUTURE_BEFORE.search(left) is not None


# --- which visit it was -------------------------------------------------------------------------

_TIMES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905 - reads best
_FIGURES = "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th".split()  # noqa: SIM905 - likewise
_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - likewise
_ORDINALS = {word: number for words in (_TIMES, _FIGURES, _COUNTS) for number, word in enumerate(words, 1)}
_ORDINAL = "|".join(_TIMES + _FIGURES)
_COUNTED = (
    re.compile(
        rf"\b({_ORDINAL})\b,? (?:(?:and|ofsted|such|follow-up|last|final|latest|progress|planned|"
        rf"quarterly|of|the|\w+'s|in|a|run|series|planned|set) ){{0,8}}(?:monitoring|visit|check)"
    ),
    re.compile(rf"\b(?:back|returned|return)\b[^.;]{{0,40}}\bfor (?:a|the) ({_ORDINAL}) time\b"),
    re.compile(r"\b(?:been|gone|come) back (two|three|four|five|six|seven) times\b"),
    re.compile(rf"\bit was (?:the|its|their|ofsted's) ({_ORDINAL})\b (?:since|such|of|in)\b"),
    re.compile(rf"\ba ({_ORDINAL}), (?:on|in)\b"),
    re.compile(rf"\bits ({_ORDINAL}) since\b"),
    re.compile(rf"\bfor the ({_ORDINAL}) time since\b"),
    re.compile(rf"\bvisit[^.;]{{0,25}}, (?:its|their|the) ({_ORDINAL})\b"),
    re.compile(rf"\b({_ORDINAL}) (?:time of looking|letter|ofsted letter|look)\b"),
)


def visit_ordinal(document: Document) -> tuple[int, Sentence] | None:
    """The number of the monitoring visit as the text counts it, with the sentence that counts it."""
    best: tuple[int, Sentence] | None = None
    for sentence in document.story:
        if sentence.has("event", "focused_visit"):
            continue
        for pattern in _COUNTED:
            for found in pattern.finditer(sentence.low):
                left = sentence.low[max(0, found.start() - 50) : found.start()]
                right = sentence.low[found.end() : found.end() + 40]
                if is_ahead(left, right) or re.search(r"\b(?:expected|next)\s*$", left):
                    continue
                number = _ORDINALS[found.group(1)]
                if best is None or number > best[0]:
                    best = (number, sentence)
    return best


# --- when it was --------------------------------------------------------------------------------

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DATED = re.compile(
    rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th)?(?: (?:and|to)|-|–)? ?(?:\d{{1,2}}(?:st|nd|rd|"
    rf"th)?)? ?(?:of )?)?\b({'|'.join(_MONTHS)})\b,?(?: (\d{{4}}))?"
)
_DATED_WITHIN = 16
"""Later sentences date other things."""
_HAPPENED = re.compile(
    r"\b(?:visit|inspect|took place|were in|were at|were with|was in|came to|spent|over (?:three|two|five))"
)


def event_date(document: Document) -> date | None:
    """The day or month in which inspectors were there, where the text states it."""
    for sentence in document.story[:_DATED_WITHIN]:
        if sentence.place == "title" or not _HAPPENED.search(sentence.low):
            continue
        for found in _DATED.finditer(sentence.low):
            around = sentence.low[max(0, found.start() - 45) : found.start()]
            if re.search(
                r"last (?:full |)inspect|since|published|until|expected|will|ago|previous|when|out today|"
                r"(?:rated|judged|graded)\b[^,]*$",
                around,
            ):
                continue
            if day := _date_of(found, document.published):
                return day
    return None


def _date_of(found: re.Match[str], published: date | None) -> date | None:
    month = _MONTHS.index(found.group(2)) + 1
    if found.group(3):
        year = int(found.group(3))
    elif published is None:
        return None
    else:
        year = published.year - (month > published.month)
    try:
        day = date(year, month, int(found.group(1) or 1))
    except ValueError:
        return None
    if published and (day > published or (published - day).days > _YEAR_AND_HALF):
        return None
    return day


_YEAR_AND_HALF = 550
