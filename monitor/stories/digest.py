"""What a week adds up to for one team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from monitor.model import (
    CouncilRecord,
    Digest,
    DigestSection,
    Event,
    Flag,
    Revision,
    RevisionKind,
    SourceHealth,
    Story,
    Team,
    ThemeCount,
    Watch,
)
from monitor.stories.route import wants, watched_as
from monitor.stories.summary import graded
from monitor.stories.words import EVENT_WORDS, capital, counted, listed, number

EXPECTED_FOR = timedelta(days=90)
"""What was foretold longer ago and never came is no longer awaited."""

_IMPORTANCE = (
    Event.INSPECTION,
    Event.MONITORING_VISIT,
    Event.FOCUSED_VISIT,
    Event.ASSURANCE_VISIT,
    Event.INTERVENTION,
    Event.AREA_SEND,
    Event.JTAI,
    Event.OTHER,
)
MOST_KINDS_NAMED = 4
"""More than these in one sentence, and nobody reads it to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What a week is told against: who watches since when, what was known, and what could not be seen."""

    successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """From an abolished council to those that took over."""
    watching_since: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    """By (team, council); a pair without an entry has been watched always."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """Each living council's region."""
    records: tuple[CouncilRecord, ...] = ()
    as_of: date | None = None
    """The day of the carried list of judgements within the records."""
    health: tuple[SourceHealth, ...] = ()
    unread: int = 0
    """Articles of the week that could not be read as a whole."""
    shown: Mapping[str, int] = field(default_factory=dict)
    """The stories of the team's last digest, each with the revision in which it stood there."""
    dropped: frozenset[str] = frozenset()
    """Stories that a reviewer left out of this digest."""


_NOTHING_KNOWN = Background()


def compose(  # noqa: PLR0913 - a digest is made of all of these
    team: Team,
    stories: Sequence[Story],
    revisions: Sequence[Revision],
    *,
    week: str,
    start: datetime,
    end: datetime,
    background: Background = _NOTHING_KNOWN,
) -> Digest:
    """The team's digest of [start, end): what was news in the window, as it stands now.

    `stories` and `revisions` may hold more than the week and more than the team watches. A story is the
    week's when it was told for the first time or again in it; one that was never news (history, old
    outcomes told again) is left out.
    """
    successors = background.successors
    kept = [story for story in stories if story.id not in background.dropped]
    heard = [story for story in kept if _is_for(team, story, successors, background.watching_since)]
    made = [
        revision
        for revision in revisions
        if start <= revision.made < end
        and revision.story.id not in background.dropped
        and revision.number > background.shown.get(revision.story.id, 0)
    ]
    sections = _sections(team.watch, _spoke(heard, revisions, start, end), background)
    corrections = _corrections(made, team, successors, {story.id for story in heard})
    return Digest(
        team=team.name,
        week=week,
        start=start,
        end=end,
        headline=headline(sections, len(team.watch.everything), len(corrections)),
        sections=sections,
        corrections=corrections,
        disputes=tuple(story for story in sorted(heard, key=importance) if _disputed_in(story, start, end)),
        themes=theme_counts(story for section in sections for story in section.stories),
        sources=background.health,
        unread=background.unread,
        expected=_expected(heard, end),
        records=background.records,
        as_of=background.as_of,
        own=() if _all_of_england(team.watch, background) else team.watch.councils,
    )


def importance(story: Story) -> tuple[int, int, bool, str, str]:
    """The place of a story in its section: outcomes first, then visits, interventions, joint inspections."""
    unstated = story.event is Event.INSPECTION and not graded(story)
    calm = Flag.PRIORITY_ACTION not in story.flags
    return _IMPORTANCE.index(story.event), int(unstated), calm, story.first_seen.isoformat(), story.id


def headline(sections: Sequence[DigestSection], watched: int, corrections: int = 0) -> str:
    """The week in one sentence, for somebody who reads nothing else."""
    stories = [story for section in sections for story in section.stories]
    quiet = sum(len(section.quiet) for section in sections)
    if not watched:
        return "This team watches no council yet."
    across = "the council you watch" if watched == 1 else f"the {watched} councils you watch"
    mended = f"; {counted(corrections, 'correction')} to earlier news" if corrections else ""
    if not stories:
        return f"No Ofsted news this week for {across}{mended}."
    silent = f"; {number(quiet)} had no news" if quiet else ""
    return f"{capital(listed(_happenings(stories)))} across {across}{silent}{mended}."


def theme_counts(stories: Iterable[Story]) -> tuple[ThemeCount, ...]:
    """What inspectors keep saying: each theme with its number of stories and a quote, the commonest first."""
    first: dict[str, tuple[Story, str]] = {}
    counts: Counter[str] = Counter()
    for story in stories:
        counts.update({theme.name for theme in story.themes})
        for theme in story.themes:
            first.setdefault(theme.name, (story, theme.quote))
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(
        ThemeCount(name=name, stories=counts[name], quote=first[name][1], council=first[name][0].council)
        for name in ordered
    )


