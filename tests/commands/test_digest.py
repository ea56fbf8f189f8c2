"""`digest`: a week to read, as a page, or sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.support import CommandLine
from tests.support.slack import Fault, Trouble
from tests.support.world import READING, SLOUGH, World

TEAM = """\
- name: Berkshire
  watch: {councils: [Reading, Slough, Wokingham]}
  digest: {when: Monday 08:00, slack: alerts}
"""
OTHER = """\
- name: Kent
  watch: {councils: [Kent]}
"""
MONDAY = datetime(2026, 11, 23, 7, 59, tzinfo=UTC)
"""A minute before the digest goes by itself."""


@pytest.fixture
def week(monitor: CommandLine, world: World) -> CommandLine:
    """Two stories, and a week that is about to end."""
    world.teams = TEAM
    world.publishes("weekly", READING, SLOUGH)
    world.polls()
    world.now = MONDAY
    return monitor


def digests(world: World) -> list[str]:
    return [text for root in world.slack.roots if (text := str(root["text"])).startswith("Ofsted digest")]


def test_it_prints_the_last_complete_week_of_every_team_as_markdown(week: CommandLine, world: World) -> None:
    world.teams = TEAM + OTHER
    ran = week("digest")
    assert ran.code == 0
    assert "# Ofsted digest for Berkshire\n\n9 to 16 November 2026, Monday 08:00 to Monday 08:00" in ran.out
    assert "# Ofsted digest for Kent\n" in ran.out
    assert "**No Ofsted news this week for the council you watch.**" in ran.out
    assert world.slack.roots == []


def test_a_named_week_is_read_while_it_goes_on(week: CommandLine) -> None:
    ran = week("digest", "--team", "berkshire", "--week", "2026-w47")
    assert ran.code == 0
    assert (
        "**One new judgement (Reading: requires improvement) and one monitoring visit (Slough) across the 3 "
        "councils you watch; one had no news.**"
    ) in ran.out
    assert "**No news:** Wokingham." in ran.out


def test_a_page_is_written_for_one_team(week: CommandLine, tmp_path: Path, world: World) -> None:
    page = tmp_path / "week.html"
    assert week("digest", "--week", "2026-W47", "--output", str(page)).code == 0
    assert "<title>Ofsted digest for Berkshire, 16 to 23 November 2026</title>" in page.read_text("utf-8")
    world.teams = TEAM + OTHER
    ran = week("digest", "--output", str(page))
    assert ran.code == 2
    assert "Name the team with --team: Berkshire, Kent" in ran.err


def test_a_page_that_cannot_be_written_says_so(week: CommandLine, tmp_path: Path) -> None:
    ran = week("digest", "--output", str(tmp_path / "nowhere" / "week.html"))
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_a_week_that_is_not_over_is_not_sent(week: CommandLine, world: World) -> None:
    ran = week("digest", "--week", "2026-W47", "--send")
    assert ran.code == 2
    assert "is not over before Monday 23 November 2026 08:00" in ran.err
    assert digests(world) == []


def test_a_week_is_sent_by_hand_once_and_shown_again_as_it_went(week: CommandLine, world: World) -> None:
    world.now = MONDAY.replace(hour=9)
    first = week("digest", "--send")
    assert (first.code, first.out) == (0, "Berkshire, 2026-W47: slack:#alerts was sent it\n")
    shown = week("digest").out
    again = week("digest", "--send")
    assert again.code == 0
    assert "was sent before; nothing is missing" in again.out
    identity = next(line for line in shown.splitlines() if line.startswith("Story `reading"))[7:-1]
    assert week("correct", identity, "--judgement", "good").code == 0
    world.polls()
    assert week("digest").out == shown
    assert len(digests(world)) == 1


def test_only_what_is_missing_is_sent_again(week: CommandLine, world: World) -> None:
    world.now = MONDAY.replace(hour=9)
    world.slack.fail("chat.postMessage", Fault(Trouble.SERVER_ERROR))
    failed = week("digest", "--send")
    assert failed.code == 1
    assert "slack:#alerts failed: " in failed.out
    world.now = MONDAY.replace(hour=11)
    assert week("digest", "--send").code == 0
    assert len(digests(world)) == 1


def test_beside_a_running_monitor_it_is_promised_and_left_to_it(week: CommandLine, world: World) -> None:
    world.now = MONDAY.replace(hour=9)
    with world.tools() as running, running.store.pass_lock():
        ran = week("digest", "--send")
    assert ran.code == 0
    assert "The running monitor sends the digest of Berkshire for 2026-W47 within a minute." in ran.out
    world.polls(timedelta(minutes=1))
    assert len(digests(world)) == 1


def test_a_team_without_a_place_for_digests_is_told_how_to_get_one(week: CommandLine, world: World) -> None:
    world.teams = OTHER
    ran = week("digest", "--send")
    assert ran.code == 0
    assert "add `slack:` or `email:` under its `digest:`" in ran.err
