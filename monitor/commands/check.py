"""`check`: is the config right, whom does each team watch, and does everything answer?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands.options import options_of
from monitor.commands.output import folded, say, show

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.config.describe import Description, TeamDescription, WatchedBy
    from monitor.model import Team


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("check")(check)


def check(
    context: typer.Context,
    *,
    online: Annotated[
        bool, typer.Option("--online", help="Also ask Slack, the mail server and every source once.")
    ] = False,
    send_test: Annotated[
        str | None, typer.Option(metavar="TEAM", help="Send this team one alert marked TEST.")
    ] = None,
) -> None:
    """Check the config, and show whom each team watches."""
    from monitor.config import describe  # noqa: PLC0415 - imported on first use

    config = options_of(context).configured()
    team = None if send_test is None else _team_named(config, send_test)
    show("\n".join(_lines(describe(config))))
    show(f"\n{config.path} is right.")
    well = (not online or _online(config)) and (team is None or _tested(config, team))
    if not well:
        raise typer.Exit(1)
    if not online and team is None:
        say("`check --online` also asks every source and destination; `--send-test TEAM` sends a test.")


# --- what the config says -------------------------------------------------------------------------


def _lines(found: Description) -> Iterator[str]:
    for team in found.teams:
        yield from _team_lines(team)
    addresses = sum(source.addresses for source in found.sources)
    yield f"{len(found.sources)} {'source' if len(found.sources) == 1 else 'sources'}" + (
        f", {addresses} addresses" if addresses > len(found.sources) else ""
    )
    for source in found.sources:
        many = f", one search for each of {source.addresses} councils" if source.addresses > 1 else ""
        yield folded(f"{source.name}: {source.every}{many}", "  ")
    yield ""
    if found.admin:
        yield folded(f"Troubles are told to: {', '.join(found.admin)}")
    yield from (folded(f"Note: {note}.") for note in found.notes)


def _team_lines(team: TeamDescription) -> Iterator[str]:
    yield team.name
    told = [_watched(way) for way in team.watched] or ["watches no council"]
    told += team.only
    told.append(f"alerts: {', '.join(team.alerts) or 'none'}")
    told += [f"alerts are {team.quiet}"] if team.quiet else []
    told += [f"digest: {team.digest}"] if team.digest else []
    told += [f"note: {note}" for note in team.notes]
    yield from (folded(line, "  ") for line in told)
    yield ""


def _watched(way: WatchedBy) -> str:
    if way.words.endswith(f": all {len(way.councils)} councils"):
        return f"watches all {len(way.councils)} councils of England"
    kind = {"named": "by name", "region": "of its regions"}.get(way.way, way.way)
    return f"watches {len(way.councils)} {kind}: {', '.join(way.councils)}"


# --- whether everything answers -------------------------------------------------------------------


def _online(config: Config) -> bool:
    from monitor.commands.online import destination_answers, source_answers  # noqa: PLC0415 - on first use

    failed = 0
    show("\nDestinations, asked now:" if config.destinations else "\nThere is no destination to ask.")
    for name, problems, lacks in destination_answers(config):
        failed += bool(problems)
        told = (*_verdict(name, problems, "answers"), *(f"note    {name}: {lack}" for lack in lacks))
        show("\n".join(folded(line, "  ") for line in told))
    answers = source_answers(config)
    show("\nSources, asked now:" if answers.asked else "\nThere is no source to ask.")
    for name, problem in answers.failed:
        show(folded(f"FAILED  {name}: {problem}", "  "))
    show(f"  {answers.asked - len(answers.failed)} of {answers.asked} answered.")
    if answers.alike:
        show(folded(f"Of {answers.alike} searches only one was asked: the others are alike.", "  "))
    return not failed and not answers.failed


def _tested(config: Config, team: Team) -> bool:
    from monitor.commands.online import send_tests  # noqa: PLC0415 - imported on first use

    show(f"\nA test alert for {team.name}:")
    well = True
    for name, problem in send_tests(config, team):
        well &= not problem
        show(
            "\n".join(
                folded(line, "  ") for line in _verdict(name, (problem,) * bool(problem), "was sent it")
            )
        )
    return well


def _verdict(name: str, problems: tuple[str, ...], well: str) -> Iterator[str]:
    if not problems:
        yield f"ok      {name} {well}."
    for problem in problems:
        yield f"FAILED  {problem if name in problem else f'{name}: {problem}'}"


def _team_named(config: Config, wanted: str) -> Team:
    """The team of that name that can be sent a test.

    Raises:
        UsageError: there is none, or it has no alert destination.
    """
    from monitor.config.mistakes import nearest  # noqa: PLC0415 - imported on first use
    from monitor.errors import UsageError  # noqa: PLC0415 - likewise

    for team in config.teams:
        if team.name.casefold() != wanted.casefold():
            continue
        if not team.destinations:
            raise UsageError(f"{team.name} has no alert destination: add one under its `alerts:`.")
        return team
    names = [team.name for team in config.teams]
    near = nearest(wanted, names)
    hint = f"Did you mean “{near}”?" if near else f"There are: {', '.join(names) or 'none'}."
    raise UsageError(f"There is no team named “{wanted}” in {config.path}. {hint}")
