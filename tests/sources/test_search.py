from __future__ import annotations

from datetime import timedelta

from monitor.sources.search import expand, is_search

EVERY = timedelta(hours=6)
TEMPLATE = "https://news.google.com/rss/search?q=%22{council}%22+ofsted&hl=en-GB"


def test_a_template_makes_one_source_for_each_council() -> None:
    councils = [
        ("reading", "Reading"),
        ("bournemouth-christchurch-and-poole", "Bournemouth, Christchurch & Poole"),
    ]
    first, second = expand("Google News", TEMPLATE, EVERY, councils)
    assert first.name == "Google News: Reading"
    assert first.url == "https://news.google.com/rss/search?q=%22Reading%22+ofsted&hl=en-GB"
    assert second.url.count("Bournemouth%2C%20Christchurch%20%26%20Poole") == 1
    assert all(source.spread and source.every == EVERY for source in (first, second))


def test_a_council_named_twice_is_searched_once() -> None:
    assert len(expand("News", TEMPLATE, EVERY, [("reading", "Reading")] * 2)) == 1


def test_an_address_without_a_council_in_it_is_one_plain_source() -> None:
    (source,) = expand(
        "Community Care", "https://www.communitycare.co.uk/feed/", EVERY, [("reading", "Reading")]
    )
    assert (source.name, source.spread) == ("Community Care", False)
    assert not is_search(source.url)


def test_a_template_without_councils_makes_nothing() -> None:
    assert expand("News", TEMPLATE, EVERY, []) == ()
