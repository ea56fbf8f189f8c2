"""What a passage answers is what a look at each of its sentences would find."""

from __future__ import annotations

import pytest

from monitor.understand.area_lists import name_areas
from monitor.understand.document import read_document
from monitor.understand.passage import Passage
from tests.understand.labels import LabelledArticle, read_articles

ASKED = (
    ("body", "ofsted"),
    ("body", "cqc"),
    ("flag", "fresh"),
    ("event", None),
    ("area", None),
    ("grade", "inadequate"),
    ("other_thing", "school"),
)
ARTICLES = read_articles()[::40]


@pytest.mark.parametrize(("kind", "value"), ASKED)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda one: one.id)
def test_a_passage_however_long_finds_what_its_sentences_have(
    article: LabelledArticle, kind: str, value: str | None
) -> None:
    document = read_document(article.title, article.text, article.day)
    for passage in (document.titles, document.head, document.lead, document.story, document.sentences):
        having = [sentence for sentence in passage if sentence.has(kind, value)]
        assert passage.having(kind, value) == having
        assert passage.has(kind, value) == bool(having)
        assert passage.values(kind) == [mark.value for one in passage for mark in one.of(kind)]
        assert passage.slugs() == {slug for one in passage for slug in one.slugs()}


def test_a_short_name_taken_for_an_area_later_is_found_then() -> None:
    text = "It rained. " * 8 + "Leadership is good, protection inadequate."
    story = read_document("", text, None).story
    assert isinstance(story, Passage)
    assert story.values("area") == ["leadership"]
    for sentence in story:
        name_areas(sentence)
    assert story.values("area") == ["leadership", "help_and_protection"]
