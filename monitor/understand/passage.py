"""A sentence with its phrases and councils, and the passages that sentences make."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from monitor.understand.lexicon import Mark
from monitor.understand.names import Mention

Place = Literal["title", "text"]
Voice = Literal["narrator", "inspectors", "council"]


class Sentence(Struct):
    """One sentence, all offsets counted in the raw text of its place."""

    place: Place
    start: int
    end: int
    paragraph: int
    raw: str
    low: str
    """The sentence in lower case with straight quotes, as long as `raw`."""
    marks: list[Mark] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    kinds: dict[str, list[Mark]] = field(default_factory=dict)
    """The marks of each kind, for quick questions."""
    furniture: bool = False
    """Part of the page and not of the story: links, captions, adverts."""
    heading: bool = False
    speech: tuple[tuple[int, int], ...] = ()
    voice: Voice = "narrator"
    """Who speaks in the speech of this sentence."""
    known: dict[tuple[object, ...], Any] = field(default_factory=dict)
    """What was worked out already, for those who ask again: a round-up's sections are read more than once."""

    def has(self, kind: str, value: str | None = None) -> bool:
        """Whether a phrase of this kind (and value) stands in the sentence."""
        marks = self.kinds.get(kind)
        if marks is None or value is None:
            return marks is not None
        for mark in marks:  # noqa: SIM110 - asked so often that a generator would show
            if mark.value == value:
                return True
        return False

    def has_any(self, kinds: AbstractSet[str]) -> bool:
        """Whether a phrase of one of these kinds stands in the sentence."""
        return not self.kinds.keys().isdisjoint(kinds)

    def has_grade(self) -> bool:
        """Whether a word that is or may be a grade stands in the sentence."""
        return "grade" in self.kinds or "plain_grade" in self.kinds

    def names_ofsted(self) -> bool:
        """Whether the sentence speaks of Ofsted or its inspectors."""
        return self.has("body", "ofsted") or self.has("body", "inspectors")

    def of(self, kind: str) -> Sequence[Mark]:
        """The phrases of a kind in the sentence."""
        return self.kinds.get(kind, ())

    def rename(self, place: int, kind: str) -> None:
        """Takes the phrase at a place of `marks` for one of another kind."""
        self.marks[place] = replace(self.marks[place], kind=kind)
        self.kinds = by_kind(self.marks)

    def slugs(self) -> set[str]:
        """The councils named in the sentence, bodies of their name aside."""
        return {slug for m in self.mentions if m.strength > 1 for slug in m.slugs}

    def between(self, start: int, end: int) -> str:
        """The lower-case text between two offsets of the place."""
        first, last = start - self.start, end - self.start
        if first < 0 or last < 0:
            return self.low[max(0, first) : max(0, last)]
        return self.low[first:last]

    def before(self, phrase: Mark | Mention) -> str:
        """The lower-case text of the sentence up to a phrase of it."""
        return self.low[: phrase.start - self.start]

    def after(self, phrase: Mark | Mention) -> str:
        """The lower-case text of the sentence behind a phrase of it."""
        return self.low[phrase.end - self.start :]

    def words(self, phrase: Mark | Mention) -> str:
        """A phrase of the sentence as it is written, in lower case."""
        return self.low[phrase.start - self.start : phrase.end - self.start]

    def spoken(self, position: int) -> bool:
        """Whether a place lies in speech."""
        for start, end in self.speech:  # noqa: SIM110 - asked so often that a generator would show
            if start <= position < end:
                return True
        return False


def by_kind(marks: list[Mark]) -> dict[str, list[Mark]]:
    """The marks of each kind, in the order of the text."""
    kinds: dict[str, list[Mark]] = {}
    for mark in marks:
        if (kind := mark.kind) in kinds:
            kinds[kind].append(mark)
        else:
            kinds[kind] = [mark]
    return kinds


class Passage(tuple[Sentence, ...]):  # noqa: SLOT001 - it keeps what was asked of it
    """Sentences of an article in order: its headline, its lead, its story, or what it says of one council."""

    _by_kind: dict[str, list[Sentence]] | None = None
    _named: frozenset[str] | None = None

    def _with_kind(self, kind: str) -> Sequence[Sentence]:
        """The sentences that can have a kind of phrase: all of a short passage, of a long one those noted."""
        if len(self) <= _SHORT:
            return self
        if self._by_kind is None:
            self._by_kind = _noted(self)
        return self._by_kind.get(kind, ())

    def has(self, kind: str, value: str | None = None) -> bool:
        """Whether a phrase of this kind (and value) stands in one of the sentences."""
        for sentence in self._with_kind(kind):  # noqa: SIM110 - asked so often that a generator would show
            if sentence.has(kind, value):
                return True
        return False

    def having(self, kind: str, value: str | None = None) -> list[Sentence]:
        """The sentences in which a phrase of this kind (and value) stands."""
        return [sentence for sentence in self._with_kind(kind) if sentence.has(kind, value)]

    def values(self, kind: str) -> list[str]:
        """What the phrases of a kind say, in order."""
        return [mark.value for sentence in self._with_kind(kind) for mark in sentence.of(kind)]

    def has_grade(self) -> bool:
        """Whether a word that is or may be a grade stands in one of the sentences."""
        return self.has("grade") or self.has("plain_grade")

    def names_ofsted(self) -> bool:
        """Whether one of the sentences speaks of Ofsted or its inspectors."""
        return self.has("body", "ofsted") or self.has("body", "inspectors")

    def slugs(self) -> frozenset[str]:
        """The councils named, bodies of their name aside."""
        if self._named is None:
            self._named = frozenset(slug for one in self if one.mentions for slug in one.slugs())
        return self._named


_SHORT = 5
"""To look through so few sentences is quicker than to note what they have."""


def _noted(passage: Passage) -> dict[str, list[Sentence]]:
    """The sentences of a passage by the kinds of their phrases; a short name of an area may become one."""
    found: dict[str, list[Sentence]] = {}
    for sentence in passage:
        for kind in sentence.kinds:
            if kind in found:
                found[kind].append(sentence)
            else:
                found[kind] = [sentence]
    if "short_area" in found:
        found["area"] = [one for one in passage if "area" in one.kinds or "short_area" in one.kinds]
    return found
