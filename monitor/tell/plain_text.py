"""Alerts, digests and notices as plain text, complete by itself: the first half of every mail. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from monitor.tell import names, wording
from monitor.tell.alert import Alert, Quote
from monitor.tell.clean import plain
from monitor.tell.digest_parts import (
    EVERYTHING,
    NOT_COVERED,
    NOTHING_EXPECTED,
    Detail,
    DigestView,
    SectionView,
)
from monitor.tell.notice import PlainNotice
from monitor.tell.sources import SourceLine

_WIDTH = 76
_LONGEST_SUBJECT = 300


def alert_text(alert: Alert) -> str:
    """One alert, outcome first; addresses stand whole on lines of their own."""
    parts = [
        _wrapped(alert.title),
        *(_wrapped(mark) for mark in alert.marks),
        _lines(_wrapped(change.sentence) for change in alert.changes),
        _lines(_wrapped(f"{fact.label}: {fact.value}") for fact in alert.facts),
        _lines(["Areas graded:", *(f"  {area.label}: {area.value}" for area in alert.areas)])
        if alert.areas
        else "",
        *_quotes(alert),
        _lines(_wrapped(line) for line in spoken_lines(alert)),
        _lines(["Sources:", *(source_text(source) for source in alert.sources)]) if alert.sources else "",
        _wrapped(alert.footer),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _quotes(alert: Alert) -> Iterator[str]:
    """What proves the outcome, or each side's words; then what had been believed."""
    if alert.quote:
        lead = "Now it is said:\n" if alert.earlier_quote else ""
        yield f"{lead}{quote_text(alert.quote)}"
    if alert.accounts:
        yield _lines(["The sources’ words:", *map(quote_text, alert.accounts)])
    if alert.earlier_quote:
        yield f"Before, it was said:\n{quote_text(alert.earlier_quote)}"


def spoken_lines(alert: Alert) -> list[str]:
    """The strength and the concern, where they are known."""
    marked = (("Strength", alert.strength), ("Concern", alert.concern))
    return [f"{label}: {text}" for label, text in marked if text]


def quote_text(quote: Quote) -> str:
    """A quote with its speaker, indented."""
    by = f" — {quote.by}" if quote.by else ""
    return fill(
        f"{wording.quoted(quote.text)}{by}",
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
    )


def source_text(source: SourceLine) -> str:
    """An article: outlet, date, title, then its address."""
    told = fill(
        f"{source.outlet}, {source.date}: {source.title}",
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
    )
    return f"{told}\n    {source.link}" if source.link else told


def digest_text(view: DigestView, detail: Detail = EVERYTHING) -> str:
    """The whole week as text, every story of it; only its details may be given up for size."""
    parts = [
        f"{view.title}\n{view.period}",
        _wrapped(view.headline),
        *(part for section in view.sections for part in _section(section, detail)),
        *_alerts("Corrections", view.corrections),
        *_alerts("Disputed", view.disputes),
        _themes(view),
        _expected(view, detail),
        _england(view),
        _health(view),
        f"Digest {view.week}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: SectionView, detail: Detail) -> Iterator[str]:
    yield heading(section.title)
    for group in section.groups:
        yield f"{group.title}:"
        for story in group.stories:
            known = story.strip.sentence if story.strip else ""
            yield _story(story.alert, detail, known)
    if section.quiet:
        yield _wrapped(f"No news: {names.listed(section.quiet)}.")


def story_text(alert: Alert) -> str:
    """A story as the digest and the feeds tell it."""
    return _story(alert)


def _story(alert: Alert, detail: Detail = EVERYTHING, known: str = "") -> str:
    lines = [_wrapped(alert.headline), *(_wrapped(mark) for mark in alert.marks)]
    lines += [_wrapped(change.sentence) for change in alert.changes]
    lines += [f"  {area.label}: {area.value}" for area in alert.areas if detail.areas]
    lines += [quote_text(alert.quote)] if alert.quote and detail.quotes else []
    if detail.quotes:
        lines += [_wrapped(line) for line in (*spoken_lines(alert), known) if line]
    shown = alert.sources[: detail.links]
    lines += [source_text(source) for source in shown]
    if left := len(alert.sources) - len(shown):
        lines.append(f"  and {left} more" if shown else f"  {left} {'article' if left == 1 else 'articles'}")
    return _lines([*lines, f"  Story {alert.story_id}"])


def _alerts(title: str, alerts: tuple[Alert, ...]) -> list[str]:
    return [heading(title), *(_story(alert) for alert in alerts)] if alerts else []


def _themes(view: DigestView) -> str:
    if not view.themes:
        return ""
    told = (
        f"{names.capital(theme.name)} ({theme.count})"
        + (f": {wording.quoted(theme.quote)} — {theme.council}" if theme.quote else "")
        for theme in view.themes
    )
    return _lines([heading("What inspectors keep saying"), *(_wrapped(line) for line in told)])


def _expected(view: DigestView, detail: Detail) -> str:
    lines = [heading("Upcoming, as articles say")]
    for one in view.expected:
        said = f": {wording.quoted(one.quote)}" if one.quote and detail.quotes else ""
        lines.append(_wrapped(f"{one.story.alert.headline} ({one.said}){said}"))
    return _lines(lines if view.expected else [*lines, _wrapped(NOTHING_EXPECTED)])


def _england(view: DigestView) -> str:
    if view.england is None:
        return ""
    as_of = f" Reports as listed on {view.england.as_of}, and newer stories." if view.england.as_of else ""
    said = f"By latest known overall grade: {view.england.summary}.{as_of}"
    return _lines([heading("Where councils stand"), _wrapped(said)])


def _health(view: DigestView) -> str:
    told = (
        f"{one.name}: {'; '.join(filter(None, (one.state, one.note, one.last)))}" for one in view.troubled
    )
    lines = (view.coverage, *told, view.unread, NOT_COVERED)
    title = heading("Sources, and what was not covered")
    return _lines([title, *(_wrapped(line) for line in lines if line)])


def heading(title: str) -> str:
    """A title with a rule under it."""
    return f"{title}\n{'-' * min(len(title), _WIDTH)}"


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _lines(lines: Iterator[str] | list[str]) -> str:
    return "\n".join(lines)


def notice_text(notice: PlainNotice) -> str:
    """A word to the people who look after the monitor."""
    lines = (plain(line) for line in notice.lines)
    return "\n\n".join([_wrapped(subject(notice)), *(_wrapped(line) for line in lines if line)]) + "\n"


def subject(notice: PlainNotice) -> str:
    """What the notice is about, never empty."""
    return plain(notice.subject, _LONGEST_SUBJECT) or "A word from the monitor"
