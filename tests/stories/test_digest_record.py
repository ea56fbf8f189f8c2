"""What is known of a council's judgements, from a carried list and the monitor's own stories."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.model import Event, Flag, Judged, Story
from monitor.stories.digest_record import records
from tests.stories.support import DAY, NOON, story

LISTED = {"reading": Judged(on=date(2024, 7, 1), judgement="requires_improvement")}


def judged(*stories: Story, until: datetime = NOON + DAY, council: str = "reading") -> list[str | None]:
    """The council's overall grades, the oldest first."""
    known = {one.council: one for one in records(LISTED, stories, until=until)}
    return [one.judgement for one in known[council].judged]


def test_the_carried_list_stands_until_there_is_newer_news() -> None:
    assert judged() == ["requires_improvement"]
    assert judged(story(judgement="good")) == ["requires_improvement", "good"]


def test_the_list_counts_only_from_its_reports_day_on() -> None:
    assert judged(until=datetime(2024, 6, 30, tzinfo=NOON.tzinfo)) == []


@pytest.mark.parametrize(
    "no_judgement",
    [
        story(event=Event.MONITORING_VISIT),
        story(event=Event.AREA_SEND, areas={"send": "inconsistent"}),
        story(judgement="good", flags=(Flag.PROVISIONAL,)),
        story(judgement="good", flags=(Flag.RESTATED,)),
        story(judgement="good", first_seen=NOON + 2 * DAY),
        story(),
    ],
)
def test_only_official_new_grades_seen_in_time_are_judgements(no_judgement: Story) -> None:
    assert judged(no_judgement) == ["requires_improvement"]


def test_two_accounts_of_one_report_are_one_judgement_with_all_its_grades() -> None:
    first = story("a", judgement="good", areas={"leadership": "good"}, first_seen=NOON - 40 * DAY)
    later = story("b", areas={"care_leavers": "outstanding"})
    (record,) = records({}, [later, first], until=NOON + DAY)
    assert record.latest == Judged(
        on=(NOON - 40 * DAY).date(),
        judgement="good",
        areas={"leadership": "good", "care_leavers": "outstanding"},
        story_id="b",
    )


def test_a_report_without_an_overall_grade_is_known_by_its_areas() -> None:
    (record,) = records({}, [story(areas={"leadership": "good"})], until=NOON + DAY)
    assert record.latest is not None
    assert record.latest.judgement is None
    assert record.latest.areas == {"leadership": "good"}


def test_the_grade_of_an_abolished_council_is_not_its_successors() -> None:
    heirs = {"cumbria": ("cumberland", "westmorland-and-furness"), "dorset": ("dorset", "bcp")}
    told = [story("a", council="cumbria", judgement="good"), story("b", council="dorset", judgement="good")]
    found = records({}, told, until=NOON + DAY, successors=heirs)
    assert [one.council for one in found] == ["dorset"]


def test_a_council_of_which_nothing_is_known_has_no_latest_judgement() -> None:
    (record,) = records(LISTED, [], until=datetime(2020, 1, 1, tzinfo=NOON.tzinfo))
    assert record.latest is None
