"""How a week looks in Slack: one block a story, so that what does not fit moves to the thread whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from monitor.model import Digest
from monitor.tell import names, wording
from monitor.tell.alert import Alert
from monitor.tell.clean import shorten
from monitor.tell.digest_parts import (
    NOT_COVERED,
    DigestView,
    ExpectedView,
    HealthView,
    SectionView,
    StoryView,
    ThemeView,
)
from monitor.tell.digest_view import digest_view
from monitor.tell.slack_blocks import (
    Block,
    Json,
    bullets,
    context,
    divider,
    header,
    link,
    quotation,
    rich,
    section,
    words,
)
from monitor.tell.sources import SourceLine

_MOST_LINKS = 3
_LONGEST_QUOTE = 200
_NAMES_A_LINE = 40
_LINES_A_BLOCK = 8


def digest_blocks(digest: Digest, zone: ZoneInfo) -> tuple[str, list[Block]]:
    """The digest's title for notifications, and its blocks in reading order."""
    view = digest_view(digest, zone)
    blocks = [header(view.title), context(view.period), rich([section(words(view.headline, bold=True))])]
    for one in view.sections:
        blocks += _section_blocks(one)
    blocks += _titled("Corrections", (_correction(one) for one in view.corrections))
    blocks += _titled("Disputed", (_dispute(one) for one in view.disputes))
    blocks += _titled("What inspectors keep saying", _themes(view))
    blocks += _titled("Upcoming, as articles say", (_expected(one) for one in view.expected))
    blocks += _health_blocks(view)
    return f"{view.title}. {view.headline}", [*blocks, context(f"{NOT_COVERED} Digest {view.week}")]


def _titled(title: str, blocks: Iterable[Block]) -> list[Block]:
    found = list(blocks)
    return [divider(), rich([section(words(title, bold=True))]), *found] if found else []


def _section_blocks(view: SectionView) -> Iterator[Block]:
    yield divider()
    yield header(view.title)
    for group in view.groups:
        yield rich([section(words(group.title, italic=True))])
        for story in group.stories:
            yield _story(story)
    for start in range(0, len(view.quiet), _NAMES_A_LINE):
        quiet = view.quiet[start : start + _NAMES_A_LINE]
        yield rich([section(words("No news: ", bold=True), words(f"{names.listed(quiet)}."))])


def _story(story: StoryView) -> Block:
    alert = story.alert
    lines = [section(words(alert.headline, bold=True))]
    lines += [section(words(mark, italic=True)) for mark in alert.marks]
    if alert.areas:
        graded = "; ".join(f"{area.label}: {area.value.lower()}" for area in alert.areas)
        lines.append(section(words(graded)))
    if alert.quote:
        lines.append(quotation(words(wording.quoted(shorten(alert.quote.text, _LONGEST_QUOTE)))))
    marked = (("Strength: ", alert.strength), ("Concern: ", alert.concern))
    lines += [section(words(label, bold=True), words(text)) for label, text in marked if text]
    return rich(
        [*lines, section(*_links(alert.sources)), section(words(f"Story {alert.story_id}", italic=True))],
        items=1,
    )


def _links(sources: tuple[SourceLine, ...]) -> list[Json]:
    parts: list[Json] = []
    for source in sources[:_MOST_LINKS]:
        site = f" ({source.site})" if source.site else ""
        parts += [
            words("; ") if parts else words("Read: "),
            link(source.outlet, source.link),
            words(f"{site}, {source.date}"),
        ]
    if len(sources) > _MOST_LINKS:
        parts.append(words(f"; and {len(sources) - _MOST_LINKS} more"))
    return parts or [words("No article is left to link to.")]


def _correction(alert: Alert) -> Block:
    lines = [section(words(alert.headline, bold=True))]
    lines += [section(words(one.sentence)) for one in alert.changes]
    return rich([*lines, section(words(f"Story {alert.story_id}", italic=True))])


def _dispute(alert: Alert) -> Block:
    marks = [section(words(mark)) for mark in alert.marks]
    return rich([section(words(alert.headline, bold=True)), *marks])


def _themes(view: DigestView) -> Iterator[Block]:
    """What was said of several councils with its quote; the rest in one line."""
    for theme in view.repeated:
        yield _theme(theme)
    if once := [f"{theme.name} ({theme.council})" for theme in view.said_once]:
        yield rich([section(words("Said of one council each: ", bold=True), words(f"{names.listed(once)}."))])


def _theme(theme: ThemeView) -> Block:
    quote = [quotation(words(f"{wording.quoted(theme.quote)} — {theme.council}"))] if theme.quote else []
    return rich([section(words(names.capital(theme.name), bold=True), words(f", {theme.count}")), *quote])


def _expected(one: ExpectedView) -> Block:
    lead = section(words(one.story.alert.headline, bold=True), words(f" ({one.said})"))
    quote = [quotation(words(wording.quoted(shorten(one.quote, _LONGEST_QUOTE))))] if one.quote else []
    return rich([lead, *quote, section(words(f"Story {one.story.alert.story_id}", italic=True))])


def _health_blocks(view: DigestView) -> Iterator[Block]:
    """What was seen and what was not; nothing is said of the sources that are well."""
    yield divider()
    unread = [section(words(view.unread))] if view.unread else []
    yield rich([section(words("Sources: ", bold=True), words(view.coverage)), *unread])
    for start in range(0, len(view.troubled), _LINES_A_BLOCK):
        yield rich([bullets(_health(one) for one in view.troubled[start : start + _LINES_A_BLOCK])])


def _health(source: HealthView) -> Json:
    note = "; ".join(part for part in (source.state, source.note, source.last) if part)
    return section(words(f"{source.name}: {note}"))
