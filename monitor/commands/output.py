"""Results on stdout, everything else on stderr; for people by default, as JSON for scripts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from io import StringIO
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING

from monitor.errors import MonitorError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from rich.console import RenderableType

Progress = Callable[[str, int, int], None]

WIDEST_TEXT = 100
"""Longer lines are hard to read, however wide the terminal is."""
NARROWEST_TABLE = 60
"""In a narrower terminal each row of a table becomes a block of lines."""
UNFOLDED = 10_000
"""The width of a table that goes to a file or a pipe: its lines are searched, not looked at."""


class Form(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


def say(words: str) -> None:
    """A word to the person at the terminal, on stderr."""
    if sys.stderr.isatty():
        words = "\n".join(folded(line) for line in words.splitlines())
    with suppress(OSError, ValueError):  # nobody listens there any more
        sys.stderr.write(words.rstrip("\n") + "\n")
        sys.stderr.flush()


def show(words: str) -> bool:
    """A result, on stdout, with a line's end where it has none; returns whether anybody reads on.

    `| head` does not.

    Raises:
        MonitorError: the result cannot be written.
    """
    try:
        sys.stdout.write(words if words.endswith("\n") else words + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _write_no_more()
        return False
    except OSError as error:
        _write_no_more()
        raise MonitorError(
            f"The result could not be written: {error.strerror}. Make room, or send it somewhere else."
        ) from error
    return True


def _write_no_more() -> None:
    """Let what else would be written go nowhere: it would fail again at the latest at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def show_json(value: object) -> None:
    """A result for scripts, on stdout."""
    import msgspec  # noqa: PLC0415 - imported on first use

    show(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def show_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, whole: Collection[str] = ()) -> None:
    """A result in columns, on stdout; the columns in `whole` are never broken over two lines."""
    if sys.stdout.isatty() and columns_of_terminal() < NARROWEST_TABLE:
        show("\n\n".join(_block(columns, row) for row in rows))
        return
    from rich.table import Table  # noqa: PLC0415 - imported on first use
    from rich.text import Text  # noqa: PLC0415 - likewise

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, no_wrap=column in whole, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # as it is, never as markup
    show(_drawn(table, columns_of_terminal() if sys.stdout.isatty() else UNFOLDED))


def show_heading(title: str) -> None:
    """Where a new part of a long result begins: a line across the terminal, or a plain underlined title."""
    if not sys.stdout.isatty():
        show(f"\n{title}\n{'=' * len(title)}")
        return
    from rich.rule import Rule  # noqa: PLC0415 - imported on first use
    from rich.text import Text  # noqa: PLC0415 - likewise

    rule = Rule(Text(title, style="bold"), align="left")
    show(f"\n{_drawn(rule, min(columns_of_terminal(), WIDEST_TEXT))}")


def _block(columns: Sequence[str], row: Sequence[str]) -> str:
    lines = [f"  {column}: {cell}" for column, cell in zip(columns[1:], row[1:], strict=True) if cell]
    return "\n".join([row[0], *lines])


def _drawn(what: RenderableType, width: int) -> str:
    """In colour only for a terminal."""
    from rich.console import Console  # noqa: PLC0415 - imported on first use

    drawn = StringIO()
    Console(file=drawn, width=width, force_terminal=sys.stdout.isatty(), highlight=False).print(what)
    return "\n".join(line.rstrip() for line in drawn.getvalue().splitlines())


def columns_of_terminal() -> int:
    """How many signs fit on one line of the terminal; 80 where there is none."""
    return get_terminal_size().columns


def folded(words: str, indent: str = "", *, hanging: str = "  ") -> str:
    """A sentence over as many lines as the terminal needs, those after the first further indented.

    Signs that would steer the terminal are left out: a sentence may quote what came from outside.
    """
    words = "".join(sign if sign.isprintable() else " " * sign.isspace() for sign in words)
    width = max(20, min(columns_of_terminal(), WIDEST_TEXT))
    own = words[: len(words) - len(words.lstrip(" "))]
    indent += own
    return fill(
        words[len(own) :],
        width,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def paragraphs(text: str) -> str:
    """A long text for the terminal, broken between words; as it is where nobody watches."""
    if not sys.stdout.isatty():
        return text
    return "\n".join(folded(line, hanging="") for line in text.split("\n"))


def in_json(time: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return None if time is None else time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def for_people(time: datetime | None, zone: ZoneInfo, *, now: datetime | None = None) -> str:
    """`20 Nov 2026 14:05` in the reader's zone, near to `now` only what differs; a dash for never."""
    if time is None:
        return "–"
    local = time.astimezone(zone)
    today = now.astimezone(zone) if now else None
    if today and local.date() == today.date():
        return f"today {local:%H:%M}"
    if today and local.year == today.year:
        return f"{local:%d %b %H:%M}"
    return f"{local:%d %b %Y %H:%M}"


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on stderr while a person watches; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _of: None
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415 - likewise
    from rich.progress import Progress as Bar  # noqa: PLC0415 - likewise

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Alerts and results are printed as ever; the bar stands only while a stage is under way.
    bar = Bar(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )

    def told(stage: str, done: int, of: int) -> None:
        for task in bar.tasks:
            if task.description != stage or done >= of:
                bar.remove_task(task.id)
        if done >= of:
            bar.stop()
            return
        if not bar.tasks:
            bar.add_task(stage, total=of)
            bar.start()
        bar.update(bar.tasks[0].id, completed=done, total=of)

    try:
        yield told
    finally:
        bar.stop()
