"""Small configurations on disk, and what reading them brings."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from monitor.config import Config, read_config
from monitor.errors import ConfigError, Mistake

HERE = "◀"
"""Marks the line on which a mistake is to be found; taken out before the file is written."""

SOURCE = "sources: [{name: Trade news, url: https://example.org/feed, every: 1h}]\n"
TEAM = "teams: [{name: Berkshire, watch: {councils: [Reading]}}]\n"
SLACK = "slack: {token: '${SLACK_BOT_TOKEN}'}\n"
TOKEN = {"SLACK_BOT_TOKEN": "xoxb-1"}


def write_config(folder: Path, text: str, *, dotenv: str = "") -> Path:
    """A config.yaml with this text, and a `.env` beside it where one is given."""
    path = folder / "config.yaml"
    path.write_text(text.replace(HERE, ""), encoding="utf-8")
    if dotenv:
        (folder / ".env").write_text(dotenv, encoding="utf-8")
    return path


def config_of(
    folder: Path, text: str, *, environment: Mapping[str, str] | None = None, dotenv: str = ""
) -> Config:
    """The configuration that a valid text means."""
    return read_config(write_config(folder, text, dotenv=dotenv), environment=environment or {})


def mistakes_of(
    folder: Path, text: str, *, environment: Mapping[str, str] | None = None, dotenv: str = ""
) -> tuple[Mistake, ...]:
    """Every mistake that reading a text tells of."""
    with pytest.raises(ConfigError) as caught:
        config_of(folder, text, environment=environment, dotenv=dotenv)
    return caught.value.mistakes


def marked_line(text: str) -> int | None:
    """The number of the line with the mark; None where no line has it."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if HERE in line), None)


def block(text: str) -> str:
    """An indented example without its indentation."""
    return textwrap.dedent(text).lstrip("\n")


def top(line: str) -> str:
    """A file with one more line at its top level."""
    return f"{SOURCE}{TEAM}{line} ◀\n"


def councils(names: str) -> str:
    """A team that watches these councils."""
    return f"{SOURCE}teams:\n  - name: Berkshire\n    watch:\n      councils: {names} ◀\n"


def team(lines: str) -> str:
    """One team that watches Reading, with more lines of its own."""
    more = "".join(f"    {line}\n" for line in lines.split("\n"))
    return f"{SOURCE}teams:\n  - name: B\n    watch: {{councils: Reading}}\n{more}"
