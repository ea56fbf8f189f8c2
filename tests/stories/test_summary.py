from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Coverage, Direction, Event, Flag, Highlights
from monitor.stories.cluster import group
from monitor.stories.revise import revise
from monitor.stories.summary import tell_as_one
from tests.stories.strategies import COVERAGE
from tests.stories.support import DAY, NOON, coverage, story, theme, told


def test_a_story_is_dated_by_its_earliest_article() -> None:
    made = told(coverage(1, at=NOON + DAY), coverage(2, at=NOON))
    assert (made.published, made.first_seen) == (NOON, NOON)


def test_outlets_that_agree_give_the_judgement() -> None:
    made = told(coverage(1, judgement="good"), coverage(2), coverage(3, judgement="good"))
    assert (made.judgement, made.disputed) == ("good", False)


def test_outlets_that_contradict_each_other_give_none_and_say_so() -> None:
    made = told(coverage(1, judgement="good"), coverage(2, judgement="inadequate"))
    assert (made.judgement, made.disputed) == (None, True)


def test_a_clear_majority_of_outlets_stands_but_the_dispute_is_marked() -> None:
    parts = [coverage(n, judgement="good") for n in (1, 2, 3)]
    made = told(*parts, coverage(4, judgement="inadequate"))
    assert (made.judgement, made.disputed) == ("good", True)


def test_an_outlet_counts_once_however_often_it_writes() -> None:
    parts = [coverage(n, judgement="good", outlet="Gazette") for n in (1, 2, 3)]
    assert told(*parts, coverage(4, judgement="inadequate")).judgement is None


def test_the_official_source_settles_a_dispute() -> None:
    parts = [coverage(n, judgement="good") for n in (1, 2, 3, 4)]
    made = told(*parts, coverage(5, judgement="requires_improvement", official=True))
    assert (made.judgement, made.disputed) == ("requires_improvement", False)


def test_an_official_report_without_an_overall_grade_ends_talk_of_one() -> None:
    official = coverage(2, official=True, areas={"leadership": "good"})
    made = told(coverage(1, judgement="good"), official)
    assert (made.judgement, made.disputed) == (None, False)


def test_an_official_summary_without_grades_settles_nothing() -> None:
    official = coverage(2, official=True)
    assert told(coverage(1, judgement="good"), official).judgement == "good"
    partial = coverage(2, official=True, areas={"leadership": "good"}, flags=[Flag.PARTIAL])
    assert told(coverage(1, judgement="good"), partial).judgement == "good"


def test_areas_come_from_all_outlets_and_a_contradiction_leaves_one_out() -> None:
    made = told(
        coverage(1, areas={"leadership": "good", "care_leavers": "good"}),
        coverage(
            2, areas={"leadership": "good", "care_leavers": "outstanding", "help_and_protection": "good"}
        ),
    )
    assert made.areas == {"leadership": "good", "help_and_protection": "good"}
    assert made.disputed


def test_a_recollection_has_no_voice_where_the_event_was_reported() -> None:
    recalled = coverage(2, judgement="inadequate", flags=[Flag.RESTATED], official=True)
    made = told(coverage(1, judgement="good"), recalled)
    assert (made.judgement, made.disputed, made.flags) == ("good", False, ())


def test_provisional_word_has_no_voice_once_the_report_is_there() -> None:
    leak = coverage(1, flags=[Flag.PROVISIONAL], direction=Direction.DECLINED)
    made = told(leak, coverage(2, judgement="good", direction=Direction.IMPROVED))
    assert (made.direction, made.flags) == (Direction.IMPROVED, ())


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ([[Flag.PROVISIONAL], [Flag.PROVISIONAL]], (Flag.PROVISIONAL,)),
        ([[Flag.PROVISIONAL], []], ()),
        ([[Flag.RESTATED], [Flag.RESTATED]], (Flag.RESTATED,)),
        ([[Flag.RESTATED], []], ()),
        ([[Flag.RESTATED], [Flag.PROVISIONAL]], (Flag.PROVISIONAL,)),
        ([[Flag.PRIORITY_ACTION], []], (Flag.PRIORITY_ACTION,)),
        ([[Flag.PARTIAL], []], ()),
        ([[Flag.PARTIAL], [Flag.PARTIAL]], (Flag.PARTIAL,)),
        ([[Flag.CORRECTION], []], (Flag.CORRECTION,)),
    ],
)
def test_warnings_count_from_any_article_and_reservations_from_all(
    flags: list[list[Flag]], expected: tuple[Flag, ...]
) -> None:
    assert told(*(coverage(n, flags=found) for n, found in enumerate(flags))).flags == expected


