"""What whoever looks after the monitor hears of its sources, once each, and what `status` shows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.pipeline.status import Status, status_of
from tests.live.support import carries, item, state, texts
from tests.support.newsroom import rss
from tests.support.slack import Fault, Trouble
from tests.support.slack_workspace import Channel
from tests.support.world import READING, START, World

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def admin(world: World) -> None:
    world.slack.channels = (*world.slack.channels, Channel("C0ADMIN", "admin"))
    world.more_config = "admin: {slack: admin}"


def heard(world: World) -> list[str]:
    """What the admin channel was told."""
    return texts([message for message in world.slack.channels[1].messages if "thread_ts" not in message])


def status(world: World) -> Status:
    with world.tools() as tools:
        return status_of(tools)


def dull(number: int, days: float) -> str:
    """An item of no interest to anybody."""
    return item(
        f"Bin collection changes, week {number}", f"https://n.example/{number}", date=START + days * DAY
    )


def goes(world: World, *, until_day: int, every: int = 12) -> None:
    """Let time pass, with a poll every few hours."""
    while world.now < START + until_day * DAY:
        world.polls(every * HOUR)


def test_a_source_that_goes_silent_is_told_once_and_its_return_once(world: World) -> None:
    carries(world, "weekly", *(dull(number, -3 * number) for number in range(10)))
    world.polls()
    goes(world, until_day=8)
    assert not heard(world)
    goes(world, until_day=14)
    (silent,) = heard(world)
    assert "weekly is strangely silent" in silent
    assert any("every 3 days" in note for note in status(world).notes)
    goes(world, until_day=20)
    assert len(heard(world)) == 1
    carries(world, "weekly", dull(99, 20))
    world.polls(HOUR)
    world.polls(HOUR)
    assert len(heard(world)) == 2
    assert "brings news again" in heard(world)[1]
    assert not status(world).notes


def test_a_source_that_was_always_slow_is_given_its_time(world: World) -> None:
    carries(world, "weekly", *(dull(number, -30 * number) for number in range(10)))
    world.polls()
    goes(world, until_day=30, every=48)
    assert not heard(world)


def test_a_source_that_is_gone_is_told_once_and_asked_but_once_a_week(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.newsroom.serve("/weekly", "closed", 410)
    world.polls(HOUR)
    assert state(world, "weekly").state == "gone"
    asked = world.newsroom.paths().count("/weekly")
    for _ in range(6):
        world.polls(DAY, whatever_due=False)
    assert world.newsroom.paths().count("/weekly") == asked
    assert len(heard(world)) == 1
    assert "gone" in heard(world)[0]
    assert status(world).troubles
    world.publishes("weekly", READING)
    world.polls(2 * DAY, whatever_due=False)
    assert "weekly is back" in heard(world)[-1]
    assert not status(world).troubles


def test_a_permanent_redirect_is_followed_and_proposed_once_it_has_stood_for_a_day(world: World) -> None:
    world.publishes("new", READING)
    world.sources[:] = ["weekly"]
    world.newsroom.redirect("/weekly", world.newsroom.url("/new"), 301)
    world.polls()
    assert "Reading" in texts(world.slack.roots)[0]
    world.polls(2 * HOUR)
    assert not heard(world)
    for _ in range(4):
        world.polls(DAY)
    (moved,) = heard(world)
    assert "has moved" in moved
    assert status(world).notes == (
        f"weekly has moved for good: let its `url` be {world.newsroom.url('/new')}",
    )
    assert not status(world).troubles


def test_a_passing_redirect_is_followed_and_nobody_is_bothered(world: World) -> None:
    world.publishes("new", READING)
    world.sources[:] = ["weekly"]
    world.newsroom.redirect("/weekly", world.newsroom.url("/new"), 302)
    for _ in range(4):
        world.polls(DAY)
    assert not heard(world)
    assert not status(world).notes


def test_sources_that_fail_together_are_one_message(world: World) -> None:
    for name in ("first", "second", "third"):
        world.newsroom.serve(f"/{name}", "oh no", 500)
        world.sources.append(name)
    for _ in range(8):
        world.polls(6 * HOUR)
    (told,) = heard(world)
    assert "first and 2 more have been failing for a day" in told
    for name in ("first", "second", "third"):
        world.publishes(name, READING)
    world.polls(6 * HOUR)
    assert "first and 2 more are back" in heard(world)[1]
    assert len(heard(world)) == 2


def test_the_searches_of_one_template_are_spoken_of_together(world: World) -> None:
    world.newsroom.serve("/news", "no more", 403)
    world.searches.append("news")
    for _ in range(8):
        world.polls(6 * HOUR)
    (told,) = heard(world)
    assert "news has been failing for a day" in told
    assert "3 of its 3 searches" in str(world.slack.channels[1].messages)
    world.newsroom.serve("/news", rss())
    world.polls(6 * HOUR)
    assert "news is back" in heard(world)[1]


def test_a_host_that_is_silent_for_some_searches_is_not_asked_by_all_the_others(world: World) -> None:
    world.teams = "- {name: All, watch: {councils: all}, alerts: {slack: alerts}}\n"
    world.newsroom.talk("/news", lambda wire, _: wire.reset())
    world.searches.append("news")
    summary = world.polls()
    assert len(world.newsroom.asked) <= 6
    assert len(summary.collected.errors) == summary.collected.asked == 153


def test_a_host_that_asks_one_search_to_wait_is_spared_the_others(world: World) -> None:
    world.newsroom.serve("/news", "later", 429, retry_after=7200)
    world.searches.append("news")
    assert world.polls().collected.asked == 1
    assert world.polls(HOUR).collected.asked == 0
    assert world.polls(HOUR, whatever_due=False).collected.asked == 0
    assert world.polls(HOUR).collected.asked == 1


def test_a_message_owed_for_an_hour_is_trouble_however_often_it_is_tried(world: World) -> None:
    world.publishes("weekly", READING)
    world.slack.fail("chat.postMessage", *[Fault(Trouble.ERROR)] * 50)
    world.polls()
    for _ in range(8):
        world.polls(timedelta(minutes=10))
    assert any("owed" in trouble for trouble in status(world).troubles)
