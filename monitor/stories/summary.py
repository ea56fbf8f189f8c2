"""What all articles of one event add up to: one story.

Where outlets contradict each other about an outcome, an official source settles it; failing that, a clear
majority of outlets stands, marked as disputed; failing that, the story says nothing rather than guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from monitor.model import Coverage, Direction, Event, Evidence, Finding, Flag, Highlights, Story, Theme
from monitor.stories.cluster import Group
from monitor.stories.likeness import INSPECTIONS, moment, recalls
from monitor.stories.words import outlet

_CLEAR_MAJORITY = 3
"""So many outlets must stand behind a grade for each one that contradicts it."""

_Value = TypeVar("_Value")


def tell_as_one(story_id: str, group: Group, before: Story | None = None) -> Story:
    """The story that this coverage tells; its revision and marks go on from `before`."""
    trusted = sorted(group.coverage, key=_trust)
    witnesses = _witnesses(trusted)
    judgement, judgement_disputed = _judgement(witnesses)
    direction = _direction(witnesses)
    areas, areas_disputed = _areas(witnesses)
    return Story(
        id=story_id,
        council=trusted[0].finding.council,
        event=_event(witnesses),
        visit_ordinal=_most_said(witnesses, lambda finding: finding.visit_ordinal),
        judgement=judgement,
        areas=areas,
        previous_judgement=_most_said(witnesses, lambda finding: finding.previous_judgement),
        direction=direction,
        flags=_flags(group.coverage),
        highlights=_highlights(witnesses),
        themes=_themes(witnesses),
        quote=_quote(witnesses, judgement, direction),
        published=min((part.published for part in trusted if part.published), default=None),
        first_seen=min(part.first_seen for part in trusted),
        revision=before.revision if before else 0,
        corrected=before.corrected if before else False,
        disputed=judgement_disputed or areas_disputed,
        coverage=group.coverage,
    )


def _trust(coverage: Coverage) -> tuple[bool, bool, float, datetime, int, int]:
    """Official first, whole articles before summaries, surer findings first, then the earliest."""
    finding = coverage.finding
    return (
        not coverage.official,
        Flag.PARTIAL in finding.flags,
        -finding.confidence,
        moment(coverage),
        coverage.article_id,
        coverage.position,
    )


def _witnesses(trusted: Sequence[Coverage]) -> list[Coverage]:
    """Those who report the event; failing them, those who foretold it; failing them, those who recall it."""
    reports = [part for part in trusted if not recalls(part)] or list(trusted)
    return [part for part in reports if Flag.PROVISIONAL not in part.finding.flags] or reports


# --- outcomes ------------------------------------------------------------------------------------------


def _judgement(witnesses: Sequence[Coverage]) -> tuple[str | None, bool]:
    """The overall grade, and whether outlets contradict each other about it."""
    if any(map(_reports_without_overall, witnesses)):
        return None, False
    return _settled(witnesses, lambda finding: finding.judgement)


def _reports_without_overall(coverage: Coverage) -> bool:
    """The official report grades areas and gives no overall grade: there is none, whatever outlets add up."""
    finding = coverage.finding
    whole = coverage.official and Flag.PARTIAL not in finding.flags
    return whole and bool(finding.areas) and finding.judgement is None


def _areas(witnesses: Sequence[Coverage]) -> tuple[dict[str, str], bool]:
    """Each area's grade as `_judgement` settles the overall one; most complete over all outlets."""
    names = dict.fromkeys(area for part in witnesses for area in part.finding.areas)
    settled = {area: _settled(witnesses, _grade_of(area)) for area in sorted(names)}
    grades = {area: grade for area, (grade, _) in settled.items() if grade is not None}
    return grades, any(disputed for _, disputed in settled.values())


def _grade_of(area: str) -> Callable[[Finding], str | None]:
    return lambda finding: finding.areas.get(area)


def _settled(witnesses: Sequence[Coverage], said: Callable[[Finding], str | None]) -> tuple[str | None, bool]:
    """A grade and whether it is disputed: the official word, one voice, a clear majority, or silence."""
    official = {grade for part in witnesses if part.official and (grade := said(part.finding)) is not None}
    if len(official) == 1:
        return official.pop(), False
    voices = _outlets_behind(witnesses, said).most_common(2)
    if not voices:
        return None, False
    if len(voices) == 1:
        return voices[0][0], False
    (grade, most), (_, next_most) = voices
    return (grade if most >= _CLEAR_MAJORITY * next_most else None), True


