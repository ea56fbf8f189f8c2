"""Six invented years of a council in the press, for which the truth is known.

Outlets are late, leave out numbers and dates, misread dates and grades, name no kind of visit, and look back.
The rhythm is the real one: inspections every two or three years, visits by the quarter at councils judged
inadequate, seldom elsewhere, SEND and joint inspections now and then, also beside something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random

from monitor.model import Coverage, Event, Flag
from tests.stories.pairs import Case
from tests.stories.support import coverage

_BEGIN = datetime(2019, 1, 7, 9, tzinfo=UTC)
_DAYS = 6 * 365
_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_DELAYS = (0, 0, 0, 1, 1, 2, 3, 5, 8, 12, 18)
_HEADLINES = (
    "Ofsted reports on council",
    "Council welcomes report",
    "Inspectors praise staff",
    "Children's services judged",
    "Watchdog's letter published",
)


@dataclass(frozen=True, slots=True)
class _Happening:
    day: float
    event: Event
    ordinal: int | None = None
    judgement: str | None = None


def council(seed: int) -> Case:
    """All that was written of one council, and what belongs together."""
    chance = Random(seed)  # noqa: S311 - an invented history, no secret
    numbers = count(1)
    stories = (tuple(_written(chance, numbers, happening)) for happening in _history(chance))
    return Case(f"council {seed}", "simulated", tuple(stories))


def _history(chance: Random) -> Iterator[_Happening]:
    day = chance.uniform(0, 400)
    while day < _DAYS:
        grade = chance.choice(_GRADES)
        following = day + chance.uniform(700, 1200)
        yield _Happening(day, Event.INSPECTION, judgement=grade)
        yield from _visits(chance, day, following, grade)
        for event, share in ((Event.AREA_SEND, 0.5), (Event.JTAI, 0.3)):
            if chance.random() < share:
                yield _Happening(day + chance.uniform(-20, 300), event)
        day = following


def _visits(chance: Random, day: float, following: float, grade: str) -> Iterator[_Happening]:
    if grade == "inadequate":
        yield _Happening(day + chance.uniform(10, 60), Event.INTERVENTION)
        visit = day + chance.uniform(120, 180)
        for ordinal in count(2):
            if visit > following - 60:
                return
            yield _Happening(visit, Event.MONITORING_VISIT, ordinal)
            visit += chance.uniform(70, 120)
    visit = day + chance.uniform(200, 500)
    while visit < following - 100:
        yield _Happening(visit, Event.FOCUSED_VISIT)
        visit += chance.uniform(250, 500)


def _written(chance: Random, numbers: Iterator[int], happening: _Happening) -> Iterator[Coverage]:
    published = _BEGIN + timedelta(days=happening.day)
    last_day = (published - timedelta(days=chance.uniform(30, 60))).date()
    for _ in range(chance.choice((1, 1, 2, 3, 4, 6))):
        delay = chance.choice(_DELAYS[:6] if happening.event is Event.INTERVENTION else _DELAYS)
        yield _report(chance, next(numbers), happening, published + timedelta(days=delay), last_day)
    if happening.event is not Event.INSPECTION:
        return
    if chance.random() < 0.6:
        later = published + timedelta(days=chance.uniform(25, 200))
        yield coverage(
            next(numbers), happening.event, at=later, judgement=happening.judgement, flags=[Flag.RESTATED]
        )
    if chance.random() < 0.3:
        earlier = published - timedelta(days=chance.uniform(20, 100))
        yield coverage(next(numbers), happening.event, at=earlier, flags=[Flag.PROVISIONAL])


def _report(chance: Random, number: int, happening: _Happening, at: datetime, last_day: date) -> Coverage:
    unnamed = happening.event not in {Event.AREA_SEND, Event.JTAI, Event.INTERVENTION}
    event = Event.OTHER if unnamed and chance.random() < 0.05 else happening.event
    judgement = happening.judgement if chance.random() < 0.85 else None
    if judgement and chance.random() < 0.03:
        judgement = chance.choice(_GRADES)
    return coverage(
        number,
        event,
        at=at + timedelta(hours=chance.uniform(0, 8)),
        title=chance.choice(_HEADLINES),
        visit_ordinal=happening.ordinal if chance.random() < 0.6 else None,
        judgement=None if event is Event.OTHER else judgement,
        event_date=_stated(chance, last_day),
    )


def _stated(chance: Random, last_day: date) -> date | None:
    """When an article says that it happened: mostly nothing, else the day, the month, or something wrong."""
    draw = chance.random()
    if draw < 0.25:
        return last_day
    if draw < 0.40:
        return last_day.replace(day=1)
    return last_day - timedelta(days=chance.randint(100, 900)) if draw < 0.43 else None
