"""`story`, `correct` and `explain` as a user types them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from monitor.store import stories
from tests.support.slack import TOKEN
from tests.support.world import READING, World
from tests.understand.labels import read_articles

REPOSITORY = Path(__file__).parents[2]


def typed(world: World, *arguments: str) -> tuple[int, str]:
    """The exit code and all words of one command."""
    world.config()
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "monitor", *arguments, "--config", str(world.folder / "config.yaml")],
        cwd=REPOSITORY,
        env=os.environ | {"SLACK_BOT_TOKEN": TOKEN, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


def story_id(world: World) -> str:
    with world.tools() as tools, tools.store.reading() as connection:
        (found,) = stories.of_home(connection, "reading")
    return found


def test_a_correction_is_told_at_once_where_no_service_runs_and_can_be_contributed(
    world: World, tmp_path: Path
) -> None:
    world.publishes("weekly", READING)
    world.polls()
    file = tmp_path / "cases.jsonl"
    code, said = typed(
        world, "correct", story_id(world), "--judgement", "Good", "--by", "Ann Lee", "--fixture", str(file)
    )
    assert (code, "Messages sent: 1" in said) == (0, True)
    assert len(world.slack.replies) == 1
    assert read_articles(file)[0].label.judgement == "good"
    code, said = typed(world, "explain", story_id(world))
    assert (code, "Ann Lee" in said) == (0, True)


def test_a_correction_beside_a_running_service_is_left_to_it(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    with world.tools() as tools, tools.store.pass_lock():
        code, said = typed(world, "correct", story_id(world), "--council", "Slough")
    assert (code, "within a minute" in said) == (0, True)
    assert world.slack.replies == []


def test_words_that_make_no_sense_end_with_2_and_what_to_write_instead(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    known = story_id(world)
    for arguments, said in (
        (("correct", known), "Say what is right"),
        (("correct", known, "--judgement", "splendid"), "no overall grade"),
        (("correct", known, "--not-relevant", "--council", "Slough"), "alone"),
        (("story", "split", "nowhere", "https://example.org/"), "No story has the id"),
    ):
        code, told = typed(world, *arguments)
        assert (code, said in " ".join(told.split())) == (2, True), told


def test_what_was_never_seen_ends_with_1(world: World) -> None:
    code, said = typed(world, "explain", "https://unknown.example/1")
    assert (code, "never seen" in said) == (1, True)
