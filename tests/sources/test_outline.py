"""What is read of a feed that changed: only what is new in it, and nothing is lost by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sources.feed import Feed, read_feed
from monitor.sources.outline import items_of
from tests.support.newsroom import item, rss

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
URL = "https://newsroom.example/feed"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>A newsroom</title>'
    "<entry><id>a</id><title>One</title><link href='/1'/></entry>"
    "<entry><id>b</id><title>Two</title><link href='/2'/></entry></feed>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    "<channel><title>A newsroom</title></channel>"
    "<item rdf:about='x'><title>One</title><link>https://n.example/1</link></item>"
    "<item rdf:about='y'><title>Two</title><link>https://n.example/2</link></item></rdf:RDF>"
)


def story(number: int, body: str = "Words.") -> str:
    return item(f"Story {number}", f"https://newsroom.example/{number}", body=body)


def reads(text: str, shown: Feed | None = None) -> Feed:
    return read_feed(text.encode(), url=URL, now=NOW, shown=shown.shown if shown else None)


def names(feed: Feed) -> list[tuple[str, str, str, datetime | None]]:
    return [(entry.guid, entry.url, entry.title, entry.published) for entry in feed.entries]


@pytest.mark.parametrize("text", [rss(story(1), story(2)), ATOM, RDF])
def test_of_a_feed_that_did_not_change_nothing_is_read_again(text: str) -> None:
    first = reads(text)
    again = reads(text, first)
    assert names(again) == names(first)
    assert again.unchanged == {0, 1}
    assert not any(entry.content for entry in again.entries)
    assert again.shown == first.shown
    assert again.title == first.title


def test_a_new_item_and_a_changed_one_are_read_with_their_words() -> None:
    first = reads(rss(story(1), story(2)))
    again = reads(rss(story(3), story(1), story(2, "Other words.")), first)
    assert [entry.title for entry in again.entries] == ["Story 3", "Story 1", "Story 2"]
    assert [entry.content for entry in again.entries] == ["Words.", "", "Other words."]
    assert again.unchanged == {1}


def test_what_the_feed_says_of_itself_is_read_each_time() -> None:
    first = reads(rss(story(1)))
    again = reads(rss(story(1), title="Renamed", channel="<ttl>90</ttl>"), first)
    assert (again.title, again.interval) != (first.title, first.interval)
    assert again.title == "Renamed"


def test_a_feed_that_is_no_sound_xml_is_read_as_a_whole() -> None:
    first = reads(rss(story(1), story(2)))
    broken = reads(rss(story(1), story(2)).replace("</rss>", ""), first)
    assert names(broken) == names(first)
    assert not broken.unchanged
    assert all(entry.content for entry in broken.entries)


@pytest.mark.parametrize(
    "inner",
    [
        "<item><title>Outer</title><item><title>Inner</title></item></item>",
        "<x:item xmlns:x='urn:x'><title>Of another kind</title></x:item>",
        "<image><item><title>In a picture</title></item></image>",
        "<item/>",
        "<ITEM><title>In capitals</title></ITEM>",
    ],
)
def test_items_in_strange_places_are_read_as_the_parser_reads_them(inner: str) -> None:
    text = rss(story(1), channel=inner)
    first = reads(text)
    assert names(reads(text, first)) == names(first)
    more = rss(story(2), story(1), channel=inner)
    assert names(reads(more, first)) == names(reads(more))


def test_a_mark_stands_for_the_very_bytes_of_one_item() -> None:
    data = rss(story(1), story(1), story(2)).encode()
    found = items_of(data)
    assert found is not None
    assert [data[one.start : one.end].startswith(b"<item>") for one in found] == [True] * 3
    assert [data[one.start : one.end].endswith(b"</item>") for one in found] == [True] * 3
    assert found[0].mark == found[1].mark != found[2].mark


STORIES = st.lists(
    st.builds(story, st.integers(1, 9), st.sampled_from(["Words.", "Other words.", "é &amp; ]]&gt; ü"])),
    max_size=8,
)


@given(before=STORIES, after=STORIES)
def test_reading_what_is_new_says_what_reading_everything_says(before: list[str], after: list[str]) -> None:
    whole, part = reads(rss(*after)), reads(rss(*after), reads(rss(*before)))
    assert names(part) == names(whole)
    assert part.shown == whole.shown
    for place, (one, other) in enumerate(zip(part.entries, whole.entries, strict=True)):
        assert one == (replace(other, content="") if place in part.unchanged else other)
