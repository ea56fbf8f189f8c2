"""What `explain` says: each verdict as a person reads it, kept word for word beside this file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from monitor.commands.explain import written
from monitor.errors import DeliveryError, SendOutcome
from monitor.model import Source
from monitor.pipeline.explain import explain
from monitor.pipeline.passes import follow_up, run_pass
from monitor.pipeline.person import Person
from monitor.store import stories
from monitor.stories.corrections import Override
from tests.pipeline.test_trouble import Picky, with_destination
from tests.support.newsroom import rss
from tests.support.slack import Fault, Trouble
from tests.support.world import READING, SCHOOL, START, World, a_world

GOLDEN = Path(__file__).parent / "golden"
HOUR = timedelta(hours=1)
GARDEN = (
    "Spring flowers return to the park",
    "The park in the town is full of flowers again, volunteers say.",
)
LEAKED = (
    "Draft Ofsted report slates Reading children’s services",
    (
        "Children’s services in Reading are set to be rated inadequate, according to a draft Ofsted report "
        "seen by this newspaper.\nBoth Reading Borough Council and the inspectorate refused to discuss it."
    ),
)
OFFICIAL = (
    "Ofsted finds help and protection inadequate at Reading children’s services",
    (
        "Ofsted has published its inspection report on Reading Borough Council’s children’s services. "
        "Inspectors judged help and protection inadequate and the impact of leaders inadequate. "
        "They found that children wait too long."
    ),
)


def page(world: World, feed: str = "weekly", number: int = 0) -> str:
    """The address of a feed's article; the test gives each a short one."""
    return world.newsroom.url(f"/{feed}/{number}")


def publishes(world: World, feed: str, *articles: tuple[str, str]) -> str:
    """Publish under short addresses; returns the first one."""
    world.publishes(feed, *articles, slugs={number: str(number) for number in range(len(articles))})
    return page(world, feed)


def story_id(world: World, council: str = "reading") -> str:
    with world.tools() as tools, tools.store.reading() as connection:
        return min(stories.of_home(connection, council))


def told(world: World) -> str:
    url = publishes(world, "weekly", READING)
    world.polls()
    return url


def told_by_two_outlets(world: World) -> str:
    told(world)
    publishes(world, "courier", (f"{READING[0]}: what it means", READING[1]))
    world.polls(HOUR)
    return story_id(world)


def passed_over(world: World) -> str:
    url = publishes(world, "weekly", GARDEN)
    world.polls()
    return url


def read_and_found_to_be_of_a_school(world: World) -> str:
    url = publishes(world, "weekly", SCHOOL)
    world.polls()
    return url


def old_when_first_seen(world: World) -> str:
    world.publishes("weekly", READING, slugs={0: "0"}, dates={0: START - timedelta(days=40)})
    world.polls()
    return page(world)


def page_that_cannot_be_read(world: World) -> str:
    url = publishes(world, "weekly", READING)
    world.newsroom.serve("/weekly/0", b"", 404)
    world.polls()
    return url


def watched_by_nobody(world: World) -> str:
    world.teams = "- name: North\n  watch: {councils: [Leeds]}\n  alerts: {slack: alerts}\n"
    return told(world)


def older_than_the_teams_watch(world: World) -> str:
    world.teams = "[]"
    told(world)
    world.teams = "- name: New\n  watch: {councils: [Reading]}\n  alerts: {slack: alerts}\n"
    world.polls(HOUR)
    with world.tools() as tools:
        Person(tools, "Ann Lee").corrects(Override(story_id=story_id(world), judgement="good"))
        follow_up(tools)
    return story_id(world)


def held_in_quiet_hours(world: World) -> str:
    world.teams = (
        "- name: Berkshire\n  watch: {councils: all}\n  alerts: {slack: alerts, quiet: 11:00-14:00}\n"
    )
    return told(world)


def asked_to_wait(world: World) -> str:
    world.slack.fail("chat.postMessage", Fault(Trouble.RATE_LIMITED, retry_after=600))
    return told(world)


def answer_lost(world: World) -> str:
    world.slack.fail("chat.postMessage", Fault(Trouble.SERVER_ERROR))
    return told(world)


def channel_archived(world: World) -> str:
    world.slack.channels[0].archived = True
    return told(world)


def set_aside(world: World) -> str:
    url = publishes(world, "weekly", READING)
    error = DeliveryError("Slack refused this message.", SendOutcome.REFUSED_MESSAGE)
    with_destination(world, lambda channel: Picky(channel, error, "reading"))
    world.polls()
    return url


