"""Whatever stands in the files, reading them ends in a configuration or in mistakes, never in a crash."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.config import addresses, describe, read_config, render_mistakes, words
from monitor.config.mistakes import NotUnderstoodError
from monitor.config.schema import (
    AlertsShape,
    ConfigShape,
    DigestShape,
    EmailShape,
    FetchShape,
    Shape,
    SlackShape,
    SourceShape,
    TeamShape,
    WatchShape,
)
from monitor.errors import ConfigError

SHIPPED = Path(__file__).parents[2] / "config.yaml"
ENVIRONMENT = {"TOKEN": "xoxb-1", "HOOK": "https://hooks.example.org/x", "EMPTY": ""}

SHAPES: list[type[Shape]] = [
    ConfigShape,
    FetchShape,
    SourceShape,
    SlackShape,
    EmailShape,
    DigestShape,
    AlertsShape,
    WatchShape,
    TeamShape,
]
KEYS = sorted(
    {"<<", "#", ""} | {key.alias or name for shape in SHAPES for name, key in shape.model_fields.items()}
)
VALUES = [
    "Reading",
    "all",
    "1h",
    "0d",
    "10MB",
    "https://example.org/{council}",
    "${TOKEN}",
    "${HOOK}",
    "${NONE}",
    "${",
    "22:00-07:00",
    "a@example.org",
    "#x",
    "true",
    "587",
    "none",
    "inadequate",
    "jtai",
    "~",
    "tls",
    "Europe/London",
    "10.0.0.0/8",
    "2026-11-20",
    "~nobody/x",
    "https://[",
    "*a",
    "９h",
    "South East",
    "Monday 08:00",
    "A <a@b.org>",
    "",
    "\x85",
    "\u2028",
]

patient = settings(deadline=None, max_examples=80)
"""A busy machine is no mistake."""

texts = st.one_of(st.sampled_from(VALUES), st.text(max_size=12), st.none(), st.booleans(), st.integers())
trees = st.recursive(
    texts,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=6)), inner, max_size=6),
    ),
    max_leaves=25,
)
groups = st.dictionaries(st.sampled_from(KEYS), trees, max_size=8)


def read(config: bytes, dotenv: bytes = b"") -> None:
    """Read a file with this content; whatever it means must be fit to be shown."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_bytes(config)
        (Path(folder) / ".env").write_bytes(dotenv)
        said = outcome(path)
    assert said


def outcome(path: Path) -> str:
    """The description of a configuration, or the screen of its mistakes."""
    try:
        return repr(describe(read_config(path, environment=ENVIRONMENT)))
    except ConfigError as error:
        return render_mistakes(error) if error.mistakes else ""


@patient
@given(st.binary(max_size=200), st.binary(max_size=60))
@example(b"a: &a [*a]", b"")
@example(b"? [a]\n: b", b"")
@example(b"[" * 100_000, b"")
@example(b"- " * 100_000, b"")
@example(b"sources: [], teams: []", b"=\n='\n\x00")
def test_any_bytes_end_in_a_configuration_or_in_mistakes(config: bytes, dotenv: bytes) -> None:
    read(config, dotenv)


@patient
@given(st.text(alphabet=st.sampled_from("ab:-?[]{}#&*!|>'\"%@`$~\n\t \\,0<.\x85\ufeff"), max_size=60))
def test_any_yaml_signs_end_in_a_configuration_or_in_mistakes(text: str) -> None:
    read(text.encode())


@patient
@given(groups)
def test_any_tree_of_known_keys_ends_in_a_configuration_or_in_mistakes(tree: dict[str, object]) -> None:
    read(yaml.safe_dump({"sources": [], "teams": [], **tree}, allow_unicode=True).encode("utf-8", "replace"))


@patient
@given(st.dictionaries(st.sampled_from(KEYS), trees, min_size=1), st.sampled_from(["sources", "teams"]))
def test_any_source_and_any_team_ends_in_a_configuration_or_in_mistakes(
    item: dict[str, object], key: str
) -> None:
    tree = {"sources": [], "teams": [], key: [item, item]}
    read(yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "replace"))


@patient
@given(st.data())
def test_the_shipped_file_with_a_piece_cut_out_or_put_in_ends_the_same_way(data: st.DataObject) -> None:
    content = SHIPPED.read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = min(len(content), start + data.draw(st.integers(0, 30)))
    read(content[:start] + data.draw(st.binary(max_size=8)) + content[end:])


def test_lists_that_repeat_one_another_cost_nothing() -> None:
    layers = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 20))
    read(f"fetch:\n  l0: &l0 [a]\n{layers}teams: *l19\nsources: *l19\n".encode())


READERS: list[words.Reader] = [
    words.duration,
    words.span,
    words.size,
    words.whole_number(1, 9),
    words.yes_or_no,
    words.one_of("a", "b"),
    words.time_zone,
    words.clock,
    words.quiet_hours,
    words.weekday_and_time,
    words.network,
    addresses.address,
    addresses.feed_address,
    addresses.base_address,
    addresses.email_address,
    addresses.sender,
    addresses.contact,
    addresses.host_name,
    words.file_name,
    words.one_line,
]


@pytest.mark.parametrize("parse", READERS)
@patient
@given(text=st.one_of(st.text(max_size=40), st.sampled_from(VALUES)))
def test_a_reader_of_words_reads_any_text_or_says_what_is_wrong(parse: words.Reader, text: str) -> None:
    with contextlib.suppress(NotUnderstoodError):
        parse(text)
