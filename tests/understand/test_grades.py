from datetime import date

import pytest

from monitor.model import Event
from monitor.understand import grades


def test_grades_have_names_and_an_order() -> None:
    assert grades.grade_name("requires_improvement") == "requires improvement"
    assert next(grade.slug for grade in grades.all_grades()) == "outstanding"
    assert grades.rank("outstanding") > grades.rank("good") > grades.rank("requires_improvement")
    assert grades.rank("requires_improvement") > grades.rank("inadequate") > grades.rank("unheard_of")


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [("inadequate", "good", 1), ("good", "requires_improvement", -1), ("good", "good", 0)],
)
def test_two_grades_say_which_way(before: str, after: str, step: int) -> None:
    assert grades.direction_between(before, after) == step
    assert grades.comparable(before, after)


def test_one_step_of_two_frameworks_is_no_change_that_can_be_told() -> None:
    assert not grades.comparable("adequate", "requires_improvement")


def test_unknown_slugs_are_told_in_plain_words() -> None:
    assert grades.grade_name("urgent_improvement") == "urgent improvement"
    assert grades.area_name("early_help") == "early help"


def test_areas_and_events_have_names() -> None:
    assert grades.area_name("help_and_protection") == "help and protection"
    assert grades.event_name(Event.MONITORING_VISIT) == "monitoring visit"
    assert all(grades.event_name(event) for event in Event)


@pytest.mark.parametrize(
    ("day", "slug"),
    [
        (date(2008, 1, 1), "child_protection_arrangements"),
        (date(2013, 5, 1), "child_protection_arrangements"),
        (date(2016, 5, 1), "single_inspection_framework"),
        (date(2022, 12, 31), "ilacs_2018"),
        (date(2023, 1, 1), "ilacs_2023"),
        (date(2026, 3, 31), "ilacs_2023"),
        (date(2026, 4, 1), "ilacs_2026"),
    ],
)
def test_an_inspection_follows_the_framework_of_its_day(day: date, slug: str) -> None:
    assert grades.framework_on(day).slug == slug


def test_there_is_no_overall_grade_since_april_2026() -> None:
    assert [one.slug for one in grades.frameworks() if not one.overall] == ["ilacs_2026"]


def test_every_framework_names_known_grades_and_areas() -> None:
    known_grades = {grade.slug for grade in grades.all_grades()}
    known_areas = {area.slug for area in grades.all_areas()}
    for framework in grades.frameworks():
        assert set(framework.grades) <= known_grades
        assert set(framework.areas) <= known_areas
        assert set(framework.merge) <= known_areas
        assert set(framework.merge.values()) <= known_areas
