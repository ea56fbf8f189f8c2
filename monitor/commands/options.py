"""What the options that hold for every command mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands.output import Form

if TYPE_CHECKING:
    from monitor.config import Config

JsonOption = Annotated[Form, typer.Option("--format", help="How to print the result.")]


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every command."""

    config: Path
    verbose: bool

    def configured(self) -> Config:
        """The config as it now stands, logs set up as it says.

        Raises:
            ConfigError: it has mistakes.
        """
        from monitor.app import configured  # noqa: PLC0415 - half a second that `--help` need not pay

        return configured(self.config, verbose=self.verbose)


def options_of(context: typer.Context) -> Options:
    """The options given with this command."""
    options = context.obj
    assert isinstance(options, Options)  # noqa: S101 - the callback sets it for every command
    return options
