"""A week as Markdown for the terminal, a wiki or a paste; outside text is escaped, so it formats nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from monitor.model import Digest
from monitor.tell import names, wording
from monitor.tell.alert import Alert, Quote
from monitor.tell.digest_parts import (
    NOT_COVERED,
    NOTHING_EXPECTED,
    DigestView,
    HealthView,
    SectionView,
    StoryView,
)
from monitor.tell.digest_view import digest_view
from monitor.tell.sources import SourceLine

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&])")
_ACTIVE_AT_START = re.compile(r"^(\d*)([-+#=.)])")


def digest_markdown(digest: Digest, zone: ZoneInfo) -> str:
    """The whole week; ends with a newline."""
    return "\n\n".join(_parts(digest_view(digest, zone))) + "\n"


def _parts(view: DigestView) -> Iterator[str]:
    yield f"# {literal(view.title)}"
    yield literal(view.period)
    yield f"**{literal(view.headline)}**"
    for section in view.sections:
        yield from _section(section)
    yield from _alerts("Corrections", view.corrections)
    yield from _alerts("Disputed", view.disputes)
    yield from _themes(view)
    yield from _expected(view)
    yield from _england(view)
    yield from _health(view)
    yield literal(f"Digest {view.week}")


def _themes(view: DigestView) -> Iterator[str]:
    if view.themes:
        yield "## What inspectors keep saying"
    for theme in view.themes:
        said = f": {literal(wording.quoted(theme.quote))} — {literal(theme.council)}" if theme.quote else ""
        yield f"- **{literal(names.capital(theme.name))}** ({theme.count}){said}"


def _expected(view: DigestView) -> Iterator[str]:
    yield "## Upcoming, as articles say"
    for one in view.expected:
        said = f": {literal(wording.quoted(one.quote))}" if one.quote else ""
        yield f"- **{literal(one.story.alert.headline)}** ({one.said}){said}"
    if not view.expected:
        yield NOTHING_EXPECTED


def _england(view: DigestView) -> Iterator[str]:
    if view.england is None:
        return
    yield "## Where councils stand"
    rows = (f"| {tally.shade.name} | {tally.count} |" for tally in view.england.tallies)
    yield "\n".join(["| Latest known overall grade | Councils |", "|---|---:|", *rows])
    if view.england.as_of:
        yield f"Reports as listed on {view.england.as_of}, and newer stories."


def _health(view: DigestView) -> Iterator[str]:
    yield "## Sources, and what was not covered"
    yield literal(view.coverage)
    told = (f"- {literal(one.name)}: {'; '.join(map(literal, _said(one)))}" for one in view.troubled)
    if view.troubled:
        yield "\n".join(told)
    if view.unread:
        yield view.unread
    yield NOT_COVERED


def _said(source: HealthView) -> list[str]:
    return [part for part in (source.state, source.note, source.last) if part]


def _section(section: SectionView) -> Iterator[str]:
    yield f"## {literal(section.title)}"
    for group in section.groups:
        yield f"### {group.title}"
        for story in group.stories:
            yield from _story(story.alert, level=4, known=_known(story))
    if section.quiet:
        yield f"**No news:** {literal(names.listed(section.quiet))}."


def _known(story: StoryView) -> str:
    return story.strip.sentence if story.strip else ""


def _alerts(title: str, alerts: tuple[Alert, ...]) -> Iterator[str]:
    if alerts:
        yield f"## {title}"
    for alert in alerts:
        yield from _story(alert, level=3)


def _story(alert: Alert, *, level: int, known: str = "") -> Iterator[str]:
    yield f"{'#' * level} {literal(alert.headline)}"
    for mark in alert.marks:
        yield f"**{literal(mark)}**"
    lines = [f"- {literal(change.sentence)}" for change in alert.changes]
    lines += [f"- {literal(area.label)}: **{literal(area.value)}**" for area in alert.areas]
    if lines:
        yield "\n".join(lines)
    if alert.quote:
        yield _quote(alert.quote)
    if alert.strength:
        yield f"**Strength:** {literal(alert.strength)}"
    if alert.concern:
        yield f"**Concern:** {literal(alert.concern)}"
    if known:
        yield literal(known)
    if alert.sources:
        yield "\n".join(f"- {_source(source)}" for source in alert.sources)
    yield f"Story `{alert.story_id.replace('`', '')}`"


def _quote(quote: Quote) -> str:
    by = f" — {literal(quote.by)}" if quote.by else ""
    return f"> {literal(wording.quoted(quote.text))}{by}"


def _source(source: SourceLine) -> str:
    title = f"[{literal(source.title)}](<{source.link}>)" if source.link else literal(source.title)
    return f"{literal(source.outlet)}, {literal(source.date)}: {title}"


def literal(text: str) -> str:
    """Text that Markdown shows as it is: no link, picture, heading, list or HTML can start in it."""
    return _ACTIVE_AT_START.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", text))