def _outlets_behind(
    witnesses: Iterable[Coverage], said: Callable[[Finding], _Value | None]
) -> Counter[_Value]:
    """How many outlets say each thing: an outlet counts once for it, however many articles it runs."""
    said_by = ((outlet(part), said(part.finding)) for part in witnesses)
    votes = dict.fromkeys((name, value) for name, value in said_by if value is not None)
    return Counter(value for _, value in votes)


# --- the rest -------------------------------------------------------------------------------------------


def _event(witnesses: Sequence[Coverage]) -> Event:
    """The kind most outlets name; “other” only where none names any."""
    kinds = _most_said(witnesses, lambda finding: None if finding.event is Event.OTHER else finding.event)
    return kinds or Event.OTHER


def _most_said(witnesses: Sequence[Coverage], said: Callable[[Finding], _Value | None]) -> _Value | None:
    """What the official source says, else most outlets; among equals, the most trusted article's word."""
    stated = [(part, value) for part in witnesses if (value := said(part.finding)) is not None]
    if not stated:
        return None
    if stated[0][0].official:
        return stated[0][1]
    voices = _outlets_behind(witnesses, said)
    return max((value for _, value in stated), key=lambda value: voices[value])


def _direction(witnesses: Sequence[Coverage]) -> Direction | None:
    """Which way things went in most outlets' words; nothing where as many say otherwise."""
    voices = _outlets_behind(witnesses, lambda finding: finding.direction).most_common(2)
    if not voices or (len(voices) > 1 and voices[0][1] == voices[1][1]):
        return None
    return voices[0][0]


def _flags(coverage: Sequence[Coverage]) -> tuple[Flag, ...]:
    """A warning counts where any report gives it; a reservation only where every article has it."""
    reports = [part.finding.flags for part in coverage if not recalls(part)]
    everyone = [part.finding.flags for part in coverage]
    provisional = [Flag.PROVISIONAL in flags for flags in reports]
    holds = {
        Flag.PRIORITY_ACTION: any(Flag.PRIORITY_ACTION in flags for flags in reports or everyone),
        Flag.PROVISIONAL: bool(provisional) and all(provisional),
        Flag.RESTATED: all(Flag.RESTATED in flags for flags in everyone),
        Flag.CORRECTION: any(Flag.CORRECTION in flags for flags in everyone),
        Flag.PARTIAL: all(Flag.PARTIAL in flags for flags in everyone),
    }
    return tuple(flag for flag in Flag if holds[flag])


def _highlights(witnesses: Sequence[Coverage]) -> Highlights:
    """Strengths and concerns, each from the most trusted article that has any."""
    strengths = (part.finding.highlights.strengths for part in witnesses)
    concerns = (part.finding.highlights.concerns for part in witnesses)
    return Highlights(strengths=next(filter(None, strengths), ()), concerns=next(filter(None, concerns), ()))


def _themes(witnesses: Sequence[Coverage]) -> tuple[Theme, ...]:
    """Every subject raised, once, in the most trusted article's words."""
    themes: dict[str, Theme] = {}
    for part in witnesses:
        for theme in part.finding.themes:
            themes.setdefault(theme.name, theme)
    return tuple(themes.values())


def _quote(witnesses: Sequence[Coverage], judgement: str | None, direction: Direction | None) -> str:
    """The words that prove the outcome, else an area's grade, else what inspectors saw, else the event."""
    agreeing = [part for part in witnesses if judgement is None or part.finding.judgement == judgement]
    parts = agreeing or witnesses
    seeing = [part for part in parts if direction is not None and part.finding.direction is direction]
    wanted = (
        ("judgement", parts if judgement else ()),
        ("areas.", parts),
        ("flags.provisional", parts),
        ("direction", seeing),
        ("event", parts),
    )
    quotes = (_longest(part.finding.evidence, start) for start, said_by in wanted for part in said_by)
    return next(filter(None, quotes), witnesses[0].title)


def _longest(evidence: Sequence[Evidence], start: str) -> str:
    """The longest quote for a field: the sentence rather than the two words in the headline."""
    return max((one.quote for one in evidence if one.field.startswith(start)), key=len, default="")


def graded(story: Story) -> bool:
    """Whether the story is of an inspection that gives grades and states at least one."""
    return story.event in INSPECTIONS and (story.judgement is not None or bool(story.areas))
