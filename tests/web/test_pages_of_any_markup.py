from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.web.markup import parse_html
from monitor.web.page import fragment_text, read_page
from tests.web.support import BODY, URL


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
        "<p " + " ".join(f"a{n}" for n in range(150_000)) + ">x</p>",
        "<p " + "".join(f"a{n}='<>'" for n in range(100_000)) + ">x</p>",
        f"<p {' '.join(f'a{n}' for n in range(400))}>x</p>" * 500,
        "<p a=\"'>" * 100_000,
    ],
    ids=[
        "deep",
        "inline",
        "tables",
        "classes",
        "long",
        "links",
        "comments",
        "entities",
        "one line",
        "cells",
        "attributes",
        "attributes in a row",
        "many attributes",
        "quotes",
    ],
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


def test_a_tag_stuffed_with_attributes_loses_them_and_not_its_words() -> None:
    stuffed = f"<div {' '.join(f'data-{n}=x' for n in range(600))}>{BODY}</div>"
    found = read_page(f"<html><body><article>{stuffed}</article></body></html>".encode(), url=URL)
    whole = read_page(f"<html><body><article><div>{BODY}</div></article></body></html>".encode(), url=URL)
    assert found is not None
    assert found == whole


def test_a_tag_with_a_long_picture_in_it_keeps_its_attributes() -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 50_000}=='>"
    tree = parse_html(f"<div class='mine'>{picture}<p class='lead'>x</p></div>")
    assert tree is not None
    assert [element.get("class") for element in tree.iter("p")] == ["lead"]
    assert all((element.get("src") or "").startswith("data:") for element in tree.iter("img"))