def test_the_kind_of_event_is_what_most_outlets_name_and_never_other_where_one_names_it() -> None:
    parts = [coverage(1, Event.OTHER), coverage(2, Event.OTHER), coverage(3, Event.FOCUSED_VISIT)]
    assert told(*parts).event is Event.FOCUSED_VISIT
    assert told(coverage(1, Event.OTHER)).event is Event.OTHER


def test_the_number_of_the_visit_is_kept_where_one_outlet_counts() -> None:
    parts = [coverage(1, Event.MONITORING_VISIT), coverage(2, Event.MONITORING_VISIT, visit_ordinal=4)]
    assert told(*parts).visit_ordinal == 4


def test_directions_that_weigh_alike_cancel_out() -> None:
    parts = [coverage(1, direction=Direction.IMPROVED), coverage(2, direction=Direction.DECLINED)]
    assert told(*parts).direction is None


def test_the_quote_proves_the_judgement_in_the_most_trusted_article() -> None:
    rumour = coverage(1, judgement="good", quotes={"judgement": "rated good"}, confidence=0.5)
    report = coverage(2, judgement="good", official=True, quotes={"judgement": "Overall effectiveness: good"})
    assert told(rumour, report).quote == "Overall effectiveness: good"


def test_the_quote_of_a_disputed_story_proves_the_event_alone() -> None:
    one = coverage(1, judgement="good", quotes={"judgement": "good", "event": "inspectors came in May"})
    other = coverage(2, judgement="inadequate", quotes={"judgement": "inadequate"})
    assert told(one, other).quote == "inspectors came in May"


def test_the_quote_proves_an_area_where_there_is_no_overall_grade() -> None:
    part = coverage(
        1,
        areas={"leadership": "good"},
        quotes={"event": "a report", "areas.leadership": "leaders were judged good"},
    )
    assert told(part).quote == "leaders were judged good"


def test_the_quote_of_provisional_news_says_what_is_foretold() -> None:
    leak = coverage(
        1,
        flags=[Flag.PROVISIONAL],
        quotes={"event": "a draft report", "flags.provisional": "is set to be rated inadequate"},
    )
    assert told(leak).quote == "is set to be rated inadequate"


def test_a_story_without_any_evidence_is_quoted_by_its_headline() -> None:
    assert told(coverage(1, title="Reading praised")).quote == "Reading praised"


def test_highlights_come_from_the_most_trusted_article_that_has_them() -> None:
    doubtful = coverage(1, highlights=Highlights(strengths=("Kind.",), concerns=("Late.",)), confidence=0.2)
    sure = coverage(2, highlights=Highlights(strengths=("Warm.",)), confidence=0.9)
    assert told(doubtful, sure).highlights == Highlights(strengths=("Warm.",), concerns=("Late.",))


def test_each_theme_is_kept_once() -> None:
    parts = [coverage(1, themes=(theme("workforce"),)), coverage(2, themes=(theme("workforce", "x"),))]
    assert [found.name for found in told(*parts).themes] == ["workforce"]


def test_revision_and_correction_go_on_from_the_story_before() -> None:
    before = story(revision=3, corrected=True)
    made = told(coverage(1), before=before)
    assert (made.revision, made.corrected) == (3, True)
    assert told(coverage(1)).revision == 0


@settings(max_examples=100, deadline=None)
@given(COVERAGE)
def test_a_story_claims_nothing_that_none_of_its_articles_says(parts: list[Coverage]) -> None:
    for found in group(parts):
        made = tell_as_one("x", found)
        assert made.judgement in {None, *(part.finding.judgement for part in found.coverage)}
        assert made.visit_ordinal in {None, *(part.finding.visit_ordinal for part in found.coverage)}
        assert made.event in {part.finding.event for part in found.coverage}
        assert made.quote


@settings(max_examples=100, deadline=None)
@given(COVERAGE, st.randoms(use_true_random=False))
def test_a_story_told_again_from_the_same_articles_is_never_news(
    parts: list[Coverage], chance: random.Random
) -> None:
    shuffled = list(parts)
    chance.shuffle(shuffled)
    for found, again in zip(group(parts), group(shuffled), strict=True):
        first = revise(None, tell_as_one("x", found), now=NOON)
        if first is not None:
            assert revise(first.story, tell_as_one("x", again, first.story), now=NOON) is None
