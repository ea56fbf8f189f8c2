"""A team of the file → a team with its councils spelled out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from monitor.config.environment import Variables
from monitor.config.places import ALL
from monitor.config.schema import DigestShape, TeamShape, WatchShape
from monitor.model import DigestPlan, Team, Watch
from monitor.understand.councils import all_councils, neighbours_of

WEBHOOK = "webhook:"


def team_of(shape: TeamShape) -> Team:
    """The team that a valid part of the file describes."""
    return Team(
        name=shape.name,
        watch=watch_of(shape.watch),
        destinations=shape.alerts.destinations if shape.alerts else (),
        quiet=shape.alerts.quiet if shape.alerts else None,
        digest=_digest_of(shape.digest) if shape.digest else None,
    )


def watch_of(shape: WatchShape) -> Watch:
    """Councils by name first; neighbours, then regions add only those that are not there yet."""
    if ALL in shape.councils:
        councils = tuple(council.slug for council in all_councils())
    else:
        councils = tuple(dict.fromkeys(shape.councils))
    neighbours = _added((slug for one in shape.neighbours_of for slug in neighbours_of(one)), councils)
    in_regions = (council.slug for council in all_councils() if council.region in shape.regions)
    return Watch(
        councils=councils,
        neighbours=neighbours,
        region=_added(in_regions, (*councils, *neighbours)),
        events=frozenset(shape.events) if shape.events is not None else None,
        judgements=frozenset(shape.judgements) if shape.judgements is not None else None,
    )


def _added(slugs: Iterable[str], there: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(slug for slug in dict.fromkeys(slugs) if slug not in there)


def _digest_of(shape: DigestShape) -> DigestPlan:
    weekday, at = shape.when
    return DigestPlan(
        weekday=weekday,
        at=at,
        destinations=shape.destinations,
        approve=shape.approve,
        deadline=shape.deadline,
    )


def webhooks_of(teams: Iterable[Team], admin: Iterable[str], variables: Variables) -> Mapping[str, str]:
    """The addresses of the incoming webhooks in use, by the names of their variables."""
    named = [name for team in teams for name in team.destinations]
    named += [name for team in teams if team.digest for name in team.digest.destinations]
    names = [name.removeprefix(WEBHOOK) for name in (*named, *admin) if name.startswith(WEBHOOK)]
    return {name: variables.values[name].strip() for name in dict.fromkeys(names)}
