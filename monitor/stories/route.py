"""Who is told of a story, why, and when: the watch, the past, corrections, quiet hours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.model import Event, QuietHours, Revision, RevisionKind, Story, Team, Watch
from monitor.stories.revise import withdrawn
from monitor.stories.words import EVENT_WORDS, listed, placed, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamVerdict:
    """Whether one team is told, where, and the reason in plain words."""

    team: str
    told: bool
    reason: str
    destinations: tuple[str, ...] = ()


def audience(
    revision: Revision,
    teams: Sequence[Team],
    *,
    watching_since: Mapping[tuple[str, str], datetime],
    successors: Mapping[str, tuple[str, ...]],
    told: Collection[str] = (),
) -> tuple[TeamVerdict, ...]:
    """Every team's verdict on one revision.

    `watching_since` is keyed by (team, council); a pair without an entry has been watched always.
    `successors` leads from an abolished council to those that took over.
    `told` are the destinations that heard an earlier revision: whatever became of the story, they hear on.
    """
    return tuple(_verdict(revision, team, watching_since, successors, frozenset(told)) for team in teams)


def destinations(verdicts: Iterable[TeamVerdict]) -> tuple[str, ...]:
    """Where a message goes: each destination once, however many teams share it."""
    return tuple(dict.fromkeys(name for verdict in verdicts if verdict.told for name in verdict.destinations))


def wants(watch: Watch, story: Story, successors: Mapping[str, tuple[str, ...]]) -> str:
    """Why this story is not for this watch; empty where it is."""
    if not watched_as(watch, story.council, successors):
        return f"it does not watch {placed(story.council)}"
    if watch.events is not None and story.event not in watch.events:
        return f"it does not ask for news of the kind “{EVENT_WORDS[story.event]}”"
    if watch.judgements is not None and not _wanted_grade(watch.judgements, story):
        wanted = listed([spoken(grade) for grade in sorted(watch.judgements)])
        return f"it asks for inspections only where a grade is {wanted}"
    return ""


def watched_as(watch: Watch, council: str, successors: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The watched councils through which a story reaches this watch: its own, or those that took it over."""
    watched = watch.everything
    return tuple(slug for slug in (council, *successors.get(council, ())) if slug in watched)


def held_until(due: datetime, quiet: QuietHours | None, zone: ZoneInfo) -> datetime:
    """When something due may be delivered: then, or when the quiet hours it falls into are over; in UTC."""
    local = due.astimezone(zone)
    if quiet is None or not _is_quiet(local, quiet):
        return due.astimezone(UTC)
    crosses = quiet.start > quiet.end and local.time() >= quiet.start
    over = datetime.combine(local.date() + timedelta(days=int(crosses)), quiet.end, zone)
    # In the hour that comes twice in October, the first such time may be past already.
    ends = (over.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return next((end for end in ends if end > due), due.astimezone(UTC))


def _is_quiet(local: datetime, quiet: QuietHours) -> bool:
    now = local.time()
    if quiet.start < quiet.end:
        return quiet.start <= now < quiet.end
    return quiet.start != quiet.end and (now >= quiet.start or now < quiet.end)


def _wanted_grade(wanted: frozenset[str], story: Story) -> bool:
    """Only an inspection that states a grade can be unwanted for its grade: a missed one would be worse."""
    grades = {story.judgement, *story.areas.values()} - {None}
    return story.event is not Event.INSPECTION or not grades or bool(grades & wanted)


def _verdict(
    revision: Revision,
    team: Team,
    watching_since: Mapping[tuple[str, str], datetime],
    successors: Mapping[str, tuple[str, ...]],
    told: frozenset[str],
) -> TeamVerdict:
    heard = tuple(name for name in team.destinations if name in told)
    refusal = _refusal(revision.story, team, watching_since, successors)
    if not refusal and team.destinations and not withdrawn(revision):
        reason = f"told: it watches {_watched_words(team.watch, revision.story.council, successors)}"
        return TeamVerdict(team=team.name, told=True, reason=reason, destinations=team.destinations)
    if heard and revision.kind is not RevisionKind.NEWS:
        reason = "told: it was told earlier what this corrects or carries on"
        return TeamVerdict(team=team.name, told=True, reason=reason, destinations=heard)
    refusal = refusal or ("it has no alert destination" if not team.destinations else "it never heard of it")
    return TeamVerdict(team=team.name, told=False, reason=f"not told: {refusal}")


def _refusal(
    story: Story,
    team: Team,
    watching_since: Mapping[tuple[str, str], datetime],
    successors: Mapping[str, tuple[str, ...]],
) -> str:
    if refusal := wants(team.watch, story, successors):
        return refusal
    since = [
        watching_since.get((team.name, slug)) for slug in watched_as(team.watch, story.council, successors)
    ]
    if any(start is None or start <= story.first_seen for start in since):
        return ""
    began = min(start for start in since if start is not None)
    return (
        f"the story was first seen on {story.first_seen:%d %B %Y}, before this team began to watch "
        f"{placed(story.council)} ({began:%d %B %Y})"
    )


def _watched_words(watch: Watch, council: str, successors: Mapping[str, tuple[str, ...]]) -> str:
    slug = watched_as(watch, council, successors)[0]
    name = placed(slug)
    through = f", which took over from {placed(council)}" if slug != council else ""
    if slug in watch.councils:
        return f"{name}{through}"
    how = "a statistical neighbour" if slug in watch.neighbours else "in its region"
    return f"{name}{through} ({how})"
