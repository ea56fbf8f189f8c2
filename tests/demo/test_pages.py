from __future__ import annotations

from functools import cache

import pytest

from monitor.demo.library import Edition
from monitor.web.page import Page, read_page
from tests.demo.support import Reading, piece_of, visit
from tests.demo.truth import FIRST_EDITION


@cache
def newsroom() -> Reading:
    return visit(council="Slough")


def page(key: str) -> Page:
    sheet = newsroom().pages[key]
    read = read_page(sheet.body, url=sheet.url, content_type=sheet.content_type)
    assert read is not None
    return read


@pytest.mark.parametrize("key", FIRST_EDITION)
def test_a_page_gives_its_whole_article(key: str) -> None:
    read, piece = page(key), piece_of(key, Edition.FIRST)
    assert [line for line in piece.lines if line not in read.text.split("\n")] == []
    assert read.title == piece.title
    assert not read.partial


@pytest.mark.parametrize("key", FIRST_EDITION)
def test_a_page_gives_nothing_that_stands_around_its_article(key: str) -> None:
    piece = piece_of(key, Edition.FIRST)
    own = {*piece.lines, piece.title, piece.summary}
    assert [line for line in page(key).text.split("\n") if line not in own] == []


@pytest.mark.parametrize("key", FIRST_EDITION)
def test_the_furniture_is_there_to_be_stripped(key: str) -> None:
    html = newsroom().pages[key].body.decode()
    assert [line for line in piece_of(key, Edition.FIRST).outlet.furniture if line not in html] == []
