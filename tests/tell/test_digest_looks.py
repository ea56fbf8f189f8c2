"""A week as a page, a mail, Markdown and text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from monitor.model import DigestSection, Flag
from monitor.tell.digest_view import digest_view
from monitor.tell.markdown import digest_markdown, literal
from monitor.tell.pages import digest_html, digest_mail
from monitor.tell.plain_text import digest_text
from tests.tell.samples import LONDON, story, visit, week

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Outline(HTMLParser):
    """Checks that elements close in order; collects headings, links and element names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        given = dict(attrs)
        self.links += [given["href"] or ""] if "href" in given else []
        self.ids += [given["id"] or ""] if "id" in given else []
        assert not any(name.startswith("on") for name in given)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_sound_and_needs_nothing_else() -> None:
    page = digest_html(week(), LONDON)

    outline = Outline(page)
    assert not {"script", "img", "link", "iframe", "object"} & set(outline.names)
    assert len(outline.ids) == len(set(outline.ids))
    inside = [link for link in outline.links if link.startswith("#")]
    assert {link[1:] for link in inside} <= set(outline.ids)
    levels = [int(name[1]) for name in outline.names if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert 'lang="en-GB"' in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


@pytest.mark.parametrize(
    "words",
    [
        "Ofsted digest for Berkshire improvement",
        "9 to 16 November 2026, Monday 08:00 to Monday 08:00",
        "Reading leaves the lowest grade",
        "Reading: requires improvement, up from inadequate",
        "fifth monitoring visit — mixed progress",
        "area for priority action",
        "Statistical neighbours",
        "widespread failings",
        "No news",
        "Wokingham and West Berkshire",
        "Corrections",
        "now requires improvement; said before: inadequate",
        "Disputed",
        "Caseloads are too high in two teams.",
        "no answer since Tuesday",
        "reading-2026-11-a3f",
        "2026-W46",
    ],
)
def test_every_look_tells_the_same_week(words: str) -> None:
    view = digest_view(week(), LONDON)
    markdown = re.sub(r"\\(.)", r"\1", digest_markdown(week(), LONDON))

    for look in (digest_html(week(), LONDON), digest_mail(view), digest_text(view), markdown):
        flat = " ".join(re.sub(r"<[^>]+>", "", look).replace("**", "").split())
        assert words in flat


def test_an_empty_week_still_speaks_of_each_watched_council() -> None:
    digest = week([DigestSection(title="Your councils", stories=(), quiet=("reading", "slough"))])

    assert "No news:</strong> Reading and Slough." in digest_html(digest, LONDON)
    assert "**No news:** Reading and Slough." in digest_markdown(digest, LONDON)


def test_a_grade_is_a_word_and_a_letter() -> None:
    page = digest_html(week([DigestSection(title="Yours", stories=(story(),))]), LONDON)

    badge, heading = '<span class="grade requires_improvement" aria-hidden="true">RI</span>', "Reading"
    assert f'{badge} <span>{heading}<span class="unseen">: </span>' in page


def test_a_correction_or_dispute_of_a_story_told_above_repeats_nothing_of_it() -> None:
    view = digest_view(week(), LONDON)
    for alert in (*view.corrections, *view.disputes):
        assert alert.story_id in view.anchors
        assert (alert.quote, alert.sources, alert.strength, alert.concern, alert.areas) == (
            None,
            (),
            "",
            "",
            (),
        )
    page = digest_html(week(), LONDON)
    assert page.count('<a href="#story-reading-2026-11-a3f">reading-2026-11-a3f</a>, told above') == 2


def test_a_correction_of_an_older_story_brings_its_proof_and_articles() -> None:
    alone = week([DigestSection(title="Your councils", stories=(), quiet=("reading",))])
    (correction,) = digest_view(alone, LONDON).corrections
    assert correction.quote is not None
    assert correction.sources
    assert "told above" not in digest_html(alone, LONDON)


def test_what_was_said_of_one_council_stands_behind_what_was_said_of_several() -> None:
    view = digest_view(week(), LONDON)
    assert [one.name for one in view.repeated] == ["workforce"]
    assert [one.name for one in view.said_once] == ["care leavers"]
    assert "Said of one council each: care leavers" in digest_html(week(), LONDON)


def test_what_is_upcoming_is_not_quoted_twice() -> None:
    leak = story(id="kent-1", council="kent", flags=(Flag.PROVISIONAL,), quote="It is due in May.")
    section = DigestSection(title="Yours", stories=(leak,))
    known = digest_view(replace(week([section]), expected=(leak,)), LONDON)
    alone = digest_view(replace(week([]), expected=(leak,)), LONDON)
    assert [known.expected[0].quote, alone.expected[0].quote] == ["", "It is due in May."]


def test_a_list_at_a_glance_says_what_each_story_is() -> None:
    page = digest_html(week([DigestSection(title="Yours", stories=(visit(),))]), LONDON)
    assert '<span class="tag" aria-hidden="true">Visit</span>' in page


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_of_the_page_can_be_read() -> None:
    page = digest_html(week(), LONDON)
    schemes = re.findall(r":root \{([^}]*)\}", page)

    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", scheme))
        for text in ("ink", "soft", "link", "warn", "accent"):
            assert min(contrast(colours[text], colours[back]) for back in ("paper", "sheet")) >= 4.5
    letters = re.findall(r"background-color: (#[0-9a-f]{6})", page)
    assert len(letters) == 8
    assert all(contrast("#ffffff", colour) >= 4.5 for colour in letters)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[click](https://evil.example)", "\\[click\\](https://evil.example)"),
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("<b>*bold* `code`", "\\<b\\>\\*bold\\* \\`code\\`"),
        ("well-known council", "well-known council"),
    ],
)
def test_markdown_shows_outside_text_as_it_is(text: str, expected: str) -> None:
    assert literal(text) == expected
