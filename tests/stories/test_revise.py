from __future__ import annotations

import pytest

from monitor.model import Event, Flag, Revision, RevisionKind, Story
from monitor.stories.revise import revise, withdraw, withdrawn
from tests.stories.support import NOON, coverage, story


def _revise(before: Story | None, now_told: Story, corrected_by: str = "") -> Revision | None:
    return revise(before, now_told, now=NOON, corrected_by=corrected_by)


def _kind(before: Story | None, now_told: Story, corrected_by: str = "") -> RevisionKind | None:
    made = _revise(before, now_told, corrected_by)
    return None if made is None else made.kind


def test_the_first_time_is_news_and_counts_one() -> None:
    made = _revise(None, story(revision=0))
    assert made is not None
    assert (made.kind, made.number, made.before) == (RevisionKind.NEWS, 1, None)


def test_an_old_outcome_told_again_is_kept_and_never_told() -> None:
    assert _revise(None, story(flags=(Flag.RESTATED,))) is None


def test_more_coverage_alone_is_no_news() -> None:
    before = story(judgement="good")
    now = story(judgement="good", coverage=(coverage(1), coverage(2)), quote="A better quote.")
    assert _revise(before, now) is None


@pytest.mark.parametrize("was", [None, "inadequate"])
def test_a_judgement_newly_stated_or_changed_is_news_again(was: str | None) -> None:
    made = _revise(story(judgement=was, revision=2), story(judgement="good"))
    assert made is not None
    assert (made.kind, made.number) == (RevisionKind.JUDGEMENT, 3)
    assert "The judgement is now good" in made.reason


def test_a_first_area_grade_is_a_judgement_where_there_is_no_overall_one() -> None:
    assert _kind(story(), story(areas={"leadership": "good"})) is RevisionKind.JUDGEMENT


def test_another_area_of_the_same_grade_is_only_more_coverage() -> None:
    before = story(areas={"leadership": "good"})
    assert _kind(before, story(areas={"leadership": "good", "care_leavers": "good"})) is None


def test_another_area_of_another_grade_is_news() -> None:
    before = story(areas={"leadership": "good"})
    now = story(areas={"leadership": "good", "care_leavers": "inadequate"})
    made = _revise(before, now)
    assert made is not None
    assert made.reason == "Newly graded in this inspection: care leavers inadequate."


def test_areas_under_a_told_overall_grade_are_only_more_coverage() -> None:
    before = story(judgement="good")
    assert _kind(before, story(judgement="good", areas={"care_leavers": "inadequate"})) is None


def test_a_changed_area_grade_is_news() -> None:
    before = story(judgement="good", areas={"leadership": "good"})
    assert (
        _kind(before, story(judgement="good", areas={"leadership": "outstanding"})) is RevisionKind.JUDGEMENT
    )


def test_a_dispute_that_silences_a_told_judgement_waits_until_it_is_settled() -> None:
    before = story(judgement="good")
    assert _kind(before, story(judgement=None, disputed=True)) is None
    assert _kind(before, story(judgement="good")) is None
    assert _kind(before, story(judgement="inadequate")) is RevisionKind.JUDGEMENT


def test_provisional_news_that_becomes_official_says_so_once() -> None:
    before = story(flags=(Flag.PROVISIONAL,))
    made = _revise(before, story(judgement="good"))
    assert made is not None
    assert made.kind is RevisionKind.OFFICIAL
    assert made.reason == "What was told as provisional is now official. The judgement is good."
    assert _kind(made.story, story(judgement="good")) is None


def test_a_changed_article_makes_a_correction_of_what_was_told() -> None:
    made = _revise(story(judgement="good"), story(judgement="inadequate"), "The article was changed")
    assert made is not None
    assert made.kind is RevisionKind.CORRECTION
    assert made.story.corrected
    assert made.before == story(judgement="good")
    assert made.reason == "The article was changed. The judgement was good and is now inadequate."


@pytest.mark.parametrize(
    "now",
    [
        story(council="slough", judgement="good"),
        story(event=Event.MONITORING_VISIT, judgement="good"),
        story(judgement=None),
        story(judgement="good", areas={}),
        story(judgement="good", areas={"leadership": "good"}, previous_judgement=None),
    ],
)
def test_whatever_was_told_can_be_corrected(now: Story) -> None:
    before = story(judgement="good", areas={"leadership": "good"}, previous_judgement="inadequate")
    assert _kind(before, now, "Ann Lee corrected it") is RevisionKind.CORRECTION


def test_what_was_never_told_cannot_have_been_wrong() -> None:
    before = story(judgement="good")
    now = story(judgement="good", previous_judgement="inadequate")
    assert _kind(before, now, "The article was changed") is None
    assert _kind(story(), story(judgement="good"), "The article was changed") is RevisionKind.JUDGEMENT


def test_a_change_that_touches_no_claim_is_no_correction() -> None:
    assert _kind(story(quote="One."), story(quote="Two."), "The article was changed") is None


def test_an_official_report_without_overall_grade_corrects_one_that_was_told() -> None:
    before = story(judgement="good")
    assert _kind(before, story(coverage=(coverage(1),))) is None
    made = _revise(before, story(coverage=(coverage(1, official=True),)))
    assert made is not None
    assert made.kind is RevisionKind.CORRECTION
    assert made.reason == "The official source gives no overall judgement; good had been told."


def test_a_correction_once_made_stays_visible() -> None:
    before = story(judgement="good", corrected=True, revision=4)
    made = _revise(before, story(judgement="inadequate"))
    assert made is not None
    assert (made.story.corrected, made.number) == (True, 5)


def test_a_story_taken_back_is_a_correction_with_nothing_in_its_place() -> None:
    made = withdraw(story(judgement="good"), now=NOON, corrected_by="Ann Lee corrected it")
    assert (made.kind, made.number) == (RevisionKind.CORRECTION, 2)
    assert made.reason == "Ann Lee corrected it: this is no news of a council's children's services."
    assert withdrawn(made)
    changed = _revise(story(judgement="good"), story(judgement="inadequate"), "x")
    assert changed is not None
    assert not withdrawn(changed)
