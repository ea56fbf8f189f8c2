"""In which order one destination's messages go out."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Delivery
from monitor.pipeline.queue import STUBBORN, in_turn, subject_of
from tests.support.stories import NOON

STORIES = ("reading-2026-11-a3f", "slough-2026-11-b4c", "devon-2026-11-c5d")


def delivery(story: str, revision: int, *, wait: int = 0, attempts: int = 0) -> Delivery:
    due = NOON + timedelta(minutes=wait)
    return Delivery(key=f"{story}/{revision}", destination="slack:#a", made=NOON, due=due, attempts=attempts)


@st.composite
def queues(draw: st.DrawFn) -> list[Delivery]:
    """Stories' revisions as they were promised, each with a fate of its own."""
    owed, numbers = [], dict.fromkeys(STORIES, 0)
    for story in draw(st.lists(st.sampled_from(STORIES), max_size=12)):
        numbers[story] += 1
        wait, attempts = draw(st.integers(-5, 5)), draw(st.integers(0, 2 * STUBBORN))
        owed.append(delivery(story, numbers[story], wait=wait, attempts=attempts))
    return owed


@given(queues())
def test_what_goes_out_is_due_and_each_story_in_the_order_of_its_revisions(owed: list[Delivery]) -> None:
    sent = in_turn(owed, NOON)
    assert all(one.due <= NOON for one in sent)
    for story in STORIES:
        promised = [one for one in owed if subject_of(one) == story]
        gone = [one for one in sent if subject_of(one) == story]
        assert gone == promised[: len(gone)]


@given(queues())
def test_the_first_revision_of_every_story_goes_out_when_it_is_due(owed: list[Delivery]) -> None:
    first = {subject_of(one): one for one in reversed(owed)}.values()
    sent = in_turn(owed, NOON)
    assert all((one in sent) == (one.due <= NOON) for one in first)


def test_a_message_that_failed_often_goes_last() -> None:
    stubborn, fresh = delivery(STORIES[0], 1, attempts=STUBBORN), delivery(STORIES[1], 1)
    assert in_turn([stubborn, fresh], NOON) == [fresh, stubborn]


def test_a_message_that_failed_once_keeps_its_place() -> None:
    tried, fresh = delivery(STORIES[0], 1, attempts=1), delivery(STORIES[1], 1)
    assert in_turn([tried, fresh], NOON) == [tried, fresh]
