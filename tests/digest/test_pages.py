"""Every page and mail is sound HTML, readable in both schemes, and whole whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import html5lib
import pytest

from monitor.model import Digest
from monitor.tell.archive import CouncilPage, WeekLink, council_html, index_html
from monitor.tell.digest_view import digest_view
from monitor.tell.email import LARGEST, digest_bodies
from monitor.tell.feed import atom_feed
from monitor.tell.markdown import digest_markdown
from monitor.tell.notice import DigestNotice
from monitor.tell.pages import digest_html
from monitor.tell.slack_looks import looks
from tests.digest.weeks import england, forty, hostile, quiet, small, usual
from tests.tell import slack_rules
from tests.tell.samples import LONDON, story, visit
from tests.tell.test_digest_looks import contrast

WEEKS = [quiet, small, usual, forty, hostile]


def tree(page: str) -> Any:  # noqa: ANN401 - html5lib's own
    """The page as a tree; fails where a browser would have to mend it."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def stories_of(digest: Digest) -> list[str]:
    return [one.id for section in digest.sections for one in section.stories]


def archive_pages() -> list[str]:
    links = [
        WeekLink(
            "Berkshire",
            "9 to 16 November 2026",
            "No Ofsted news this week for the 2 councils you watch.",
            "berkshire-1/2026-W46.html",
        )
    ]
    known = CouncilPage(
        slug="reading",
        name="Reading",
        stories=(story(), visit()),
        record=next(one for one in england() if one.council == "reading"),
        as_of=date(2026, 6, 29),
    )
    unknown = CouncilPage(slug="cumbria", name="Cumbria", stories=())
    return [
        index_html(links, {"reading": 2, "cumbria": 0}, england(), date(2026, 6, 29)),
        index_html([], {}, ()),
        council_html(known, LONDON),
        council_html(unknown, LONDON),
    ]


@pytest.mark.parametrize("made", WEEKS)
def test_a_week_is_sound_html_as_page_and_as_mail(made: Callable[[], Digest]) -> None:
    tree(digest_html(made(), LONDON))
    tree(digest_bodies(digest_view(made(), LONDON))[1])


def test_the_archive_is_sound_html() -> None:
    for page in archive_pages():
        tree(page)


@pytest.mark.parametrize("made", WEEKS)
def test_no_page_holds_a_script_or_asks_for_anything(made: Callable[[], Digest]) -> None:
    page = tree(digest_html(made(), LONDON))
    assert not {one.tag for one in page.iter()} & {"script", "img", "iframe", "object", "embed", "link"}
    assert not [one for one in page.iter() if any(name.startswith("on") for name in one.attrib)]
    assert all(one.get("href", "").startswith(("#", "http")) for one in page.iter("a"))
    assert "url(" not in digest_html(made(), LONDON)


def test_every_picture_has_a_title_and_words() -> None:
    page = tree(digest_html(usual(), LONDON))
    ids = {one.get("id") for one in page.iter()}
    pictures = [one for one in page.iter() if str(one.tag).endswith("svg")]
    told = [
        one for one in pictures if one.get("aria-hidden") != "true"
    ]  # the legend's marks have words beside
    assert len(told) == 5  # England, and the strips of all councils in the news but for Devon's SEND
    for picture in told:
        assert set(picture.get("aria-labelledby", "").split()) <= ids


def test_each_letter_can_be_read_on_its_tile_in_both_schemes() -> None:
    page = digest_html(usual(), LONDON)
    fills = re.findall(r"fill: (#[0-9a-f]{6}); \}", page)
    letters = ".tile-letter { fill: #ffffff;"
    assert letters in page
    tiles = re.findall(r"background-color: (#[0-9a-f]{6}); fill: (#[0-9a-f]{6})", page)
    assert len(tiles) == 7
    assert fills
    assert all(behind == mark and contrast("#ffffff", mark) >= 4.5 for behind, mark in tiles)


@pytest.mark.parametrize("made", WEEKS)
def test_a_mail_is_small_enough_and_its_text_whole(made: Callable[[], Digest]) -> None:
    text, html = digest_bodies(digest_view(made(), LONDON))
    assert len(text.encode()) + len(html.encode()) <= LARGEST
    assert "<svg" not in html
    flat = " ".join(text.split())
    for section in digest_view(made(), LONDON).sections:
        for group in section.groups:
            assert all(one.alert.story_id in flat for one in group.stories)
        assert all(name in flat for name in section.quiet)


@pytest.mark.parametrize("made", WEEKS)
def test_slack_takes_every_message_and_no_story_is_lost(made: Callable[[], Digest]) -> None:
    messages = looks(DigestNotice(key="digest/x/2026-W46", digest=made(), zone=LONDON))
    shown = ""
    for look in messages:
        message = {"text": look.text, "blocks": list(look.blocks)}
        assert slack_rules.refusal(message) == ""
        assert slack_rules.live(message) == []
        assert len(look.blocks) <= 45
        shown += " ".join(slack_rules.strings(list(look.blocks)))
    told = digest_view(made(), LONDON)
    ids = [one.alert.story_id for part in told.sections for group in part.groups for one in group.stories]
    assert all(story_id in shown for story_id in ids)


def test_a_week_of_forty_stories_goes_on_in_the_thread() -> None:
    first, *rest = looks(DigestNotice(key="digest/x/2026-W46", digest=forty(), zone=LONDON))
    assert rest
    assert "in this thread" in str(first.blocks[-1])


def test_the_page_of_forty_stories_lists_them_all_at_a_glance() -> None:
    page = tree(digest_html(forty(), LONDON))
    targets = {one.get("id") for one in page.iter("article")}
    glance = [
        one.get("href", "") for ul in page.iter("ul") if ul.get("class") == "glance" for one in ul.iter("a")
    ]
    assert [f"#story-{one}" for one in stories_of(forty())] == sorted(glance, key=lambda one: int(one[-3:]))
    assert {one[1:] for one in glance} <= targets


def test_hostile_words_stay_words() -> None:
    assert "<script" not in digest_html(hostile(), LONDON)
    assert not re.search(r"(?<!\\)<", digest_markdown(hostile(), LONDON).replace("](<", ""))
    assert "<script" not in atom_feed("x", "x", hostile().sections[0].stories)


def test_an_empty_week_names_each_watched_council_everywhere() -> None:
    view = digest_view(quiet(), LONDON)
    slack = str(looks(DigestNotice(key="k", digest=quiet(), zone=LONDON)))
    for form in (digest_html(quiet(), LONDON), digest_markdown(quiet(), LONDON), *digest_bodies(view), slack):
        assert "Reading and Slough" in form
        assert "No Ofsted news this week" in form
        assert "No article says that a report is on its way." in form or form is slack
