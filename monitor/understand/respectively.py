"""Deals out the grades of one list to another: "A and B were good and inadequate respectively"."""

from __future__ import annotations

from typing import NamedTuple

from monitor.understand.lexicon import Mark
from monitor.understand.names import Mention
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.spellings import Strength


class Share(NamedTuple):
    """What one grade of the list is given to: an area, or a council."""

    areas: tuple[str, ...] = ()
    councils: frozenset[str] = frozenset()


_JOINED = {"children_in_care_and_care_leavers": ("children_in_care", "care_leavers")}
_LINK = regex(r"^[\"',]*\s*(?:,|and|, and|&|for|in|\s)*\s*(?:the |an? )?[\"']?$")


def is_dealt_out(low: str) -> bool:
    """Whether a sentence deals out one list to another: "respectively", "in that order"."""
    return "respectively" in low or "in that order" in low


def shared_out(sentence: Sentence, grades: list[Mark]) -> dict[Mark, Share]:
    """Which grade of a list goes to which area or council; empty where the sentence deals none out."""
    if len(grades) < 2 or not is_dealt_out(sentence.low):  # noqa: PLR2004 - one grade is no list
        return {}
    listed = _last_list(sentence, grades)
    areas = [m.value for m in sentence.of("area")]
    if len(areas) < len(listed):
        areas = [area for joined in areas for area in _JOINED.get(joined, (joined,))]
    if len(areas) == len(listed):
        return {g: Share(areas=(area,)) for g, area in zip(listed, areas, strict=True)}
    councils: list[Mention] = [m for m in sentence.mentions if m.strength > Strength.SHARED]
    if len(councils) == len(listed):
        return {g: Share(councils=frozenset(m.slugs)) for g, m in zip(listed, councils, strict=True)}
    return {}


def _last_list(sentence: Sentence, grades: list[Mark]) -> list[Mark]:
    """The last grades of a sentence that stand side by side."""
    listed = [grades[-1]]
    for mark in reversed(grades[:-1]):
        if not _LINK.match(sentence.between(mark.end, listed[0].start)):
            break
        listed.insert(0, mark)
    return listed
