"""`status`: the health of sources and destinations, what is owed, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from monitor.commands.options import JsonOption, options_of
from monitor.commands.output import Form, folded, for_people, in_json, show, show_json, show_table

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.pipeline.status import Status
    from monitor.store.sources import SourceState

MOST_FAILING_SEARCHES = 3
"""Of one template so many troubled searches are told by name; the others are counted."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("status")(status)


def status(context: typer.Context, form: JsonOption = Form.TEXT) -> None:
    """Show the health of everything, and what comes next."""
    from monitor.app import opened  # noqa: PLC0415 - imported on first use
    from monitor.pipeline.status import status_of  # noqa: PLC0415 - likewise

    config = options_of(context).configured()
    with opened(config) as tools:
        found, now = status_of(tools), tools.clock()
    if form is Form.JSON:
        show_json(_wire(found))
    else:
        _print(found, config, now)
    if found.troubles:
        raise typer.Exit(1)


def _wire(found: Status) -> dict[str, object]:
    return {
        "sources": [
            {
                "name": one.name,
                "url": one.url,
                "state": one.state,
                "error": one.error or None,
                "failures": one.failures,
                "last_success": in_json(one.last_success),
                "next_poll": in_json(one.next_poll),
                "entries": one.entries,
            }
            for one in found.sources
        ],
        "destinations": [
            {"name": one.name, "state": one.state, "error": one.error or None, "owed": owed}
            for one, owed in found.destinations
        ],
        "owed": found.owed,
        "next_digests": [{"team": team, "at": in_json(at)} for team, at in found.next_digests],
    }


# --- for people -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One source of the config file: an address, or all searches of one template."""

    name: str
    states: tuple[SourceState, ...]

    @property
    def health(self) -> str:
        """`ok`, or for several `150 ok, 3 failing`."""
        counted = Counter(one.state for one in self.states)
        if len(counted) == 1:
            return self.states[0].state
        return ", ".join(f"{number} {state}" for state, number in counted.most_common())

    @property
    def last_success(self) -> datetime | None:
        """The latest."""
        return max((one.last_success for one in self.states if one.last_success), default=None)

    @property
    def next_poll(self) -> datetime | None:
        """The earliest."""
        return min((one.next_poll for one in self.states if one.next_poll), default=None)

    @property
    def entries(self) -> int:
        """Of all their last answers."""
        return sum(one.entries for one in self.states)


def _print(found: Status, config: Config, now: datetime) -> None:
    zone = config.timezone
    rows = tuple(_rows(found.sources, config))
    show("\n".join(folded(line) for line in _summary(found)))
    if rows:
        show("")
        show_table(
            ("Source", "State", "Last answer", "Next poll", "Entries"),
            [
                (
                    row.name,
                    row.health,
                    for_people(row.last_success, zone, now=now),
                    for_people(row.next_poll, zone, now=now),
                    str(row.entries),
                )
                for row in rows
            ],
            whole=("Last answer", "Next poll", "Entries"),
        )
    if found.destinations:
        show("")
        show_table(
            ("Destination", "State", "Owed"),
            [(one.name, one.state, str(owed)) for one, owed in found.destinations],
        )
    _print_list("What is wrong", _wrong(found, rows))
    _print_list("Worth a look", found.notes)
    _print_list(
        f"Next digests (times in {zone.key})",
        (f"{team}: {for_people(at, zone, now=now)}" for team, at in found.next_digests),
    )


def _summary(found: Status) -> Iterator[str]:
    yield (
        "The monitor is running."
        if found.running
        else "The monitor is not running; `ofsted-monitor run` starts it."
    )
    counted = Counter(one.state for one in found.sources)
    states = ", ".join(f"{number} {state}" for state, number in counted.most_common())
    yield f"Sources: {states}." if states else "No source is configured, so no news comes in."
    if not found.destinations:
        yield "No destination is configured, so nobody is told."
    elif found.owed:
        yield f"{found.owed} {'message is' if found.owed == 1 else 'messages are'} still to be delivered."
    else:
        yield "Every message has been delivered."


def _rows(states: Sequence[SourceState], config: Config) -> Iterator[Row]:
    """The sources as the config file has them: the searches of one template are one."""
    groups: dict[str, list[SourceState]] = {}
    for source, state in zip(config.sources, states, strict=True):
        name = source.name.rpartition(": ")[0] if source.spread else source.name
        groups.setdefault(name, []).append(state)
    for name, group in groups.items():
        yield Row(f"{name} ({len(group)} searches)" if len(group) > 1 else group[0].name, tuple(group))


def _wrong(found: Status, rows: Sequence[Row]) -> Iterator[str]:
    """Every trouble there is, those of one template's searches together, and what makes the exit code 1."""
    for row in rows:
        troubled = [one for one in row.states if one.error]
        for one in troubled[:MOST_FAILING_SEARCHES]:
            yield f"{one.name} ({one.state}): {one.error}"
        if left := troubled[MOST_FAILING_SEARCHES:]:
            yield f"{row.name}: {len(left)} more are in trouble; `status --format json` has all."
    for destination, _ in found.destinations:
        if destination.error and destination.state != "ok":
            yield f"{destination.name} ({destination.state}): {destination.error}"
    yield from (trouble for trouble in found.troubles if "owed for" in trouble)


def _print_list(title: str, lines: Iterable[str]) -> None:
    told = [folded(line, "  ") for line in lines]
    if told:
        show("\n".join(["", f"{title}:", *told]))
