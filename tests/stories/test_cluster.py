from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Coverage, Direction, Event, Flag
from monitor.stories.cluster import group, match_ids, member
from tests.stories.pairs import Case, cases
from tests.stories.strategies import COVERAGE
from tests.stories.support import DAY, NOON, coverage, finding


def _numbers(parts: list[Coverage]) -> list[list[int]]:
    return [[part.article_id for part in found.coverage] for found in group(parts)]


def test_nothing_makes_no_story() -> None:
    assert group([]) == ()


def test_an_article_alone_is_a_story_without_reasons() -> None:
    (found,) = group([coverage(1)])
    assert found.reasons == ()


def test_every_join_is_explained_in_plain_words() -> None:
    one = coverage(1, judgement="requires_improvement", title="A grade for Reading", outlet="BBC News")
    other = coverage(2, judgement="requires_improvement", at=NOON + 2 * DAY, title="Room to improve")
    (found,) = group([one, other])
    (reason,) = found.reasons
    assert reason == (
        "“A grade for Reading” (BBC News) and “Room to improve” (Outlet 2) tell of the same inspection: "
        "published 2 days apart; both give the judgement as requires improvement."
    )


def test_there_is_one_reason_fewer_than_articles() -> None:
    (found,) = group([coverage(n, judgement="good", at=NOON + n * DAY) for n in range(5)])
    assert len(found.reasons) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Event.INSPECTION, Event.MONITORING_VISIT),
        (Event.INSPECTION, Event.AREA_SEND),
        (Event.FOCUSED_VISIT, Event.AREA_SEND),
        (Event.FOCUSED_VISIT, Event.MONITORING_VISIT),
        (Event.INSPECTION, Event.INTERVENTION),
        (Event.JTAI, Event.FOCUSED_VISIT),
        (Event.AREA_SEND, Event.JTAI),
        (Event.OTHER, Event.AREA_SEND),
        (Event.OTHER, Event.INTERVENTION),
    ],
)
def test_two_kinds_of_event_on_one_day_are_two_stories(one: Event, other: Event) -> None:
    title = "Ofsted reports on Reading"
    assert len(group([coverage(1, one, title=title), coverage(2, other, title=title)])) == 2


def test_visits_with_different_numbers_are_two_even_in_one_week() -> None:
    fourth = coverage(1, Event.MONITORING_VISIT, visit_ordinal=4)
    fifth = coverage(2, Event.MONITORING_VISIT, visit_ordinal=5, at=NOON + DAY)
    assert len(group([fourth, fifth])) == 2


def test_one_article_that_tells_two_events_is_in_two_stories() -> None:
    one = coverage(1, Event.FOCUSED_VISIT, position=0)
    other = coverage(1, Event.FOCUSED_VISIT, position=1)
    assert len(group([one, other])) == 2


def test_a_chain_of_likenesses_never_ties_two_visits() -> None:
    visits = [coverage(n, Event.MONITORING_VISIT, at=NOON + n * 12 * DAY) for n in range(6)]
    assert all(
        found.coverage[-1].first_seen - found.coverage[0].first_seen <= timedelta(days=42)
        for found in group(visits)
    )


def test_a_visit_without_a_number_does_not_tie_two_with_numbers() -> None:
    parts = [
        coverage(1, Event.MONITORING_VISIT, visit_ordinal=4),
        coverage(2, Event.MONITORING_VISIT, at=NOON + 10 * DAY),
        coverage(3, Event.MONITORING_VISIT, visit_ordinal=5, at=NOON + 22 * DAY),
    ]
    assert _numbers(parts) == [[1, 2], [3]]


def test_one_papers_headline_used_twice_does_not_tie_two_visits() -> None:
    visits = [
        coverage(n, Event.MONITORING_VISIT, at=NOON + n * 30 * DAY, title="Some progress", outlet="Gazette")
        for n in (1, 2)
    ]
    assert len(group(visits)) == 2


def test_a_copied_headline_ties_late_news_of_one_intervention() -> None:
    notices = [
        coverage(n, Event.INTERVENTION, at=NOON + n * 9 * DAY, title="Minister serves notice on Reading")
        for n in (1, 2)
    ]
    (found,) = group(notices)
    assert found.reasons[0].endswith("published 9 days apart; one outlet's headline is like the other's.")


