"""Words of inspectors that read well alone: whole sentences of one tone, else the clauses that are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from monitor.understand.lexicon import expand
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.tables import read_toml
from monitor.understand.tone import Tone, tone_of

SHORTEST, LONGEST = 40, 320
"""Shorter sentences say too little alone, longer ones are no highlight."""
_SHORTEST_CLAUSE = 24


class _Clauses(Struct, frozen=True):
    ties: tuple[str, ...]
    dangling: tuple[str, ...]
    verbs: tuple[str, ...]


class _Patterns(Struct, frozen=True):
    tie: re.Pattern[str]
    dangling: re.Pattern[str]
    verb: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The words of the data file as patterns: one choice of whole words each, longest first."""
    words = read_toml("clauses.toml", _Clauses)
    return _Patterns(
        tie=re.compile(rf"(?:[\s,;:–—•*·\-]|(?:{_choice(words.ties)})\b,?)+"),
        dangling=re.compile(rf"(?:{_choice(words.dangling)})\b"),
        verb=re.compile(rf"\b(?:{_choice(words.verbs)}|\w{{3,}}ed)\b"),
    )


def _choice(written: tuple[str, ...]) -> str:
    phrases = {phrase for pattern in written for phrase in expand(pattern)}
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda one: (-len(one), one)))


def toned_parts(sentence: Sentence) -> Iterator[tuple[Tone, int, int]]:
    """The whole sentence where it is of one tone, else the clauses that are."""
    start, end = trimmed(sentence, sentence.start, sentence.end)
    tone = tone_of(sentence, sentence.start, sentence.end)
    if tone is None:
        return
    if tone is not Tone.MIXED:
        if SHORTEST <= end - start <= LONGEST and reads_alone(sentence, start, end):
            yield tone, start, end
        return
    for left, right in _clauses(sentence):
        start, end = trimmed(sentence, left, right)
        part = tone_of(sentence, start, end)
        if part in {Tone.STRENGTH, Tone.CONCERN} and _is_clause(sentence, start, end):
            yield part, start, end


def _clauses(sentence: Sentence) -> list[tuple[int, int]]:
    """The two sides of a sentence that turns ("… but …", "While …, …"); none where it turns twice."""
    turns = [m for m in sentence.of("joint") if not _is_first_word(sentence, m.start)]
    opening = [m for m in sentence.of("joint") if _is_first_word(sentence, m.start)]
    if len(turns) == 1 and not opening:
        after = _THAT.match(sentence.after(turns[0]))
        return [
            (sentence.start, turns[0].start),
            (turns[0].end + (after.end() if after else 0), sentence.end),
        ]
    if not opening or turns:
        return []
    commas = [sentence.start + found.start() for found in _COMMA.finditer(sentence.low)]
    for comma in commas[:_COMMAS]:
        sides = (opening[0].end, comma), (comma + 1, sentence.end)
        if {tone_of(sentence, *side) for side in sides} == {Tone.STRENGTH, Tone.CONCERN}:
            return list(sides)
    return []


_THAT = regex(r" that\b")
_COMMA = re.compile(", ")
_COMMAS = 6


def _is_first_word(sentence: Sentence, at: int) -> bool:
    return not sentence.between(sentence.start, at).strip(" \"'")


_EDGES = " \t,;:–—-"


def trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The part without the words that only tie it to what came before, and without a lone quotation mark."""
    first, last = start - sentence.start, end - sentence.start
    while True:
        before = first
        if found := _patterns().tie.match(sentence.low, first, last):
            first = found.end()
        first, last = _without_lone_quotes(sentence.low, first, last)
        if first == before:
            break
    while last > first and sentence.low[last - 1] in _EDGES:
        last -= 1
    return sentence.start + first, sentence.start + last


def _without_lone_quotes(low: str, first: int, last: int) -> tuple[int, int]:
    """Leaves out a quotation mark at either end whose partner stands elsewhere."""
    if low.count('"', first, last) % 2:
        if low[first : first + 1] == '"':
            return first + 1, last
        stripped = last - len(low[first:last]) + len(low[first:last].rstrip(" ,."))
        if low[stripped - 1 : stripped] == '"':
            return first, stripped - 1
        if low[last - 1 : last] == '"':
            return first, last - 1
    return first, last


def reads_alone(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a reader needs nothing before it: no pronoun opens it, no question, quotes are whole."""
    low = sentence.between(start, end)
    return (
        _patterns().dangling.match(low.lstrip("\"'")) is None
        and low.count('"') % 2 == 0
        and not low.endswith(("?", ":"))
    )


def _is_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a part of a sentence has a subject of practice before its verb, and reads alone."""
    if not _SHORTEST_CLAUSE <= end - start <= LONGEST or not reads_alone(sentence, start, end):
        return False
    subjects = [m for m in sentence.of("practice") if start <= m.start and m.end <= end]
    verb = _patterns().verb.search(sentence.between(start, end))
    return bool(subjects) and verb is not None and subjects[0].start < start + verb.start()
