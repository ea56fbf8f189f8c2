"""What is printed, at any width, for eyes or for programs."""

from __future__ import annotations

import io
import os
import pty
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.commands import output
from monitor.commands.failures import system_words

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
COLUMNS = ("Name", "State", "Entries")
ROWS = [("Care Weekly", "ok", "20"), ("[bold]Evil[/] News of the Far North-East", "failing", "0")]


@contextmanager
def a_terminal(patch: pytest.MonkeyPatch, columns: int) -> Iterator[Callable[[], str]]:
    """Standard output and error on a terminal so wide; yields a function that reads what it shows."""
    outside, inside = pty.openpty()
    stream = os.fdopen(inside, "w", encoding="utf-8")
    patch.setattr(sys, "stdout", stream)
    patch.setattr(sys, "stderr", stream)
    patch.setenv("COLUMNS", str(columns))
    patch.setenv("TERM", "xterm-256color")
    patch.delenv("NO_COLOR", raising=False)

    def shown() -> str:
        stream.flush()
        return os.read(outside, 100_000).decode().replace("\r\n", "\n")

    with stream:
        yield shown
    os.close(outside)


def test_a_table_for_a_program_has_one_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    output.show_table(COLUMNS, ROWS)
    assert capsys.readouterr().out == (
        "Name                                      State    Entries\n"
        "Care Weekly                               ok       20\n"
        "[bold]Evil[/] News of the Far North-East  failing  0\n"
    )


def test_a_table_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("A source with a name of many words, none of them short", "failing", "1234567")] * 3
    with a_terminal(monkeypatch, 62) as shown:
        output.show_table(COLUMNS, rows, whole=("Entries",))
        lines = shown().splitlines()
    assert "\x1b[1m" in lines[0]
    assert all(len(line) <= 62 for line in lines[1:])
    assert sum("1234567" in line for line in lines) == 3


def test_in_a_narrow_terminal_a_row_is_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_terminal(monkeypatch, 40) as shown:
        output.show_table(COLUMNS, ROWS[:1])
        assert shown() == "Care Weekly\n  State: ok\n  Entries: 20\n"


def test_colours_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_terminal(monkeypatch, 80) as shown:
        monkeypatch.setenv("NO_COLOR", "1")
        output.show_heading("First")
        output.show_table(COLUMNS, ROWS)
        assert "\x1b[3" not in shown()


def test_a_heading_is_a_line_in_a_terminal_and_underlined_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output.show_heading("First")
    assert capsys.readouterr().out == "\nFirst\n=====\n"
    with a_terminal(monkeypatch, 80) as shown:
        output.show_heading("First")
        assert "─" * 20 in shown()


def test_a_word_to_a_person_is_broken_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_terminal(monkeypatch, 24) as shown:
        output.say("There is no source named so.\n  → ask for one that there is")
        lines = shown().splitlines()
    assert all(len(line) <= 24 for line in lines)
    assert " ".join(" ".join(lines).split()) == "There is no source named so. → ask for one that there is"


def test_the_bar_stands_only_while_a_stage_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_terminal(monkeypatch, 80) as shown, output.progress_bar() as progress:
        progress("Asking", 1, 2)
        assert "Asking" in shown()
        progress("Asking", 2, 2)
        shown()
        output.show("An alert.")
        assert shown() == "An alert.\n"
        progress("Reading", 1, 3)
        assert "Reading" in shown()
    assert sys.stdout is not None


def test_nobody_watching_sees_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress_bar() as progress:
        progress("Asking", 1, 2)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "–"),
        (NOON, "today 13:00"),
        (NOON - timedelta(hours=13), "today 00:00"),
        (NOON - timedelta(hours=14), "09 Jun 23:00"),
        (NOON - timedelta(days=150), "11 Jan 12:00"),
        (NOON - timedelta(days=365), "10 Jun 2025 13:00"),
    ],
)
def test_times_are_local_and_as_short_as_they_can_be(time: datetime | None, words: str) -> None:
    assert output.for_people(time, LONDON, now=NOON) == words


def test_a_time_by_itself_is_whole() -> None:
    assert output.for_people(NOON, LONDON) == "10 Jun 2026 13:00"


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, LONDON)))
def test_json_times_are_utc_and_read_back(time: datetime) -> None:
    told = output.in_json(time)
    assert told is not None
    assert told.endswith("Z")
    assert datetime.fromisoformat(told) == time


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=300))
def test_folding_loses_no_word_of_any_text_and_nothing_steers_the_terminal(text: str) -> None:
    shown = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    folded = output.folded(text, "  ")
    assert folded.split() == shown.split()
    assert all(sign.isprintable() or sign == "\n" for sign in folded)


class Gone(io.StringIO):
    """A pipe whose reader has left."""

    def flush(self) -> None:
        raise BrokenPipeError


def test_whoever_shows_learns_that_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Gone())
    assert not output.show("A line.")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert output.show("A line.")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            PermissionError(13, "Permission denied", "/x"),
            "/x cannot be used: Permission denied. Give this user",
        ),
        (OSError(30, "Read-only file system", "/x"), "This disk cannot be written"),
        (
            OSError(28, "No space left on device"),
            "The system refused: No space left on device. The disk is full",
        ),
        (OSError("odd"), "The system refused: OSError. Check"),
    ],
)
def test_the_systems_refusals_say_what_to_do(error: OSError, words: str) -> None:
    assert words in system_words(error)
