from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from monitor.commands.stories import _csv, slug_of, wire
from monitor.errors import UsageError
from monitor.understand.councils import all_councils, predecessors
from tests.commands.support import CommandLine
from tests.support.stories import a_story, some_coverage
from tests.support.world import READING, SLOUGH, World

KEYS = [
    "id",
    "council",
    "event",
    "visit_ordinal",
    "judgement",
    "areas",
    "previous_judgement",
    "direction",
    "flags",
    "published",
    "first_seen",
    "corrected",
    "disputed",
    "articles",
]


@pytest.fixture
def known(world: World) -> World:
    """Slough's story first, Reading's a day later."""
    world.publishes("weekly", SLOUGH)
    world.polls()
    world.publishes("courier", READING)
    world.polls(timedelta(days=1))
    world.now += timedelta(minutes=1)
    return world


def test_the_json_has_every_key_newest_story_first(known: World, monitor: CommandLine) -> None:
    ran = monitor("stories", "--format", "json")
    assert ran.code == 0
    assert [list(story) for story in ran.json] == [KEYS, KEYS]
    reading, slough = ran.json
    assert (reading["council"], reading["event"], reading["judgement"]) == (
        "reading",
        "inspection",
        "requires_improvement",
    )
    assert (slough["council"], slough["event"], slough["visit_ordinal"]) == ("slough", "monitoring_visit", 3)
    assert reading["first_seen"] == "2026-11-19T12:00:00Z"
    assert reading["published"] == "2026-11-18T11:00:00Z"
    assert (reading["corrected"], reading["disputed"], slough["judgement"]) == (False, False, None)
    (article,) = reading["articles"]
    assert article.keys() == {"title", "url", "source", "published"}
    assert article["title"] == READING[0]
    assert article["source"] == "courier"
    assert article["url"].startswith(known.newsroom.url("/courier/"))


@pytest.mark.usefixtures("known")
def test_stories_are_chosen_by_council_and_by_first_sight(monitor: CommandLine) -> None:
    for name in ("Reading", "reading", "READING BOROUGH COUNCIL", "reading council"):
        ran = monitor("stories", "--council", name, "--format", "json")
        assert [story["council"] for story in ran.json] == ["reading"]
    ran = monitor("stories", "--since", "12h", "--format", "json")
    assert [story["council"] for story in ran.json] == ["reading"]


@pytest.mark.usefixtures("known")
def test_the_table_shows_each_story_with_its_id(monitor: CommandLine) -> None:
    ran = monitor("stories")
    identifiers = [story["id"] for story in monitor("stories", "--format", "json").json]
    header, *rows = ran.out.splitlines()
    assert header.split("  ")[0] == "First seen"
    assert [row.split()[-1] for row in rows] == identifiers
    assert "today 12:00" in rows[0]
    assert "requires improvement" in rows[0]
    assert "monitoring visit no. 3" in rows[1]


def test_nothing_known_is_a_hint_and_no_error(monitor: CommandLine) -> None:
    for form, empty in (("table", ""), ("json", "[]\n"), ("csv", ",".join(KEYS) + "\n")):
        ran = monitor("stories", "--format", form)
        assert (ran.code, ran.out) == (0, empty)
    assert "No story in the last 30d" in monitor("stories").err


def test_csv_holds_one_story_a_line(known: World, monitor: CommandLine) -> None:
    ran = monitor("stories", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert list(rows[0]) == KEYS
    assert [row["council"] for row in rows] == ["reading", "slough"]
    assert rows[0]["corrected"] == "false"
    assert rows[1]["judgement"] == ""
    assert rows[0]["articles"].startswith(known.newsroom.url("/courier/"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_the_csv_is_a_formula(start: str) -> None:
    story = a_story(coverage=(some_coverage(link=f"{start}cmd|' /C calc'!A0"),))
    (row,) = csv.DictReader(io.StringIO(_csv([story]), newline=""))
    assert row["articles"][0] not in "=+-@\t\r\n"
    assert row["articles"].endswith("cmd|' /C calc'!A0")


def test_a_story_without_dates_has_null() -> None:
    told = wire(a_story(published=None, coverage=(some_coverage(published=None),)))
    assert told["published"] is None
    assert told["articles"][0]["published"] is None


def test_every_name_of_a_living_council_means_it() -> None:
    for one in all_councils():
        for name in (one.slug, one.name, one.official_name):
            assert slug_of(name) == one.slug


def test_an_abolished_council_has_its_own_stories() -> None:
    assert slug_of("Cumbria") == "cumbria"
    assert slug_of("northamptonshire") == "northamptonshire"
    assert {slug_of(old.name) for old in predecessors()} == {old.slug for old in predecessors()}


def test_a_misspelled_council_is_told_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean: Reading"):
        slug_of("Readng")
    with pytest.raises(UsageError, match="lists all of them"):
        slug_of("%%%")
