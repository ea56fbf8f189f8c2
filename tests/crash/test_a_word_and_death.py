"""A person's word whose command is killed at any instant is heeded wholly or not at all, and told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from monitor.model import DeliveryState, Story
from monitor.store import deliveries, messages, stories, words
from tests.crash.test_dying import Life, Nursery, a_life, nursery
from tests.pipeline.test_developing import READING_AGAIN, VISIT
from tests.support.world import READING

__all__ = ["nursery"]  # the fixture

INSTANTS = 3
TYPED_AGAIN, POLLED = "typed again", "left to a poll"

Command = Callable[[Life], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in the store, the channel and the mailbox, without what differs from life to life."""

    stories: tuple[str, ...]
    posts: tuple[str, ...]
    roots: tuple[str, ...]
    mails: int


def known(life: Life) -> Mapping[str, Story]:
    with life.world.tools() as tools, tools.store.reading() as connection:
        found = stories.of_home(connection, "reading")
        return {key: one for key, one in found.items() if not stories.is_withdrawn(connection, key)}


def a_correction(life: Life) -> tuple[str, ...]:
    (story,) = (one for one in known(life).values() if one.judgement)
    return "correct", story.id, "--judgement", "good"


def no_news(life: Life) -> tuple[str, ...]:
    (story,) = (one for one in known(life).values() if one.judgement)
    return "correct", story.id, "--not-relevant"


def a_split(life: Life) -> tuple[str, ...]:
    (story,) = (one for one in known(life).values() if one.judgement)
    return "story", "split", story.id, story.coverage[1].link


def a_merge(life: Life) -> tuple[str, ...]:
    return "story", "merge", *sorted(known(life))


COMMANDS: Mapping[str, Command] = {
    "correct": a_correction,
    "correct --not-relevant": no_news,
    "story split": a_split,
    "story merge": a_merge,
}


@contextmanager
def a_told_life(of: Nursery) -> Iterator[Life]:
    """A life in which two stories were told, one of them by two outlets."""
    with a_life(of) as life:
        life.world.publishes("weekly", READING)
        life.world.publishes("courier", READING_AGAIN)
        assert life.polls()["status"] == 0
        life.world.publishes("gazette", VISIT)
        assert life.polls()["status"] == 0
        assert sorted(len(story.coverage) for story in known(life).values()) == [1, 2]
        yield life


def told(life: Life) -> Told:
    """How everything stands, after a look whether nothing is owed, stale or said twice."""
    keys = [str(one["metadata"]["event_payload"]["delivery"]) for one in life.world.slack.messages]
    assert set(Counter(keys).values()) == {1}, keys
    mails = {str(one.message["Message-ID"]): one.raw for one in life.mail.received}
    with life.world.tools() as tools, tools.store.reading() as connection:
        everything = stories.of_home(connection, "reading")
        rows = [row for one in everything for row in deliveries.of_story(connection, one)]
        assert {row.state for row in rows} == {DeliveryState.SENT}
        assert sorted({row.key for row in rows}) == sorted(keys)
        assert len(mails) == len(rows) - len(keys)
        assert messages.to_refresh(connection, life.world.now.replace(year=2099)) == []
        assert all(word.heeded for word in words.of_home(connection, "reading"))
        gone = {one for one in everything if stories.is_withdrawn(connection, one)}
    return Told(
        stories=tuple(sorted(_facts(one, gone=key in gone) for key, one in everything.items())),
        posts=tuple(sorted(f"{key.rpartition('/')[2]} {len(key)}" for key in keys)),
        roots=tuple(sorted(str(one["text"]).partition(" Story ")[0] for one in life.world.slack.roots)),
        mails=len(mails),
    )


def _facts(story: Story, *, gone: bool) -> str:
    facts = (story.event.value, story.judgement, len(story.coverage), story.corrected, story.revision, gone)
    return " ".join(str(one) for one in facts)


@dataclass(frozen=True, slots=True)
class Whole:
    """A command that nobody killed."""

    command: Command
    before: Told
    after: Told
    instants: int


@pytest.fixture(scope="module", params=COMMANDS)
def whole(nursery: Nursery, request: pytest.FixtureRequest) -> Whole:
    """Each command without a death."""
    command = COMMANDS[request.param]
    with a_told_life(nursery) as life:
        before = told(life)
        done = life.types(*command(life))
        assert done["status"] == 0
        assert told(life) != before
        return Whole(command, before, told(life), done["counted"])


def dies(of: Nursery, whole: Whole, instant: int, then: str) -> bool:
    """A command with one death, and what a person does then; returns whether death came.

    Who types it again does not know whether it was heard. Who waits types it again only if it was not.
    """
    with a_told_life(of) as life:
        typed = whole.command(life)
        status = life.types(*typed, instant=instant)["status"]
        if then == POLLED:
            life.goes_on_until_all_is_told()
            assert told(life) == (whole.after if was_heard(life) else whole.before)
        if then == TYPED_AGAIN or not was_heard(life):
            life.types(*typed)
        life.goes_on_until_all_is_told()
        assert told(life) == whole.after
        return status < 0


def was_heard(life: Life) -> bool:
    with life.world.tools() as tools, tools.store.reading() as connection:
        return bool(words.of_home(connection, "reading"))


@pytest.mark.parametrize("number", range(INSTANTS))
def test_a_command_killed_at_an_instant_is_heeded_once_or_not_at_all(
    nursery: Nursery, whole: Whole, number: int
) -> None:
    instant = 1 + number * (whole.instants - 1) // (INSTANTS - 1)
    dies(nursery, whole, instant, (TYPED_AGAIN, POLLED)[number % 2])


@pytest.mark.full
@pytest.mark.parametrize("then", [TYPED_AGAIN, POLLED])
def test_a_command_killed_at_every_instant_is_heeded_once_or_not_at_all(
    nursery: Nursery, whole: Whole, then: str
) -> None:
    deaths = sum(dies(nursery, whole, instant, then) for instant in range(1, whole.instants + 1))
    assert deaths >= whole.instants - 4
