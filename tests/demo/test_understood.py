"""The classifier against a person's reading of the newsroom, through real pages over real HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from monitor.demo.library import Edition, Piece
from monitor.model import Classification, Finding, Flag
from monitor.understand.classify import classify
from monitor.web.page import read_page
from tests.demo.support import Reading, piece_of, visit
from tests.demo.truth import CORRECTED_EDITION, FIRST_EDITION, LATER_EDITION, Told

SERIOUS = frozenset({Flag.PROVISIONAL, Flag.RESTATED, Flag.CORRECTION})
"""Flags that change what becomes of a story."""


@cache
def newsroom(edition: Edition) -> Reading:
    return visit(council="Slough", later=edition is Edition.LATER, corrected=edition is Edition.CORRECTED)


@cache
def understood(edition: Edition, key: str) -> Classification:
    piece, sheet = piece_of(key, edition), newsroom(edition).pages[key]
    read = read_page(sheet.body, url=sheet.url, content_type=sheet.content_type)
    assert read is not None
    return classify(read.text, title=piece.title, published=piece.published.date(), url=sheet.url)


EDITIONS: Mapping[Edition, Mapping[str, Mapping[str, Told]]] = {
    Edition.FIRST: FIRST_EDITION,
    Edition.LATER: LATER_EDITION,
    Edition.CORRECTED: CORRECTED_EDITION,
}
CASES = [
    pytest.param(edition, key, council, told, id=f"{key}-{council}-{edition}")
    for edition, articles in EDITIONS.items()
    for key, councils in articles.items()
    for council, told in councils.items()
]
"""Every council of every article that is news of this beat."""


def finding(edition: Edition, key: str, council: str) -> Finding:
    return next(found for found in understood(edition, key).findings if found.council == council)


@pytest.mark.parametrize("key", FIRST_EDITION)
def test_an_article_is_news_of_its_councils_and_of_no_others(key: str) -> None:
    answer = understood(Edition.FIRST, key)
    assert {found.council for found in answer.findings} == set(FIRST_EDITION[key])


@pytest.mark.parametrize(("edition", "key", "council", "told"), CASES)
def test_what_happened_is_read_as_a_person_reads_it(
    edition: Edition, key: str, council: str, told: Told
) -> None:
    found = finding(edition, key, council)
    assert (found.event, found.visit_ordinal) == (told.event, told.ordinal)
    assert found.judgement == told.judgement
    assert dict(found.areas) == dict(told.areas)
    assert found.previous_judgement == told.previous


@pytest.mark.parametrize(("edition", "key", "council", "told"), CASES)
def test_the_direction_is_one_a_person_could_give(
    edition: Edition, key: str, council: str, told: Told
) -> None:
    assert finding(edition, key, council).direction in told.directions


@pytest.mark.parametrize(("edition", "key", "council", "told"), CASES)
def test_the_flags_are_those_of_the_text(edition: Edition, key: str, council: str, told: Told) -> None:
    flags = frozenset(finding(edition, key, council).flags)
    assert flags & SERIOUS == told.flags & SERIOUS
    assert flags >= told.flags


@pytest.mark.parametrize("key", FIRST_EDITION)
def test_no_further_event_is_read_into_an_article(key: str) -> None:
    assert [found.also for found in understood(Edition.FIRST, key).findings if found.also] == []


@pytest.mark.parametrize("key", FIRST_EDITION)
def test_every_quote_stands_where_it_says(key: str) -> None:
    piece: Piece = piece_of(key, Edition.FIRST)
    sheet = newsroom(Edition.FIRST).pages[key]
    read = read_page(sheet.body, url=sheet.url, content_type=sheet.content_type)
    assert read is not None
    places = {"title": piece.title, "text": read.text}
    for found in understood(Edition.FIRST, key).findings:
        for proof in found.evidence:
            assert places[proof.place][proof.start : proof.end] == proof.quote
