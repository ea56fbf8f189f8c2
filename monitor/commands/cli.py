"""Every command under its name, and the options that work anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from monitor import __version__
from monitor.commands import backup, check, classify, councils, demo, digest, poll, run, status, stories
from monitor.commands.options import Options

PROGRAM = "ofsted-monitor"
HELP = (
    "Tells teams in England, once and rightly, when there is Ofsted news about the children's services of a "
    "council they watch.\n\nStart with `ofsted-monitor demo`, then `check`, then `run`."
)
EVERYWHERE = "--config FILE and --verbose work here, too."
DEFAULT_CONFIG = Path("config.yaml")


cli = typer.Typer(
    help=HELP,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


@cli.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="The configuration; works after a command, too.", metavar="FILE")
    ] = DEFAULT_CONFIG,
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Log more, on stderr; works after a command, too.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """What holds for every command."""
    del version
    context.obj = Options(config, verbose)


def in_order(arguments: Sequence[str]) -> list[str]:
    """`--config FILE` and `--verbose` moved to the front, so that they work after a command, too.

    `help` and `help COMMAND` mean what people expect.
    """
    if arguments and arguments[0] == "help":
        arguments = [*arguments[1:], "--help"]
    front: list[str] = []
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            rest += [argument, *remaining]
        elif argument == "--config":
            front += [argument, *(value for value in [next(remaining, None)] if value is not None)]
        elif argument == "--verbose" or argument.startswith("--config="):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def misused(error: typer.TyperException) -> str:
    """A mistyped command line in words, with where the right way is told."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else PROGRAM
    told = error.format_message().replace("Value error, ", "")
    return f"{told}\nSee `{command} --help`."


for command in (demo, check, poll, run, classify, stories, digest, councils, status, backup):
    command.register(cli)
