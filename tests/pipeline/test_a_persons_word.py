"""What a person says stands above the classifier: stories, sent messages and more coverage follow it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import UsageError
from monitor.model import Event, Story
from monitor.pipeline.fixture import labelled_lines
from monitor.pipeline.passes import follow_up
from monitor.pipeline.person import Person
from monitor.store import stories, words
from monitor.stories.corrections import Override
from monitor.understand.classify import classify
from tests.support.slack_workspace import Channel
from tests.support.world import READING, SLOUGH, World
from tests.understand.labels import expectations, read_articles

HOUR = timedelta(hours=1)
READING_AGAIN = (
    "Town’s children’s services lifted out of Ofsted’s lowest grade",
    (
        "Ofsted has rated Reading Borough Council’s children’s services requires improvement, up from "
        "inadequate. The report follows a full inspection in January 2026, in which inspectors found better "
        "leadership."
    ),
)
TWO_TEAMS = """\
- name: Berkshire
  watch: {councils: [Reading]}
  alerts: {slack: alerts}
- name: West
  watch: {councils: [Devon]}
  alerts: {slack: west}
"""


def says(world: World, said: Callable[[Person], None]) -> None:
    """One word, and what follows from it at once."""
    with world.tools() as tools:
        said(Person(tools, "Ann Lee"))
        follow_up(tools)


def corrects(world: World, **claims: object) -> None:
    says(world, lambda person: person.corrects(Override(story_id=only(world).id, **claims)))  # type: ignore[arg-type]  # a table's row


def known(world: World, *councils: str) -> list[Story]:
    with world.tools() as tools, tools.store.reading() as connection:
        found = [stories.of_home(connection, council).values() for council in councils or ("reading",)]
        told = [story for group in found for story in group]
        return [one for one in told if not stories.is_withdrawn(connection, one.id)]


def only(world: World) -> Story:
    (story,) = known(world)
    return story


def test_a_corrected_judgement_is_told_to_those_who_heard_the_wrong_one(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    corrects(world, judgement="good")
    assert only(world).judgement == "good"
    assert only(world).corrected
    (root,), (reply,) = world.slack.roots, world.slack.replies
    assert "good" in str(root).casefold()
    assert "now good; said before: requires improvement" in str(reply).casefold()
    world.polls(HOUR)
    assert len(world.slack.messages) == 2


def test_a_correction_stands_when_more_coverage_says_otherwise(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    corrects(world, judgement="good")
    world.publishes("courier", READING_AGAIN)
    world.polls(HOUR)
    assert (only(world).judgement, len(only(world).coverage)) == ("good", 2)
    assert len(world.slack.messages) == 2


def test_that_no_judgement_was_given_can_be_said(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    corrects(world, judgement=None)
    assert only(world).judgement is None
    assert len(world.slack.replies) == 1


def test_a_corrected_council_moves_the_audience_and_those_who_heard_hear_the_correction(world: World) -> None:
    west = Channel("C0WEST", "west")
    world.slack.channels = (*world.slack.channels, west)
    world.teams = TWO_TEAMS
    world.publishes("weekly", READING)
    world.polls()
    assert west.messages == []
    corrects(world, council="devon")
    (told,) = west.messages
    assert "Devon" in str(told["text"])
    (reply,) = world.slack.replies
    assert "Devon" in str(reply)
    world.publishes("courier", READING_AGAIN)
    world.polls(HOUR)
    assert (len(west.messages), len(world.slack.messages)) == (1, 2)
    assert only(world).council == "devon"


def test_what_is_said_to_be_no_news_is_taken_back_and_stays_so(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    corrects(world, not_relevant=True)
    assert known(world) == []
    assert len(world.slack.replies) == 1
    world.publishes("courier", READING_AGAIN)
    world.polls(HOUR)
    assert known(world) == []
    assert len(world.slack.messages) == 2


def test_a_later_word_takes_back_that_it_was_no_news(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    story_id = only(world).id
    corrects(world, not_relevant=True)
    says(world, lambda person: person.corrects(Override(story_id=story_id, event=Event.INSPECTION)))
    assert only(world).id == story_id
    assert len(world.slack.roots) == 1
    assert "news after all" not in str(world.slack.replies[0])
    assert len(world.slack.replies) == 2


def test_a_split_story_keeps_its_message_and_the_other_gets_its_own(world: World) -> None:
    world.publishes("weekly", READING)
    world.publishes("courier", READING_AGAIN)
    world.polls()
    (story,) = known(world)
    assert len(world.slack.roots) == 1
    says(world, lambda person: person.splits(story.id, story.coverage[1].link))
    assert len(known(world)) == 2
    assert len(world.slack.roots) == 2
    assert story.id in {one.id for one in known(world)}
    world.polls(HOUR)
    assert (len(known(world)), len(world.slack.messages)) == (2, 2)


def test_merged_stories_go_on_as_the_older_one_and_the_other_is_taken_back(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    older = only(world)
    visit = (SLOUGH[0].replace("Slough", "Reading"), SLOUGH[1].replace("Slough", "Reading"))
    world.publishes("courier", visit)
    world.polls(HOUR)
    assert len(known(world)) == 2
    newer = next(story for story in known(world) if story.id != older.id)
    says(world, lambda person: person.merges(newer.id, older.id))
    assert [story.id for story in known(world)] == [older.id]
    assert len(only(world).coverage) == 2
    replies = [str(reply) for reply in world.slack.replies]
    assert sum(f"as part of story {older.id}" in reply for reply in replies) == 1
    told = len(world.slack.messages)
    world.polls(HOUR)
    assert len(world.slack.messages) == told


def test_what_was_said_of_a_story_goes_on_in_the_one_it_became_part_of(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    older = only(world)
    visit = (SLOUGH[0].replace("Slough", "Reading"), SLOUGH[1].replace("Slough", "Reading"))
    world.publishes("courier", visit)
    world.polls(HOUR)
    newer = next(story for story in known(world) if story.id != older.id)
    says(world, lambda person: person.corrects(Override(story_id=newer.id, council="devon")))
    says(world, lambda person: person.merges(newer.id, older.id))
    assert only(world).council == "devon"


def test_a_word_beside_a_running_service_waits_for_its_next_wake_up(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    with world.tools() as tools:
        Person(tools, "Ann Lee").corrects(Override(story_id=only(world).id, judgement="good"))
    assert world.slack.replies == []
    world.polls(timedelta(minutes=1), whatever_due=False)
    assert len(world.slack.replies) == 1


def test_who_said_what_and_when_is_kept(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    corrects(world, judgement="good")
    with world.tools() as tools, tools.store.reading() as connection:
        (word,) = words.of_home(connection, "reading")
    assert (word.who, word.made, word.heeded) == ("Ann Lee", world.now, True)
    assert word.said == Override(story_id=only(world).id, judgement="good")


def test_an_article_that_now_names_another_council_takes_its_story_there(world: World) -> None:
    world.teams = TWO_TEAMS.replace("Devon", "Slough").replace("west", "alerts")
    world.publishes("weekly", READING)
    world.polls()
    told = only(world)
    slug = READING[0].replace(" ", "-").casefold()
    world.publishes("weekly", tuple(text.replace("Reading", "Slough") for text in READING), slugs={0: slug})  # type: ignore[arg-type]  # two texts again
    world.polls(2 * HOUR)
    (story,) = known(world, "reading", "slough")
    assert (story.id, story.council) == (told.id, "slough")
    assert len(world.slack.roots) == 1
    (reply,) = world.slack.replies
    assert "Slough" in str(reply)


@pytest.mark.parametrize(
    "said",
    [
        lambda person, _: person.corrects(Override(story_id="nowhere-2026-11-aaa", not_relevant=True)),
        lambda person, _: person.splits("nowhere-2026-11-aaa", "https://example.test/"),
        lambda person, story: person.splits(story.id, "https://example.test/never"),
        lambda person, story: person.splits(story.id, story.coverage[0].link),
        lambda person, story: person.merges(story.id, story.id),
        lambda person, story: person.merges(story.id, "nowhere-2026-11-aaa"),
        lambda person, story: person.corrects(
            Override(story_id=story.id, event=Event.MONITORING_VISIT, judgement="good")
        ),
    ],
)
def test_a_word_about_what_does_not_exist_or_cannot_be_changes_nothing(
    world: World, said: Callable[[Person, Story], None]
) -> None:
    world.publishes("weekly", READING)
    world.polls()
    story = only(world)
    with pytest.raises(UsageError), world.tools() as tools:
        said(Person(tools, "Ann Lee"), story)
    with world.tools() as tools, tools.store.reading() as connection:
        assert not words.of_home(connection, "reading")


@pytest.mark.parametrize(
    ("override", "event", "judgement"),
    [({"judgement": "good"}, "inspection", "good"), ({"event": Event.FOCUSED_VISIT}, "focused_visit", None)],
)
def test_a_correction_can_be_written_as_a_labelled_article(
    world: World, tmp_path: Path, override: dict[str, object], event: str, judgement: str | None
) -> None:
    world.publishes("weekly", READING)
    world.polls()
    file = tmp_path / "cases.jsonl"
    with world.tools() as tools:
        lines = labelled_lines(tools, Override(story_id=only(world).id, **override))  # type: ignore[arg-type]  # a table's row
    file.write_text("\n".join(lines), encoding="utf-8")
    (case,) = read_articles(file)
    expected = expectations(case.label)["reading"]
    assert (expected.event, expected.judgement) == (event, judgement)
    assert classify(case.text, title=case.title, published=case.day).relevant


def test_what_is_no_news_is_labelled_so(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    with world.tools() as tools:
        (line,) = labelled_lines(tools, Override(story_id=only(world).id, not_relevant=True))
    assert '"relevant":false' in line
