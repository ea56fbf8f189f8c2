from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.web.page import fragment_text, read_page
from tests.web.support import BODY, URL, page


def test_an_article_is_read_as_a_reader_would() -> None:
    found = page()
    assert found.title == "Reading improves"
    assert found.text.count("\n") == 5
    assert found.text.startswith("Ofsted has told Reading Borough Council")
    assert found.text.endswith("longer than a few months.")
    assert "Home" not in found.text
    assert not found.partial


@pytest.mark.parametrize(
    "furniture",
    [
        (
            '<div class="related-stories"><h4>More</h4><ul><li>'
            '<a href="/s">Slough rated inadequate</a></li></ul></div>'
        ),
        (
            "<aside>"
            "<p>Slough rated inadequate after a visit by Ofsted inspectors in the summer of 2026.</p></aside>"
        ),
        (
            '<div id="newsletter-signup">'
            "<p>Sign up and read about Slough every morning in your inbox for free.</p></div>"
        ),
        (
            '<section class="most-read"><h2>Most read</h2>'
            "<p>Slough told to improve its services by next year.</p></section>"
        ),
        (
            '<div class="cookie-consent">'
            "<p>Slough Media uses cookies to make this site work better for you.</p></div>"
        ),
        (
            '<div role="complementary">'
            "<p>Slough rated inadequate after a visit by inspectors in the summer.</p></div>"
        ),
        "<figure><img src='x.jpg'><figcaption>Slough town hall. Picture: A. Agency</figcaption></figure>",
        (
            '<div class="comments-area">'
            "<p>I live in Slough and nobody has ever asked me anything at all.</p></div>"
        ),
        "<p>Read more: Slough rated inadequate</p>",
        "<p>READ MORE: Slough told to improve its services by next year</p>",
        "<p>Photo: Slough Picture Agency</p>",
        "<p>Image by Slough Picture Agency</p>",
        "<p>Related stories</p><ul><li>Slough rated inadequate</li><li>Slough told to improve</li></ul>",
        "<p>Comments are closed.</p><p>More from Slough</p>",
        "<p>You may also like</p><p>Slough rated inadequate by Ofsted after summer visit</p>",
        "<form><p>Enter your email for news of Slough</p><input></form>",
        "<script>var council = 'Slough';</script><noscript>Slough</noscript>",
        "<div class='wp-caption'><p class='wp-caption-text'>Councillors in Slough last week</p></div>",
    ],
)
def test_furniture_names_no_council_that_the_story_does_not(furniture: str) -> None:
    found = page(BODY + furniture)
    assert "Slough" not in found.text
    assert "longer than a few months." in found.text


def test_furniture_in_the_middle_does_not_end_the_story() -> None:
    first, *rest = BODY.strip().splitlines()
    middle = (
        '<div class="promo-related"><p>Slough rated inadequate</p></div><p>Read more: Slough in trouble</p>'
    )
    found = page("\n".join([first, middle, *rest]))
    assert "Slough" not in found.text
    assert found.text.count("\n") == 5


def test_a_story_inside_a_badly_named_box_is_kept() -> None:
    found = page(around='<div class="article-newsletter-layout sidebar">{}</div>')
    assert "Ofsted has told Reading" in found.text


def test_a_table_of_grades_becomes_lines() -> None:
    table = """<table><thead><tr><th>Judgement</th><th>Grade</th></tr></thead><tbody>
    <tr><td>The impact of leaders on social work practice</td><td>Good</td></tr>
    <tr><td>The experiences and progress of care leavers</td><td>Requires improvement to be good</td></tr>
    </tbody></table>"""
    lines = page(BODY + table).text.splitlines()
    assert "The impact of leaders on social work practice: Good" in lines
    assert "The experiences and progress of care leavers: Requires improvement to be good" in lines


@pytest.mark.parametrize(
    "wall",
    [
        "<p>Register Now to Continue Reading</p><p>Already have an account?</p>",
        "<p>Want full article access? Recruitment Ofsted Slough</p>",
        "<p>Subscribe to continue reading this article</p>",
        "<p>This article is only available to subscribers</p>",
    ],
)
def test_a_wall_cuts_a_summary_short_and_marks_it(wall: str) -> None:
    found = page(BODY.strip().splitlines()[0] + wall)
    assert found.partial
    assert found.text == BODY.strip().splitlines()[0].removeprefix("<p>").removesuffix("</p>")


def test_a_whole_article_above_a_wall_is_whole() -> None:
    found = page(BODY * 2 + "<p>Register now to continue reading</p><p>Slough</p>")
    assert "Slough" not in found.text
    assert found.partial == (len(found.text.split()) < 120)


def test_a_page_that_says_it_is_locked_is_partial() -> None:
    locked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    )
    assert page(BODY.strip().splitlines()[0], head=locked).partial
    assert not page(BODY.strip().splitlines()[0]).partial


