"""`poll`: one pass over every source, now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands.options import options_of
from monitor.commands.output import progress_bar, say, show
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.pipeline.passes import PassSummary
    from monitor.pipeline.tools import Progress

MOST_FAILURES_TOLD = 10
"""More are counted; `status` has them all."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("poll")(poll)


def poll(
    context: typer.Context,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Ask this source only, as the config names it.")
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be told; write and send nothing.")
    ] = False,
) -> None:
    """Ask every source now, and tell what is due."""
    config = options_of(context).configured()
    only = None if source is None else _named(config, source)
    if not config.sources:
        say("There is no source to ask. Add some under `sources:` in the config.")
    with progress_bar() as progress:
        summary = _rehearsed(config, only, progress) if dry_run else _done(config, only, progress)
    _tell_failures(summary)
    if config.sources and not summary.collected.asked:
        say("No source may be asked now: each is gone or asked for patience. `status` tells more.")
    show(str(summary) + (" Nothing was written or sent." if dry_run else ""))
    if not summary.went_well:
        raise typer.Exit(1)


def _done(config: Config, only: str | None, progress: Progress) -> PassSummary:
    from monitor.app import opened  # noqa: PLC0415 - imported on first use
    from monitor.pipeline.passes import run_pass  # noqa: PLC0415 - likewise

    with opened(config, progress=progress) as tools, tools.store.pass_lock():
        return run_pass(tools, only=only, whatever_due=True)


def _rehearsed(config: Config, only: str | None, progress: Progress) -> PassSummary:
    from monitor.app import rehearsal  # noqa: PLC0415 - imported on first use
    from monitor.pipeline.passes import run_pass  # noqa: PLC0415 - likewise

    with rehearsal(config, progress=progress) as tools:
        return run_pass(tools, only=only, whatever_due=True)


def _named(config: Config, wanted: str) -> str:
    """The source's name as the config has it.

    Raises:
        UsageError: there is none of that name; the nearest is told.
    """
    from monitor.config.mistakes import nearest  # noqa: PLC0415 - imported on first use

    names = [source.name for source in config.sources]
    found = next((name for name in names if name.casefold() == wanted.casefold()), None)
    if found is not None:
        return found
    searches = [name for name in names if name.casefold().startswith(f"{wanted.casefold()}: ")]
    if searches:
        raise UsageError(
            f"“{wanted}” is {len(searches)} searches, one for each watched council. "
            f"Name one of them, such as --source “{searches[0]}”."
        )
    of_file = list(
        dict.fromkeys(one.name.rpartition(": ")[0] if one.spread else one.name for one in config.sources)
    )
    near = nearest(wanted, of_file)
    hint = f"Did you mean “{near}”?" if near else f"There are: {', '.join(of_file) or 'none'}."
    raise UsageError(f"There is no source named “{wanted}” in {config.path}. {hint}")


def _tell_failures(summary: PassSummary) -> None:
    errors = list(summary.collected.errors.items())
    for name, error in errors[:MOST_FAILURES_TOLD]:
        say(f"{name}: {error}")
    if left := errors[MOST_FAILURES_TOLD:]:
        say(f"… and {len(left)} more failed; `ofsted-monitor status` tells how.")
