"""A page without an article, or built to do harm, is nothing and costs little."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.web.page import fragment_text, read_page
from tests.web.support import BODY, URL


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "text/html"),
        (b"   ", ""),
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"{}", "application/json"),
        (b"<html></html>", "text/html"),
        (b"\x00\x01\x02", "image/png"),
        (b"<script>only()</script>", "text/html"),
    ],
)
def test_what_holds_no_article_is_nothing(body: bytes, content_type: str) -> None:
    assert read_page(body, url=URL, content_type=content_type) is None


def test_a_page_of_headlines_that_lead_elsewhere_is_not_read() -> None:
    assert (
        read_page(f"<html><body>{BODY}</body></html>".encode(), url="https://news.google.com/rss/articles/x")
        is None
    )


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + BODY,
        "<b><i>" * 20_000,
        "<table>" * 3_000 + "<tr><td>x",
        "<p class='" + "related " * 100_000 + "'>x</p>",
        BODY * 500,
        "<a href='x'>y</a>" * 20_000,
        "<!--" * 100_000,
        "&amp;" * 200_000,
        "<p>" + "read more " * 50_000,
        "<table><tr>" + "<td>x" * 50_000,
    ],
    ids=["deep", "inline", "tables", "classes", "long", "links", "comments", "entities", "one line", "cells"],
)
def test_what_is_built_to_exhaust_a_reader_costs_little(html: str) -> None:
    began = time.process_time()
    read_page(f"<html><body>{html}".encode(), url=URL)
    fragment_text(html)
    assert time.process_time() - began < 8


soup = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div class='related'>",
            "</div>",
            "<table>",
            "<tr>",
            "<td>",
            "<h1>",
            "<article>",
            "</article>",
            "words and words. ",
            "<br>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "&amp;",
            "&#0;",
            "\x00",
            "<svg>",
            "\ud7ff",
            "<link rel=canonical href='x'>",
            "<meta name=date content=2026>",
            "<base href='http://['>",
            "<time datetime=x>",
        ]
    ),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(soup | st.text(max_size=200))
def test_any_markup_is_read_without_a_fall(markup: str) -> None:
    found = read_page(markup.encode("utf-8", "replace"), url=URL)
    assert found is None or found.text
    lines = fragment_text(markup, url=URL).splitlines()
    assert all(line == " ".join(line.split()) and line for line in lines)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.text(max_size=30), st.text(max_size=30))
def test_any_bytes_are_a_page_or_none(body: bytes, url: str, content_type: str) -> None:
    found = read_page(body, url=url, content_type=content_type)
    assert found is None or isinstance(found.text, str)
