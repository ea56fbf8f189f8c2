"""`classify`: what a text says, with the words that prove it; no network, no state."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from monitor.commands.options import JsonOption
from monitor.commands.output import Form, say, show, show_json
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.model import Classification

STANDARD_INPUT = Path("-")
LOOKED_AT_FOR_BINARY = 8192


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("classify")(classify)


def classify(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Texts or pages; - is standard input.")
    ] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, in and out.")] = False,
    form: JsonOption = Form.TEXT,
) -> None:
    """Classify text by council and outcome, with quotes."""
    if not files and sys.stdin.isatty():
        raise UsageError(
            "There is nothing to read. Name a file, or paste a text after `ofsted-monitor classify -` "
            "and end it with Ctrl-D."
        )
    paths = files or [STANDARD_INPUT]
    all_read = _classify_lines(paths) if jsonl else _classify_files(paths, form)
    if not all_read:
        raise typer.Exit(2)


# --- files ----------------------------------------------------------------------------------------


def _classify_files(paths: Iterable[Path], form: Form) -> bool:
    """Classify each file as a whole; one that cannot be read holds up no other."""
    from monitor.understand.wire import to_wire  # noqa: PLC0415 - imported on first use

    answers: list[dict[str, object]] = []
    failed, pages = False, 0
    for path in paths:
        name = path.name or str(path)
        try:
            text, answer = _classified(path)
        except UsageError as error:
            failed = True
            say(str(error))
            answers.append({"id": name, "error": str(error)})
            continue
        answers.append(to_wire(name, answer))
        if form is Form.TEXT and not _show_page(name, text, answer, first=pages == 0):
            break
        pages += 1
    if form is Form.JSON:
        show_json(answers)
    return not failed


def _classified(path: Path) -> tuple[str, Classification]:
    from monitor.understand.classify import classify as classified  # noqa: PLC0415 - imported on first use

    with _opened(path) as stream:
        text = _decoded(stream.read(), path)
    if not text.strip():
        raise UsageError(f"{_called(path)} is empty: there is nothing to read.")
    return text, classified(text)


def _show_page(name: str, text: str, answer: Classification, *, first: bool) -> bool:
    from monitor.commands.claims import explained  # noqa: PLC0415 - imported on first use

    return show(("" if first else "\n\n") + explained(name, text, answer))


def _decoded(content: bytes, path: Path) -> str:
    """Text as people save it: UTF-8, UTF-16 with its mark, or an old Windows encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:LOOKED_AT_FOR_BINARY]:
        raise UsageError(
            f"{_called(path)} is no text. Save the article as plain text or HTML, and name that file."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


# --- lines ----------------------------------------------------------------------------------------


def _classify_lines(paths: Iterable[Path]) -> bool:
    """Classify one object a line as the lines come; whether there was one and each could be read."""
    import msgspec  # noqa: PLC0415 - imported on first use

    from monitor.understand.wire import read_line  # noqa: PLC0415 - likewise

    lines = bad = 0
    for line in _lines(paths):
        answer = read_line(line)
        lines += 1
        bad += "error" in answer
        if not show(msgspec.json.encode(answer).decode()):
            break
    if not lines:
        raise UsageError(
            'There is nothing to read: no line holds an object such as {"id": "1", "text": "…"}.'
        )
    if bad:
        say(f"{bad} of {lines} {'line' if lines == 1 else 'lines'} could not be read; their answers say why.")
    return not bad


def _lines(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        with _opened(path) as stream:
            for number, line in enumerate(stream):
                content = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
                if content.strip():
                    yield content


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        if path == STANDARD_INPUT:
            yield sys.stdin.buffer
            return
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise UsageError(
            f"{_called(path)} cannot be read: {error.strerror}. Check its name and who may read it."
        ) from error


def _called(path: Path) -> str:
    return "Standard input" if path == STANDARD_INPUT else str(path)
