"""A week as Markdown for the terminal, a wiki or a paste; outside text is escaped, so it formats nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from monitor.model import Digest
from monitor.tell import names
from monitor.tell.alert import Alert, Quote, SourceLine
from monitor.tell.digest_view import DigestView, SectionView, digest_view

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&])")
_ACTIVE_AT_START = re.compile(r"^(\d*)([-+#=.)])")


def digest_markdown(digest: Digest, zone: ZoneInfo) -> str:
    """The whole week; ends with a newline."""
    return "\n\n".join(_parts(digest_view(digest, zone))) + "\n"


def _parts(view: DigestView) -> Iterator[str]:
    yield f"# {literal(view.title)}"
    yield f"Week {literal(view.week)}: {literal(view.period)}"
    yield f"**{literal(view.headline)}**"
    for section in view.sections:
        yield from _section(section)
    yield from _alerts("Corrections", view.corrections)
    yield from _alerts("Disputed", view.disputes)
    if view.themes:
        yield "## What inspectors keep saying"
        for theme in view.themes:
            said = f": “{literal(theme.quote)}” — {literal(theme.council)}" if theme.quote else ""
            yield f"- **{literal(names.capital(theme.name))}** ({theme.count}){said}"
    if view.sources:
        yield "## Sources"
        told = ((one, f" ({literal(one.note)})" if one.note else "") for one in view.sources)
        yield "\n".join(f"- {literal(one.name)}: {literal(one.state)}{note}" for one, note in told)


def _section(section: SectionView) -> Iterator[str]:
    yield f"## {literal(section.title)}"
    for group in section.groups:
        yield f"### {group.title}"
        for story in group.stories:
            yield from _story(story.alert, level=4)
    if section.quiet:
        yield f"**No news:** {literal(names.listed(section.quiet))}."


def _alerts(title: str, alerts: tuple[Alert, ...]) -> Iterator[str]:
    if alerts:
        yield f"## {title}"
    for alert in alerts:
        yield from _story(alert, level=3)


def _story(alert: Alert, *, level: int) -> Iterator[str]:
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
    if alert.sources:
        yield "\n".join(f"- {_source(source)}" for source in alert.sources)
    yield f"Story `{alert.story_id.replace('`', '')}`"


def _quote(quote: Quote) -> str:
    by = f" — {literal(quote.by)}" if quote.by else ""
    return f"> “{literal(quote.text)}”{by}"


def _source(source: SourceLine) -> str:
    title = f"[{literal(source.title)}](<{source.link}>)" if source.link else literal(source.title)
    return f"{literal(source.outlet)}, {literal(source.date)}: {title}"


def literal(text: str) -> str:
    """Text that Markdown shows as it is: no link, picture, heading, list or HTML can start in it."""
    return _ACTIVE_AT_START.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", text))
