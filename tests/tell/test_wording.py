"""The words of alerts: outcome first, whatever is known."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, date, datetime, time

import pytest

from monitor.model import Direction, Event, Flag, Story
from monitor.tell import names, wording
from tests.tell.samples import FOUR_AREAS, LONDON, story, visit

GOOD_BUT_ONE = dict.fromkeys(FOUR_AREAS, "good") | {"care_leavers": "requires_improvement"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (story(), "Reading: requires improvement, up from inadequate"),
        (story(judgement="inadequate", previous_judgement="good"), "Reading: inadequate, down from good"),
        (story(judgement="good", previous_judgement="good"), "Reading: still good"),
        (
            story(council="bury", previous_judgement="adequate"),
            "Bury: requires improvement, previously adequate",
        ),
        (story(previous_judgement=None), "Reading: requires improvement, an improvement"),
        (
            story(previous_judgement=None, direction=Direction.DECLINED),
            "Reading: requires improvement, a decline",
        ),
        (
            story(previous_judgement=None, direction=Direction.UNCHANGED),
            "Reading: requires improvement, unchanged",
        ),
        (story(previous_judgement=None, direction=None), "Reading: requires improvement"),
        (story(judgement="expected_standard"), "Reading: expected standard, previously inadequate"),
        (
            visit(),
            "Slough: fifth monitoring visit — mixed progress; still rated inadequate (last overall grade)",
        ),
        (visit(visit_ordinal=None, direction=None, previous_judgement=None), "Slough: monitoring visit"),
        (
            visit(
                event=Event.FOCUSED_VISIT,
                direction=None,
                visit_ordinal=None,
                flags=(Flag.PRIORITY_ACTION,),
                previous_judgement="good",
            ),
            "Slough: focused visit — area for priority action; still rated good (last overall grade)",
        ),
        (
            story(
                council="devon",
                event=Event.AREA_SEND,
                judgement=None,
                areas={"send": "systemic_failings"},
                previous_judgement=None,
            ),
            "Devon: area SEND inspection — widespread failings",
        ),
        (
            story(council="brent", judgement=None, previous_judgement=None, areas=GOOD_BUT_ONE),
            "Brent: good in three of four areas; care leavers requires improvement",
        ),
        (
            story(council="brent", judgement=None, areas=GOOD_BUT_ONE, previous_judgement="good"),
            "Brent: good in three of four areas; care leavers requires improvement; last overall grade: good",
        ),
        (
            story(judgement=None, previous_judgement=None, direction=None, flags=(Flag.PROVISIONAL,)),
            "Reading: inspection — outcome not official yet",
        ),
        (
            story(judgement=None, previous_judgement=None, direction=None),
            "Reading: inspection — no grade stated",
        ),
        (
            story(event=Event.INTERVENTION, judgement=None, direction=None),
            "Reading: government intervention; last overall grade: inadequate",
        ),
        (
            story(event=Event.OTHER, judgement=None, previous_judgement=None),
            "Reading: Ofsted report or visit — improvement",
        ),
        (
            story(event=Event.JTAI, judgement=None, previous_judgement=None, direction=None),
            "Reading: joint targeted area inspection",
        ),
    ],
)
def test_a_headline_says_the_outcome_first(told: Story, expected: str) -> None:
    assert wording.headline(told) == expected


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        ({}, ""),
        ({"care_leavers": "good"}, "care leavers good"),
        ({"care_leavers": "good", "adoption": "good"}, "good in both areas"),
        (dict.fromkeys(FOUR_AREAS, "outstanding"), "outstanding in all four areas"),
        ({"leadership": "good", "adoption": "inadequate"}, "adoption inadequate; leadership good"),
        (
            {
                "leadership": "inadequate",
                "help_and_protection": "inadequate",
                "children_in_care": "good",
                "care_leavers": "good",
            },
            "inadequate in two of four areas; good in children in care and in care leavers",
        ),
        ({"send": "inconsistent"}, "inconsistent experiences"),
        ({"transitions_2027": "needs_attention"}, "transitions 2027 needs attention"),
    ],
)
def test_areas_are_summed_up_in_one_phrase(areas: dict[str, str], expected: str) -> None:
    assert wording.areas_phrase(areas) == expected


def every_story() -> list[Story]:
    grades = (None, "good", "inadequate", "adequate")
    directions = (None, *Direction)
    area_sets: tuple[dict[str, str], ...] = ({}, {"adoption": "good"}, FOUR_AREAS)
    combinations = itertools.product(Event, grades, grades, directions, area_sets, (None, 3), (None, *Flag))
    return [
        story(
            event=event,
            judgement=now,
            previous_judgement=before,
            direction=direction,
            areas=areas,
            visit_ordinal=ordinal,
            flags=(flag,) if flag else (),
        )
        for event, now, before, direction, areas, ordinal, flag in combinations
    ]


def test_no_combination_of_facts_makes_an_awkward_headline() -> None:
    awkward = re.compile(r"None|  | [,;.]|;;|,,|— ;|— $|[;,—]$|_|: —|:;")

    wrong = [line for line in map(wording.headline, every_story()) if awkward.search(line)]

    assert not wrong


def test_a_visit_never_claims_a_new_grade() -> None:
    visits = [one for one in every_story() if one.event in wording.UNGRADED_VISITS and one.judgement is None]

    assert all("up from" not in wording.headline(one) for one in visits)


def test_a_long_headline_leaves_the_standing_grade_to_the_facts() -> None:
    told = visit(council="bournemouth-christchurch-and-poole", flags=(Flag.PRIORITY_ACTION,))

    assert wording.headline(told, 110).endswith("area for priority action")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (story(), "improved"),
        (story(judgement="inadequate", previous_judgement="good"), "declined"),
        (story(judgement="good", previous_judgement="good"), "unchanged"),
        (story(previous_judgement="adequate", direction=None), ""),
        (story(previous_judgement="adequate", direction=Direction.MIXED), "mixed"),
        (visit(), "mixed progress"),
        (visit(direction=None), ""),
    ],
)
def test_the_direction_compares_grades_where_it_can(told: Story, expected: str) -> None:
    assert wording.trend_words(told) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "first"),
        (5, "fifth"),
        (12, "twelfth"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
        (113, "113th"),
        (0, "0th"),
    ],
)
def test_ordinals_are_words_up_to_twelve(number: int, expected: str) -> None:
    assert names.ordinal(number) == expected


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_like_a_sentence(items: list[str], expected: str) -> None:
    assert names.listed(items) == expected


def test_unknown_slugs_stay_readable() -> None:
    assert names.council_name("atlantis-and-mu")
    assert names.grade_name("strong_standard") == "strong standard"
    assert names.area_name("family_help") == "family help"


def test_times_are_the_readers_in_summer_and_winter() -> None:
    summer, winter = datetime(2026, 7, 1, 7, 0, tzinfo=UTC), datetime(2026, 12, 1, 8, 0, tzinfo=UTC)

    assert wording.day_and_clock(summer, LONDON) == "Wednesday 1 July 2026, 08:00 BST"
    assert wording.day_and_clock(winter, LONDON) == "Tuesday 1 December 2026, 08:00 GMT"
    assert wording.day(date(2026, 3, 9), LONDON) == "9 March 2026"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 11, 16), date(2026, 11, 23), "16 to 23 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 7), "30 November to 7 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 4), "28 December 2026 to 4 January 2027"),
    ],
)
def test_a_week_is_named_by_its_days_as_people_in_england_write_them(
    start: date, end: date, expected: str
) -> None:
    hour = time(8)
    first, last = (datetime.combine(one, hour, LONDON) for one in (start, end))
    assert wording.days(first, last, LONDON) == expected
    assert wording.window(first, last, LONDON) == f"{expected}, Monday 08:00 to Monday 08:00"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Plans drift.", "“Plans drift.”"),
        ("plans drift.", "“… plans drift.”"),
        ("“Plans drift,” they wrote.", "“Plans drift,” they wrote."),
        ("57% were late.", "“57% were late.”"),
    ],
)
def test_an_articles_words_stand_in_one_pair_of_quotation_marks(words: str, expected: str) -> None:
    assert wording.quoted(words) == expected
