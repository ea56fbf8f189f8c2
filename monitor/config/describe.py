"""What a configuration means, in words: whom each team watches, where it is told, what is asked how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from monitor.config.settings import Config
from monitor.config.words import SECONDS, WEEKDAYS
from monitor.model import DigestPlan, QuietHours, Source, Team, Watch
from monitor.understand.councils import all_councils, display_name
from monitor.understand.grades import event_name, grade_name

WEBHOOK = "webhook:"
WEBHOOK_LOSES = (
    "an incoming webhook cannot change a message it has sent, answer in its thread or be asked what arrived: "
    "more coverage is not added, corrections come as new messages, and an unanswered message may come twice"
)
_UNITS = {"y": "year", "w": "week", "d": "day", "h": "hour", "m": "minute", "s": "second"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedBy:
    """The councils that a team watches by one way."""

    way: str
    """`named`, `statistical neighbours` or `region`."""
    councils: tuple[str, ...]
    """Their names."""

    @property
    def words(self) -> str:
        """One line: the way and the names, or `all` for the whole of England."""
        everything = len(self.councils) == len(all_councils())
        names = f"all {len(self.councils)} councils" if everything else ", ".join(self.councils)
        return f"{self.way}: {names}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDescription:
    """One team in words."""

    name: str
    watched: tuple[WatchedBy, ...]
    only: tuple[str, ...]
    """What is let through: kinds of event, judgements; empty = everything."""
    alerts: tuple[str, ...]
    """Names of the destinations."""
    quiet: str
    """Empty where alerts never wait."""
    digest: str
    """Day, time and destinations; empty where there is none."""
    notes: tuple[str, ...]
    """What the team should know: limits of a webhook, alerts that go nowhere."""

    @property
    def councils(self) -> int:
        """How many councils the team watches."""
        return sum(len(way.councils) for way in self.watched)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDescription:
    """One source of the file in words; a template is one, however many councils it asks for."""

    name: str
    every: str
    """`every 6 hours`."""
    addresses: int
    """1, or for a template the number of councils."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The whole configuration in words."""

    teams: tuple[TeamDescription, ...]
    sources: tuple[SourceDescription, ...]
    admin: tuple[str, ...]
    notes: tuple[str, ...]
    """What whoever runs the monitor should know."""


def describe(config: Config) -> Description:
    """The configuration as `check` shows it; it holds no secret."""
    return Description(
        teams=tuple(_team(team, config) for team in config.teams),
        sources=tuple(_sources(config.sources)),
        admin=config.admin,
        notes=tuple(_notes(config)),
    )


def duration_in_words(length: timedelta) -> str:
    """The largest unit that divides it: `6 hours`, `90 minutes`."""
    seconds = int(length.total_seconds())
    for letter, unit in _UNITS.items():
        count, rest = divmod(seconds, SECONDS[letter])
        if count and not rest:
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "no time"


def digest_in_words(plan: DigestPlan, zone: str) -> str:
    """`Mondays at 08:00 (Europe/London) to slack:#weekly`."""
    when = f"{WEEKDAYS[plan.weekday]}s at {plan.at:%H:%M} ({zone})"
    if not plan.destinations:
        return f"{when}, kept in digests/ and sent to nobody"
    deadline = duration_in_words(plan.deadline)
    wait = f", once a person approves it or after {deadline}" if plan.approve else ""
    return f"{when} to {', '.join(plan.destinations)}{wait}"


def _team(team: Team, config: Config) -> TeamDescription:
    return TeamDescription(
        name=team.name,
        watched=tuple(_ways(team.watch)),
        only=tuple(_only(team.watch)),
        alerts=team.destinations,
        quiet=_quiet(team.quiet, config.timezone.key) if team.quiet else "",
        digest=digest_in_words(team.digest, config.timezone.key) if team.digest else "",
        notes=tuple(_team_notes(team)),
    )


def _ways(watch: Watch) -> Iterator[WatchedBy]:
    ways = (("named", watch.councils), ("statistical neighbours", watch.neighbours), ("region", watch.region))
    for way, slugs in ways:
        if slugs:
            yield WatchedBy(way=way, councils=tuple(display_name(slug) for slug in slugs))


def _only(watch: Watch) -> Iterator[str]:
    if watch.events is not None:
        yield f"only {', '.join(sorted(event_name(event) for event in watch.events))}"
    if watch.judgements is not None:
        grades = ", ".join(sorted(grade_name(grade) for grade in watch.judgements))
        yield f"graded inspections only if {grades} (overall or in any area)"


def _quiet(quiet: QuietHours, zone: str) -> str:
    return f"held from {quiet.start:%H:%M} to {quiet.end:%H:%M} ({zone}), then sent"


def _team_notes(team: Team) -> Iterator[str]:
    if not team.destinations:
        elsewhere = "it hears of stories in its digest alone" if team.digest else "it has no digest either"
        yield f"no alerts go to this team: {elsewhere}"
    digest = team.digest.destinations if team.digest else ()
    for name in dict.fromkeys((*team.destinations, *digest)):
        if name.startswith(WEBHOOK):
            yield f"{name}: {WEBHOOK_LOSES}"


def _sources(sources: Iterable[Source]) -> Iterator[SourceDescription]:
    """The sources in their order, those of one template counted together."""
    counted: dict[tuple[str, timedelta], int] = {}
    for source in sources:
        name = source.name.rpartition(": ")[0] if source.spread else source.name
        counted[name, source.every] = counted.get((name, source.every), 0) + 1
    for (name, every), addresses in counted.items():
        yield SourceDescription(
            name=name, every=f"every {duration_in_words(every).removeprefix('1 ')}", addresses=addresses
        )


def _notes(config: Config) -> Iterator[str]:
    if not config.sources:
        yield "no source is asked: add some under `sources:`"
    if not config.teams:
        yield "there is no team: stories are kept, nobody is told"
    if not config.contact:
        yield "no `contact:` is given: publishers cannot reach you if the monitor troubles them"
    if not config.admin and config.teams:
        yield "no `admin:` is given: every team hears when a source fails"
