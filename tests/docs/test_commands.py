"""Every command line that the documentation shows is one that the program takes."""

from __future__ import annotations

import re

import pytest

from monitor.commands.failures import EXIT_CODES, STOPPED
from tests.docs.awaited import AWAITED
from tests.docs.support import (
    REFERENCE,
    Line,
    code,
    command_lines,
    commands,
    options_of,
    parse,
    program,
    rows,
    section,
    text_of,
)


def is_awaited(line: Line) -> bool:
    """Whether a line needs a command or an option that is not there yet."""
    words = " ".join(word for word in line.arguments if not word.startswith("-"))
    for name in missing():
        command, _, option = name.partition(" --")
        if f"{words} ".startswith(f"{command} ") and (not option or f"--{option}" in line.arguments):
            return True
    return False


def missing() -> set[str]:
    """What is awaited and really not there."""
    there = {f"{name} {option}" for name, one in commands().items() for option in options_of(one)}
    return set(AWAITED) - there - set(commands())


def described() -> dict[str, set[str]]:
    """The commands of the reference with the options it lists for each."""
    found = {}
    below = section(text_of(REFERENCE), "## Commands")
    for heading in re.findall(r"^### `([^`]+)`$", below, re.MULTILINE):
        name = " ".join(word for word in heading.split() if word.islower())
        listed = {code(row[0]).split()[0] for row in rows(section(below, f"### `{heading}`"))}
        found[name] = {option for option in listed if option.startswith("--")}
    return found


def test_the_documentation_shows_commands() -> None:
    assert len(command_lines()) > 30


@pytest.mark.parametrize(
    "line", command_lines(), ids=lambda line: f"{line.where} {' '.join(line.arguments)}"[:90]
)
def test_a_command_line_that_is_shown_is_taken(line: Line) -> None:
    if not is_awaited(line):
        parse(line.arguments)


def test_the_reference_describes_exactly_the_commands_there_are() -> None:
    assert set(described()) - missing() == set(commands())


@pytest.mark.parametrize("name", sorted(described()))
def test_the_reference_lists_exactly_the_options_of_a_command(name: str) -> None:
    awaited = {word.removeprefix(f"{name} ") for word in missing()}
    if name not in missing():
        assert described()[name] - awaited == options_of(commands()[name])


def test_the_reference_lists_exactly_the_options_that_hold_for_every_command() -> None:
    general = section(text_of(REFERENCE), "## Commands").partition("### ")[0]
    listed = {code(row[0]).split()[0] for row in rows(general) if "--" in row[0]}
    assert listed == options_of(program()) | {"--help"}


def test_the_reference_lists_every_exit_code() -> None:
    general = section(text_of(REFERENCE), "## Commands").partition("### ")[0]
    listed = {int(row[0]) for row in rows(general) if row[0].isdigit()}
    assert listed == {0, 1, *EXIT_CODES.values(), STOPPED}


def test_a_line_that_the_program_would_refuse_is_noticed() -> None:
    for wrong in (("pol",), ("poll", "--dry"), ("backup",), ("check", "somewhere")):
        with pytest.raises(Exception, match=r"(?i)no such|missing|unexpected"):
            parse(wrong)
