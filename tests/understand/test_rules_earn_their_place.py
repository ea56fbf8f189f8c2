"""Each rule is needed: where one is taken away, the answer to some labelled article changes.

A rule here is a group of phrases in a data file, or a pattern of the code. One whose loss nobody would notice
is dead weight, and nobody could say what it is for.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pytest

import monitor.understand
from monitor.model import Classification
from monitor.understand import lexicon
from monitor.understand.classify import classify
from monitor.understand.lexicon import Group
from tests.understand.labels import LabelledArticle, read_articles

pytestmark = pytest.mark.full

NEVER = re.compile(r"(?!)")
NEEDED_FOR_OTHER_TEXTS = {
    "visible": "HTML, not articles",
    "sentences": "odd texts of the properties",
    "folding": "odd texts of the properties",
    "lexicon": "the reading of the data files",
    "tables": "the reading of the data files",
    "wire": "wire copies",
    "figures": "its own table of examples",
    "clauses": "its own table of examples",
    "tone": "its own table of examples",
}
"""Modules whose patterns have tables of their own, and why articles do not show their loss."""


@cache
def articles() -> tuple[LabelledArticle, ...]:
    return tuple(read_articles())


def answer(article: LabelledArticle) -> Classification:
    return classify(article.text, title=article.title, published=article.day)


@cache
def answers() -> dict[str, Classification]:
    return {article.id: answer(article) for article in articles()}


def some_answer_changes() -> bool:
    return any(answer(article) != answers()[article.id] for article in articles())


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(monitor.understand.__path__):
        if found.name not in NEEDED_FOR_OTHER_TEXTS:
            yield importlib.import_module(f"monitor.understand.{found.name}")


def patterns() -> Iterator[tuple[ModuleType, str]]:
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and name not in imported(module):
                yield module, name


def imported(module: ModuleType) -> set[str]:
    """Patterns that a module takes from another: they are tried there."""
    elsewhere = {
        id(value): other.__name__
        for other in modules()
        for name, value in vars(other).items()
        if isinstance(value, re.Pattern) and other is not module
    }
    return {
        name
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and elsewhere.get(id(value), module.__name__) < module.__name__
    }


@pytest.mark.parametrize(
    ("module", "name"), list(patterns()), ids=lambda one: one if isinstance(one, str) else one.__name__
)
def test_without_a_pattern_some_article_is_read_otherwise(
    module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers()
    monkeypatch.setattr(module, name, NEVER)
    assert some_answer_changes()


GROUPS = sorted({(group.kind, group.value) for group in lexicon._groups()})


@pytest.mark.parametrize(("kind", "value"), GROUPS)
def test_without_a_group_of_phrases_some_article_is_read_otherwise(
    kind: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers()
    kept: tuple[Group, ...] = tuple(
        group for group in lexicon._groups() if (group.kind, group.value) != (kind, value)
    )
    monkeypatch.setattr(lexicon, "_groups", lambda: iter(kept))
    forget()
    try:
        assert some_answer_changes()
    finally:
        monkeypatch.undo()
        forget()


def forget() -> None:
    """Makes the vocabulary be read anew."""
    lexicon.phrases.cache_clear()
    lexicon._automaton.cache_clear()
