"""Finds grades told by likeness to an area graded before: "as leaders", "the same category as adoption"."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

_AS = regex(
    r"(?:\bsame(?: (?:category|level|band|class|mark|grade|rating|verdict|judge?ment|score|word|"
    r"result|outcome))? as|\b(?:on a par|level) with|[:–—|-] (?:the )?(?:same )?as)"
    r"(?: (?:for|the|that|those|its|their|of|in|with))* $"
)
_FURTHEST = 60


def likened(sentence: Sentence) -> list[tuple[int, Mark]]:
    """The areas to which a sentence likens another, each with the place where the likening begins."""
    low = sentence.low
    if "area" not in sentence.kinds or not (" as " in low or "par with" in low or "level with" in low):
        return []
    found = []
    for area in sentence.of("area"):
        first = max(sentence.start, area.start - _FURTHEST)
        if said := _AS.search(sentence.between(first, area.start)):
            found.append((first + said.start(), area))
    return found


def with_likened(
    found: list[Mark], likenings: list[tuple[int, Mark]], areas: Mapping[str, str]
) -> list[Mark]:
    """The grades of a sentence with those of the areas it likens others to, where these were told."""
    for start, area in likenings:
        if value := areas.get(area.value):
            meant = Mark(start, area.end, "same", value)
            found = [m for m in found if m.end <= meant.start or m.start >= meant.end]
            found.append(meant)
    return sorted(found, key=lambda mark: mark.start)
