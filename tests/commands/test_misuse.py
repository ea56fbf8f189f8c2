"""What people mistype or cannot know: each ends with its exit code and with words that lead on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.support import CommandLine, run
from tests.support.world import World

CONFIG = """\
sources:
  - {name: Care Weekly, url: "http://127.0.0.1:9/feed", every: 1h}
teams:
  - {name: Berkshire, watch: {councils: [Reading]}, alerts: {console: true}}
  - {name: Silent, watch: {councils: [Devon]}}
"""
MISUSES = {
    # what is typed → words that must be told; the exit code is 2
    "pol": ("'poll'",),
    "stauts": ("'status'",),
    "frobnicate": ("frobnicate", "See `ofsted-monitor --help`."),
    "--frobnicate": ("--frobnicate", "See `ofsted-monitor --help`."),
    "poll --dryrun": ("--dry-run", "See `ofsted-monitor poll --help`."),
    "poll --source": ("--source",),
    "poll now": ("now",),
    "poll --source Car-Weekly": ("“Car-Weekly”", "Did you mean “Care Weekly”?"),
    "--config config.yaml": ("Missing command", "See `ofsted-monitor --help`."),
    "poll --source xyz": ("There are: Care Weekly.",),
    "status --format yaml": ("'yaml'", "'text', 'json'"),
    "status --format": ("--format",),
    "status --config": ("--config",),
    "status --config missing.yaml": ("missing.yaml", "no such file", "--config FILE"),
    "status --config .": ("folder", "config.yaml"),
    "stories --council Redding": ("“Redding”", "Did you mean: Reading"),
    "stories --since soon": ("--since", "“soon” is no duration", "6h"),
    "stories --since 30": ("“30” is no duration", "30d for days"),
    "stories --since 2weeks": ("write 2w",),
    "stories --since 200y": ("longer than a hundred years",),
    "stories --format xml": ("'xml'", "'csv'"),
    "check --send-test Berkshir": ("“Berkshir”", "Did you mean “Berkshire”?"),
    "check --send-test xyz": ("There are: Berkshire, Silent.",),
    "check --send-test Silent": ("Silent has no alert destination",),
    "classify missing.txt": ("missing.txt cannot be read: No such file or directory",),
    "classify .": ("cannot be read",),
    "digest --team Berkshir": ("Berkshir",),
    "digest --week 2026-W99": ("2026 has no week 99",),
    "digest --week lately": ("lately",),
    "digest --week 2026-13": ("2026-13",),
    "backup": ("FILE", "See `ofsted-monitor backup --help`."),
    "demo --output missing/page.html": ("missing/page.html", "No such file or directory", "--output"),
    "demo --output .": ("Is a directory", "--output"),
    "help nothing": ("nothing",),
}


@pytest.mark.parametrize("typed", MISUSES)
def test_a_misuse_ends_with_two_and_words_that_lead_on(cli: CommandLine, tmp_path: Path, typed: str) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG)
    ran = cli(*typed.split())
    assert ran.code == 2
    assert ran.out == ""
    for words in MISUSES[typed]:
        assert words in ran.err
    assert "Traceback" not in ran.err


def test_every_mistake_of_the_config_is_told_at_once_with_its_line(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "sorces: []\nteams:\n  - name: Berkshire\n    watch: {councils: [Redding]}\n"
    )
    for command in ("check", "poll", "run", "status", "stories", "backup x.db"):
        ran = cli(*command.split())
        assert (ran.code, ran.out) == (2, "")
        assert "2 mistakes in the configuration" in ran.err
        assert "config.yaml:1" in ran.err
        assert "config.yaml:4" in ran.err
        assert "sources" in ran.err
        assert "Reading" in ran.err


UNUSABLE = {
    "a file where the folder should be": ("taken/monitor.db", "taken"),
    "something that is no state": ("taken", "is damaged or no state"),
    "a disk that takes no files": ("/proc/ofsted/monitor.db", "/proc/ofsted"),
}


@pytest.mark.parametrize("state", UNUSABLE)
@pytest.mark.parametrize("command", ["status", "poll", "run"])
def test_a_state_that_cannot_be_used_is_told_plainly(
    cli: CommandLine, tmp_path: Path, state: str, command: str
) -> None:
    path, words = UNUSABLE[state]
    (tmp_path / "taken").write_text("A file of somebody else's, longer than a database's head. " * 20)
    (tmp_path / "config.yaml").write_text(f"state: {path}\n{CONFIG}")
    ran = cli(command)
    assert ran.code == 1
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_asking_for_nothing_shows_what_could_be_asked(cli: CommandLine) -> None:
    ran = cli()
    assert ran.code == 2
    assert ran.out == cli("--help").out


def test_no_secret_is_shown_when_a_test_alert_fails(world: World, monitor: CommandLine) -> None:
    world.teams = world.teams.replace("slack: alerts", "slack: [alerts, no-such-channel]")
    ran = monitor("check", "--online", "--send-test", "berkshire")
    assert ran.code == 1
    assert "xoxb" not in ran.out + ran.err


def test_a_terminal_that_knows_no_curly_quotes_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG)
    ran = run("poll", "--source", "xyz", folder=tmp_path, PYTHONIOENCODING="ascii")
    assert ran.code == 2
    assert "There is no source named ?xyz?" in ran.err
