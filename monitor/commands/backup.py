"""`backup`: a consistent copy of the state, while the monitor runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from monitor.commands.options import options_of
from monitor.commands.output import show
from monitor.errors import MonitorError, UsageError

STATE_MARK = b"SQLite format 3\0"


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("backup")(backup)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
) -> None:
    """Copy the state to a file, also while the monitor runs."""
    from monitor.store.store import Store  # noqa: PLC0415 - imported on first use

    state = options_of(context).configured().state
    if not state.exists():
        raise MonitorError(f"There is nothing to copy yet: {state} comes with the first `poll` or `run`.")
    _may_be_written(file, state)
    # A copy that is cut short must not stand where a whole one stood.
    unfinished = file.with_name(f".{file.name}.unfinished")
    store = Store(state)
    try:
        store.copy_to(unfinished)
        os.replace(unfinished, file)  # noqa: PTH105 - the two names side by side
    finally:
        store.close()
        unfinished.unlink(missing_ok=True)
    show(f"The state was copied to {file} ({file.stat().st_size / 1_000_000:.1f} MB).")


def _may_be_written(file: Path, state: Path) -> None:
    """Refuse what cannot be meant: a folder, the state itself, a file that is no copy of a state."""
    if file.is_dir():
        raise UsageError(f"{file} is a folder. Name the file in it, such as {file / state.name}.")
    if not file.parent.is_dir():
        raise UsageError(f"There is no folder {file.parent}. Make it first, or name another.")
    if not file.exists():
        return
    if file.samefile(state):
        raise UsageError(f"{file} is the state itself. Name another file for the copy.")
    with file.open("rb") as stream:
        if stream.read(len(STATE_MARK)) not in {b"", STATE_MARK}:
            raise UsageError(f"{file} is there already and is no copy of a state. Name another file.")
