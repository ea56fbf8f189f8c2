"""Every piece of config.yaml that the documentation shows is right, and the reference names every key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from monitor.config import read_config
from monitor.config.schema import ConfigShape
from monitor.config.words import duration, size
from monitor.model import Event
from monitor.understand.councils import regions
from monitor.understand.grades import all_grades
from tests.docs.support import REFERENCE, ROOT, Block, blocks, code, rows, section, text_of

WRAPPING = {
    "sources": "sources: []\n",
    "teams": "teams: []\n",
    "slack": "slack: {token: '${SLACK_BOT_TOKEN}'}\n",
    "email": "email: {host: smtp.example.org, from: monitor@example.org}\n",
}
"""What a piece is completed with where it does not bring it along."""


def config_blocks() -> list[Block]:
    return [block for block in blocks("yaml") if "display_information" not in block.text]


def keys(shape: type[BaseModel] = ConfigShape, prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every key that holds a value, by its way from the top: `teams[].watch.councils`."""
    for name, field in shape.model_fields.items():
        path = prefix + (field.alias or name)
        inner = shape_within(field.annotation)
        if inner is None:
            yield path, field
        else:
            many = "[]" if "tuple" in str(field.annotation) else ""
            yield from keys(inner, f"{path}{many}.")


def shape_within(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation of a field
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (shape_within(inner) for inner in get_args(annotation))
    return next((shape for shape in found if shape), None)


def listed() -> dict[str, str]:
    """The keys of the reference with their defaults as written there."""
    below = section(text_of(REFERENCE), "## config.yaml")
    tables = [row for row in rows(below) if re.fullmatch(r"`[a-z_.\[\]]+`", row[0]) and len(row) == 3]
    return {code(row[0]): code(row[1]) for row in tables if code(row[0]) not in {"slack", "email", "console"}}


def is_default(written: str, field: FieldInfo) -> bool:
    """Whether the reference's words mean the schema's default."""
    if field.is_required() or written == "required":
        return field.is_required() and written == "required"
    default = field.default
    if isinstance(default, timedelta):
        return bool(duration(written) == default)
    if isinstance(default, ZoneInfo):
        return written == default.key
    if default == () or default is None or default == "":
        return written == ("[]" if default == () else "absent")
    if isinstance(default, int) and written.endswith("B"):
        return size(written) == default
    return written == str(default).lower()


@pytest.mark.parametrize("block", config_blocks(), ids=lambda block: block.where)
def test_a_piece_of_the_config_is_right(block: Block, tmp_path: Path) -> None:
    there = yaml.safe_load(block.text)
    text = block.text + "".join(text for key, text in WRAPPING.items() if key not in there)
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    environment = {
        name: "https://hooks.example.org/x" if name.endswith("URL") else "value"
        for name in re.findall(r"\$\{(\w+)\}", text)
    }
    read_config(path, environment=environment)


def test_the_reference_lists_exactly_the_keys_there_are() -> None:
    assert sorted(listed()) == sorted(key for key, _ in keys() if key not in {"sources", "teams"})


@pytest.mark.parametrize(
    ("key", "field"), list(keys()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_reference_names_the_default_of_a_key(key: str, field: FieldInfo) -> None:
    assert is_default(listed()[key], field), f"{key}: {listed()[key]} is not {field.default!r}"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("teams[].watch.events", {event.value for event in Event}),
        ("teams[].watch.judgements", {grade.slug for grade in all_grades()}),
        ("teams[].watch.regions", set(regions())),
    ],
)
def test_the_reference_names_every_word_that_a_key_may_hold(key: str, words: set[str]) -> None:
    row = next(row for row in rows(text_of(REFERENCE)) if code(row[0]) == key)
    assert words <= set(re.findall(r"`([^`]+)`", row[2]))


def test_the_reference_lists_exactly_the_variables_of_the_shipped_files() -> None:
    below = section(text_of(REFERENCE), "## Environment")
    shipped = re.findall(r"^(\w+)=", text_of(ROOT / ".env.example"), re.MULTILINE)
    assert [code(row[0]) for row in rows(below)] == shipped
    assert set(re.findall(r"\$\{(\w+)\}", text_of(ROOT / "config.yaml"))) <= {*shipped, "NAME"}


def test_no_page_holds_what_looks_like_a_secret() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / ".env.example"):
        assert not re.search(r"xox[a-z]-\w{5}|hooks\.slack\.com/services/\w", text_of(page)), page.name
