from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import NotAFeedError
from monitor.model import Entry
from tests.sources.support import WORDPRESS, only, read
from tests.support.newsroom import item, rss

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ofsted - Activity on GOV.UK</title>
  <entry><id>https://www.gov.uk/government/news/a#2026-10-24T23:30:00+01:00</id>
  <updated>2026-10-24T23:30:00+01:00</updated>
  <link rel="alternate" type="text/html" href="https://www.gov.uk/government/news/a"/>
  <title>{title}</title><category label="Odd new kind" term="Odd new kind"/>
  <summary>Words.</summary></entry></feed>"""

GOOGLE = """<rss version="2.0"><channel><title>Search - Google News</title><item>
  <title>Ofsted - inspectors back in Stoke-on-Trent - Sentinel-on-Line &amp; Star</title>
  <link>https://news.google.com/rss/articles/CBMiabc?oc=5</link><guid isPermaLink="false">CBMiabc</guid>
  <pubDate>Thu, 19 Nov 2026 16:20:00 GMT</pubDate>
  <description>&lt;ol&gt;&lt;li&gt;What Suffolk can learn&lt;/li&gt;&lt;/ol&gt;</description>
  <source url="https://sentinel.example">Sentinel-on-Line &amp; Star</source></item></channel></rss>"""


def test_a_wordpress_feed_is_read_in_full() -> None:
    feed = read(WORDPRESS)
    assert feed.title == "Care & Children"
    assert feed.interval == timedelta(minutes=30)
    assert feed.entries == (
        Entry(
            guid="https://care.example/?p=231904",
            url="https://care.example/2026/11/20/reading/?utm_source=rss&utm_medium=rss",
            title="Reading’s services ‘improving’",
            published=datetime(2026, 11, 20, 16, 40, 12, tzinfo=UTC),
            content="<p>Inspectors saw change in Reading &amp; said so.</p>",
            full_text=True,
        ),
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Press release: Inspectorate speaks", "Inspectorate speaks"),
        ("Odd new kind: Something", "Something"),
        ("Reading: services improve", "Reading: services improve"),
        ("Guidance: ", "Guidance:"),
    ],
)
def test_gov_uk_titles_lose_their_kind_and_nothing_else(title: str, expected: str) -> None:
    entry = only(ATOM.replace("{title}", title))
    assert entry.title == expected
    assert entry.published == datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    assert entry.guid.endswith("#2026-10-24T23:30:00+01:00")
    assert entry.url == "https://www.gov.uk/government/news/a"


def test_a_kind_before_a_title_elsewhere_is_part_of_it() -> None:
    entry = only(ATOM.replace("{title}", "Speech: A column").replace("www.gov.uk", "paper.example"))
    assert entry.title == "Speech: A column"


def test_an_aggregators_headline_loses_its_outlet_and_its_list_of_others() -> None:
    entry = only(GOOGLE)
    assert entry.title == "Ofsted - inspectors back in Stoke-on-Trent"
    assert entry.publisher == "Sentinel-on-Line & Star"
    assert entry.guid == "CBMiabc"
    assert entry.content == ""


def test_a_hyphen_in_a_headline_is_no_outlet() -> None:
    assert only(rss(item("Ofsted report - Reading", "/a"))).title == "Ofsted report - Reading"


@pytest.mark.parametrize(
    "text",
    [
        (
            '<rss version="0.91"><channel><title>T</title><item><title>One</title><link>/1</link>'
            "</item></channel></rss>"
        ),
        "<rss><channel><item><title>One</title><link>/1</link></item></channel></rss>",
        '<RSS version="2.0"><channel><item><title>One</title><link>/1</link></item></channel></RSS>',
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            '<channel><title>T</title></channel><item rdf:about="/1"><title>One</title><link>/1</link></item>'
            "</rdf:RDF>"
        ),
        (
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>One</title>'
            '<link href="/1"/></entry></feed>'
        ),
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link href="/1"/></entry></feed>',
        (
            '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:entry><atom:title>One</atom:title>'
            '<atom:link href="/1"/></atom:entry></atom:feed>'
        ),
        (
            '<!-- made by hand --><?xml-stylesheet href="x.css"?><rss><channel><item>'
            "<title>One</title><link>/1</link></item></channel></rss>"
        ),
    ],
    ids=[
        "rss 0.91",
        "rss without version",
        "capitals",
        "rdf",
        "atom 0.3",
        "atom 1.0",
        "atom with prefix",
        "prologue",
    ],
)
def test_every_generation_of_feed_is_read(text: str) -> None:
    entry = only(text)
    assert (entry.title, entry.url) == ("One", "https://news.example.co.uk/1")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32", "utf-32"),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", ""),
        ("iso-8859-15", "iso-8859-15"),
        ("utf-8", "us-ascii"),
        ("utf-8", "no-such-encoding"),
    ],
)
def test_titles_survive_every_encoding_said_or_unsaid(encoding: str, declared: str) -> None:
    text = rss(item("Café – children’s" if encoding != "iso-8859-15" else "Café", "/1"), declaration=declared)
    text = text if declared else text.partition("?>")[2]
    title = only(text.encode(encoding)).title
    if (encoding, declared) == ("utf-8", "us-ascii"):
        assert title.startswith("Caf")  # what was declared as text of another kind may look it
    else:
        assert title in {"Café – children’s", "Café"}


def test_windows_bytes_pasted_into_utf8_come_out_right() -> None:
    text = rss(item("Caf\u00e9 X children", "/1")).encode().replace(b"X", b"\x96")
    assert only(text).title == "Café – children"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("<pubDate>Mon, 30 Mar 2026 09:00:00 BST</pubDate>", "2026-03-30 08:00"),
        ("<pubDate>20/11/2026 10:00</pubDate>", "2026-11-20 10:00"),
        ("<dc:date>2026-11-20T10:00:00Z</dc:date>", "2026-11-20 10:00"),
        ("<pubDate>never</pubDate><dc:date>2026-11-20T10:00:00Z</dc:date>", "2026-11-20 10:00"),
        (
            "<pubDate>Wed, 14 Oct 2026 00:00:00 Z</pubDate><a:updated>2026-11-20T11:58:00Z</a:updated>",
            "2026-10-14 00:00",
        ),
        ("<pubDate>Mon, 01 Jan 2029 09:00:00 GMT</pubDate>", None),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
        ("<pubDate></pubDate>", None),
        ("", None),
    ],
)
def test_dates_are_believed_or_left_open(dates: str, expected: str | None) -> None:
    text = rss(f"<title>T</title>{dates}").replace(
        "<rss ", '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:a="http://www.w3.org/2005/Atom" '
    )
    moment = None if expected is None else datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert only(text).published == moment


@pytest.mark.parametrize(
    ("inner", "url"),
    [
        ("<link>https://x.example/a</link>", "https://x.example/a"),
        ("<link>/a</link>", "https://news.example.co.uk/a"),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>javascript:alert(1)</link><guid>https://x.example/g</guid>", "https://x.example/g"),
        ('<guid isPermaLink="false">https://x.example/?p=1</guid>', "https://x.example/?p=1"),
        ("<guid>https://x.example/g</guid>", "https://x.example/g"),
        ("<guid>tag:x,2026:1</guid>", ""),
        ("", ""),
    ],
)
def test_links_are_absolute_or_absent(inner: str, url: str) -> None:
    assert only(rss(f"<title>T</title>{inner}")).url == url


def test_an_atom_entrys_own_page_is_its_link() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><link rel="self" href="/self"/>'
        '<link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="/page"/></entry></feed>'
    )
    assert only(text).url == "https://news.example.co.uk/page"


def test_a_feed_may_name_the_base_of_its_links() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/">'
        '<entry><title>T</title><link href="page"/></entry></feed>'
    )
    assert only(text).url == "https://base.example/x/page"


@pytest.mark.parametrize(
    ("channel", "minutes"),
    [
        ("<ttl>60</ttl>", 60),
        ("<ttl> 15 </ttl>", 15),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>" + "9" * 400 + "</ttl>", 1_000_000),
        ("", None),
    ],
)
def test_a_feed_says_how_often_it_changes(channel: str, minutes: int | None) -> None:
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert read(rss(channel=channel)).interval == expected


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "JSON"),
        (b"[]", "JSON"),
        (b"<!DOCTYPE html><html><head><title>Just a moment...</title>", "web page (“Just a moment...”)"),
        (b"<html><body>blocked <rss></rss></body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "some other kind"),
        (b"\x00" * 100, "holds no text"),
        (b"Service unavailable", "neither RSS nor Atom"),
        (b"<urlset></urlset>", "neither RSS nor Atom"),
        (b"<rssfeed></rssfeed>", "neither RSS nor Atom"),
    ],
)
def test_what_is_no_feed_is_told_in_plain_words(body: bytes, told: str) -> None:
    with pytest.raises(NotAFeedError) as caught:
        read(body)
    assert told in str(caught.value)
