"""`demo`: watch the whole job happen, with no account and no internet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.commands.output import folded, progress_bar, show, show_heading

DEFAULT_OUTPUT = Path("demo-digest.html")


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("demo")(demo)


def demo(
    output: Annotated[
        Path, typer.Option(metavar="FILE.html", help="Where the digest goes.")
    ] = DEFAULT_OUTPUT,
) -> None:
    """Watch the whole job: no account, no internet."""
    from monitor.demo.show import Stage, demonstrate  # noqa: PLC0415 - imported on first use

    with progress_bar() as progress:
        demonstrate(output, Stage(say=_say, chapter=show_heading, progress=progress))


def _say(words: str) -> None:
    show("\n".join(folded(line, hanging="") for line in words.split("\n")) + "\n")
