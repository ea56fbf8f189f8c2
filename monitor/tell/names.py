"""How the slugs of the model are written for a reader; the words themselves are data of `understand`."""

from __future__ import annotations

from functools import cache

from monitor.model import Event
from monitor.tell.clean import plain
from monitor.understand import councils, grades

_LONGEST_NAME = 80
_PARTNERSHIP_OUTCOMES = {
    "positive": "typically positive experiences",
    "inconsistent": "inconsistent experiences",
    "systemic_failings": "widespread failings",
}
"""What area SEND inspections conclude, best first; they stand on no common scale with the grades."""
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_TEENS = (11, 12, 13)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def council_name(slug: str) -> str:
    """`bath-and-north-east-somerset` → `Bath and North East Somerset`; an unknown slug stays readable."""
    return plain(councils.display_name(slug), _LONGEST_NAME) or "Unnamed council"


def event_name(event: Event) -> str:
    """An event within a sentence: `joint targeted area inspection`."""
    return grades.event_name(event)


def grade_name(slug: str) -> str:
    """A grade within a sentence: `requires improvement`."""
    return _PARTNERSHIP_OUTCOMES.get(slug) or plain(grades.grade_name(slug), _LONGEST_NAME) or "not named"


def grade_rank(slug: str) -> int:
    """The place of a grade on its scale, the higher the better; 0 where it compares with no other."""
    if slug in _PARTNERSHIP_OUTCOMES:
        return len(_PARTNERSHIP_OUTCOMES) - list(_PARTNERSHIP_OUTCOMES).index(slug)
    return grades.rank(slug)


def area_name(slug: str) -> str:
    """A judged area within a sentence: `help and protection`."""
    return plain(grades.area_name(slug), _LONGEST_NAME) or "area not named"


@cache
def _area_places() -> dict[str, int]:
    return {area.slug: place for place, area in enumerate(grades.all_areas())}


def area_order(slug: str) -> int:
    """Where an area stands in Ofsted's own order; unknown ones come last."""
    return _area_places().get(slug, len(_area_places()))


def ordinal(number: int) -> str:
    """`5` → `fifth`; in figures from the thirteenth on: `21st`."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    last_two = abs(number) % 100
    ending = "th" if last_two in _TEENS else _ENDINGS.get(last_two % 10, "th")
    return f"{number}{ending}"


def count(number: int) -> str:
    """`3` → `three`; in figures above ten."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else f"{number}"


def listed(words: list[str] | tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def capital(text: str) -> str:
    """The text with its first letter as a capital and the others left alone."""
    return text[:1].upper() + text[1:]
