"""How a judgement is marked in pictures: a letter and a pattern beside the colour, never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from monitor.model import Judged
from monitor.tell import names


@dataclass(frozen=True, slots=True)
class Shade:
    """One grade's mark."""

    slug: str
    """The style's name; `none` where there is no overall grade, `unknown` where nothing is known."""
    letter: str
    name: str
    """`Requires improvement`."""
    quarters: tuple[Shade, ...] = ()
    """Where there is no overall grade: the four areas' marks, in Ofsted's order."""

    @property
    def initial(self) -> str:
        """The letter where there is room for one only: R for requires improvement."""
        return self.letter[:1]


_LETTERS = {"outstanding": "O", "good": "G", "requires_improvement": "RI", "adequate": "A", "inadequate": "I"}
NO_OVERALL = Shade("none", "N", "No overall grade (areas only)")
UNKNOWN = Shade("unknown", "?", "Not known")
FOUR_AREAS = ("leadership", "help_and_protection", "children_in_care", "care_leavers")


def shade(slug: str) -> Shade:
    """The mark of a grade or of a partnership's outcome."""
    name = names.capital(names.grade_name(slug))
    return Shade(slug, _LETTERS[slug], name) if slug in _LETTERS else Shade("other", name[:1], name)


def shade_of(judged: Judged | None) -> Shade:
    """The mark of what was judged."""
    if judged is None:
        return UNKNOWN
    return shade(judged.judgement) if judged.judgement is not None else shade_of_areas(judged.areas)


def shade_of_areas(areas: Mapping[str, str]) -> Shade:
    """The mark of a report without an overall grade: a quarter for each area, where any is known."""
    if not any(area in areas for area in FOUR_AREAS):
        return NO_OVERALL
    quarters = (shade(areas[area]) if area in areas else UNKNOWN for area in FOUR_AREAS)
    return replace(NO_OVERALL, quarters=tuple(quarters))


def scale() -> tuple[Shade, ...]:
    """The grades that councils can hold today, best first, then what is no grade."""
    today = ("outstanding", "good", "requires_improvement", "inadequate")
    by_area = replace(NO_OVERALL, quarters=(Shade("none", "–", "A grade"),) * len(FOUR_AREAS))
    return (*(shade(slug) for slug in today), by_area, UNKNOWN)
