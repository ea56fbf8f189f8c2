"""Patterns that wait to be compiled: each is a valid one, and answers as `re` does."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import pytest

import monitor.understand
from monitor.understand.regexes import Uncompiled, regex

UNDERSTAND = Path(monitor.understand.__file__).parent


def waiting() -> list[Uncompiled]:
    """Every pattern of the classifier that is compiled at its first use."""
    modules = [
        importlib.import_module(f"monitor.understand.{found.name}")
        for found in pkgutil.iter_modules(monitor.understand.__path__)
    ]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Uncompiled)]


def test_every_pattern_that_waits_can_be_compiled() -> None:
    assert waiting()
    for pattern in waiting():
        assert re.compile(pattern.pattern)


@pytest.mark.parametrize("text", ["", "good", "no longer good, but not bad"])
def test_a_pattern_that_waited_answers_as_any_other(text: str) -> None:
    source = r"\b(?:good|bad)\b"
    late, early = regex(source), re.compile(source)
    assert (late.search(text) is None) == (early.search(text) is None)
    assert late.findall(text) == early.findall(text)
    assert late.sub("-", text) == early.sub("-", text)
    assert late.split(text) == early.split(text)
    assert [found.span() for found in late.finditer(text)] == [found.span() for found in early.finditer(text)]


def test_a_pattern_that_waited_has_nothing_else() -> None:
    with pytest.raises(AttributeError):
        _ = regex("good").no_such_thing  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", sorted(UNDERSTAND.glob("*.py")), ids=lambda path: path.stem)
def test_no_pattern_is_hidden_by_another_of_its_name(path: Path) -> None:
    named = [
        target.id
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert [name for name, times in Counter(named).items() if times > 1] == []