def test_stated_dates_far_apart_are_two_visits() -> None:
    summer = coverage(1, Event.FOCUSED_VISIT, event_date=date(2025, 7, 15))
    autumn = coverage(2, Event.FOCUSED_VISIT, event_date=date(2025, 10, 1))
    assert len(group([summer, autumn])) == 2


def test_a_misread_date_does_not_make_two_inspections_of_one_week() -> None:
    one = coverage(1, judgement="good", event_date=date(2025, 10, 3))
    other = coverage(2, judgement="good", event_date=date(2025, 5, 3), at=NOON + DAY)
    assert len(group([one, other])) == 1


def test_outlets_that_contradict_each_other_tell_of_one_inspection() -> None:
    parts = [coverage(1, judgement="good"), coverage(2, judgement="inadequate", at=NOON + DAY)]
    assert len(group(parts)) == 1


def test_an_article_that_was_corrected_stays_in_its_story() -> None:
    parts = [coverage(n, judgement="inadequate", at=NOON + n * 10 * DAY) for n in range(4)]
    corrected = replace(parts[0], finding=finding(judgement="requires_improvement"))
    assert _numbers([corrected, *parts[1:]]) == [[0, 1, 2, 3]]


def test_different_grades_in_different_years_are_two_inspections() -> None:
    parts = [coverage(1, judgement="good"), coverage(2, judgement="good", at=NOON + 500 * DAY)]
    assert len(group(parts)) == 2


def test_intervention_that_ends_and_intervention_that_tightens_are_two() -> None:
    parts = [
        coverage(1, Event.INTERVENTION, direction=Direction.IMPROVED),
        coverage(2, Event.INTERVENTION, direction=Direction.DECLINED),
    ]
    assert len(group(parts)) == 2


def test_an_unnamed_visit_goes_to_the_only_event_of_its_week() -> None:
    parts = [coverage(1, Event.FOCUSED_VISIT), coverage(2, Event.OTHER, at=NOON + 2 * DAY)]
    (found,) = group(parts)
    assert "names no kind of visit" in found.reasons[0]


def test_an_unnamed_visit_between_two_events_stays_alone_unless_its_headline_tells() -> None:
    parts = [
        coverage(1, Event.FOCUSED_VISIT, title="Care leavers helped well"),
        coverage(2, Event.INSPECTION, title="Grade at last"),
        coverage(3, Event.OTHER, title="Letter to the mayor"),
    ]
    assert _numbers(parts) == [[1], [2], [3]]
    told = replace(parts[2], title="Care leavers helped well, says Ofsted")
    assert _numbers([*parts[:2], told]) == [[1, 3], [2]]


def test_provisional_news_goes_to_the_report_that_follows() -> None:
    leak = coverage(1, flags=[Flag.PROVISIONAL])
    parts = [leak, coverage(2, judgement="good", at=NOON + 60 * DAY)]
    assert _numbers(parts) == [[1, 2]]
    assert len(group([leak, coverage(2, judgement="good", at=NOON + 300 * DAY)])) == 2


def test_provisional_news_never_ties_two_reports() -> None:
    parts = [
        coverage(1, judgement="good"),
        coverage(2, flags=[Flag.PROVISIONAL], at=NOON + 5 * DAY),
        coverage(3, judgement="good", at=NOON + 120 * DAY),
    ]
    assert _numbers(parts) == [[1, 2], [3]]


def test_a_recollection_goes_to_the_latest_event_that_fits_it() -> None:
    parts = [
        coverage(1, judgement="inadequate"),
        coverage(2, judgement="good", at=NOON + 200 * DAY),
        coverage(3, judgement="inadequate", flags=[Flag.RESTATED], at=NOON + 210 * DAY),
        coverage(4, flags=[Flag.RESTATED], at=NOON + 220 * DAY),
    ]
    assert _numbers(parts) == [[1, 3], [2, 4]]


def test_a_recollection_does_not_go_to_an_event_that_came_later() -> None:
    parts = [coverage(1, flags=[Flag.RESTATED]), coverage(2, judgement="good", at=NOON + 30 * DAY)]
    assert _numbers(parts) == [[1], [2]]


def test_an_old_date_makes_a_recollection_even_where_nobody_marked_it() -> None:
    parts = [
        coverage(1, judgement="good", at=NOON + 400 * DAY, event_date=date(2026, 11, 20)),
        coverage(2, judgement="inadequate", at=NOON + 402 * DAY, event_date=date(2023, 5, 1)),
    ]
    assert _numbers(parts) == [[1], [2]]


