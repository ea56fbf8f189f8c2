"""Reads a comparison with the past as a word of change: "sharper than at the last inspection" is better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.understand.calendar_words import MONTHS
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

_SEASON = rf"(?:spring|summer|autumn|winter|{'|'.join(MONTHS)})"
_THAN_THEN = regex(
    r"\bthan (?:"
    r"(?:it|they|he|she|there|that|children|families) (?:[\w'-]+ ){0,2}?(?:was|were|did|used to|had|saw)\b"
    r"|(?:those|that|what|the ones?) (?:[\w'-]+ ){0,3}?(?:seen|found|inspected|read|met)\b"
    r"|when\b|before\b|previously\b|used to\b|in the past\b|inspectors (?:had )?(?:found|saw|met)\b"
    r"|(?:was|were) (?:seen|found|the case|so)\b"
    r"|last (?:time|year|month|spring|summer|autumn|winter)\b"
    r"|(?:an?|one|two|three|four|five|six|[\w-]+) (?:years?|months) (?:ago|earlier|before|back)\b"
    rf"|(?:in|at|during) (?:the )?(?:last |previous )?(?:(?:\w+ )?(?:19|20)\d\d|{_SEASON})\b"
    r"|(?:at|in|during) (?:the|its|their|our|that|[\w-]+'s) (?:[\w-]+ ){0,2}(?:inspections?|visits?|"
    r"judge?ment|report|letter|verdict)\b"
    r")"
)
_GOOD = (
    r"(?:timely|consistent|stable|confident|reliable|ambitious|settled|focused|robust|punctual|thorough|"
    r"honest|regular|regularly|often|open|purposeful|secure|effective|careful|carefully|consistently|"
    r"promptly|quickly|swiftly|up to date|responsive|curious|rigorous|accurate|visible|coherent|sure|safe)"
)
_BAD = r"(?:chaotic|fragmented|reliant|anxious|defensive|drift|delay|patchy|hurried|crowded|stretched)"
_HANDS = r"(?:staff|workers|carers|homes|placements|visits|managers|places|beds|foster)"
_LOAD = (
    r"(?:caseloads?|turnover|vacanc\w+|waits?|waiting(?: lists?)?|delays?|sickness|backlogs?|queues?|"
    r"re-referrals)"
)
_COMPARATIVE = regex(
    r"\b(?:(?P<denied>no|not|hardly|scarcely|any|little) )?(?:(?:much|far|any|a little|noticeably|"
    r"markedly) )?(?:"
    r"(?P<better>better|stronger|safer|sharper|swifter|quicker|faster|calmer|clearer|firmer|steadier|sooner|"
    r"earlier|tighter|fuller|warmer|healthier|happier|brighter|"
    rf"more (?:\w+ly )?{_GOOD}|less (?:\w+ly )?{_BAD}|fewer (?!(?:[\w-]+ ){{0,2}}{_HANDS}\b)"
    rf"|{_LOAD} (?:[\w-]+ ){{0,4}}(?:lower|shorter|smaller))"
    r"|(?P<worse>worse|weaker|slower|thinner|poorer|patchier|looser|later|"
    rf"less (?:\w+ly )?{_GOOD}|more (?:\w+ly )?{_BAD}|fewer (?=(?:[\w-]+ ){{0,2}}{_HANDS}\b)"
    rf"|(?:wait|waits|waiting|takes?|taking) (?:[\w-]+ ){{0,2}}longer|{_LOAD} (?:[\w-]+ ){{0,4}}(?:higher|"
    rf"longer|bigger))"
    r")"
)
_AS_THEN = regex(
    r"(?<!not )(?<!n't )\b(?:just |exactly )?as (?!soon|long|far|much|well)[\w-]+ as (?:it|they) (?:was|"
    r"were|had been|did)"
    r"(?=[.,;:\"']|$| (?:in|at|when|before|last|then|an?|two|three|\d))"
)
"""As it was, it still is: nothing has changed."""
_REACH = 80
"""So far before "than" its comparative may stand."""


def comparisons(sentence: Sentence) -> Iterator[Mark]:
    """Words of change for what a sentence compares with former times, where none is marked there yet."""
    if " as " in sentence.low:
        for same in _AS_THEN.finditer(sentence.low):
            yield Mark(sentence.start + same.start(), sentence.start + same.end(), "trend", "none")
    if "than" not in sentence.low:
        return
    for then in _THAN_THEN.finditer(sentence.low):
        before = sentence.low[max(0, then.start() - _REACH) : then.start()]
        found = list(_COMPARATIVE.finditer(before.rpartition(";")[2]))
        if not found:
            continue
        last = found[-1]
        start = sentence.start + then.start() - len(before.rpartition(";")[2]) + last.start()
        end = sentence.start + then.end()
        if not any(m.start < end and start < m.end for m in sentence.of("trend")):
            yield Mark(start, end, "trend", _value(last))


def _value(found: re.Match[str]) -> str:
    if found.group("denied"):
        return "none"
    return "better" if found.group("better") else "worse"
