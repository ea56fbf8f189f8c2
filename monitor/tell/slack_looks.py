"""How notices look in Slack: the blocks of a message, and of the replies that take what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.model import RevisionKind
from monitor.tell.alert import Alert, Fact, Quote, reply_alert, root_alert
from monitor.tell.changes import Change
from monitor.tell.clean import plain, shorten
from monitor.tell.notice import DigestNotice, Notice, PlainNotice, StoryNotice
from monitor.tell.plain_text import subject
from monitor.tell.slack_blocks import (
    Block,
    Json,
    bullets,
    context,
    escaped,
    fits_header,
    header,
    link,
    measure,
    missing,
    pack,
    quotation,
    rich,
    section,
    words,
)
from monitor.tell.slack_digest import digest_blocks
from monitor.tell.sources import SourceLine

_MOST_SOURCES = 10
_SOURCES_ROOM = 4_000
_LONGEST_FALLBACK = 3_000
_LONGEST_LINE = 1_000


@dataclass(frozen=True, slots=True)
class Look:
    """One Slack message: its blocks, and the words for notifications and screen readers."""

    blocks: tuple[Json, ...]
    text: str


def looks(notice: Notice, *, threads: bool = True) -> tuple[Look, ...]:
    """The message that a notice becomes, then the replies that carry what does not fit into it.

    Without `threads`, nothing stands above a later word that could be brought up to date: it says everything.
    """
    if isinstance(notice, StoryNotice):
        if notice.first:
            return _alert_looks(root_alert(notice, updated=False))
        return _alert_looks(_in_thread(notice) if threads else reply_alert(notice))
    if isinstance(notice, DigestNotice):
        title, blocks = digest_blocks(notice.digest, notice.zone)
        return _parts(blocks, title, "stories")
    return _parts(_plain_blocks(notice), subject(notice), "lines")


def refreshed(notice: StoryNotice) -> Look:
    """The story's first message brought up to date; sources beyond its room are counted, not sent."""
    alert = root_alert(notice, updated=True)
    shown, rest = _room_for(alert.sources)
    more = f"and {len(rest)} more" if rest else ""
    return Look(_payloads(_alert_blocks(alert, shown, more)), _fallback(alert))


def _in_thread(notice: StoryNotice) -> Alert:
    """A reply; a correction says only what changed, for the whole story stands above it, up to date."""
    alert = reply_alert(notice)
    if not alert.changes or notice.revision.kind is not RevisionKind.CORRECTION:
        return alert
    return replace(alert, facts=(), areas=(), strength="", concern="")


def _alert_looks(alert: Alert) -> tuple[Look, ...]:
    shown, rest = _room_for(alert.sources)
    more = f"{len(rest)} more in this thread" if rest else ""
    first = Look(_payloads(_alert_blocks(alert, shown, more)), _fallback(alert))
    replies = []
    while rest:
        shown, rest = _room_for(rest)
        blocks = [
            rich([section(words("More sources", bold=True)), _source_list(shown)]),
            context(alert.footer),
        ]
        replies.append(Look(_payloads(blocks), escaped(f"More sources. Story {alert.story_id}")))
    return (first, *replies)


def _alert_blocks(alert: Alert, sources: Sequence[SourceLine], more: str) -> list[Block]:
    blocks = [header(alert.title)]
    if not fits_header(alert.title):
        blocks.append(rich([section(words(alert.title, bold=True))]))
    blocks += [rich([section(words(mark, bold=True))]) for mark in alert.marks]
    blocks += [rich([_change(one) for one in alert.changes])] if alert.changes else []
    blocks += [rich([section(*_fact_lines(alert.facts))])] if alert.facts else []
    if alert.areas:
        blocks.append(
            rich([section(words("Areas graded", bold=True)), bullets(_fact(one) for one in alert.areas)])
        )
    blocks += _spoken(alert)
    if sources:
        title = f"Sources ({more})" if more else "Sources"
        blocks.append(rich([section(words(title, bold=True)), _source_list(sources)]))
    return [*blocks, context(alert.footer)]


