"""What becomes of feeds that are old, broken, empty, silent or changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.pipeline import collect, read
from monitor.sources.feed import read_feed
from monitor.store import shown
from monitor.store import sources as kept_sources
from monitor.store.sources import SourceState
from monitor.web.messages import Request, Response
from tests.support.newsroom import rss
from tests.support.world import READING, SLOUGH, START, World

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def state(world: World, name: str = "weekly") -> SourceState:
    with world.tools() as tools, tools.store.reading() as connection:
        return kept_sources.known(connection)[name]


def test_old_and_undated_entries_of_a_first_poll_are_recorded_but_neither_read_nor_told(world: World) -> None:
    world.publishes("weekly", READING, SLOUGH, dates={0: START - 30 * DAY, 1: None})
    world.polls()
    assert world.slack.roots == []
    assert world.newsroom.paths() == ["/weekly"]
    world.polls(2 * HOUR)
    assert world.slack.roots == []


def test_an_undated_entry_of_a_later_poll_is_news(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.publishes("weekly", READING, SLOUGH, dates={1: None})
    world.polls(HOUR)
    assert len(world.slack.roots) == 2


def test_an_archive_announced_again_is_recorded_not_told(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.publishes("weekly", READING, SLOUGH, dates={1: START - 300 * DAY})
    world.polls(HOUR)
    assert len(world.slack.roots) == 1


def test_a_page_that_fails_lets_the_feeds_words_stand_in_until_it_can_be_read(world: World) -> None:
    world.publishes("weekly", READING)
    page = next(path for path in world.newsroom._routes if path.startswith("/weekly/"))
    whole = world.newsroom._routes[page]
    world.newsroom.serve(page, "down", 500)
    assert world.polls().readings.failed == 1
    assert len(world.slack.roots) == 1
    world.newsroom.talk(page, whole)
    assert world.polls(HOUR).readings.read == 1
    assert len(world.slack.roots) == 1


def test_a_feed_that_answers_not_modified_or_the_same_is_not_parsed_again(world: World) -> None:
    world.publishes("weekly", READING)
    assert world.polls().collected.new_entries == 1
    summary = world.polls(HOUR)
    assert (summary.collected.answered, summary.collected.new_entries) == (1, 0)


def test_a_failing_source_is_asked_less_and_less_but_never_given_up(world: World) -> None:
    world.publishes("weekly", READING)
    world.newsroom.serve("/weekly", "oh no", 500)
    waits = []
    for _ in range(8):
        world.polls(whatever_due=False)
        due = state(world).next_poll
        assert due is not None
        waits.append(due - world.now)
        world.now = due
    assert HOUR < waits[0] < waits[-1] <= 6 * HOUR


def test_a_challenge_page_is_a_failure_though_it_comes_with_status_200(world: World) -> None:
    world.publishes("weekly", READING)
    world.newsroom.serve("/weekly", "<html><title>Just a moment...</title></html>", content_type="text/html")
    assert "weekly" in world.polls().collected.errors
    assert state(world).state == "failing"


def test_a_feed_that_is_suddenly_empty_is_a_failure_and_comes_back_without_repeating(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.newsroom.serve("/weekly", rss())
    assert "empty" in world.polls(HOUR).collected.errors["weekly"]
    world.publishes("weekly", READING, SLOUGH)
    world.polls(HOUR)
    assert len(world.slack.roots) == 2


def test_a_host_that_asks_us_to_wait_is_left_alone_and_does_not_fail(world: World) -> None:
    world.publishes("weekly", READING)
    world.newsroom.serve("/weekly", "later", 503, retry_after=3600 * 2)
    summary = world.polls()
    assert summary.collected.errors == {}
    assert state(world).state == "waiting"
    assert world.polls(HOUR).collected.asked == 0
    world.publishes("weekly", READING)
    assert world.polls(HOUR + timedelta(minutes=1)).collected.asked == 1
    assert len(world.slack.roots) == 1


def test_whoever_looks_after_it_hears_once_of_a_source_failing_for_a_day_and_once_of_its_return(
    world: World,
) -> None:
    world.publishes("weekly", READING)
    world.newsroom.serve("/weekly", "oh no", 500)
    for _ in range(6):
        world.polls(6 * HOUR)
    (told,) = world.slack.roots
    assert "weekly" in str(told["text"])
    world.publishes("weekly", READING)
    world.polls(6 * HOUR)
    assert sum("back" in str(message["text"]) for message in world.slack.roots) == 1


def test_a_source_is_not_asked_before_its_time(world: World) -> None:
    world.publishes("weekly", READING)
    assert world.polls(whatever_due=False).collected.asked == 1
    assert world.polls(timedelta(minutes=59), whatever_due=False).collected.asked == 0
    assert world.polls(timedelta(minutes=1), whatever_due=False).collected.asked == 1


def test_of_a_feed_that_changed_only_the_new_item_is_read_and_told(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.publishes("weekly", SLOUGH, READING)
    with world.tools() as tools:
        answer = tools.web.fetch(Request(url=tools.config.sources[0].url))
        assert isinstance(answer, Response)
        with tools.store.reading() as connection:
            known = shown.entries_of(connection, "weekly")
    assert len(read_feed(answer.body, url=answer.url, now=world.now, shown=known).unchanged) == 1
    assert world.polls(HOUR).collected.new_entries == 1
    assert ["Reading" in str(root) for root in world.slack.roots] == [True, False]


def test_what_a_feed_showed_in_another_versions_words_is_read_anew(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    with world.tools() as tools, tools.store.transaction() as connection:
        connection.exec_driver_sql('UPDATE shown SET entries = \'{"mark": {"name": 1}}\'')
    world.publishes("weekly", SLOUGH, READING)
    assert world.polls(HOUR).collected.new_entries == 1
    assert len(world.slack.roots) == 2


def test_a_pass_that_has_taken_too_long_leaves_the_rest_to_the_next_which_asks_them_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first", "second", "third"):
        world.newsroom.serve(f"/{name}", rss())
        world.sources.append(name)
    monkeypatch.setattr(collect, "LONGEST_ASKING", timedelta(seconds=-1))
    asked = []
    for _ in range(3):
        assert world.polls(timedelta(minutes=1), whatever_due=False).collected.asked == 1
        with world.tools() as tools, tools.store.reading() as connection:
            asked.append(set(kept_sources.known(connection)))
    assert [len(known) for known in asked] == [1, 2, 3]


def test_a_pass_that_reads_for_too_long_leaves_the_other_pages_to_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publishes("weekly", READING, SLOUGH)
    monkeypatch.setattr(read, "LONGEST_READING", timedelta(seconds=-1))
    readings = world.polls().readings
    assert (readings.read, readings.left) == (1, 1)
    assert world.polls(timedelta(minutes=1)).readings.left == 0
    assert len(world.slack.roots) == 2
