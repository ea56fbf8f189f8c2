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
    Flag,
    Revision,
    RevisionKind,
    SourceHealth,
    Story,
    Team,
    ThemeCount,
    Watch,
)
from monitor.stories.headline import ENGLAND, headline, importance
from monitor.stories.route import wants, watched_as

EXPECTED_FOR = timedelta(days=90)
"""What was foretold longer ago and never came is no longer awaited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What a week is told against: who watches since when, what was known, and what could not be seen."""

    successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """From an abolished council to those that took over."""
    watching_since: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    """By (team, council); a pair without an entry has been watched always."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """Each living council's region."""
    names: Mapping[str, str] = field(default_factory=dict)
    """How each council is called."""
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
    wanted = [story for story in stories if _is_for(team, story, successors, background.watching_since)]
    heard = [story for story in wanted if story.id not in background.dropped]
    made = [one for one in revisions if start <= one.made < end and _is_to_be_told(one, background)]
    spoke = _spoke(wanted, revisions, start, end)
    sections = _sections(team.watch, spoke, background)
    corrections = _corrections(made, team, successors, {story.id for story in heard})
    return Digest(
        team=team.name,
        week=week,
        start=start,
        end=end,
        headline=headline(
            sections,
            _scope(team.watch, background),
            len(corrections),
            background.names,
            left_out=any(story.id in background.dropped for story in spoke),
        ),
        sections=sections,
        corrections=corrections,
        disputes=tuple(story for story in sorted(heard, key=importance) if _disputed_in(story, start, end)),
        themes=theme_counts([story for section in sections for story in section.stories]),
        sources=background.health,
        unread=background.unread,
        expected=_expected(heard, end),
        records=background.records,
        as_of=background.as_of,
        own=() if _all_of_england(team.watch, background) else team.watch.councils,
    )


def _is_to_be_told(revision: Revision, background: Background) -> bool:
    """Whether its story was not dropped and no digest has shown it or a later one."""
    story_id = revision.story.id
    return story_id not in background.dropped and revision.number > background.shown.get(story_id, 0)


def _scope(watch: Watch, background: Background) -> str:
    watched = len(watch.everything)
    if not watched:
        return ""
    chosen = watch.events is not None or watch.judgements is not None
    if _all_of_england(watch, background):
        return f"{ENGLAND}, in the kinds of news you watch" if chosen else ENGLAND
    councils = "the council" if watched == 1 else f"the {watched} councils"
    return f"{councils}{' and kinds of news' if chosen else ''} you watch"


def theme_counts(stories: Sequence[Story]) -> tuple[ThemeCount, ...]:
    """What inspectors keep saying: each theme with its number of stories and a quote, the commonest first.

    A sentence that its story shows anyway is quoted only where there is no other.
    """
    shown = {told for story in stories for told in _shown(story)}
    raised: dict[str, list[tuple[str, str]]] = {}
    counts: Counter[str] = Counter()
    for story in stories:
        counts.update({theme.name for theme in story.themes})
        for theme in story.themes:
            raised.setdefault(theme.name, []).append((theme.quote, story.council))
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(
        ThemeCount(name=name, stories=counts[name], quote=quote, council=council)
        for name in ordered
        for quote, council in [min(raised[name], key=lambda one: one[0] in shown)]
    )


def _shown(story: Story) -> tuple[str, ...]:
    """The sentences that a story is told with."""
    return (story.quote, *story.highlights.strengths[:1], *story.highlights.concerns[:1])


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
    """One section for each circle of the watch that has councils, each story in the innermost.

    A story that a reviewer left out is not told, but its council is not said to have had no news.
    """
    sections = []
    left = sorted(stories, key=importance)
    for title, councils in _circles(watch, background):
        names = {story.id: _reached(story, councils, background.successors) for story in left}
        mine = tuple(story for story in left if names[story.id])
        left = [story for story in left if not names[story.id]]
        busy = {slug for story in mine for slug in names[story.id]}
        if councils:
            quiet = tuple(slug for slug in councils if slug not in busy)
            told = tuple(story for story in mine if story.id not in background.dropped)
            sections.append(DigestSection(title=title, stories=told, quiet=quiet))
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
