"""The JSON and TOML that the documentation shows have the keys that the program writes and reads."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from monitor.commands import stories
from monitor.model import Direction, Event, Flag
from monitor.stories.polling import SourceState as SourceStateName
from monitor.understand import councils
from monitor.understand.classify import classify
from monitor.understand.wire import read_line, to_wire
from tests.docs.support import HOW_TO, REFERENCE, ROOT, Block, blocks, section, text_of
from tests.support.stories import a_story
from tests.understand.labels import LabelledArticle

CONFIG = """\
sources: [{name: Care Weekly, url: "https://careweekly.test/feed", every: 1h}]
teams:
  - name: Everybody
    watch: {councils: all}
    digest: {when: Monday 08:00, console: true}
"""
DATA = ROOT / "monitor" / "understand" / "data"
TEXT = (
    "Inspectors have made a third monitoring visit to Reading’s children’s services, which Ofsted judged "
    "inadequate in 2024."
)


def shown(heading: str, number: int = 0) -> Any:  # noqa: ANN401 - whatever the page shows
    """A JSON block of the reference, by the heading above it."""
    below = section(text_of(REFERENCE), f"### `{heading}`")
    texts = [block.text for block in blocks("json") if block.page == REFERENCE.name]
    return json.loads([text for text in texts if text in below][number])


def as_in_json(value: object) -> object:
    return json.loads(msgspec.json.encode(value))


def shape(value: object) -> object:
    """A value's keys, all the way down; lists by their first item, mappings of free words by none."""
    if isinstance(value, dict):
        return {key: {} if key == "areas" else shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value and isinstance(value[0], dict) else []
    return None


def graded_areas() -> set[str]:
    """Every area that an inspection of some framework grades."""
    frameworks = tomllib.loads(text_of(DATA / "frameworks.toml"))["framework"]
    return {area for framework in frameworks for area in framework["areas"]} | {"send"}


def test_the_reference_shows_a_classification_as_it_is() -> None:
    answer = to_wire("a-1", classify(TEXT))
    assert shape(shown("classify --jsonl", 1)) == shape(answer)


def test_the_reference_shows_a_line_that_classify_reads() -> None:
    line = shown("classify --jsonl", 0)
    assert "error" not in read_line(json.dumps(line))


def test_the_reference_shows_a_story_as_it_is() -> None:
    assert shape(shown("stories --format json")) == shape([stories.wire(a_story())])
    assert tuple(shown("stories --format json")[0]) == stories.CSV_COLUMNS


def test_the_reference_shows_the_status_as_it_is(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(CONFIG, encoding="utf-8")
    command = (sys.executable, "-m", "monitor", "--config", str(config), "status", "--format", "json")
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)  # noqa: S603 - this program
    assert shape(shown("status --format json")) == shape(json.loads(done.stdout))


def test_the_reference_shows_a_council_as_it_is() -> None:
    (council,) = shown("councils --format json")
    slough = councils.find_council("Slough")
    assert slough is not None
    assert council == {key: as_in_json(getattr(slough, key)) for key in council}


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("classify --jsonl", {event.value for event in Event} & {"other"}),
        ("classify --jsonl", {direction.value for direction in Direction}),
        ("classify --jsonl", {flag.value for flag in Flag}),
        ("classify --jsonl", graded_areas()),
        ("status --format json", {state.value for state in SourceStateName}),
    ],
)
def test_the_reference_names_every_word_of_a_field(heading: str, words: set[str]) -> None:
    below = section(text_of(REFERENCE), f"### `{heading}`")
    assert {word for word in words if f"`{word}`" not in below} == set()


@pytest.mark.parametrize("block", blocks("toml"), ids=lambda block: block.where)
def test_a_piece_of_a_data_file_has_the_keys_of_its_neighbours(block: Block) -> None:
    ((table, [piece]),) = tomllib.loads(block.text).items()
    (file,) = [path for path in sorted(DATA.glob("*.toml")) if fits(path, table, piece)]
    there = tomllib.loads(text_of(file))[table]
    assert set(piece) <= set().union(*there)
    if table == "group":
        assert any((one["kind"], one["value"]) == (piece["kind"], piece["value"]) for one in there)


def fits(path: Path, table: str, piece: dict[str, Any]) -> bool:
    """Whether a piece belongs into this file: its table stands there, and its kind of group."""
    there = tomllib.loads(text_of(path)).get(table, [])
    return any(one.get("kind") == piece.get("kind") for one in there)


def test_the_case_to_contribute_is_one_that_the_tests_would_read() -> None:
    (block,) = [block for block in blocks("json") if block.page == HOW_TO.name]
    article = msgspec.json.decode(block.text, type=LabelledArticle)
    assert article.label.visit_ordinal == 3
