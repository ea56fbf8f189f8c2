from __future__ import annotations

import time
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.errors import NotAFeedError
from monitor.sources.feed import MOST_ENTRIES, read_feed
from tests.sources.support import NOW, URL, WORDPRESS, read
from tests.support.newsroom import item, rss


@pytest.mark.parametrize(
    "text",
    [
        rss(item("One", "/1"), item("Two", "/2")).rpartition("</item>")[0],
        rss(item("One", "/1"), item("Two & Three", "/2")),
        rss(item("One", "/1"), item("Two &nbsp;&bogus;", "/2")),
        rss(item("One", "/1"), item("Two &#5; &#xFFFFFF;", "/2")),
        rss(item("One", "/1"), item("Two", "/2") + "<x:y>z</x:y>"),
        "\n\n" + rss(item("One", "/1"), item("Two", "/2")),
        rss(item("One", "/1"), item("Two\x00\x0c", "/2")),
        "Warning: PHP is unwell\n" + rss(item("One", "/1"), item("Two", "/2")),
        rss(item("One", "/1"), item("Two", "/2")) + "<script>trailing()</script>",
        rss(item("One", "/1"), item("Two", "/2")).replace("</channel>", ""),
        rss(item("One", "/1"), item("<b>Two", "/2")),
    ],
)
def test_a_spoilt_feed_gives_every_entry_it_holds(text: str) -> None:
    entries = read(text).entries
    assert [entry.title.split()[0] for entry in entries] == ["One", "Two"]
    assert [entry.url for entry in entries] == [
        "https://news.example.co.uk/1",
        "https://news.example.co.uk/2",
    ]


@pytest.mark.parametrize(
    "text",
    [
        rss("<a>" * 5_000),
        rss("<x " + " ".join(f"a{n}=''" for n in range(5_000)) + "/>"),
        "<rss><channel><item><author>" + "a" * 1_000_000 + "@</author></item></channel></rss>",
        "<rss><channel><item><title>" + "<" * 1_000_000,
        "<rss><channel><item><title>" + "<![CDATA[" * 100_000,
        "<rss><channel>" + "<!--" * 200_000,
        "<rss><channel><item><a " + "".join(f'b{n}="c" ' for n in range(100_000)),
        "<!DOCTYPE " + "[" * 1_000_000 + rss(),
        "<rss><channel><item>" + "<a/>" * 400_000 + "</item></channel></rss>",
        "<rss><channel><item><pubDate>" + "1 " * 500_000 + "</pubDate></item></channel></rss>",
        rss("".join(f'<a xmlns:n{n}="urn:{n}"><n{n}:b/></a>' for n in range(20_000))),
        rss("&" * 3_000_000),
        rss(channel="".join(f"<item><guid>{n}</guid></item>" for n in range(40_000))),
    ],
    ids=[
        "deep",
        "attributes",
        "author",
        "brackets",
        "cdata",
        "comments",
        "open tag",
        "doctype",
        "wide",
        "date",
        "namespaces",
        "ampersands",
        "items",
    ],
)
def test_what_is_built_to_exhaust_a_reader_costs_little(text: str) -> None:
    began = time.process_time()
    with suppress(NotAFeedError):
        assert len(read(text).entries) in {0, 1, MOST_ENTRIES}
    assert time.process_time() - began < 5


def test_entries_are_bounded() -> None:
    assert len(read(rss(*["<title>x</title>"] * (MOST_ENTRIES + 50))).entries) == MOST_ENTRIES


feedlike = st.builds(
    lambda parts: "".join(parts).encode(),
    st.lists(
        st.sampled_from(
            [
                "<rss>",
                "<channel>",
                "<item>",
                "<title>",
                "</title>",
                "<link>",
                "</item>",
                "<![CDATA[",
                "]]>",
                "&",
                "<",
                "<feed xmlns='http://www.w3.org/2005/Atom'>",
                "<entry>",
                "<guid>",
                "&#0;",
                "<pubDate>",
                "\x00",
                "é",
                "x",
                "<content type='xhtml'>",
                "<source>",
                "</rss>",
                "<!DOCTYPE",
                "<?xml ",
                "xml:base='http://['",
                "<ttl>",
            ]
        ),
        max_size=25,
    ),
)


@settings(deadline=None)
@given(st.binary(max_size=300) | feedlike, st.text(max_size=20))
@example(b"<rss", "")
@example(b"\xff\xfe<\x00r\x00s\x00s\x00>\x00", "")
def test_any_bytes_are_a_feed_or_are_not(body: bytes, content_type: str) -> None:
    try:
        feed = read_feed(body, url=URL, now=NOW, content_type=content_type)
    except NotAFeedError:
        return
    for entry in feed.entries:
        assert not entry.url or entry.url.startswith(("http://", "https://"))
        assert entry.title == " ".join(entry.title.split())
        assert entry.published is None or entry.published <= NOW + timedelta(days=1)


@settings(deadline=None)
@given(st.integers(0, len(WORDPRESS)), st.binary(max_size=5))
def test_a_feed_spoilt_anywhere_is_read_or_refused(at: int, noise: bytes) -> None:
    body = WORDPRESS.encode()
    for spoilt in (body[:at] + noise + body[at:], body[:at]):
        with suppress(NotAFeedError):
            assert len(read(spoilt).entries) <= 1