def test_a_misread_old_date_does_not_part_a_report_from_its_event() -> None:
    parts = [
        coverage(1, Event.MONITORING_VISIT, event_date=date(2025, 10, 8)),
        coverage(2, Event.MONITORING_VISIT, event_date=date(2022, 3, 1), at=NOON + DAY),
        coverage(3, Event.FOCUSED_VISIT, at=NOON + 300 * DAY),
        coverage(4, Event.FOCUSED_VISIT, event_date=date(2022, 3, 1), at=NOON + 301 * DAY),
    ]
    assert _numbers(parts) == [[1, 2], [3, 4]]


@settings(max_examples=150, deadline=None)
@given(COVERAGE, st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_the_order_of_arrival(parts: list[Coverage], chance: random.Random) -> None:
    shuffled = list(parts)
    chance.shuffle(shuffled)
    assert group(shuffled) == group(parts)


@settings(max_examples=150, deadline=None)
@given(COVERAGE)
def test_every_article_is_in_exactly_one_story(parts: list[Coverage]) -> None:
    found = [member(part) for made in group(parts) for part in made.coverage]
    assert sorted(found) == sorted(map(member, parts))
    assert all(len(made.reasons) == len(made.coverage) - 1 for made in group(parts))


@settings(max_examples=150, deadline=None)
@given(COVERAGE)
def test_no_story_ever_holds_two_numbers_of_visit(parts: list[Coverage]) -> None:
    for made in group(parts):
        assert len({part.finding.visit_ordinal for part in made.coverage} - {None}) <= 1


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.council}: {case.note}")
def test_labelled_cases_come_out_alike_in_any_order(case: Case) -> None:
    parts = list(case.coverage)
    for seed in range(4):
        random.Random(seed).shuffle(parts)  # noqa: S311 - an order, no secret
        assert group(parts) == group(case.coverage)


# --- which story goes on ----------------------------------------------------------------------------


def test_a_group_of_new_articles_has_no_story_yet() -> None:
    assert match_ids(group([coverage(1)]), {}) == ((group([coverage(1)])[0], None),)


def test_more_coverage_keeps_the_story() -> None:
    groups = group([coverage(1), coverage(2)])
    assert [story for _, story in match_ids(groups, {(1, 0): "reading-1"})] == ["reading-1"]


def test_two_stories_that_became_one_keep_the_older_name() -> None:
    groups = group([coverage(1), coverage(2, at=NOON + DAY), coverage(3, at=NOON + DAY)])
    known = {(1, 0): "older", (2, 0): "newer", (3, 0): "newer"}
    assert [story for _, story in match_ids(groups, known)] == ["older"]


def test_a_story_that_fell_apart_stays_where_most_of_its_articles_are() -> None:
    parts = [coverage(n, Event.FOCUSED_VISIT, at=NOON + n * 100 * DAY) for n in (1, 2)]
    parts.append(coverage(3, Event.FOCUSED_VISIT, at=NOON + 202 * DAY))
    known = dict.fromkeys([(1, 0), (2, 0), (3, 0)], "kept")
    assert [story for _, story in match_ids(group(parts), known)] == [None, "kept"]


@settings(max_examples=100, deadline=None)
@given(COVERAGE, st.dictionaries(st.tuples(st.integers(1, 12), st.just(0)), st.sampled_from("abc")))
def test_a_story_goes_on_in_one_group_at_most(
    parts: list[Coverage], known: dict[tuple[int, int], str]
) -> None:
    groups = group(parts)
    kept = [story for _, story in match_ids(groups, known) if story is not None]
    assert len(kept) == len(set(kept))
    for found, story in match_ids(groups, known):
        assert story is None or story in {known.get(member(part)) for part in found.coverage}
    assert match_ids(groups, known) == match_ids(groups, dict(reversed(known.items())))


@pytest.mark.parametrize("flags", [(), (Flag.RESTATED,)])
def test_an_outcome_of_long_ago_never_hides_behind_a_word_of_one_to_come(flags: tuple[Flag, ...]) -> None:
    leak = coverage(1, flags=[Flag.PROVISIONAL])
    told = coverage(2, judgement="inadequate", flags=flags, event_date=date(2025, 1, 1), at=NOON + DAY)
    assert [len(found.coverage) for found in group([leak, told])] == [1, 1]
