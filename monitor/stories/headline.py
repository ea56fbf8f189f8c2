"""The week in one sentence, and what of it comes first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.model import DigestSection, Event, Flag, Story
from monitor.stories.summary import graded
from monitor.stories.words import EVENT_WORDS, capital, counted, listed, number, spoken

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
ENGLAND = "all of England"
MOST_COUNCILS_NAMED = 4
"""In a week of more stories than these the sentence counts them, and the councils stand below it."""
MOST_KINDS_NAMED = 4
"""More than these in one sentence, and nobody reads it to its end."""


def importance(story: Story) -> tuple[int, int, bool, str, str]:
    """The place of a story in its section: outcomes first, then visits, interventions, joint inspections."""
    unstated = story.event is Event.INSPECTION and not graded(story)
    calm = Flag.PRIORITY_ACTION not in story.flags
    return _IMPORTANCE.index(story.event), int(unstated), calm, story.first_seen.isoformat(), story.id


def headline(
    sections: Sequence[DigestSection],
    scope: str,
    corrections: int = 0,
    names: Mapping[str, str] | None = None,
    *,
    left_out: bool = False,
) -> str:
    """The week in one sentence, for somebody who reads nothing else.

    `scope` is what is watched, in words; with `names` a week of few stories names their councils. Where a
    reviewer left stories out, silence is not called a week without news.
    """
    stories = [story for section in sections for story in section.stories]
    quiet = sum(len(section.quiet) for section in sections)
    if not scope:
        return "This team watches no council yet."
    mended = f"; {counted(corrections, 'correction')} to earlier news" if corrections else ""
    if not stories:
        return (
            f"{'This digest has no story' if left_out else 'No Ofsted news this week'} for {scope}{mended}."
        )
    silent = counted(quiet, "council") if scope.startswith(ENGLAND) else number(quiet)
    silent = f"; {silent} had no news" if quiet else ""
    happened = listed(_happenings(stories, names or {}))
    return f"{capital(happened)} across {scope}{silent}{mended}."


def _happenings(stories: Sequence[Story], names: Mapping[str, str]) -> list[str]:
    """How many of each kind, the most important first, with the councils where these are few."""
    kinds: dict[tuple[str, str], list[Story]] = {}
    for story in sorted(stories, key=importance):
        kinds.setdefault(_kind(story), []).append(story)
    few = len(stories) <= MOST_COUNCILS_NAMED
    told = [
        counted(len(same), *kind) + (_councils_of(same, names) if few else "") for kind, same in kinds.items()
    ]
    if len(kinds) <= MOST_KINDS_NAMED:
        return told
    others = sum(len(same) for same in list(kinds.values())[MOST_KINDS_NAMED - 1 :])
    return [*told[: MOST_KINDS_NAMED - 1], counted(others, "other story", "other stories")]


def _councils_of(stories: Sequence[Story], names: Mapping[str, str]) -> str:
    """` (Reading: good, and Slough)`; empty where a name is not known."""
    if any(story.council not in names for story in stories):
        return ""
    told = dict.fromkeys(_named(story, names[story.council]) for story in stories)
    return f" ({listed(list(told))})"


def _named(story: Story, name: str) -> str:
    return name if story.judgement is None else f"{name}: {spoken(story.judgement)}"


def _kind(story: Story) -> tuple[str, str]:
    """A story's kind as it is counted: one word for one, one for several."""
    if Flag.PROVISIONAL in story.flags:
        return "report not yet official", "reports not yet official"
    if story.event is Event.INSPECTION and graded(story):
        return "new judgement", "new judgements"
    if story.event is Event.OTHER:
        return "other report or visit", "other reports and visits"
    return EVENT_WORDS[story.event], f"{EVENT_WORDS[story.event]}s"
