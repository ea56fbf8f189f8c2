"""The weekly digest: once for each team, week and destination, whatever restarts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.support.world import READING, START, World

TEAM = """\
- name: Berkshire
  watch: {councils: [Reading, Slough]}
  digest: {when: Monday 08:00, slack: alerts}
"""
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)


def sent(world: World) -> list[str]:
    return [str(message["text"]) for message in world.slack.roots]


def test_a_digest_is_sent_when_its_week_is_over_and_only_once(world: World) -> None:
    world.teams = TEAM
    world.publishes("weekly", READING)
    world.polls()
    world.now = MONDAY - timedelta(minutes=1)
    world.polls()
    assert sent(world) == []
    world.now = MONDAY
    world.polls()
    world.polls()
    world.polls(timedelta(days=1))
    assert len(sent(world)) == 1
    assert "Reading" in str(world.slack.roots[0])


def test_a_week_without_news_is_told_too(world: World) -> None:
    world.teams = TEAM
    world.publishes("weekly")
    world.polls()
    world.now = MONDAY
    world.polls()
    assert len(sent(world)) == 1


def test_after_a_long_absence_the_latest_four_digests_are_sent(world: World) -> None:
    world.teams = TEAM
    world.publishes("weekly", READING)
    world.polls()
    world.now = START + timedelta(days=100)
    world.polls()
    assert len(sent(world)) == 4


def test_a_new_team_is_sent_no_digest_of_a_week_before_it_was(world: World) -> None:
    world.teams = TEAM
    world.publishes("weekly", READING)
    world.now = MONDAY + timedelta(minutes=1)
    world.polls()
    assert sent(world) == []
