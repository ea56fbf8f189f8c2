"""What is known of each council's judgements over time: a carried list, then the monitor's own stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model import CouncilRecord, Event, Flag, Judged, Story
from monitor.stories.summary import graded

SAME_REPORT = timedelta(days=120)
"""Two accounts of a council's grades so near to each other are of one report: the next takes longer."""


def records(
    carried: Mapping[str, Judged],
    stories: Iterable[Story],
    *,
    until: datetime,
    successors: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[CouncilRecord, ...]:
    """Each council's judgements before `until`, by slug; newer stories overrule the carried list.

    An outcome that is not official, or an old one told again, is no judgement of its own.
    """
    points: dict[str, list[Judged]] = {
        slug: [judged] if judged.on < until.date() else [] for slug, judged in carried.items()
    }
    for story in stories:
        if story.first_seen < until and _counts(story):
            for slug in _now_of(story.council, successors or {}):
                points.setdefault(slug, []).append(_judged(story))
    return tuple(CouncilRecord(council=slug, judged=_in_order(points[slug])) for slug in sorted(points))


def _counts(story: Story) -> bool:
    doubtful = {Flag.PROVISIONAL, Flag.RESTATED} & set(story.flags)
    return story.event is Event.INSPECTION and graded(story) and not doubtful


def _now_of(council: str, successors: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """An abolished council's grade is no grade of those that followed it."""
    return () if council in successors and council not in successors[council] else (council,)


def _judged(story: Story) -> Judged:
    on = (story.published or story.first_seen).date()
    return Judged(on=on, judgement=story.judgement, areas=story.areas, story_id=story.id)


def _in_order(points: Sequence[Judged]) -> tuple[Judged, ...]:
    """By date, each report once."""
    told: list[Judged] = []
    for point in sorted(points, key=lambda one: (one.on, one.story_id)):
        if told and point.on - told[-1].on <= SAME_REPORT:
            told[-1] = _together(told[-1], point)
        else:
            told.append(point)
    return tuple(told)


def _together(first: Judged, later: Judged) -> Judged:
    """One report told twice: the later account, completed by the earlier, on the earlier day."""
    return replace(
        later,
        on=first.on,
        judgement=later.judgement or first.judgement,
        areas={**first.areas, **later.areas},
        story_id=later.story_id or first.story_id,
    )