def _is_for(
    team: Team,
    story: Story,
    successors: Mapping[str, tuple[str, ...]],
    watching_since: Mapping[tuple[str, str], datetime],
) -> bool:
    """Whether the story was news at all, and news for this team, since it began to watch."""
    if story.revision < 1 or Flag.RESTATED in story.flags or wants(team.watch, story, successors):
        return False
    slugs = watched_as(team.watch, story.council, successors)
    return any(watching_since.get((team.name, slug), story.first_seen) <= story.first_seen for slug in slugs)


def _spoke(
    stories: Iterable[Story], revisions: Iterable[Revision], start: datetime, end: datetime
) -> list[Story]:
    """The stories that were news in the window; first sight counts where nobody noted when one was told."""
    told: dict[str, list[datetime]] = {}
    for revision in revisions:
        if revision.kind is not RevisionKind.CORRECTION:
            told.setdefault(revision.story.id, []).append(revision.made)
    return [
        story
        for story in stories
        if any(start <= spoken < end for spoken in told.get(story.id, [story.first_seen]))
    ]


def _sections(watch: Watch, stories: Sequence[Story], background: Background) -> tuple[DigestSection, ...]:
    """One section for each circle of the watch that has councils, each story in the innermost."""
    sections = []
    left = sorted(stories, key=importance)
    for title, councils in _circles(watch, background):
        names = {story.id: _reached(story, councils, background.successors) for story in left}
        mine = tuple(story for story in left if names[story.id])
        left = [story for story in left if not names[story.id]]
        busy = {slug for story in mine for slug in names[story.id]}
        if councils:
            quiet = tuple(slug for slug in councils if slug not in busy)
            sections.append(DigestSection(title=title, stories=mine, quiet=quiet))
    return tuple(sections)


def _circles(watch: Watch, background: Background) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The watch from the inside out; of the watched regions those of its own councils come first."""
    regions = background.regions
    home = {regions.get(slug) for slug in watch.councils} or {regions.get(slug) for slug in watch.region}
    near = tuple(slug for slug in watch.region if regions.get(slug) in home)
    return (
        ("England" if _all_of_england(watch, background) else "Your councils", watch.councils),
        ("Statistical neighbours", watch.neighbours),
        ("Your region", near),
        ("The rest of England", tuple(slug for slug in watch.region if slug not in frozenset(near))),
    )


def _all_of_england(watch: Watch, background: Background) -> bool:
    """Whether the team watches every living council by name, as `all` does."""
    return bool(background.regions) and frozenset(watch.councils) >= background.regions.keys()


def _reached(
    story: Story, councils: Collection[str], successors: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    return tuple(
        slug for slug in (story.council, *successors.get(story.council, ())) if slug in frozenset(councils)
    )


def _corrections(
    made: Iterable[Revision], team: Team, successors: Mapping[str, tuple[str, ...]], heard: Collection[str]
) -> tuple[Revision, ...]:
    """The week's corrections of what this team hears or heard: the council may be another one now."""
    return tuple(
        sorted(
            (
                revision
                for revision in made
                if revision.kind is RevisionKind.CORRECTION
                and (
                    revision.story.id in heard
                    or (revision.before is not None and not wants(team.watch, revision.before, successors))
                )
            ),
            key=lambda revision: (revision.made, revision.story.id),
        )
    )


def _disputed_in(story: Story, start: datetime, end: datetime) -> bool:
    """Whether outlets contradict each other, and one of them spoke in this window."""
    return story.disputed and any(start <= part.first_seen < end for part in story.coverage)


def _expected(stories: Iterable[Story], end: datetime) -> tuple[Story, ...]:
    """What was foretold not long ago and has not come; the latest word first."""
    awaited = (
        story
        for story in stories
        if Flag.PROVISIONAL in story.flags and end - EXPECTED_FOR <= story.first_seen < end
    )
    return tuple(sorted(awaited, key=lambda story: (story.first_seen, story.id), reverse=True))


def _happenings(stories: Sequence[Story]) -> list[str]:
    """How many of each kind, the most important first."""
    kinds = Counter(_kind(story) for story in sorted(stories, key=importance))
    told = [counted(count, *kind) for kind, count in kinds.items()]
    if len(kinds) <= MOST_KINDS_NAMED:
        return told
    others = sum(list(kinds.values())[MOST_KINDS_NAMED - 1 :])
    return [*told[: MOST_KINDS_NAMED - 1], counted(others, "other story", "other stories")]


def _kind(story: Story) -> tuple[str, str]:
    """A story's kind as it is counted: one word for one, one for several."""
    if Flag.PROVISIONAL in story.flags:
        return "report not yet official", "reports not yet official"
    if story.event is Event.INSPECTION and graded(story):
        return "new judgement", "new judgements"
    if story.event is Event.OTHER:
        return "other report or visit", "other reports and visits"
    return EVENT_WORDS[story.event], f"{EVENT_WORDS[story.event]}s"