def _spoken(alert: Alert) -> list[Block]:
    """The quotes: what proves the outcome, what had been believed, a strength and a concern."""
    blocks = []
    if alert.quote:
        lead = [section(words("Now it is said:", bold=True))] if alert.earlier_quote else []
        blocks.append(rich([*lead, _quote(alert.quote)]))
    if alert.accounts:
        sides = (_quote(one) for one in alert.accounts)
        blocks.append(rich([section(words("The sources’ words:", bold=True)), *sides]))
    if alert.earlier_quote:
        blocks.append(rich([section(words("Before, it was said:", bold=True)), _quote(alert.earlier_quote)]))
    marked = (("Strength: ", alert.strength), ("Concern: ", alert.concern))
    lines = [section(words(label, bold=True), words(text)) for label, text in marked if text]
    return [*blocks, rich(lines)] if lines else blocks


def _quote(quote: Quote) -> Json:
    by = [words(f" — {quote.by}", italic=True)] if quote.by else []
    return quotation(words(f"“{quote.text}”"), *by)


def _change(change: Change) -> Json:
    return section(words(f"{change.label}: ", bold=True), words(change.account))


def _fact(fact: Fact) -> Json:
    return section(words(f"{fact.label}: "), words(fact.value, bold=True))


def _fact_lines(facts: Sequence[Fact]) -> list[Json]:
    lines: list[Json] = []
    for index, fact in enumerate(facts):
        lines += [words(f"{chr(10) if index else ''}{fact.label}: ", bold=True), words(fact.value)]
    return lines


def _source_list(sources: Sequence[SourceLine]) -> Json:
    return bullets(source_item(one) for one in sources)


def source_item(source: SourceLine) -> Json:
    """One article: its title as the link, then outlet, date and the site that the link leads to."""
    site = f" ({source.site})" if source.site else ""
    return section(words(f"{source.outlet}, {source.date}: "), link(source.title, source.link), words(site))


def _room_for(sources: Sequence[SourceLine]) -> tuple[Sequence[SourceLine], Sequence[SourceLine]]:
    """The sources that one message can name, at least one, and the rest."""
    used = 0
    for index, one in enumerate(sources):
        used += measure(source_item(one))
        if index and (index >= _MOST_SOURCES or used > _SOURCES_ROOM):
            return sources[:index], sources[index:]
    return sources, ()


def _fallback(alert: Alert) -> str:
    """The alert in our own words only: no outside text stands where Slack reads markup."""
    lines = [
        alert.title,
        *(change.sentence for change in alert.changes),
        *(f"{fact.label}: {fact.value}" for fact in (*alert.facts[1:], *alert.areas)),
        alert.footer,
    ]
    return escaped(shorten(". ".join(line.rstrip(".") for line in lines), _LONGEST_FALLBACK // 5))


def _payloads(blocks: Sequence[Block]) -> tuple[Json, ...]:
    return tuple(block.payload for block in blocks)


# --- what is longer than one message ------------------------------------------------------------


def _parts(blocks: Sequence[Block], title: str, things: str) -> tuple[Look, ...]:
    """The blocks as one message and its numbered replies, with a count of what stands in the thread."""
    pages = pack(blocks)
    if len(pages) == 1:
        return (Look(_payloads(pages[0]), escaped(title)),)
    left = missing(pages)
    note = f"{left} more {things}, and the rest, in this thread" if left else "The rest is in this thread"
    first = Look(_payloads([*pages[0], context(note)]), escaped(title))
    rest = []
    for number, page in enumerate(pages[1:], start=2):
        label = f"Part {number} of {len(pages)}"
        rest.append(Look(_payloads([context(label), *page]), escaped(f"{title}. {label}")))
    return (first, *rest)


def _plain_blocks(notice: PlainNotice) -> list[Block]:
    lines = [
        rich([section(words(plain(line, _LONGEST_LINE)))], items=1) for line in notice.lines if plain(line)
    ]
    return [header(subject(notice)), *lines]