def test_a_teaser_that_ends_in_dots_is_partial() -> None:
    assert page("<p>Ofsted has told Reading Borough Council that its services for children have…</p>").partial


def test_a_page_without_a_body_gives_its_summary_and_says_so() -> None:
    html = b"""<html><head><title>Reading improves</title>
    <meta property="og:description" content="Inspectors praise Reading."></head><body></body></html>"""
    found = read_page(html, url=URL)
    assert found is not None
    assert (found.title, found.text, found.partial) == (
        "Reading improves",
        "Inspectors praise Reading.",
        True,
    )


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="2026-11-20T16:40:12+00:00">',
            "2026-11-20T16:40:12",
        ),
        ('<meta itemprop="datePublished" content="2026-06-20T16:40:12">', "2026-06-20T15:40:12"),
        (
            '<script type="application/ld+json">{"datePublished": "2026-11-20"}</script>',
            "2026-11-20T00:00:00",
        ),
        (
            (
                ""
                '<script type="application/ld+json">'
                '{"@graph": [{"datePublished": "2026-11-20T10:00:00Z"}]}</script>'
            ),
            "2026-11-20T10:00:00",
        ),
        ('<meta property="article:published_time" content="last week">', None),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
        ("", None),
    ],
)
def test_a_page_says_when_it_was_published(head: str, published: str | None) -> None:
    moment = None if published is None else datetime.fromisoformat(published).replace(tzinfo=UTC)
    assert page(head=head).published == moment


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("/news/reading-report", URL),
        ("https://courier.example/news/123/reading", "https://courier.example/news/123/reading"),
        ("https://www.courier.example/", URL),
        ("https://elsewhere.example/news/other-story", URL),
        ("javascript:alert(1)", URL),
        ("http://[", URL),
        ("", URL),
    ],
)
def test_a_page_names_its_own_address_but_no_other_sites(link: str, canonical: str) -> None:
    assert page(head=f'<link rel="canonical" href="{link}">').canonical == canonical


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            '<meta property="og:title" content="Reading improves"><meta property="og:site_name" content="X">',
            "Reading improves",
        ),
        ("", "Reading improves"),
    ],
)
def test_a_title_is_the_headline_without_the_site(head: str, title: str) -> None:
    assert page(head=head).title == title


def test_a_site_name_is_cut_from_a_title_only_where_it_is_the_sites() -> None:
    html = (
        "<html><head><title>Reading - Slough merger off - The Courier</title>{}</head><body>"
        + BODY
        + "</body></html>"
    )
    plain = read_page(html.format("").encode(), url=URL)
    known = read_page(html.format('<meta property="og:site_name" content="The Courier">').encode(), url=URL)
    assert plain is not None
    assert known is not None
    assert plain.title == "Reading - Slough merger off - The Courier"
    assert known.title == "Reading - Slough merger off"


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html", ""),
        ("utf-8", "", '<meta charset="utf-8">'),
        ("cp1252", "text/html; charset=iso-8859-1", ""),
        ("cp1252", "text/html", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("utf-16", "text/html", ""),
        ("utf-8", "text/html; charset=klingon", ""),
    ],
)
def test_pages_of_every_encoding_are_read(encoding: str, header: str, meta: str) -> None:
    html = (
        f"<html><head>{meta}<title>Café – x</title></head><body>{BODY}<p>Children’s café – done.</p></body>"
    )
    found = read_page(html.encode(encoding), url=URL, content_type=header)
    assert found is not None
    assert "Children’s café – done." in found.text


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
    ("html", "text"),
    [
        ("", ""),
        ("Plain words.", "Plain words."),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("One.<br>Two.<br/><br/>Three.", "One.\nTwo.\nThree."),
        ("<h3>Bolton</h3><p>Good.</p><ul><li>First</li><li>Second</li></ul>", "Bolton\nGood.\nFirst\nSecond"),
        ("<p>Health &amp; care&nbsp;&#8211; now</p>", "Health & care – now"),
        ("<p>A <b>bold</b> word<i>s</i></p>", "A bold words"),
        ("<p>Text.</p><a href='x'>Continue reading...</a>", "Text."),
        ("<p>Text.</p><p>The post <a>Reading</a> appeared first on <a>Care</a>.</p>", "Text."),
        ("<p>Text.</p><div class='related-stories'><a>Swindon</a></div>", "Text."),
        ("<table><tr><td>Overall</td><td>Inadequate</td></tr></table>", "Overall: Inadequate"),
        ("<em>Note: There is a poll embedded within this post.</em><p>Text.</p>", "Text."),
        ("<img src=x onerror=alert(1)><script>alert(1)</script>Text", "Text"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
    ],
)
def test_an_items_own_html_becomes_paragraphs(html: str, text: str) -> None:
    assert fragment_text(html) == text
