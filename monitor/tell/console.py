"""The terminal as a destination: an alert as a reader would like it, plain where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TextIO

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from monitor.errors import DeliveryError, LookupUnavailableError, SendOutcome
from monitor.model import Receipt
from monitor.tell import names
from monitor.tell.alert import Alert, Quote, reply_alert, root_alert
from monitor.tell.clean import plain
from monitor.tell.destinations import Settings
from monitor.tell.digest_parts import SectionView
from monitor.tell.digest_view import digest_view
from monitor.tell.notice import DigestNotice, Notice, PlainNotice, StoryNotice
from monitor.tell.plain_text import alert_text, digest_text, notice_text, subject
from monitor.tell.sources import SourceLine

_LABEL = 24
_WIDEST = 100


def destination(name: str, settings: Settings) -> Terminal:
    """The terminal; every name of this kind is the same one."""
    return Terminal(name, settings.output)


class Terminal:
    """Standard output, or another text file."""

    def __init__(self, name: str = "console", output: TextIO | None = None) -> None:
        self._name = name
        self._output = output

    @property
    def name(self) -> str:
        """`console`."""
        return self._name

    def send(self, notice: Notice) -> Receipt:
        """Prints the notice."""
        output = self._output or sys.stdout
        try:
            console = Console(file=output, highlight=False, markup=False, emoji=False, soft_wrap=False)
            if console.is_terminal:
                console.width = min(console.width, _WIDEST)
                console.print(_look(notice))
            else:
                output.write(f"{_encodable(_text(notice), output)}\n")
            output.flush()
        except (OSError, ValueError) as error:
            said = f"The alert could not be printed ({type(error).__name__}: {error})."
            raise DeliveryError(said, SendOutcome.NOT_SENT) from error
        return Receipt("", "")

    def refresh(self, notice: StoryNotice, receipt: Receipt) -> None:
        """Nothing: what is printed stays."""

    def find(self, notice: Notice, *, since: datetime) -> Receipt | None:
        """Always refuses: the terminal cannot be read."""
        raise LookupUnavailableError(
            f"{self._name} cannot be asked whether {notice.key} of {since:%Y-%m-%d} was printed."
        )

    def check(self) -> tuple[str, ...]:
        """Nothing can be wrong."""
        return ()

    def limits(self) -> tuple[str, ...]:
        """None."""
        return ()

    @property
    def blind(self) -> str:
        """Nothing that could be mended: no terminal can be read."""
        return ""


def _encodable(text: str, output: TextIO) -> str:
    """The text with question marks for what the output's encoding cannot hold."""
    encoding = getattr(output, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def _text(notice: Notice) -> str:
    if isinstance(notice, StoryNotice):
        return f"{alert_text(_alert(notice))}{'-' * 40}"
    if isinstance(notice, DigestNotice):
        return digest_text(digest_view(notice.digest, notice.zone))
    return notice_text(notice)


def _alert(notice: StoryNotice) -> Alert:
    return root_alert(notice, updated=False) if notice.first else reply_alert(notice)


# --- for a person who watches ---------------------------------------------------------------------


def _look(notice: Notice) -> Panel | Group:
    if isinstance(notice, StoryNotice):
        return _alert_panel(_alert(notice))
    if isinstance(notice, DigestNotice):
        return _digest(notice)
    return _plain(notice)


def _alert_panel(alert: Alert) -> Panel:
    parts: list[Text | Padding | Table] = [Text(mark, style="bold yellow") for mark in alert.marks]
    parts += [Text(change.sentence, style="bold") for change in alert.changes]
    facts = [(fact.label, fact.value) for fact in alert.facts]
    parts.append(_table([*facts, *((f"  {area.label}", area.value) for area in alert.areas)]))
    parts += _quotes(alert)
    marked = (("Strength", alert.strength), ("Concern", alert.concern))
    parts.append(_table([(label, text) for label, text in marked if text]))
    parts += [
        Padding(_source(source), (1 if not index else 0, 0, 0, 0))
        for index, source in enumerate(alert.sources)
    ]
    title = Text(alert.title, style="bold")
    body = Group(title, Text(""), *parts)
    return Panel(body, subtitle=Text(alert.footer, style="dim"), subtitle_align="right", padding=(0, 1))


def _quotes(alert: Alert) -> Iterator[Text | Padding]:
    """What proves the outcome, or each side's words; then what had been believed."""
    if alert.quote:
        yield from [Text("\nNow it is said:", style="dim")] if alert.earlier_quote else []
        yield _quote(alert.quote)
    if alert.accounts:
        yield Text("\nThe sources’ words:", style="dim")
        yield from map(_quote, alert.accounts)
    if alert.earlier_quote:
        yield Text("\nBefore, it was said:", style="dim")
        yield _quote(alert.earlier_quote)


def _table(lines: Sequence[tuple[str, str]]) -> Table:
    """Labels and what they say, which hangs beside them however long it is."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_LABEL, style="dim")
    table.add_column()
    for label, value in lines:
        table.add_row(f"{label}:", Text(value))
    return table


def _quote(quote: Quote) -> Padding:
    by = f" — {quote.by}" if quote.by else ""
    return Padding(Text.assemble((f"“{quote.text}”", "italic"), (by, "dim")), (1, 2))


def _source(source: SourceLine) -> Text:
    told = Text.assemble((f"{source.outlet}, {source.date}: ", ""), source.title)
    if source.link:
        told.append(f"\n  {source.link}", style=Style(color="cyan", link=source.link))
    return told


def _digest(notice: DigestNotice) -> Group:
    view = digest_view(notice.digest, notice.zone)
    parts: list[Text | Rule | Padding] = [
        Rule(Text(view.title, style="bold")),
        Text(view.period, style="dim"),
        Text(view.headline),
    ]
    for section in view.sections:
        parts += _section(section)
    for title, alerts in (("Corrections", view.corrections), ("Disputed", view.disputes)):
        parts += [Text(f"\n{title}", style="bold"), *(_item(alert) for alert in alerts)] if alerts else []
    if view.themes:
        told = (f"  {names.capital(theme.name)}: {theme.count}" for theme in view.themes)
        parts += [Text("\nWhat inspectors keep saying", style="bold"), *(Text(line) for line in told)]
    return Group(*parts, Text(f"Digest {view.week}", style="dim"))


def _section(section: SectionView) -> list[Text | Rule | Padding]:
    lines: list[Text | Rule | Padding] = [Text(f"\n{section.title}", style="bold")]
    for group in section.groups:
        lines.append(Text(f"  {group.title}", style="dim"))
        lines += [_item(story.alert) for story in group.stories]
    if section.quiet:
        lines.append(Padding(Text(f"No news: {names.listed(section.quiet)}."), (0, 2)))
    return lines


def _item(alert: Alert) -> Padding:
    """A headline with its story's id, under one hanging bullet."""
    row = Table.grid(padding=(0, 1))
    row.add_row("•", Text.assemble(alert.headline, (f"  {alert.story_id}", "dim")))
    return Padding(row, (0, 2))


def _plain(notice: PlainNotice) -> Group:
    lines = (plain(line) for line in notice.lines)
    return Group(Text(subject(notice), style="bold"), *(Text(line) for line in lines if line))
