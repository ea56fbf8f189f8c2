"""The vocabulary in one automaton: every phrase of the data files is found in one pass over a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct

from monitor.understand import grades
from monitor.understand.folding import Folded, fold_text
from monitor.understand.regexes import regex
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
    ("power",),
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


class Mark(Struct, frozen=True, gc=False):
    """One phrase of the vocabulary where it stands in a text."""

    start: int
    end: int
    kind: str
    value: str


class Group(Struct, frozen=True):
    """Phrases that do the same in a sentence."""

    kind: str
    value: str
    words: tuple[str, ...]
    written: str = ""
    """How the first word is written: `capitals` (SEND, not "send"), `small` (may, not May), or anyhow."""


class _Vocabulary(Struct, frozen=True):
    group: tuple[Group, ...]


def expand(pattern: str) -> list[str]:
    """Every phrase that a pattern stands for: `(a|b) c` → `a c`, `b c`."""
    first, *rest = _CHOICES.split(" ".join(pattern.split()))
    phrases = [first]
    for choices, following in zip(rest[::2], rest[1::2], strict=True):
        endings = [choice + following for choice in choices.split("|")]
        phrases = [phrase + ending for phrase in phrases for ending in endings]
    together = "\n".join(("", *phrases, ""))
    if "  " in together or "\n " in together or " \n" in together:
        return [" ".join(phrase.split()) for phrase in phrases]  # a choice was empty
    return phrases


_NESTED = regex(r"\([^()]*\(")
_NO_SIGN = regex(r"[?*+\[\]\\^$]")
"""Signs of other notations for patterns, which would only stand for themselves and never be found."""
_CHOICES = regex(r"\(([^()]*)\)")


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


class _Entry(NamedTuple):
    """What one phrase means: the layer, kind and value of each of its groups, and how it is written."""

    layer: int
    kind: str
    value: str
    written: str


_Entries = tuple[_Entry, ...]

VOID = "void"
"""The value of phrases that say nothing, but hide the shorter ones inside them."""
_OWNERS = frozenset({"body", "event", "intervene", "area"})
"""Kinds whose phrases count with an 's too: "the commissioner's report"."""


_Automaton = Any
"""`ahocorasick.Automaton`: the library ships no types."""
_first = iter((True,))


def _automaton_for(text: str) -> _Automaton:
    """The whole vocabulary, but for the first text only what can stand in it.

    To build the whole takes longer than to read dozens of articles, and a command often reads only one.
    """
    return _built(_possible(text)) if next(_first, False) else _automaton()


def _possible(text: str) -> dict[str, tuple[Group, ...]]:
    """The phrases that can stand in a text, as far as a look at each pattern's words can tell."""
    words = set(_WORD.findall(text))
    return _table(
        (group, [found for pattern in _patterns_of(group) if (found := _within(pattern, words))])
        for group in _groups()
    )


def _within(pattern: str, words: set[str]) -> str:
    """A pattern with only those choices whose words are all at hand; empty where it has none left.

    What touches a bracket may be half a word, so that nothing is asked of it: `0` stands for the other half.
    """
    if "(" not in pattern:
        return pattern if words.issuperset(_WORD.findall(pattern)) else ""
    pieces = _CHOICES.split(pattern)
    last = len(pieces) - 1
    for at in range(0, last + 1, 2):
        if not _at_hand(("0" if at else "") + pieces[at] + ("0" if at < last else ""), words):
            return ""
    for at in range(1, last, 2):
        left = "" if at == 1 and not pieces[0] else pieces[at - 1][-1:] or "0"
        right = "" if at == last - 1 and not pieces[last] else pieces[at + 1][:1] or "0"
        left, right = ("0" if sign.isalnum() else "" for sign in (left, right))
        kept = [choice for choice in pieces[at].split("|") if _at_hand(left + choice + right, words)]
        if not kept:
            return ""
        pieces[at] = f"({'|'.join(kept)})"
    return "".join(pieces)


def _at_hand(stretch: str, words: set[str]) -> bool:
    """Whether the whole words of a stretch are among those at hand."""
    return all(word in words or "0" in word for word in _WORD.findall(stretch))


_WORD = regex(r"[^\W_]+")


@cache
def _automaton() -> _Automaton:
    return _built(phrases())


def _built(vocabulary: Mapping[str, tuple[Group, ...]]) -> _Automaton:
    """The automaton that finds phrases as `_titled` writes them; each with its length and what it means."""
    import ahocorasick  # noqa: PLC0415 - needed only where text is read

    automaton = ahocorasick.Automaton()
    entered: dict[int, tuple[_Entries, _Entries]] = {}
    for phrase, groups in vocabulary.items():
        entries = entered.get(id(groups))  # most phrases share their groups: a pattern stands for many
        if entries is None:
            entries = entered[id(groups)] = _entries(groups)
        automaton.add_word(phrase.title(), (len(phrase), *entries))
    automaton.make_automaton()
    return automaton


