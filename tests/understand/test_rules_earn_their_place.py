"""Each rule is needed: where one is taken away, the answer to some labelled article changes.

A rule here is a group of phrases in a data file, or a pattern of the code. One whose loss nobody would notice
is dead weight, and nobody could say what it is for.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from functools import cache, partial
from types import ModuleType
from typing import NamedTuple, cast

import pytest

import monitor.understand
from monitor.model import Classification
from monitor.understand import document, lexicon
from monitor.understand.classify import classify
from monitor.understand.folding import Folded
from monitor.understand.lexicon import VOID, Group, Mark
from monitor.understand.regexes import Uncompiled
from monitor.understand.relevance import Verdict, worth_reading
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


Article = LabelledArticle
Answer = tuple[Classification, Verdict]
"""What an article says, and whether its page would have been fetched for its headline and first lines."""
_SUMMARY = 200


@cache
def articles() -> tuple[Article, ...]:
    return tuple(read_articles())


def answer(article: Article) -> Answer:
    said = classify(article.text, title=article.title, published=article.day)
    return said, worth_reading(article.title, article.text[:_SUMMARY])


@cache
def answers() -> dict[str, Answer]:
    return {article.id: answer(article) for article in articles()}


def some_answer_changes(touched: list[Article]) -> bool:
    return any(answer(article) != answers()[article.id] for article in touched)


# --- patterns ------------------------------------------------------------------------------------


class Rule(NamedTuple):
    """A pattern, with each name that it has in a module: others import it."""

    pattern: re.Pattern[str]
    names: tuple[tuple[ModuleType, str], ...]

    def __str__(self) -> str:
        module, name = self.names[0]
        return f"{module.__name__.rpartition('.')[2]}.{name}"

    def replace(self, monkeypatch: pytest.MonkeyPatch, pattern: object) -> None:
        for module, name in self.names:
            monkeypatch.setattr(module, name, pattern)


def rules() -> list[Rule]:
    names: dict[re.Pattern[str], list[tuple[ModuleType, str]]] = {}
    for found in pkgutil.iter_modules(monitor.understand.__path__):
        module = importlib.import_module(f"monitor.understand.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern | Uncompiled):
                names.setdefault(cast("re.Pattern[str]", value), []).append((module, name))
    return [
        Rule(pattern, tuple(held))
        for pattern, held in names.items()
        if any(module.__name__.rpartition(".")[2] not in NEEDED_FOR_OTHER_TEXTS for module, _ in held)
    ]


class Watched:
    """Stands for a pattern, and notes when it finds anything: where it does not, its loss changes nothing."""

    def __init__(self, pattern: re.Pattern[str], note: Callable[[], None]) -> None:
        self.pattern, self.note = pattern, note

    def __getattr__(self, method: str) -> Callable[..., object]:
        return partial(self.call, method)

    def call(self, method: str, *given: object, **named: object) -> object:
        found = getattr(self.pattern, method)(*given, **named)
        if method == "finditer":
            found = list(found)
        nothing = {"sub": given[-1], "split": [given[0]]}.get(method)
        if found and found != nothing:
            self.note()
        return iter(found) if method == "finditer" else found


@cache
def touched_by_pattern() -> dict[str, list[Article]]:
    """For each pattern the articles in which it finds anything."""
    touched: dict[str, dict[str, Article]] = {}
    reading = list(articles()[:1])
    with pytest.MonkeyPatch.context() as monkeypatch:
        for rule in rules():
            noted = touched.setdefault(str(rule), {})
            note = partial(_note, noted, reading)
            rule.replace(monkeypatch, Watched(rule.pattern, note))
        for article in articles():
            reading[0] = article
            answer(article)
    return {name: list(found.values()) for name, found in touched.items()}


def _note(noted: dict[str, Article], reading: list[Article]) -> None:
    noted[reading[0].id] = reading[0]


@pytest.mark.parametrize("rule", rules(), ids=str)
def test_without_a_pattern_some_article_is_read_otherwise(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers()
    touched = touched_by_pattern()[str(rule)]
    rule.replace(monkeypatch, NEVER)
    assert some_answer_changes(touched)


# --- phrases -------------------------------------------------------------------------------------

GROUPS = sorted({(group.kind, group.value) for group in lexicon._groups() if group.words})


@cache
def touched_by_group() -> dict[tuple[str, str], list[Article]]:
    """For each group of phrases the articles in which one of them stands."""
    touched: dict[tuple[str, str], list[Article]] = {}
    found: set[tuple[str, str]] = set()

    def find_marks(folded: Folded) -> list[Mark]:
        marks = lexicon.find_marks(folded)
        found.update((mark.kind, mark.value) for mark in marks)
        return marks

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(document, "find_marks", find_marks)
        for article in articles():
            found.clear()
            answer(article)
            for group in found:
                touched.setdefault(group, []).append(article)
    return touched


@pytest.mark.parametrize(("kind", "value"), GROUPS)
def test_without_a_group_of_phrases_some_article_is_read_otherwise(
    kind: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers()
    # Phrases that say nothing leave no mark: what they hide may be anywhere.
    touched = touched_by_group().get((kind, value), []) if value != VOID else list(articles())
    kept: tuple[Group, ...] = tuple(
        group for group in lexicon._groups() if (group.kind, group.value) != (kind, value)
    )
    monkeypatch.setattr(lexicon, "_groups", lambda: iter(kept))
    forget()
    try:
        assert some_answer_changes(touched)
    finally:
        monkeypatch.undo()
        forget()


def forget() -> None:
    """Makes the vocabulary be read anew."""
    lexicon.phrases.cache_clear()
    lexicon._automaton.cache_clear()
