"""`story`: a person's word on what belongs together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands.options import options_of
from monitor.commands.output import show
from monitor.errors import LockedError

if TYPE_CHECKING:
    from monitor.pipeline.person import Person

ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who says so; the user of this computer if left out.")
]


def register(cli: typer.Typer) -> None:
    """Add the command."""
    story = typer.Typer(help="Say which articles tell of one event, for good.", no_args_is_help=True)
    story.command("split")(split)
    story.command("merge")(merge)
    cli.add_typer(story, name="story")


def split(
    context: typer.Context,
    story_id: Annotated[str, typer.Argument(metavar="ID", help="As every message shows it.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="The article that does not belong to it.")],
    by: ByOption = "",
) -> None:
    """Take an article out of a story: it tells of another event.

    The story keeps its message, which is brought up to date; the article's own story is told like any other.
    Later articles and polls do not undo this. `explain ID` lists a story's articles.
    """
    speak(context, by, lambda person: person.splits(story_id, url))


def merge(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="ID", help="A story, as every message shows its id.")],
    other: Annotated[str, typer.Argument(metavar="ID", help="The story that tells of the same event.")],
    by: ByOption = "",
) -> None:
    """Make two stories one: they tell of the same event.

    The older one goes on with all articles; whoever was told the other one hears that it is part of it.
    """
    speak(context, by, lambda person: person.merges(one, other))


def speak(context: typer.Context, by: str, says: Callable[[Person], None]) -> None:
    """Take a person's word down, and tell what follows from it unless a running service will.

    Raises:
        UsageError: it is about something that does not exist, or cannot be done.
    """
    from monitor.app import opened  # noqa: PLC0415 - imported on first use
    from monitor.pipeline.passes import follow_up  # noqa: PLC0415 - likewise
    from monitor.pipeline.person import Person  # noqa: PLC0415 - likewise

    with opened(options_of(context).configured()) as tools:
        says(Person(tools, by.strip() or this_user()))
        try:
            with tools.store.pass_lock():
                told = follow_up(tools)
        except LockedError:
            show("Noted. The running monitor tells what follows from it within a minute.")
            return
    late = f" {told.failed + told.waiting} will be tried again." if told.failed + told.waiting else ""
    show(f"Noted. Messages sent: {told.sent}, brought up to date: {told.refreshed}.{late}")


def this_user() -> str:
    """The name of whoever is at the computer, as far as it knows."""
    from getpass import getuser  # noqa: PLC0415 - imported on first use

    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # a user that has no name here, as in a container
        return "A person"