def _entries(groups: tuple[Group, ...]) -> tuple[_Entries, _Entries]:
    """What a phrase of these groups means, and what it means before an 's."""
    entries = tuple(_Entry(LAYER[group.kind], group.kind, group.value, group.written) for group in groups)
    return entries, tuple(entry for entry in entries if entry.kind in _OWNERS)


@cache
def phrases() -> dict[str, tuple[Group, ...]]:
    """Every phrase of the vocabulary with its groups, one a layer."""
    return _table((group, _patterns_of(group)) for group in _groups())


def _table(written: Iterable[tuple[Group, list[str]]]) -> dict[str, tuple[Group, ...]]:
    """Every phrase of the patterns with its groups: in each layer the first that has it."""
    table: dict[str, tuple[Group, ...]] = {}
    for group, patterns in written:
        alone = (group,)
        layer = LAYER[group.kind]
        for pattern in patterns:
            for phrase in expand(pattern):
                had = table.setdefault(phrase, alone)
                if had is not alone and all(LAYER[other.kind] != layer for other in had):
                    table[phrase] = (*had, group)
    table.pop("", None)
    return table


def _patterns_of(group: Group) -> list[str]:
    """The patterns of a group, all folded in one go."""
    patterns = fold_text("\0".join(group.words)).text.split("\0")
    for pattern in patterns:
        if pattern.count("(") != pattern.count(")"):
            raise _mistake(group, pattern, "a bracket is open.")
        if _NESTED.search(pattern):
            raise _mistake(group, pattern, "brackets stand inside brackets; write the inner choices out.")
        if odd := _NO_SIGN.search(pattern):
            raise _mistake(group, pattern, f"{odd.group()!r} has no meaning here; write the words out.")
    return patterns


def _mistake(group: Group, pattern: str, what: str) -> DataFileError:
    return DataFileError(f"vocabulary: {pattern!r} of {group.kind}.{group.value}: {what}")


def find_marks(folded: Folded) -> list[Mark]:
    """The phrases of a text from left to right, offsets in the raw text.

    Only whole words count; in each layer the longest of those that overlap.
    """
    raw = folded.raw
    reached = [-1] * LAYERS
    found: list[Mark] = []
    changes, shifts = (*folded.marks[1:], len(folded.text) + 1), folded.shifts
    at, change, shift = 0, changes[0], shifts[0]
    for start, minus_end, entries in _whole_words(folded.text, _automaton_for(folded.text)):
        end = -minus_end
        while change <= start:
            at += 1
            change, shift = changes[at], shifts[at]
        first, last = start + shift, end + shift
        if change < end:
            last = end + shifts[bisect_left(changes, end)]
        for layer, kind, value, written in entries:
            if start >= reached[layer] and (not written or _is_written(raw, first, last, written)):
                reached[layer] = end
                if value != VOID:
                    found.append(Mark(first, last, kind, value))
    return found


def _whole_words(text: str, automaton: _Automaton) -> list[tuple[int, int, _Entries]]:
    """Where phrases stand as whole words, in order, the longest first; ends are negative for that order."""
    found: list[tuple[int, int, _Entries]] = []
    # The apostrophes that folding leaves stand inside words: here they are letters. A blank ends the text.
    letters = text.replace("'", _INSIDE) + " "
    for last, (length, entries, owned) in automaton.iter(_titled(text)):
        end = last + 1
        means = entries
        if letters[end].isalnum():
            if not owned or not letters.startswith(_OWNS, end) or letters[end + 2].isalnum():
                continue
            means = owned
        if not letters[last - length].isalnum():
            found.append((end - length, -end, means))
    found.sort()
    return found


def _titled(text: str) -> str:
    """A text with capitals where words begin, as long as before: so no phrase is found inside a word."""
    titled = text.title()
    if len(titled) == len(text):
        return titled
    return "".join(
        letter if len(letter.title()) == len(letter.lower()) == 1 else " " for letter in text
    ).title()


_INSIDE = "ʼ"
_OWNS = f"{_INSIDE}s"


def _is_written(raw: str, start: int, end: int, written: str) -> bool:
    """Whether a phrase has the letters it needs: SEND or a bracketed (Send), but may and not May."""
    if written == "small":
        return raw[start].islower()
    first = raw[start:end].split(" ", 1)[0]
    return first.isupper() or (first.istitle() and start > 0 and raw[start - 1] == "(")
