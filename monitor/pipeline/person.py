"""A person's word: taken down in one short transaction, and heeded whenever stories are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from monitor.errors import UsageError
from monitor.model import Event, Story
from monitor.pipeline.tools import Tools
from monitor.store import stories, words
from monitor.store.words import Said, Word
from monitor.stories import orders as ordering
from monitor.stories.addresses import canonical_url
from monitor.stories.corrections import Override, apply_all
from monitor.stories.orders import Merge, Order
from monitor.stories.words import EVENT_WORDS

# --- taking it down -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks, and with which tools it is taken down."""

    tools: Tools
    name: str

    def splits(self, story_id: str, url: str) -> None:
        """Say that one article does not belong to a story.

        Raises:
            UsageError: there is no such story, or no such article in it, or no other one.
        """
        with self.tools.store.transaction() as connection:
            story = known(connection, story_id)
            address = next(
                (part.url for part in story.coverage if url in {part.url, part.link}), canonical_url(url)
            )
            self._take_down(connection, ordering.split(story, address), story_id)

    def merges(self, first: str, second: str) -> None:
        """Say that two stories tell of one event.

        Raises:
            UsageError: there is no such story, or they cannot be one.
        """
        with self.tools.store.transaction() as connection:
            said = ordering.merge(known(connection, first), known(connection, second))
            self._take_down(connection, said, first)

    def corrects(self, override: Override) -> None:
        """Say what is right about a story.

        Raises:
            UsageError: there is no such story, or its event cannot have that judgement.
        """
        with self.tools.store.transaction() as connection:
            story = known(connection, override.story_id)
            event = override.event or story.event
            if isinstance(override.judgement, str) and event is not Event.INSPECTION:
                raise UsageError(
                    f"A grade is given by an inspection, and {story.id} is told as {EVENT_WORDS[event]}. "
                    "If it was an inspection, say so too: --event inspection."
                )
            self._take_down(connection, override, override.story_id)

    def _take_down(self, connection: Connection, said: Said, story_id: str) -> None:
        home = stories.home_of(connection, story_id)
        words.keep(connection, said, home=home, who=self.name, now=self.tools.clock())
        stories.look_again(connection, [home])


def known(connection: Connection, story_id: str) -> Story:
    """The story with this id.

    Raises:
        UsageError: there is none.
    """
    story = stories.by_id(connection, story_id)
    if story is None:
        raise UsageError(
            f"No story has the id “{story_id}”. Every message shows its story's id; `stories` lists them."
        )
    return story


# --- heeding it -----------------------------------------------------------------------------------------


def orders(said: Iterable[Word]) -> tuple[Order, ...]:
    """What people said of what belongs together, in the order in which they said it."""
    return tuple(word.said for word in said if not isinstance(word.said, Override))


def as_corrected(story: Story, said: Iterable[Word]) -> Story | None:
    """The story as people have it; None where they say that it is no news."""
    return apply_all(story, [word.said for word in said if isinstance(word.said, Override)])


def who_spoke(story_id: str, said: Sequence[Word]) -> str:
    """Who said something of this story that was not heeded yet, in plain words; empty for nobody."""
    speakers = [word.who for word in said if not word.heeded and story_id in _about(word.said)]
    return f"{speakers[-1]} corrected it" if speakers else ""


def _about(said: Said) -> tuple[str, ...]:
    return said.story_ids if isinstance(said, Merge) else (said.story_id,)
