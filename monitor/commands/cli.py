"""Every command under its name, and the options that work anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from monitor import __version__
from monitor.commands.options import Options

PROGRAM = "ofsted-monitor"
HELP = (
    "Tells teams in England, once and rightly, when there is Ofsted news about the children's services of a "
    "council they watch.\n\nStart with `ofsted-monitor demo`, then `check`, then `run`."
)
EVERYWHERE = "--config FILE and --verbose work here, too."
DEFAULT_CONFIG = Path("config.yaml")
COMMANDS = (
    "demo",
    "check",
    "poll",
    "run",
    "status",
    "stories",
    "story",
    "correct",
    "explain",
    "digest",
    "classify",
    "councils",
    "discover",
    "backup",
)
"""The modules of this package that hold a command each, in the order in which the help lists them."""


def program(arguments: Sequence[str]) -> typer.Typer:
    """The command line that these arguments (in order) need: one command, or all where none is named."""
    cli = typer.Typer(
        help=HELP,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    cli.callback()(_options)
    asked = _command_in(arguments)
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        import_module(f"{__package__}.{name}").register(cli)
    for registered in cli.registered_commands:
        registered.epilog = EVERYWHERE
    return cli


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _options(
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
            value = next(remaining, None)
            if value is None:
                return [argument]  # which is told to need a value
            front += [argument, value]
        elif argument == "--verbose" or argument.startswith("--config="):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def _command_in(arguments: Sequence[str]) -> str:
    """The word that names the command; empty where an option that ends everything comes first."""
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--config":
            next(remaining, None)
        elif argument != "--verbose" and not argument.startswith("--config="):
            return argument
    return ""


def misused(error: typer.TyperException) -> str:
    """A mistyped command line in words, with where the right way is told."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else PROGRAM
    told = error.format_message().replace("Value error, ", "")
    return f"{told}\nSee `{command} --help`."
