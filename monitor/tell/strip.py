"""A council's judgements over time as a strip: where each mark stands, and the same in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from monitor.model import CouncilRecord, Judged
from monitor.tell import names, wording
from monitor.tell.shades import Shade, shade_of

WIDTH = 336
_APART = 62
"""Room for one date under one mark."""
_MOST = 5
"""More marks than these do not fit side by side; the oldest are left to the words."""
_ANY_ZONE = ZoneInfo("UTC")
"""A day is the same in every zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripMark:
    """One judgement on the strip."""

    x: int
    shade: Shade
    date: str
    """`Jun 2019`."""
    new: bool
    """True for the week's own news."""


@dataclass(frozen=True, slots=True)
class StripBar:
    """The time for which a grade stood."""

    x: int
    width: int
    shade: Shade


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One council's judgements, the oldest on the left."""

    title: str
    words: str
    """The whole of it as a sentence part: `good (June 2019), requires improvement (November 2026)`."""
    brief: str
    """The same without the areas' grades: `good (June 2019), no overall grade (November 2026)`."""
    note: str
    """Where the week's articles name another last grade than is known here; empty where they do not."""
    marks: tuple[StripMark, ...]
    bars: tuple[StripBar, ...]

    @property
    def sentence(self) -> str:
        """The strip in words, where it cannot be drawn."""
        return f"Known judgements: {self.brief}. {self.note}".rstrip()


def strip(
    record: CouncilRecord, *, news: frozenset[str], today: date, said: str | None = None
) -> Strip | None:
    """The strip of a council's known judgements up to `today`; None where none is known.

    `news` are the week's stories, by id; `said` is the overall grade that they name as the last one.
    """
    shown = record.judged[-_MOST:]
    if not shown:
        return None
    places = _places(shown, today)
    return Strip(
        title=f"Known judgements of {names.council_name(record.council)}",
        words=_history(record, judged_words),
        brief=_history(record, _overall_words),
        note=_note(record, news, said),
        marks=tuple(
            StripMark(x=x, shade=shade_of(one), date=month(one.on, short=True), new=one.story_id in news)
            for x, one in zip(places, shown, strict=True)
        ),
        bars=tuple(
            StripBar(x, end - x, shade_of(one))
            for (x, end), one in zip(pairwise([*places, WIDTH - 6]), shown, strict=True)
        ),
    )


def _history(record: CouncilRecord, told: Callable[[Judged], str]) -> str:
    """Each known judgement with its month, the oldest first."""
    return ", ".join(f"{told(one)} ({month(one.on)})" for one in record.judged)


def _overall_words(judged: Judged) -> str:
    return "no overall grade" if judged.judgement is None else names.grade_name(judged.judgement)


def _note(record: CouncilRecord, news: frozenset[str], said: str | None) -> str:
    """Two accounts of one grade are both told: neither is known to be the wrong one."""
    before = [one for one in record.judged if one.story_id not in news]
    known = before[-1].judgement if before else None
    if said is None or known is None or said == known:
        return ""
    return f"The articles name {names.grade_name(said)} as the last overall grade before."


def judged_words(judged: Judged) -> str:
    """What was judged: the overall grade, or the areas where there is none."""
    if judged.judgement is not None:
        return names.grade_name(judged.judgement)
    return f"no overall grade: {wording.areas_phrase(judged.areas)}" if judged.areas else "no overall grade"


def plain_day(on: date) -> str:
    """`12 November 2026`."""
    return wording.day(on, _ANY_ZONE)


def month(on: date, *, short: bool = False) -> str:
    """`November 2026`, or `Nov 2026`."""
    _, name, year = plain_day(on).split()
    return f"{name[:3] if short else name} {year}"


def _places(shown: Sequence[Judged], today: date) -> list[int]:
    """By time from the first judgement to today, but never so near that dates overlap."""
    first = shown[0].on
    days = max(1, (today - first).days)
    room = WIDTH - _APART
    places = [_APART // 2 + round(room * min(1.0, (one.on - first).days / days)) for one in shown]
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + _APART)
    for index in range(len(places) - 1, -1, -1):
        latest = WIDTH - _APART // 2 - _APART * (len(places) - 1 - index)
        places[index] = min(places[index], latest)
    return places
