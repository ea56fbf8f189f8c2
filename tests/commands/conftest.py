from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.support import CommandLine
from tests.support.slack import TOKEN
from tests.support.world import World


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(monkeypatch, capsys)


@pytest.fixture
def monitor(world: World, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line in a world, with its config, its clock and its secrets."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    cli.world = world
    return cli
