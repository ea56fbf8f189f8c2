"""The vocabulary in one automaton: every phrase of the data files is found in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from monitor.understand import grades
from monitor.understand.folding import Folded, fold_text
from monitor.understand.tables import DataFileError, read_toml

VOCABULARY = (
    "events.toml",
    "relevance.toml",
    "statements.toml",
    "time.toml",
    "direction.toml",
    "context.toml",
    "tone.toml",
    "speech.toml",
    "flags.toml",
    "themes.toml",
)
_KINDS = (
    # The grammar of a grade statement: here a word does one thing only.
    (
        "grade",
        "plain_grade",
        "nograde",
        "area",
        "short_area",
        "rate",
        "overall",
        "same",
        "time",
        "break",
        "holder",
        "subpart",
    ),
    # What else a word tells: who judges, what was judged, what happened, how it went, who speaks …
    ("body",),
    ("service", "other_thing"),
    ("event",),
    ("intervene",),
    ("send",),
    ("trend",),
    ("voice",),
    ("role", "plural", "about"),
    ("furniture", "flag"),
    ("tone",),
    ("theme",),
    # Whom and what to quote.
    ("actor", "say"),
    ("practice",),
    ("unfit",),
    ("joint",),
)
LAYER = {kind: number for number, kinds in enumerate(_KINDS) for kind in kinds}
"""Phrases of one layer hide one another where they overlap; those of different layers do not."""
LAYERS = len(_KINDS)


class Mark(NamedTuple):
    """One phrase of the vocabulary where it stands in a text."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases that do the same in a sentence."""

    kind: str
    value: str
    words: tuple[str, ...]
    written: str = ""
    """How the first word is written: `capitals` (SEND, not "send"), `small` (may, not May), or anyhow."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    group: tuple[Group, ...]


def expand(pattern: str) -> Iterator[str]:
    """Every phrase that a pattern stands for: `(a|b) c` → `a c`, `b c`."""
    parts = _CHOICES.split(pattern)
    for chosen in product(*(part.split("|") if at % 2 else (part,) for at, part in enumerate(parts))):
        yield " ".join("".join(chosen).split())


_NESTED = re.compile(r"\([^()]*\(")
_CHOICES = re.compile(r"\(([^()]*)\)")


def _groups() -> Iterator[Group]:
    for name in VOCABULARY:
        yield from read_toml(name, _Vocabulary).group
    for grade in grades.all_grades():
        yield Group("grade", grade.slug, grade.words)
        yield Group("grade", grade.slug, grade.short, "capitals")
        yield Group("plain_grade", grade.slug, grade.plain)
    for area in grades.all_areas():
        yield Group("area", area.slug, area.words)
        yield Group("short_area", area.slug, area.short)


@cache
def _automaton() -> Any:  # noqa: ANN401 - the library ships no types
    import ahocorasick  # noqa: PLC0415 - needed only where text is read

    automaton = ahocorasick.Automaton()
    for phrase, groups in phrases().items():
        entries = tuple((LAYER[group.kind], group.kind, group.value, group.written) for group in groups)
        automaton.add_word(phrase, (len(phrase), entries))
    automaton.make_automaton()
    return automaton


@cache
def phrases() -> dict[str, tuple[Group, ...]]:
    """Every phrase of the vocabulary with its groups, one a layer."""
    table: dict[str, dict[int, Group]] = {}
    for group in _groups():
        for pattern in group.words:
            if pattern.count("(") != pattern.count(")"):
                raise DataFileError(
                    f"vocabulary: {pattern!r} of {group.kind}.{group.value}: a bracket is open."
                )
            if _NESTED.search(pattern):
                raise DataFileError(
                    f"vocabulary: {pattern!r} of {group.kind}.{group.value}: brackets stand inside brackets; write the "
                    "inner choices out."
                )
            for phrase in expand(fold_text(pattern).text):
                layers = table.setdefault(phrase, {})
                layers.setdefault(LAYER[group.kind], group)
    table.pop("", None)
    return {phrase: tuple(layers.values()) for phrase, layers in table.items()}


_OWNERS = frozenset({"body", "event", "intervene", "area"})
"""Kinds whose phrases count with an 's too: "the commissioner's report"."""


def find_marks(folded: Folded) -> list[Mark]:
    """The phrases of a text from left to right, offsets in the raw text.

    Only whole words count; in each layer the longest of those that overlap.
    """
    text = folded.text
    size = len(text)
    found: list[tuple[int, int, tuple[tuple[int, str, str, str], ...]]] = []
    for last, (length, entries) in _automaton().iter(text):
        end = last + 1
        start = end - length
        owns = False
        if end < size and (text[end].isalnum() or (text[end] == "'" and _goes_on(text, end))):
            owns = text.startswith("'s", end) and not text[end + 2 : end + 3].isalnum()
            if not owns or not any(entry[1] in _OWNERS for entry in entries):
                continue
        if start and (text[start - 1].isalnum() or (text[start - 1] == "'" and _goes_on(text, start - 1))):
            continue
        kept = tuple(entry for entry in entries if entry[1] in _OWNERS) if owns else entries
        found.append((start, -end, kept))
    found.sort()
    reached = [-1] * LAYERS
    marks: list[Mark] = []
    spans = folded.spans((start, -minus_end) for start, minus_end, _ in found)
    for (start, minus_end, entries), (first, last) in zip(found, spans, strict=True):
        for layer, kind, value, written in entries:
            if start >= reached[layer] and (not written or _is_written(folded.raw, first, last, written)):
                reached[layer] = -minus_end
                marks.append(Mark(first, last, kind, value))
    return marks


def _goes_on(text: str, position: int) -> bool:
    """Whether an apostrophe stands inside a word: "council's" goes on, "services'" has ended."""
    return 0 < position < len(text) - 1 and text[position + 1].isalnum() and text[position - 1].isalnum()


def _is_written(raw: str, start: int, end: int, written: str) -> bool:
    """Whether a phrase has the letters it needs: SEND or a bracketed (Send), but may and not May."""
    if written == "small":
        return raw[start].islower()
    first = raw[start:end].split(" ", 1)[0]
    return first.isupper() or (first.istitle() and start > 0 and raw[start - 1] == "(")