def corrected_by_its_article(world: World) -> str:
    told(world)
    changed = (
        READING[0].replace("requires improvement", "good"),
        READING[1].replace("requires improvement", "good"),
    )
    publishes(world, "weekly", changed)
    world.polls(2 * HOUR)
    return story_id(world)


def taken_back_by_a_person(world: World) -> str:
    told(world)
    with world.tools() as tools:
        Person(tools, "Ann Lee").corrects(Override(story_id=story_id(world), not_relevant=True))
        follow_up(tools)
    return story_id(world)


def provisional_and_then_official(world: World) -> str:
    publishes(world, "weekly", LEAKED)
    world.polls()
    publishes(world, "courier", OFFICIAL)
    world.polls(HOUR)
    return story_id(world)


def never_seen_of_a_known_site(world: World) -> str:
    told(world)
    world.newsroom.serve("/weekly", b"", 503)
    world.polls(HOUR)
    return world.newsroom.url("/weekly/never")


def disputed(world: World) -> str:
    told(world)
    title, text = (one.replace("requires improvement", "good") for one in READING)
    world.publishes("courier", (title, text))
    world.polls(HOUR)
    with world.tools() as tools, tools.store.reading() as connection:
        (story_id,) = stories.of_home(connection, "reading")
    return story_id


def never_seen_while_its_source_is_down(world: World) -> str:
    told(world)
    world.newsroom.serve("/weekly", b"", 500)
    world.polls(HOUR)
    return world.newsroom.url("/weekly/never")


def never_seen_of_an_unknown_site(world: World) -> str:
    told(world)
    return "https://unknown.example/news/1"


def no_such_story(world: World) -> str:
    told(world)
    return "slough-2026-11-xyz"


SCENARIOS = (
    told,
    told_by_two_outlets,
    disputed,
    passed_over,
    read_and_found_to_be_of_a_school,
    old_when_first_seen,
    page_that_cannot_be_read,
    watched_by_nobody,
    older_than_the_teams_watch,
    held_in_quiet_hours,
    asked_to_wait,
    answer_lost,
    channel_archived,
    set_aside,
    corrected_by_its_article,
    taken_back_by_a_person,
    provisional_and_then_official,
    never_seen_of_a_known_site,
    never_seen_while_its_source_is_down,
    never_seen_of_an_unknown_site,
    no_such_story,
)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_each_verdict_is_explained_word_for_word(
    world: World, scenario: Callable[[World], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    text = explained(world, scenario)
    assert text == (GOLDEN / f"{scenario.__name__}.txt").read_text(encoding="utf-8").rstrip("\n")


def explained(world: World, scenario: Callable[[World], str]) -> str:
    """The explanation in this scenario, without what is another one each time."""
    subject = scenario(world)
    with world.tools() as tools:
        found = explain(tools, subject)
        text = written(found, tools.config.timezone)
        with tools.store.reading() as connection:
            identifiers = sorted(stories.of_home(connection, "reading"))
    assert found.seen == (not scenario.__name__.startswith(("never", "no_such")))
    text = text.replace(world.newsroom.url(""), "https://newsroom.test")
    for number, identifier in enumerate(identifiers, 1):
        text = text.replace(identifier, f"STORY-{number}")
    return text


def write_golden_texts() -> None:
    """Keep what is said now; for `python -c`, after the words were changed on purpose."""
    os.environ["COLUMNS"] = "100"
    for scenario in SCENARIOS:
        with TemporaryDirectory() as folder, a_world(Path(folder)) as world:
            text = explained(world, scenario)
            (GOLDEN / f"{scenario.__name__}.txt").write_text(f"{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "told"), [(False, "never asked so far"), (True, "the latest answer came 18 Nov 2026 12:00")]
)
def test_the_searches_of_one_template_are_named_together(world: World, asked: bool, told: str) -> None:
    search = world.newsroom.serve("/search", rss(title="Found"))
    searches = tuple(
        Source(name=f"Search: {name}", url=f"{search}?q={name}", every=HOUR, spread=True)
        for name in ("Reading", "Slough")
    )
    with world.tools() as opened:
        tools = replace(opened, config=replace(opened.config, sources=searches))
        if asked:
            run_pass(tools, whatever_due=True)
        found = written(explain(tools, "https://unknown.example/1"), tools.config.timezone)
    assert f"Search (2 searches) searches for every outlet's news; {told}." in " ".join(found.split())
