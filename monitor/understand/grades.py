"""Grades, areas and events as data: their names for readers, their order, the frameworks they belong to."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from monitor.model import Event
from monitor.understand.tables import read_toml


class Grade(Struct, frozen=True, kw_only=True):
    """One of the words in which Ofsted judges."""

    slug: str
    name: str
    rank: int
    """The higher, the better; equal ranks are the same step of two frameworks."""
    since: date | None = None
    until: date | None = None
    """The first day on which new inspections no longer used it."""
    words: tuple[str, ...] = ()
    """Phrases that mean the grade wherever they stand."""
    short: tuple[str, ...] = ()
    """Abbreviations, which count in capitals only."""
    plain: tuple[str, ...] = ()
    """Everyday words, which mean the grade only where something says so."""


class Area(Struct, frozen=True, kw_only=True):
    """One part of the service that is judged apart from the whole."""

    slug: str
    name: str
    words: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    """Names that mean the area only beside a grade and another area."""


class Framework(Struct, frozen=True, kw_only=True):
    """The rules by which Ofsted inspected councils from a day on."""

    slug: str
    name: str
    since: date
    overall: bool
    """Whether a graded inspection gives an overall judgement."""
    areas: tuple[str, ...]
    grades: tuple[str, ...]
    merge: dict[str, str]
    """How an area is written down under this framework, where its own name is another one."""
    overall_words: tuple[str, ...] = ()
    """Areas by whose name the press means the whole service."""


class _Grades(Struct, frozen=True):
    grade: tuple[Grade, ...]


class _Areas(Struct, frozen=True):
    area: tuple[Area, ...]


class _Frameworks(Struct, frozen=True):
    framework: tuple[Framework, ...]


class _EventName(Struct, frozen=True):
    slug: Event
    name: str


class _EventNames(Struct, frozen=True):
    event: tuple[_EventName, ...]


@cache
def all_grades() -> tuple[Grade, ...]:
    """Every grade of every framework, best first."""
    return tuple(sorted(read_toml("grades.toml", _Grades).grade, key=lambda grade: -grade.rank))


@cache
def _grades() -> dict[str, Grade]:
    return {grade.slug: grade for grade in all_grades()}


def grade_name(slug: str) -> str:
    """`requires improvement` for `requires_improvement`; an unknown slug in plain words."""
    grade = _grades().get(slug)
    return grade.name if grade else slug.replace("_", " ")


def rank(slug: str) -> int:
    """A grade's place in the order, the higher the better; 0 for an unknown one."""
    grade = _grades().get(slug)
    return grade.rank if grade else 0


def is_yet_to_come(slug: str, framework: Framework) -> bool:
    """Whether a grade was brought in only after a framework: no inspection under it can have given it."""
    grade = _grades().get(slug)
    return (
        grade is not None
        and grade.since is not None
        and grade.since > framework.since
        and slug not in framework.grades
    )


def direction_between(before: str, after: str) -> int:
    """+1 when `after` is the better grade, -1 when it is the worse, 0 when they are one step."""
    return (rank(after) > rank(before)) - (rank(after) < rank(before))


def next_to(slug: str, step: int) -> str:
    """The grade of today's four that is a step above or below one; empty at either end of the scale."""
    ranks = {grade.rank: grade.slug for grade in all_grades() if grade.until is None}
    rank = next((grade.rank for grade in all_grades() if grade.slug == slug), 0)
    return ranks.get(rank + step, "") if rank else ""


def comparable(before: str, after: str) -> bool:
    """Whether two grades say which way things went: not where two frameworks call one step differently."""
    return before == after or rank(before) != rank(after)


@cache
def all_areas() -> tuple[Area, ...]:
    """Every area that any framework judged."""
    return read_toml("areas.toml", _Areas).area


def area_name(slug: str) -> str:
    """`help and protection` for `help_and_protection`."""
    return next((area.name for area in all_areas() if area.slug == slug), slug.replace("_", " "))


@cache
def frameworks() -> tuple[Framework, ...]:
    """Ofsted's frameworks by the day from which inspections followed them."""
    return tuple(sorted(read_toml("frameworks.toml", _Frameworks).framework, key=lambda one: one.since))


def framework_on(day: date) -> Framework:
    """The framework of an inspection that began on a day; the oldest one for days before all."""
    followed = [one for one in frameworks() if one.since <= day]
    return followed[-1] if followed else frameworks()[0]


@cache
def _event_names() -> dict[Event, str]:
    return {one.slug: one.name for one in read_toml("event_names.toml", _EventNames).event}


def event_name(event: Event) -> str:
    """`monitoring visit` for a monitoring visit, as a reader knows it."""
    return _event_names().get(event, event.value.replace("_", " "))
