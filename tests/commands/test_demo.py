"""The demonstration as a newcomer sees it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.commands.support import CommandLine


def test_the_demonstration_shows_the_whole_job(cli: CommandLine, tmp_path: Path) -> None:
    ran = cli("demo", "--output", "week.html")
    assert ran.code == 0
    assert ran.err == ""
    opening, first, second, third, fourth, fifth = (folded_back(one) for one in chapters(ran.out))
    assert "Nothing leaves this machine" in opening
    assert "Slough: fifth monitoring visit" in first
    assert "Oldham: area SEND inspection" in first
    assert "Story " in first
    assert "0 stories to tell, 0 messages sent" in second
    assert "named before: Care Weekly named now: Care Weekly, Thames Courier" in third
    assert "1 brought up to date" in third
    assert "Correct" in fourth
    assert "Shropshire" in fourth
    assert "1 message sent" in fourth
    assert f"The digest is in {tmp_path / 'week.html'}" in fifth
    assert [path.name for path in tmp_path.iterdir()] == ["week.html"]
    page = (tmp_path / "week.html").read_text(encoding="utf-8")
    assert "<html" in page
    assert "Shropshire" in page


def chapters(out: str) -> list[str]:
    """The text before each heading's line and after the last."""
    lines = out.splitlines(keepends=True)
    starts = [number - 1 for number, line in enumerate(lines) if line.startswith("=====")]
    bounds = [0, *starts, len(lines)]
    return ["".join(lines[begin:end]) for begin, end in pairwise(bounds)]


def folded_back(text: str) -> str:
    return " ".join(text.split())


def test_an_unwritable_page_is_told_before_anything_begins(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for output in ("taken", "missing/week.html"):
        ran = cli("demo", "--output", output)
        assert (ran.code, ran.out) == (2, "")
        assert "--output" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
