"""Whatever outside text holds: no ping, no forged link, no broken header, no script, nothing over a limit."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.model import (
    DigestSection,
    Flag,
    Highlights,
    Receipt,
    Revision,
    RevisionKind,
    SourceHealth,
    Story,
    ThemeCount,
)
from monitor.tell.clean import web_link
from monitor.tell.console import Terminal
from monitor.tell.email import LARGEST, Mailbox
from monitor.tell.notice import DigestNotice, Notice, PlainNotice, StoryNotice
from monitor.tell.pages import digest_html
from monitor.tell.settings import EmailSettings
from monitor.tell.slack_blocks import MOST_BLOCKS, MOST_CHARACTERS
from monitor.tell.slack_looks import Look, looks, refreshed
from tests.tell import slack_rules
from tests.tell.samples import FOUR_AREAS, LONDON, NOON, coverage, notice, story, week

FRAGMENTS = st.sampled_from(
    [
        "<!channel>",
        "<!here|here>",
        "<@U012AB3CD>",
        "<https://evil.example|gov.uk>",
        "@everyone",
        "&lt;!channel&gt;",
        "&",
        "<",
        ">",
        "|",
        "*bold*",
        "`",
        "\r\nBcc: all@example.org",
        "\n",
        "\x00",
        "\x1b[2J",
        "\u202e",
        "\u200b",
        "\ud83d",
        "👪",
        "é" * 50,
        "Z\u0301\u0301\u0301\u0301",
        "<script>alert(1)</script>",
        '" onload="x',
        "javascript:alert(1)",
        "{{ 7*7 }}",
        "{% raw %}",
        "=?utf-8?q?x?=",
        "]]>",
        "<!--",
        "</style>",
        "x" * 4000,
        "& < > " * 800,
        "word " * 300,
        " ",
    ]
)
TEXT = st.one_of(
    st.text(max_size=60), st.lists(FRAGMENTS, max_size=6).map("".join), st.text(max_size=40).map("{}<".format)
)
LINK = st.one_of(TEXT, TEXT.map("https://a.example/{}".format), TEXT.map("https://{}.example/".format))
STORIES = st.builds(
    lambda texts, links, areas, flags, disputed, ident: story(
        id=ident or "x",
        council=texts[0] or "reading",
        judgement=texts[1] or None,
        previous_judgement=texts[2] or None,
        areas=areas,
        flags=flags,
        disputed=disputed,
        quote=texts[3],
        highlights=Highlights(strengths=(texts[4],), concerns=(texts[5],)),
        coverage=tuple(
            replace(
                coverage(
                    number, title=texts[6], publisher=texts[7], link=link, quote=texts[3], judgement=texts[8]
                ),
                source=texts[9],
            )
            for number, link in enumerate(links)
        ),
    ),
    st.lists(TEXT, min_size=10, max_size=10),
    st.lists(LINK, max_size=14, unique=True),
    st.one_of(st.just({}), st.just(FOUR_AREAS), st.dictionaries(TEXT, TEXT, max_size=5)),
    st.lists(st.sampled_from(list(Flag)), max_size=3).map(tuple),
    st.booleans(),
    TEXT,
)
KINDS = st.sampled_from(list(RevisionKind))


def story_notice(told: Story, before: Story | None, kind: RevisionKind, *, first: bool) -> StoryNotice:
    revision = Revision(story=told, kind=kind, made=NOON, before=before, reason=told.quote)
    root = None if first else Receipt("C0BERKSHIRE", "1.0")
    return StoryNotice(key=f"{told.id}/1", revision=revision, root=root, now=NOON, zone=LONDON)


STORY_NOTICES = st.builds(story_notice, STORIES, st.none() | STORIES, KINDS, first=st.booleans())
WEEKS = st.builds(
    lambda stories, text, before: DigestNotice(
        key="digest/x/2026-W46",
        digest=replace(
            week([DigestSection(title=text, stories=tuple(stories), quiet=(text, "reading"))]),
            team=text,
            headline=text,
            corrections=(Revision(story=before, kind=RevisionKind.CORRECTION, made=NOON, before=story()),),
            disputes=(before,),
            themes=(ThemeCount(name=text, stories=2, quote=text, council=text),),
            sources=(SourceHealth(name=text, state=text, note=text),),
        ),
        zone=LONDON,
    ),
    st.lists(STORIES, max_size=6),
    TEXT,
    STORIES,
)
PLAIN = st.builds(
    lambda subject, lines: PlainNotice(key="admin", subject=subject, lines=tuple(lines)), TEXT, st.lists(TEXT)
)
NOTICES = st.one_of(STORY_NOTICES, STORY_NOTICES, WEEKS, PLAIN)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))


# --- Slack ----------------------------------------------------------------------------------------


def assert_slack_is_safe(told: Notice) -> None:
    messages = list(looks(told))
    if isinstance(told, StoryNotice):
        messages.append(refreshed(told))
    for look in messages:
        assert_message_is_safe(look)


def assert_message_is_safe(look: Look) -> None:
    message = {"blocks": list(look.blocks), "text": look.text}
    assert slack_rules.refusal(message) == ""
    assert slack_rules.live(message) == []
    assert all(web_link(url) == url for url, _ in slack_rules.links(message))
    assert 1 <= len(look.text) <= 4_000
    assert len(look.blocks) <= MOST_BLOCKS
    assert (
        sum(len(slack_rules.escaped(text)) for text in slack_rules.strings(list(look.blocks)))
        <= MOST_CHARACTERS
    )


@given(NOTICES)
@QUICK
def test_no_text_can_ping_forge_or_break_in_slack(told: Notice) -> None:
    assert_slack_is_safe(told)


@pytest.mark.full
@given(NOTICES)
@LONG
def test_ten_thousand_texts_cannot_either(told: Notice) -> None:
    assert_slack_is_safe(told)


def test_even_the_notifications_of_a_thread_are_escaped() -> None:
    told = story(id="<!channel>", coverage=tuple(coverage(number) for number in range(20)))

    assert_slack_is_safe(notice(told))


# --- mail -----------------------------------------------------------------------------------------

HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "References",
    "In-Reply-To",
    "List-Id",
    "List-Unsubscribe",
    "Auto-Submitted",
    "Precedence",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
}
BOX = Mailbox(
    "email:dcs@example.org",
    EmailSettings(host="localhost", sender="Ofsted Monitor <monitor@example.org>"),
    clock=lambda: datetime(2026, 11, 16, tzinfo=UTC),
)


class Page(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object", "embed", "form", "base", "link", "svg"}:
            self.wrong.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"src", "srcset", "action"}:
                self.wrong.append(name)
            if name == "href" and value and not value.startswith("#") and web_link(value) != value:
                self.wrong.append(value)


def assert_mail_is_safe(told: Notice) -> None:
    message = BOX._message(told)
    raw = message.as_bytes()
    assert set(message.keys()) <= HEADERS
    assert b"\nBcc:" not in raw.partition(b"\r\n\r\n")[0]
    text, html = (part.get_content() for part in message.iter_parts())
    assert not Page(html).wrong
    assert text.strip()
    if isinstance(told, DigestNotice):
        assert len(text.encode()) + len(html.encode()) <= LARGEST


@given(NOTICES)
@settings(QUICK, max_examples=60)
def test_no_text_can_break_a_mail(told: Notice) -> None:
    assert_mail_is_safe(told)


@pytest.mark.full
@given(NOTICES)
@LONG
def test_ten_thousand_texts_cannot_break_a_mail(told: Notice) -> None:
    assert_mail_is_safe(told)


# --- page and terminal ----------------------------------------------------------------------------


@given(WEEKS)
@settings(QUICK, max_examples=60)
def test_no_text_can_run_in_a_page(told: DigestNotice) -> None:
    assert not Page(digest_html(told.digest, told.zone)).wrong


@given(NOTICES)
@settings(QUICK, max_examples=60)
def test_no_text_can_drive_a_terminal(told: Notice) -> None:
    output = io.StringIO()

    Terminal(output=output).send(told)

    assert not set(output.getvalue()) & set("\x00\x07\x08\x1b\x7f\x9b\r\u202e\u2066\u200b")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://gov.uk@evil.example", "data:,x", "https://evil.example/<x>|y"]
)
def test_a_bad_link_is_never_offered(link: str) -> None:
    told = notice(story(coverage=(replace(coverage(), link=link, url=link),)))

    offered = [url for look in looks(told) for url, _ in slack_rules.links({"blocks": list(look.blocks)})]

    assert offered in ([], ["https://evil.example/%3Cx%3E%7Cy"])
