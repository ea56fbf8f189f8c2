"""`digest`: what a week adds up to, for reading or for sending."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands.options import options_of
from monitor.commands.output import say, show
from monitor.errors import LockedError, UsageError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.model import Team
    from monitor.pipeline.tools import Tools


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("digest")(digest)


def digest(  # noqa: PLR0913 - one argument for each option
    context: typer.Context,
    team: Annotated[str | None, typer.Option(metavar="NAME", help="This team's only.")] = None,
    week: Annotated[
        str | None, typer.Option(metavar="2026-W47", help="Which week; the last complete one if left out.")
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a page (HTML).")] = None,
    *,
    send: Annotated[bool, typer.Option("--send", help="Send it to where the team's digests go.")] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Go through it story by story before it is sent.")
    ] = False,
) -> None:
    """Print the weekly digest of every team, write it as a page, review it, or send it."""
    from monitor.app import opened  # noqa: PLC0415 - imported on first use

    config = options_of(context).configured()
    teams = _teams(config, team)
    if output is not None and len(teams) > 1:
        names = ", ".join(one.name for one in teams)
        raise UsageError(f"A page holds one team's digest. Name the team with --team: {names}.")
    if review and len(teams) != 1:
        names = ", ".join(one.name for one in teams)
        raise UsageError(f"A review is of one team's digest. Name the team with --team: {names}.")
    with opened(config) as tools:
        if review:
            from monitor.commands.review import review as go_through  # noqa: PLC0415 - imported on first use

            go_through(tools, teams[0], _week(tools, teams[0], week, over=send))
            return
        for one in teams:
            _one(tools, one, _week(tools, one, week, over=send), output, send=send)


def _teams(config: Config, name: str | None) -> Sequence[Team]:
    if name is None:
        if not config.teams:
            say("There is no team in the config, so there is no digest. config.yaml has examples.")
        return config.teams
    found = [team for team in config.teams if team.name.casefold() == name.casefold()]
    if not found:
        names = ", ".join(team.name for team in config.teams) or "none"
        raise UsageError(f"There is no team named “{name}” in the config. There are: {names}.")
    return found


def _week(tools: Tools, team: Team, week: str | None, *, over: bool) -> str:
    from monitor.pipeline.digest import plan_of  # noqa: PLC0415 - imported on first use
    from monitor.stories.weeks import last_complete, parse_week, window  # noqa: PLC0415 - likewise

    zone, now = tools.config.timezone, tools.clock()
    if week is None:
        return last_complete(plan_of(team), zone, now=now).week
    name = parse_week(week)
    end = window(plan_of(team), name, zone)[1]
    if over and end > now:
        raise UsageError(
            f"Week {name} of {team.name} is not over before {end.astimezone(zone):%A %d %B %Y %H:%M}. "
            "It can be read now, without --send, and is sent then by itself."
        )
    return name


def _one(tools: Tools, team: Team, week: str, output: Path | None, *, send: bool) -> None:
    from monitor.pipeline.digest import written  # noqa: PLC0415 - imported on first use

    if send:
        _send(tools, team, week)
        return
    with tools.store.reading() as connection:
        kept = written(tools, connection, team, week)
    if output is None:
        show(kept.markdown)
        return
    try:
        output.write_text(kept.html, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}. Name another file.") from error
    show(f"The digest of {team.name} for {week} is in {output}.")


def _send(tools: Tools, team: Team, week: str) -> None:
    from monitor.model import DeliveryState  # noqa: PLC0415 - imported on first use
    from monitor.pipeline.deliver import deliver  # noqa: PLC0415 - likewise
    from monitor.pipeline.digest import promise_digest  # noqa: PLC0415 - likewise
    from monitor.pipeline.notices import digest_key  # noqa: PLC0415 - likewise
    from monitor.store import deliveries  # noqa: PLC0415 - likewise

    if team.digest is None or not team.digest.destinations:
        say(f"{team.name} has no digest destination: add `slack:` or `email:` under its `digest:`.")
        return
    with tools.store.transaction() as connection:
        new = promise_digest(tools, connection, team, week)
        before = deliveries.of_key(connection, digest_key(team.name, week))
    if not new and all(one.state is DeliveryState.SENT for one in before):
        show(f"The digest of {team.name} for {week} was sent before; nothing is missing.")
        return
    try:
        with tools.store.pass_lock():
            deliver(tools)
    except LockedError:
        show(f"The running monitor sends the digest of {team.name} for {week} within a minute.")
        return
    with tools.store.reading() as connection:
        after = deliveries.of_key(connection, digest_key(team.name, week))
    for one in after:
        arrived = one.state is DeliveryState.SENT
        show(f"{team.name}, {week}: {one.destination} {'was sent it' if arrived else 'failed: ' + one.error}")
    if any(one.state is not DeliveryState.SENT for one in after):
        raise typer.Exit(1)
