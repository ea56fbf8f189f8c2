"""What the config's retention means in practice."""

from __future__ import annotations

from datetime import timedelta

from monitor.store import stories
from tests.support.world import READING, World

DAY = timedelta(days=1)


def known_stories(world: World) -> int:
    with world.tools() as tools, tools.store.reading() as connection:
        return len(stories.first_seen_between(connection, world.now - 2000 * DAY, world.now + DAY))


def test_a_story_is_forgotten_after_its_time_and_not_told_again(world: World) -> None:
    world.more_config = "retention: 100d"
    world.publishes("weekly", READING)
    world.polls()
    world.polls(99 * DAY)
    assert known_stories(world) == 1
    world.polls(2 * DAY)
    assert known_stories(world) == 0
    world.polls(DAY)
    assert len(world.slack.roots) == 1
