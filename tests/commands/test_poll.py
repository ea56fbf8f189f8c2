from __future__ import annotations

import fcntl
from datetime import timedelta
from pathlib import Path

from tests.commands.support import CommandLine
from tests.support.world import READING, SCHOOL, SLOUGH, World


def test_a_poll_tells_what_is_new_and_sums_it_up_on_one_line(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING, SCHOOL, SLOUGH)
    ran = monitor("poll")
    assert ran.code == 0
    assert ran.out.startswith("1 source asked, 3 new entries, ")
    assert ran.out.endswith("2 messages sent.\n")
    assert ran.out.count("\n") == 1
    assert ran.err == ""
    assert len(world.slack.roots) == 2


def test_an_unchanged_source_is_no_failure(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    monitor("poll")
    world.now += timedelta(minutes=1)
    ran = monitor("poll")
    assert ran.code == 0
    assert "0 new entries" in ran.out


def test_one_source_can_be_asked_by_its_name_in_any_case(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    world.publishes("courier", SLOUGH)
    ran = monitor("poll", "--source", "WEEKLY")
    assert ran.code == 0
    assert ran.out.startswith("1 source asked")
    assert len(world.slack.roots) == 1


def test_an_unknown_source_is_a_mistake_with_the_nearest_name(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    ran = monitor("poll", "--source", "weeekly")
    assert ran.code == 2
    assert "Did you mean “weekly”?" in ran.err
    assert not (world.folder / "state").exists()


def test_a_template_is_told_to_be_many_searches(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "sources:\n  - {name: News search, url: 'http://127.0.0.1:9/?q={council}', every: 6h}\n"
        "teams:\n  - {name: Berkshire, watch: {councils: [Reading, Slough]}}\n"
    )
    ran = cli("poll", "--source", "news search")
    assert ran.code == 2
    assert "2 searches, one for each watched council" in ran.err
    assert "--source “News search: Reading”" in ran.err


def test_without_sources_a_hint_is_given_and_nothing_is_wrong(monitor: CommandLine) -> None:
    ran = monitor("poll")
    assert ran.code == 0
    assert "Add some under `sources:`" in ran.err
    assert ran.out.startswith("0 sources asked")


def test_some_failing_sources_are_told_but_the_poll_went_well(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    world.sources.append("missing")
    ran = monitor("poll")
    assert ran.code == 0
    assert "2 sources asked (1 failed)" in ran.out
    assert ran.err.startswith("missing: ")


def test_a_poll_in_which_every_source_failed_fails(world: World, monitor: CommandLine) -> None:
    world.sources += ["missing", "lost"]
    ran = monitor("poll")
    assert ran.code == 1
    assert {line.partition(":")[0] for line in ran.err.splitlines() if ":" in line} >= {"missing", "lost"}


def test_many_failures_are_counted_and_not_all_told(world: World, monitor: CommandLine) -> None:
    world.sources += [f"missing{number}" for number in range(14)]
    ran = monitor("poll")
    assert ran.code == 1
    assert "and 4 more failed" in ran.err


def test_a_poll_that_cannot_deliver_fails(world: World, monitor: CommandLine) -> None:
    world.teams = world.teams.replace("slack: alerts", "slack: no-such-channel")
    world.publishes("weekly", READING)
    ran = monitor("poll")
    assert ran.code == 1
    assert "could not be delivered" in ran.out


def test_a_rehearsal_shows_what_would_be_told_and_changes_nothing(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    ran = monitor("poll", "--dry-run")
    assert ran.code == 0
    assert "slack:#alerts would be told:" in ran.out
    assert "Reading: requires improvement" in ran.out
    assert ran.out.endswith("Nothing was written or sent.\n")
    assert world.slack.roots == []
    assert not (world.folder / "state" / "monitor.db").exists()
    assert "1 message sent." in monitor("poll").out


def test_a_second_monitor_on_one_state_is_refused(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    monitor("poll")
    with (world.folder / "state" / "monitor.db.lock").open("rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = monitor("poll")
        assert monitor("poll", "--dry-run").code == 0
    assert ran.code == 3
    assert "already polling" in ran.err
    assert monitor("poll").code == 0


def test_sources_that_asked_for_patience_are_left_alone_and_that_is_said(
    world: World, monitor: CommandLine
) -> None:
    world.newsroom.serve("/busy", "Later.", 429, retry_after=3600)
    world.sources.append("busy")
    assert monitor("poll").code == 0
    world.now += timedelta(minutes=5)
    ran = monitor("poll")
    assert ran.code == 0
    assert ran.out.startswith("0 sources asked")
    assert "asked for patience" in ran.err
