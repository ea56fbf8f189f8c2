"""The figures an article gives of practice, each with the words that say what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.model import Figure
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.speech import Speaker, Told

MOST = 6
_LONGEST = 320
_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
_PART = r"(?:half|(?:a|one|two)[ -](?:third|quarter|fifth|tenth)s?|three[ -]quarters|two[ -]thirds)"
_VALUE = regex(
    r"(?:(?:more|fewer|less|rather more) than |about |around |nearly |almost |just (?:over|under) |only |"
    r"over |under |at least )?"
    rf"(?:\b\d{{1,3}}(?:\.\d{{1,2}})? ?(?:%|per cent\b|percent\b)"
    rf"|\b{_COUNT} (?:in|out of)(?: every)? {_COUNT}\b(?! \w+'s)"
    rf"|\b{_PART} of(?= (?:the |its |their |all |those )?[a-z])"
    r"|\b(?:average|averages|averaging|averaged) (?:of )?(?:about |around |just over )?\d{1,3}(?:\.\d)?\b)"
)
_COUNTED = ("%", "per cent", "percent", "averag", "half", "third", "quarter", "fifth", "tenth", " out of ")
_IN_COUNT = re.compile(rf" in (?:every )?{_COUNT}\b")
"""A quick look at what every value has: one of these words, or one "in" so many."""
_CLAUSE = re.compile(r"[;:–—]|, | but | while | although | compared with |[\"“”](?=[ ,.]|$)")
_NO_PRACTICE = regex(
    r"£|\bmillion\b|\bcouncil tax\b|\bcouncils\b|\bnationally\b|\bengland\b|\bvote|\bpopulation\b"
)
_ASIDE = regex(r"^(?:and|or|with|which|where|that|whereas|while|but) |(?:,|and)$")


def find_figures(told: Told) -> tuple[Figure, ...]:
    """Shares and averages of practice that inspectors or the journalist give, in order of appearance."""
    found: dict[tuple[str, str], Figure] = {}
    for sentence, speaker in told:
        if speaker is not Speaker.OTHERS and _is_of_practice(sentence) and _may_count(sentence):
            for figure in _figures(sentence):
                found.setdefault((figure.value, figure.what), figure)
    return tuple(found.values())[:MOST]


def _may_count(sentence: Sentence) -> bool:
    """Whether a figure of practice can stand in a sentence at all: a quick look."""
    low = sentence.low
    for word in _COUNTED:
        if word in low:
            return _NO_PRACTICE.search(low) is None
    return _IN_COUNT.search(low) is not None and _NO_PRACTICE.search(low) is None


def _is_of_practice(sentence: Sentence) -> bool:
    return (
        sentence.place == "text"
        and len(sentence.raw) <= _LONGEST
        and sentence.has("practice", "subject")
        and not sentence.has("unfit", "history")
        and not sentence.has("unfit", "next")
    )


def _figures(sentence: Sentence) -> Iterator[Figure]:
    """Each figure of a sentence with its clause: that is what it counts."""
    cuts = [0, *(place for cut in _CLAUSE.finditer(sentence.low) for place in cut.span()), len(sentence.low)]
    for found in _VALUE.finditer(sentence.low):
        starts = [cut for cut in cuts if cut <= found.start()]
        while len(starts) > 1 and not _says_what(sentence, starts[-1], found.end()):
            starts.pop()
        start = starts[-1]
        end = min((cut for cut in cuts if cut >= found.end()), default=len(sentence.low))
        value = found.group().strip().removesuffix(" of")
        first = found.start() + found.group().index(value)
        yield Figure(
            value=sentence.raw[first : first + len(value)],
            what=_plain(sentence.raw[start:end]),
            quote=sentence.raw,
        )


def _says_what(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause up to a figure names what is counted, or the words behind the figure do."""
    if _TIED.match(sentence.low, start):
        return False
    here = (m.start - sentence.start for m in sentence.of("practice"))
    return any(start <= at < end + _BEHIND for at in here)


_TIED = regex(
    r"[\s\"]*(?:who|which|where|when|at|up|down|compared|from|with|that|than|averaging|against|instead)\b"
)
_BEHIND = 40


def _plain(clause: str) -> str:
    """A clause without the marks and joints at its ends."""
    return _ASIDE.sub("", clause.strip(" \t.,;:“”\"'‘’•")).strip()
