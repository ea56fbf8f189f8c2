from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.web.discover import MOST_CANDIDATES, discover

URL = "https://www.courier.example/news/page"


def addresses(html: str) -> list[str]:
    return [found.url for found in discover(html.encode(), url=URL)]


def test_announced_feeds_come_first_with_their_titles() -> None:
    html = """<head><link rel="alternate" type="application/atom+xml" title=" All
    news " href="/atom.xml"><link rel="ALTERNATE" type="Application/RSS+XML; charset=x" href="https://feeds.example/a">
    <link rel="alternate" type="text/html" href="/print"><link rel="stylesheet" href="/x.css"></head>
    <body><a href="rss.xml#top">Our feed</a><a href="/contact">Contact</a></body>"""
    found = discover(html.encode(), url=URL)
    assert [(feed.title, feed.url) for feed in found[:3]] == [
        ("All news", "https://www.courier.example/atom.xml"),
        ("", "https://feeds.example/a"),
        ("Our feed", "https://www.courier.example/news/rss.xml"),
    ]


def test_a_page_that_announces_nothing_leaves_the_usual_paths() -> None:
    found = discover(b"<html><body>Hello</body></html>", url=URL)
    assert found[0].url == "https://www.courier.example/feed/"
    assert all(feed.title == "" for feed in found)


def test_links_follow_the_pages_own_base() -> None:
    html = '<base href="https://cdn.example/site/"><link rel=alternate type="text/xml" href="feed.xml">'
    assert addresses(html)[0] == "https://cdn.example/site/feed.xml"


@pytest.mark.parametrize(
    "href", ["javascript:feed()", "mailto:x@y.example", "http://[", "https://a@b.example/rss", ""]
)
def test_what_is_no_web_address_is_no_feed(href: str) -> None:
    html = f'<link rel=alternate type="application/rss+xml" href="{href}">'
    assert all(address.startswith("https://www.courier.example/") for address in addresses(html))


def test_no_feed_is_named_twice_and_there_are_not_too_many() -> None:
    links = "".join(f'<a href="/{n}/feed">x</a>' * 2 for n in range(200))
    found = addresses(links)
    assert len(found) == len(set(found)) == MOST_CANDIDATES


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=30) | st.just(URL))
def test_any_page_gives_web_addresses_only(body: bytes, url: str) -> None:
    assert all(feed.url.startswith(("http://", "https://")) for feed in discover(body, url=url))
