"""Status: the health of everything, as the store knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.config import Config
from monitor.model import Delivery, DeliveryState
from monitor.pipeline import health
from monitor.pipeline.tools import Tools
from monitor.store import backlog, deliveries
from monitor.store import destinations as kept_destinations
from monitor.store import sources as kept_sources
from monitor.store.destinations import DestinationState
from monitor.store.sources import SourceState
from monitor.stories.weeks import next_window

TOO_LONG = timedelta(hours=1)
"""What fails or is owed for longer is trouble a person should see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The monitor's health at one moment."""

    sources: tuple[SourceState, ...]
    destinations: tuple[tuple[DestinationState, int], ...]
    """Each with how many deliveries it is owed."""
    owed: int
    next_digests: tuple[tuple[str, datetime], ...]
    running: bool
    """Whether a `run` or `poll` is alive on this state."""
    troubles: tuple[str, ...]
    """In plain words; any of them makes `status` exit with 1."""
    notes: tuple[str, ...]
    """What a person should look at when there is time: sources that moved or are strangely
    silent, messages that were kept back or set aside."""


def status_of(tools: Tools) -> Status:
    """How everything stands now."""
    now = tools.clock()
    running = tools.store.polling_elsewhere()
    with tools.store.reading() as connection:
        sources = tuple(kept_sources.states_of(connection, tools.config.sources).values())
        owed = kept_destinations.owed_by_destination(connection)
        known = kept_destinations.states(connection)
        owed_since = backlog.owed_since(connection)
        left = deliveries.left_to_a_person(connection)
        blind = kept_destinations.blind(connection)
    names = dict.fromkeys((*tools.config.destinations, *owed))
    destinations = tuple((known.get(name, DestinationState(name=name)), owed.get(name, 0)) for name in names)
    return Status(
        sources=sources if running else tuple(replace(one, next_poll=None) for one in sources),
        destinations=destinations,
        owed=sum(owed.values()),
        next_digests=tuple(
            (team.name, next_window(team.digest, tools.config.timezone, now=now).end)
            for team in tools.config.teams
            if team.digest
        ),
        running=running,
        troubles=tuple(_troubles(sources, destinations, owed_since, now)),
        notes=(*_notes(sources, now), *_left(left), *_blind(blind, tools.config)),
    )


def _troubles(
    sources: tuple[SourceState, ...],
    destinations: tuple[tuple[DestinationState, int], ...],
    owed_since: Sequence[datetime],
    now: datetime,
) -> Iterator[str]:
    for source in sources:
        long = source.failing_since is not None and now - source.failing_since >= TOO_LONG
        if source.state == "gone" or (source.state == "failing" and long):
            yield f"{source.name} brings no news: {source.error}"
    for destination, _ in destinations:
        if destination.state in {"failing", "paused"}:
            yield f"{destination.name} is {destination.state}: {destination.error}"
    late = sum(now - time >= TOO_LONG for time in owed_since)
    if late:
        yield f"{late} message(s) have been owed for more than an hour."


def _left(left: Sequence[Delivery]) -> Iterator[str]:
    for one in left:
        kept = "kept back" if one.state is DeliveryState.HELD else "set aside"
        yield f"{one.key} for {one.destination} was {kept}: {one.error}"


def _blind(blind: Mapping[str, str], config: Config) -> Iterator[str]:
    """What becomes of a lost answer where nobody can look."""
    done = "kept back for a person" if config.uncertain == "hold" else "sent again, perhaps twice"
    for name, why in blind.items():
        if name in config.destinations:
            yield (
                f"{why} Until then such a message is {done} (`uncertain: {config.uncertain}`). "
                "`check --online` looks whether it is mended."
            )


def _notes(sources: tuple[SourceState, ...], now: datetime) -> Iterator[str]:
    for source in sources:
        if health.moved_for_good(source, now):
            yield f"{source.name} has moved for good: let its `url` be {source.moved_to}"
        if health.silent(source, now):
            yield f"{source.name} answers, but {health.silence_in_words(source)}."
