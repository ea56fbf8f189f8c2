"""A story as it develops: official, disputed, settled; and the same whatever came first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from monitor.model import Story
from monitor.store import stories
from tests.pipeline.test_a_persons_word import corrects
from tests.pipeline.test_explaining import LEAKED, OFFICIAL
from tests.support.mail import MailServer
from tests.support.world import READING, SLOUGH, World, a_world

HOUR = timedelta(hours=1)


def reworded(article: tuple[str, str], old: str, new: str) -> tuple[str, str]:
    title, text = article
    return title.replace(old, new), text.replace(old, new)


GOOD = reworded(READING, "requires improvement", "good")
VISIT = reworded(SLOUGH, "Slough", "Reading")
VISIT_AGAIN = (
    "Progress at Reading, says letter on monitoring visit",
    (
        "Reading Borough Council’s children’s services have made progress, Ofsted inspectors said after "
        "their third monitoring visit. The council was judged inadequate in 2025."
    ),
)
READING_AGAIN = (
    "Town’s children’s services lifted out of Ofsted’s lowest grade",
    (
        "Ofsted has rated Reading Borough Council’s children’s services requires improvement, up from "
        "inadequate. The report follows a full inspection in January 2026, in which inspectors found better "
        "leadership."
    ),
)


def known(world: World) -> list[Story]:
    with world.tools() as tools, tools.store.reading() as connection:
        return list(stories.of_home(connection, "reading").values())


def test_provisional_news_that_becomes_official_is_told_in_its_thread_and_in_the_channel(
    world: World,
) -> None:
    world.publishes("weekly", LEAKED)
    world.polls()
    assert "not official" in str(world.slack.roots[0]).casefold()
    world.publishes("courier", OFFICIAL)
    world.polls(HOUR)
    (root,), (reply,) = world.slack.roots, world.slack.replies
    assert (reply["thread_ts"], reply["reply_broadcast"]) == (root["ts"], True)
    assert "not official" not in str(root).casefold()


def test_outlets_that_contradict_each_other_make_a_story_disputed_and_say_so(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.publishes("courier", GOOD)
    world.polls(HOUR)
    (story,) = known(world)
    assert (story.disputed, story.judgement) == (True, None)
    (root,) = world.slack.roots
    assert "Disputed" in str(root)


def test_a_persons_word_settles_a_dispute(world: World) -> None:
    test_outlets_that_contradict_each_other_make_a_story_disputed_and_say_so(world)
    corrects(world, judgement="good")
    (story,) = known(world)
    assert (story.disputed, story.judgement) == (False, "good")
    assert "Disputed" not in str(world.slack.roots[0])


def test_more_coverage_updates_the_message_and_nothing_else(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    for number in range(3):
        world.publishes(f"courier{number}", (f"{READING[0]}, part {number}", READING[1]))
        world.polls(HOUR)
    assert len(world.slack.messages) == 1
    assert len(world.slack.called("chat.update")) == 3
    assert len(world.slack.called("chat.postMessage")) == 1


def test_a_correction_is_mailed_once_to_who_was_told_and_more_coverage_is_not(world: World) -> None:
    with MailServer() as mail:
        world.teams = (
            "- name: Berkshire\n  watch: {councils: [Reading]}\n  alerts: {email: dcs@example.org}\n"
        )
        world.more_config = (
            f"email: {{host: 127.0.0.1, port: {mail.port}, security: none, from: m@example.org}}"
        )
        slug = READING[0].replace(" ", "-").casefold()
        world.publishes("weekly", READING)
        world.polls()
        world.publishes("courier", READING_AGAIN)
        world.polls(HOUR)
        assert len(mail.received) == 1
        world.publishes("weekly", GOOD, slugs={0: slug})
        world.publishes(
            "courier",
            reworded(READING_AGAIN, "requires improvement", "good"),
            slugs={0: READING_AGAIN[0].replace(" ", "-").casefold()},
        )
        world.polls(2 * HOUR)
        world.polls(2 * HOUR)
    first, second = (one.message for one in mail.received)
    assert first["References"] == second["References"]
    assert first["Subject"] == second["Subject"]
    assert first["Message-ID"] != second["Message-ID"]


ARTICLES: dict[str, tuple[str, str]] = {
    "weekly": READING,
    "courier": READING_AGAIN,
    "gazette": VISIT,
    "echo": VISIT_AGAIN,
}


def told_in(order: Sequence[str], folder: Path) -> set[tuple[str, str | None, frozenset[str]]]:
    """The stories that come of the articles in this order of arrival, by what they say and who tells them."""
    folder.mkdir()
    with a_world(folder) as world:
        world.teams = "[]"
        for feed in order:
            world.publishes(feed, ARTICLES[feed])
            world.polls(timedelta(minutes=10))
        return {
            (story.event.value, story.judgement, frozenset(part.source for part in story.coverage))
            for story in known(world)
        }


def test_whatever_arrives_first_the_same_stories_come_of_it(tmp_path: Path) -> None:
    orders = list(permutations(ARTICLES))[::5]
    results = [told_in(order, tmp_path / str(number)) for number, order in enumerate(orders)]
    assert results[0] == {
        ("inspection", "requires_improvement", frozenset({"weekly", "courier"})),
        ("monitoring_visit", None, frozenset({"gazette", "echo"})),
    }
    assert all(result == results[0] for result in results)


@pytest.mark.full
def test_in_all_orders_of_arrival_the_same_stories_come_of_it(tmp_path: Path) -> None:
    results = [told_in(order, tmp_path / str(n)) for n, order in enumerate(permutations(ARTICLES))]
    assert all(result == results[0] for result in results)
