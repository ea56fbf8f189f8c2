"""Files that are missing, misplaced, badly encoded or wrong in many places are told in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import read_config, render_mistakes
from monitor.errors import ConfigError, Mistake
from tests.config.support import SOURCE, TEAM, block, councils, mistakes_of, top, write_config


def test_all_mistakes_of_a_file_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = block("""
        timezone: Londn
        sources:
          - name: A
            url: example.org
            evry: 1h
          - name: a
            url: https://example.org/
            every: soon
        slack: {token: xoxb-1}
        teams:
          - name: B
            watch: {councils: [Readng, Slouhg], regions: [Nowhere]}
            alerts: {email: [nobody, it@example.org], quiet: 7-7}
          - name: B
            watch: {}
    """)
    found = mistakes_of(tmp_path, text)
    assert [mistake.line for mistake in found] == [1, 4, 5, 6, 8, 9, 12, 12, 12, 13, 13, 13, 14, 15]


def test_every_tabbed_line_is_told(tmp_path: Path) -> None:
    found = mistakes_of(tmp_path, "fetch:\n\ttimeout: 20s\n\tconcurrency: 4\n")
    assert [mistake.line for mistake in found] == [2, 3]


def test_a_missing_file_is_told_without_a_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "config.yaml", environment={})
    assert caught.value.mistakes == (
        Mistake(
            str(tmp_path / "config.yaml"), None, "there is no such file", "name the file with --config FILE"
        ),
    )


def test_a_file_with_the_other_usual_ending_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("teams: []", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "config.yaml", environment={})
    assert "config.yml" in caught.value.mistakes[0].hint


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path, environment={})
    assert "folder" in caught.value.mistakes[0].what
    assert str(tmp_path / "config.yaml") in caught.value.mistakes[0].hint


def test_a_file_in_another_encoding_is_told_with_the_line_of_the_first_wrong_letter(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes("teams: []\nsources: []\nstate: Bücher\n".encode("cp1252"))
    with pytest.raises(ConfigError) as caught:
        read_config(path, environment={})
    assert caught.value.mistakes[0].line == 3
    assert "UTF-8" in caught.value.mistakes[0].hint


def test_a_broken_dotenv_is_told_by_its_own_file_and_line(tmp_path: Path) -> None:
    text = top("log: jsn")
    found = mistakes_of(tmp_path, text, dotenv="A=1\nthis is no variable\nB='open\n")
    assert {(Path(mistake.file).name, mistake.line) for mistake in found} == {
        (".env", 2), (".env", 3), ("config.yaml", 3),
    }  # fmt: skip


def test_a_dotenv_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = write_config(tmp_path, SOURCE + TEAM)
    (tmp_path / ".env").write_bytes(b"A=\xff\n")
    with pytest.raises(ConfigError) as caught:
        read_config(path, environment={})
    assert caught.value.mistakes[0].file.endswith(".env")


def test_a_screen_for_people_names_file_line_mistake_and_spelling(tmp_path: Path) -> None:
    path = write_config(tmp_path, councils("[Readng]"))
    with pytest.raises(ConfigError) as caught:
        read_config(path, environment={})
    assert render_mistakes(caught.value).split("\n") == [
        "1 mistake in the configuration:",
        "",
        f"  {path}:5  `councils: Readng` is no council that looks after children in England",
        "      → did you mean Reading?",
    ]


def test_a_mistake_without_line_or_hint_leaves_them_out() -> None:
    error = ConfigError((Mistake("a.yaml", None, "it is gone"), Mistake("a.yaml", 2, "wrong")))
    assert render_mistakes(error).split("\n") == [
        "2 mistakes in the configuration:", "", "  a.yaml  it is gone", "  a.yaml:2  wrong",
    ]  # fmt: skip
