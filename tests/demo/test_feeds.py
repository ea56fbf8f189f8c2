from __future__ import annotations

from functools import cache

import pytest

from monitor.demo.library import Edition, Piece, outlets, pieces
from monitor.demo.newsroom import OPENING
from monitor.model import Entry
from monitor.sources.feed import Feed, read_feed
from monitor.understand.relevance import worth_reading
from monitor.web.page import fragment_text
from tests.demo.support import Reading, visit
from tests.demo.truth import FIRST_EDITION

WITH_FEEDS = [outlet for outlet in outlets().values() if outlet.feed]
FULL_TEXT = {"Care Weekly", "Devon County Council newsroom"}


@cache
def newsroom() -> Reading:
    return visit(council="Slough")


@cache
def feed(name: str) -> Feed:
    sheet = newsroom().feeds[name]
    return read_feed(sheet.body, url=sheet.url, now=OPENING, content_type=sheet.content_type)


def paired(name: str) -> list[tuple[Entry, Piece]]:
    """Each entry of an outlet's feed beside the article it stands for."""
    own = [piece for piece in pieces(Edition.FIRST) if piece.outlet.name == name]
    return list(zip(feed(name).entries, own, strict=True))


@pytest.mark.parametrize("name", [outlet.name for outlet in WITH_FEEDS])
def test_a_feed_brings_its_outlets_articles_in_order(name: str) -> None:
    for entry, piece in paired(name):
        assert entry.title.endswith(piece.title)
        assert entry.url.partition("?")[0] == newsroom().root + piece.path
        assert entry.guid


@pytest.mark.parametrize("name", [outlet.name for outlet in WITH_FEEDS])
def test_a_feeds_dates_are_those_of_its_articles(name: str) -> None:
    for entry, piece in paired(name):
        assert entry.published is not None
        assert entry.published.date() == piece.published.date()


@pytest.mark.parametrize("name", [outlet.name for outlet in WITH_FEEDS])
def test_only_the_weblogs_promise_the_whole_text(name: str) -> None:
    assert {entry.full_text for entry in feed(name).entries} == {name in FULL_TEXT}


@pytest.mark.parametrize("name", sorted(FULL_TEXT))
def test_a_whole_text_holds_the_article_and_not_what_stands_around_it(name: str) -> None:
    for entry, piece in paired(name):
        lines = fragment_text(entry.content, url=entry.url).split("\n")
        assert [line for line in piece.lines if line not in lines] == []
        assert [line for line in lines if line not in piece.lines] == []


@pytest.mark.parametrize("name", [outlet.name for outlet in WITH_FEEDS])
def test_what_a_feed_says_of_news_on_the_beat_makes_its_page_worth_reading(name: str) -> None:
    for entry, piece in paired(name):
        summary = fragment_text(entry.content, url=entry.url)
        assert worth_reading(entry.title, summary) or not FIRST_EDITION[piece.key]


def test_the_search_names_the_publisher_beside_the_title_and_brings_no_text() -> None:
    found = {entry.title: entry for entry in feed("News search").entries}
    local = found["Better social work in Slough, but managers still let cases drift, says Ofsted"]
    assert local.publisher == "Thames Courier"
    assert not local.full_text
    assert len(found) == 2


def test_a_correction_reaches_the_feed_under_the_same_guid() -> None:
    sheet = visit(council="Slough", corrected=True).feeds["Care Weekly"]
    after = read_feed(sheet.body, url=sheet.url, now=OPENING, content_type=sheet.content_type)
    assert [entry.guid for entry in after.entries] == [entry.guid for entry in feed("Care Weekly").entries]
    changed = [entry for entry in after.entries if "Correction, 20 November" in entry.content]
    assert [entry.guid for entry in changed] == ["https://careweekly.localhost/?p=231879"]
