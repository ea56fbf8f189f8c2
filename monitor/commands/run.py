"""`run`: the monitor as a service."""

from __future__ import annotations

import typer

from monitor.commands.options import options_of


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("run")(run)


def run(context: typer.Context) -> None:
    """Watch, tell the teams and send the digests until Ctrl-C."""
    from monitor.service import Service, stopped_by_signals  # noqa: PLC0415 - imported on first use

    options = options_of(context)
    with stopped_by_signals() as stop:
        Service(options.config, verbose=options.verbose).run(stop)
