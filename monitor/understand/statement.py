"""What a grade word states: which grade, of what, at whose council, and where it stands in time."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence


class Standing(StrEnum):
    """Where a grade stands in time."""

    NEW = "new"
    KEPT = "kept"
    """New, and the same as before."""
    FORMER = "former"
    STANDING = "standing"
    """Given earlier, still in force: the grade of an "inadequate-rated" council."""
    UNREAL = "unreal"
    """Hoped for, feared, denied or explained: nobody was given it."""


class Statement(Struct, frozen=True):
    """One grade as one sentence states it."""

    grade: str
    standing: Standing
    sentence: Sentence
    mark: Mark
    areas: tuple[str, ...]
    """What was graded; empty for the whole service."""
    every: bool
    """True for "in all areas", whatever they are called."""
    explicit: bool
    """True where the sentence says "overall"."""
    whole: bool
    """True where the service as a whole was graded, with or without its areas."""
    part: bool
    """True where something smaller than the service was graded that is no area of it."""
    councils: frozenset[str]
    """Whose grade, where the clause names a council; else empty."""
    year: int | None
    given: int | None
    """The year in which it was given, where the clause names a year, a month or a season; roughly."""
    recent: bool
    """True for a former grade that is said to be the last one ("up from good")."""
    left: bool
    """True where it was left for another ("up from good", "shed its inadequate")."""
    held: bool
    """True where a verb of keeping says that the grade is as before."""
    spoken: bool
    """True in the speech of somebody who is no inspector."""

    @property
    def fresh(self) -> bool:
        """Whether it was given in the event that the sentence tells of, anew or as before."""
        return self.standing is Standing.NEW or self.standing is Standing.KEPT

    @property
    def overall(self) -> bool:
        """Whether it grades the service as a whole."""
        return self.whole or (not self.areas and not self.part)
