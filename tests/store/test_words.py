from __future__ import annotations

import pytest

from monitor.model import Event
from monitor.store import words
from monitor.store.store import Store
from monitor.store.words import Said
from monitor.stories.corrections import Override
from monitor.stories.orders import Merge, Split
from tests.support.stories import NOON

STORY, OTHER = "reading-2026-11-a3f", "reading-2026-11-b4c"


@pytest.mark.parametrize(
    "said",
    [
        Split(story_id=STORY, out=((1, 0),), rest=((2, 0), (3, 1))),
        Merge(story_ids=(STORY, OTHER), first=((1, 0),), second=((2, 0),)),
        Override(story_id=STORY, council="slough", event=Event.JTAI),
        Override(story_id=STORY, judgement="good"),
        Override(story_id=STORY, judgement=None),
        Override(story_id=STORY, not_relevant=True),
    ],
)
def test_what_was_said_comes_back_as_it_was_said(store: Store, said: Said) -> None:
    with store.transaction() as connection:
        words.keep(connection, said, home="reading", who="Ann Lee", now=NOON)
    with store.reading() as connection:
        (word,) = words.of_home(connection, "reading")
        assert words.of_story(connection, STORY) == [word]
    assert (word.said, word.who, word.made, word.heeded) == (said, "Ann Lee", NOON, False)


def test_what_was_said_last_comes_last_and_is_heeded_with_the_rest(store: Store) -> None:
    with store.transaction() as connection:
        for judgement in ("good", "outstanding", None):
            words.keep(
                connection, Override(story_id=STORY, judgement=judgement), home="reading", who="A", now=NOON
            )
        words.heeded(connection, "reading", NOON)
        found = words.of_home(connection, "reading")
    assert [word.said.judgement for word in found if isinstance(word.said, Override)] == [
        "good",
        "outstanding",
        None,
    ]
    assert all(word.heeded for word in found)


def test_what_was_said_of_a_story_goes_on_in_its_heir_save_that_it_was_no_news(store: Store) -> None:
    with store.transaction() as connection:
        for said in (Override(story_id=STORY, judgement="good"), Override(story_id=STORY, not_relevant=True)):
            words.keep(connection, said, home="reading", who="A", now=NOON)
        words.carry_over(connection, STORY, to=OTHER)
        (carried,), (left,) = words.of_story(connection, OTHER), words.of_story(connection, STORY)
    assert carried.said == Override(story_id=OTHER, judgement="good")
    assert left.said == Override(story_id=STORY, not_relevant=True)
