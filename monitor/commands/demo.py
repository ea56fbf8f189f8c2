"""`demo`: watch the whole job happen, with no account and no internet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.commands.output import show

DEFAULT_OUTPUT = Path("demo-digest.html")


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("demo")(demo)


def demo(
    output: Annotated[
        Path, typer.Option(metavar="FILE.html", help="Where the digest goes.")
    ] = DEFAULT_OUTPUT,
) -> None:
    """Watch the whole job on a bundled newsroom: no account, no internet, nothing kept."""
    from monitor.demo.show import demonstrate  # noqa: PLC0415 - imported on first use

    demonstrate(output, show)
