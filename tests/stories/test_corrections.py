from __future__ import annotations

from typing import Any

from monitor.model import Classification, Coverage, Event, Flag, Story
from monitor.stories.corrections import (
    Override,
    apply,
    apply_all,
    compare,
    differences,
    in_words,
)
from tests.stories.support import coverage, finding, story, told

_STORY = story(judgement="good", areas={"leadership": "good"}, disputed=True)


def test_a_person_sets_the_judgement_and_ends_the_dispute() -> None:
    corrected = apply(_STORY, Override(story_id=_STORY.id, judgement="inadequate"))
    assert corrected is not None
    assert (corrected.judgement, corrected.disputed, corrected.corrected) == ("inadequate", False, True)


def test_a_person_may_say_that_there_is_no_judgement() -> None:
    corrected = apply(_STORY, Override(story_id=_STORY.id, judgement=None))
    assert corrected is not None
    assert corrected.judgement is None


def test_what_a_person_leaves_out_stays() -> None:
    assert apply(_STORY, Override(story_id=_STORY.id)) == _STORY
    moved = apply(_STORY, Override(story_id=_STORY.id, council="slough"))
    assert moved is not None
    assert (moved.council, moved.judgement) == ("slough", "good")


def test_an_inspection_that_was_a_visit_loses_its_grades() -> None:
    corrected = apply(_STORY, Override(story_id=_STORY.id, event=Event.MONITORING_VISIT))
    assert corrected is not None
    assert (corrected.judgement, corrected.areas) == (None, {})


def test_a_visit_that_was_an_inspection_loses_its_number_and_may_get_a_grade() -> None:
    visit = story(event=Event.MONITORING_VISIT, visit_ordinal=4)
    corrected = apply(visit, Override(story_id=visit.id, event=Event.INSPECTION, judgement="good"))
    assert corrected is not None
    assert (corrected.visit_ordinal, corrected.judgement) == (None, "good")


def test_a_judgement_by_a_person_makes_provisional_news_official() -> None:
    leak = story(flags=(Flag.PROVISIONAL, Flag.PARTIAL))
    corrected = apply(leak, Override(story_id=leak.id, judgement="good"))
    assert corrected is not None
    assert corrected.flags == (Flag.PARTIAL,)


def test_a_story_may_be_no_news_and_a_later_word_takes_that_back() -> None:
    gone = Override(story_id=_STORY.id, not_relevant=True)
    assert apply_all(_STORY, [gone]) is None
    back = apply_all(_STORY, [gone, Override(story_id=_STORY.id, judgement="good")])
    assert back is not None


def test_the_last_word_counts_and_other_stories_are_left_alone() -> None:
    words = [
        Override(story_id=_STORY.id, judgement="inadequate"),
        Override(story_id="another", judgement="outstanding"),
        Override(story_id=_STORY.id, judgement="requires_improvement"),
    ]
    corrected = apply_all(_STORY, words)
    assert corrected is not None
    assert corrected.judgement == "requires_improvement"


def test_differences_are_told_in_plain_words() -> None:
    now = story(council="slough", judgement=None, areas={"care_leavers": "requires_improvement"})
    assert in_words(differences(_STORY, now)) == (
        "The council was Reading and is now Slough; the judgement was good and is now not stated; "
        "the grade for leadership was good and is now not stated; "
        "the grade for care leavers was not stated and is now requires improvement."
    )
    assert in_words(differences(_STORY, _STORY)) == ""


def test_two_readings_of_an_article_are_compared_with_both_quotes() -> None:
    was = finding(judgement="inadequate", quotes={"judgement": "rated inadequate"})
    now = finding(judgement="requires_improvement", quotes={"judgement": "rated as requiring improvement"})
    (found,) = compare(Classification(findings=(was,)), Classification(findings=(now,)))
    assert found.words == "the judgement was inadequate and is now requires improvement"
    assert (found.was_quote, found.now_quote) == ("rated inadequate", "rated as requiring improvement")


def test_an_article_that_names_another_council_now_differs_in_its_council() -> None:
    was, now = finding(council="derby"), finding(council="derbyshire")
    (found,) = compare(Classification(findings=(was,)), Classification(findings=(now,)))
    assert (found.field, found.was, found.now) == ("council", "Derby", "Derbyshire")


def test_findings_that_came_or_went_are_differences() -> None:
    main, visit = finding(), finding(Event.FOCUSED_VISIT, council="slough", quotes={"event": "a visit"})
    (came,) = compare(Classification(findings=(main,)), Classification(findings=(main, visit)))
    assert (came.was, came.now, came.now_quote) == ("not stated", "focused visit at Slough", "a visit")
    (went,) = compare(Classification(findings=(main, visit)), Classification(findings=(main,)))
    assert (went.was, went.was_quote) == ("focused visit at Slough", "a visit")


def test_a_second_event_that_became_the_first_is_no_difference() -> None:
    visit, inspection = finding(Event.FOCUSED_VISIT), finding()
    was = finding(Event.FOCUSED_VISIT, also=(inspection,))
    now = finding(also=(visit,))
    assert compare(Classification(findings=(was,)), Classification(findings=(now,))) == ()


def test_a_persons_word_is_never_shown_with_a_quote_that_says_otherwise() -> None:
    one = coverage(1, judgement="good", quotes={"judgement": "rated good", "event": "an inspection"})
    other = coverage(2, judgement="inadequate", quotes={"judgement": "rated inadequate"})
    assert _by_a_person(one, judgement="inadequate").quote == ""
    assert _by_a_person(one, other, judgement="inadequate").quote == "rated inadequate"
    assert _by_a_person(one, judgement=None).quote == ""
    assert _by_a_person(one, judgement="good").quote == "rated good"
    assert _by_a_person(one, event=Event.FOCUSED_VISIT).quote == ""


def _by_a_person(*parts: Coverage, **says: Any) -> Story:  # noqa: ANN401 - any field of an override
    story = apply(told(*parts), Override(story_id="reading-2025-11-abc", **says))
    assert story is not None
    return story
