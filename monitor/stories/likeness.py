"""Whether two articles tell of one event at one council: the rules for a pair.

Two questions are kept apart. `conflict` asks whether they surely tell of two events; then nothing joins them.
`likeness` asks how much speaks for one event; where too little does, they stay two, because joining two
events hides news and telling one twice does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from monitor.model import Coverage, Direction, Event, Finding, Flag
from monitor.stories.words import EVENT_WORDS, outlet, spoken

VISITS = frozenset({Event.MONITORING_VISIT, Event.FOCUSED_VISIT, Event.ASSURANCE_VISIT})
INSPECTIONS = frozenset({Event.INSPECTION, Event.AREA_SEND, Event.JTAI})


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """How far apart in time the articles of one event of a kind may lie."""

    near: timedelta
    """So near, the same kind at the same council is the same event."""
    reach: timedelta
    """Further off, something else must agree too; beyond this, two articles are not compared."""
    span: timedelta
    """From the first to the last article of one event, recollections apart."""
    foretold: timedelta
    """From a provisional word (inspectors are in, a leak) to the news itself."""
    recalled: timedelta
    """From the news to an article that only recalls it."""
    reported: timedelta
    """From the event's last day to its report; later than this, an article recalls."""


def _days(**windows: int) -> Windows:
    return Windows(**{name: timedelta(days=count) for name, count in windows.items()})


# A council is inspected every few years and visited at most quarterly; reports follow the last day of an
# inspection after some seven weeks, once after seven months.
_INSPECTED = _days(near=30, reach=75, span=100, foretold=150, recalled=400, reported=214)
_VISITED = _days(near=14, reach=35, span=42, foretold=60, recalled=120, reported=150)
WINDOWS: dict[Event, Windows] = {
    Event.INSPECTION: _INSPECTED,
    Event.AREA_SEND: _INSPECTED,
    Event.JTAI: _INSPECTED,
    Event.MONITORING_VISIT: _VISITED,
    Event.FOCUSED_VISIT: _VISITED,
    Event.ASSURANCE_VISIT: _VISITED,
    # One step of an intervention is soon followed by the next; its own news is told within two days.
    Event.INTERVENTION: _days(near=2, reach=21, span=30, foretold=45, recalled=120, reported=400),
    Event.OTHER: _days(near=5, reach=10, span=14, foretold=14, recalled=30, reported=214),
}
LONGEST_REACH = max(windows.reach for windows in WINDOWS.values())

_DATES_CONFLICT = timedelta(days=45)
"""A report may give an inspection's month, its first week or its last day."""
_DATES_AGREE = timedelta(days=21)
_MISREAD_WITHIN = timedelta(days=14)
"""So close together, two inspections of one kind are never published, nor is a visit of long ago: a stated
date was misread."""
_OUTLETS_DISAGREE_WITHIN = timedelta(days=45)
"""So near, different judgements are outlets that contradict each other; further off, two inspections."""
_LIKE_TITLES = 75


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much speaks for one event: `reasons` in plain words beyond kind and time, and the time between."""

    reasons: tuple[str, ...]
    gap: timedelta

    @property
    def words(self) -> str:
        """All of it as the end of a sentence."""
        days = self.gap.days
        when = "within a day" if days == 0 else f"{days} day{'s' * (days != 1)} apart"
        return "; ".join((f"published {when}", *self.reasons))


def moment(coverage: Coverage) -> datetime:
    """When an article spoke: its own date, unless we saw it before that."""
    return min(coverage.published or coverage.first_seen, coverage.first_seen)


def recalls(coverage: Coverage) -> bool:
    """Whether the article only looks back at an event that was news long ago."""
    return Flag.RESTATED in coverage.finding.flags or _long_past(coverage)


def conflict(one: Coverage, other: Coverage) -> bool:
    """Whether these two surely tell of two events, whatever else they share."""
    return (
        one.article_id == other.article_id
        or not compatible_kinds(one.finding, other.finding)
        or _both_differ(one.finding.visit_ordinal, other.finding.visit_ordinal)
        or _dates_conflict(one, other)
        or _opposite_turns(one.finding, other.finding)
        or (_both_differ(one.finding.judgement, other.finding.judgement) and _long_apart(one, other))
    )


def compatible_kinds(one: Finding, other: Finding) -> bool:
    """Whether two kinds of event may be one event in two articles' words."""
    if one.event is other.event:
        return True
    kinds = {one.event, other.event}
    if Event.OTHER in kinds:
        return bool(kinds & (VISITS | {Event.INSPECTION}))
    # Outlets confuse the kinds of visit; the same last day gives them away.
    return kinds <= VISITS and one.event_date is not None and one.event_date == other.event_date


def likeness(one: Coverage, other: Coverage) -> Likeness | None:
    """What speaks for one event; None where it is too little. Asked only where nothing conflicts."""
    gap = abs(moment(one) - moment(other))
    windows = WINDOWS[one.finding.event]
    reasons = _agreements(one, other)
    if gap > windows.reach or (gap > windows.near and not reasons):
        return None
    return Likeness(reasons, gap)


def like_titles(one: Coverage, other: Coverage) -> float:
    """How alike two headlines are, 0 to 100: it breaks ties between events that are possible anyhow."""
    return float(fuzz.token_set_ratio(one.title.casefold(), other.title.casefold()))


def _same_time(one: Finding, other: Finding) -> bool:
    """Whether both state when the event was, and agree."""
    if one.event_date is None or other.event_date is None or one.event is Event.INTERVENTION:
        return False
    return abs(one.event_date - other.event_date) <= _DATES_AGREE


def _agreements(one: Coverage, other: Coverage) -> tuple[str, ...]:
    left, right = one.finding, other.finding
    found: list[str] = []
    if left.visit_ordinal is not None and left.visit_ordinal == right.visit_ordinal:
        found.append(f"both count it as {EVENT_WORDS[left.event]} number {left.visit_ordinal}")
    if _same_time(left, right):
        found.append("both put it at the same time")
    if left.judgement is not None and left.judgement == right.judgement:
        found.append(f"both give the judgement as {spoken(left.judgement)}")
    if any(right.areas.get(area) == grade for area, grade in left.areas.items()):
        found.append("both give an area the same grade")
    if not found and _copied(one, other):
        found.append("one outlet's headline is like the other's")
    return tuple(found)


def _copied(one: Coverage, other: Coverage) -> bool:
    """Whether one outlet took another's copy: all there is to go by where an event has no number or grade.

    One paper's headline used twice says nothing: it may head each of two visits.
    """
    unmarked = one.finding.event in {Event.INTERVENTION, Event.OTHER}
    return unmarked and outlet(one) != outlet(other) and like_titles(one, other) >= _LIKE_TITLES


def _both_differ(one: object | None, other: object | None) -> bool:
    return one is not None and other is not None and one != other


def _opposite_turns(one: Finding, other: Finding) -> bool:
    """Intervention that ends and intervention that tightens are two events, however close."""
    if one.event is not Event.INTERVENTION:
        return False
    return {one.direction, other.direction} == {Direction.IMPROVED, Direction.DECLINED}


def _long_apart(one: Coverage, other: Coverage) -> bool:
    return abs(moment(one) - moment(other)) > _OUTLETS_DISAGREE_WITHIN


def _dates_conflict(one: Coverage, other: Coverage) -> bool:
    left, right = one.finding, other.finding
    if left.event_date is None or right.event_date is None or left.event is Event.INTERVENTION:
        return False
    if abs(left.event_date - right.event_date) <= _DATES_CONFLICT:
        return False
    misread = left.event in INSPECTIONS or _long_past(one) or _long_past(other)
    return not (misread and abs(moment(one) - moment(other)) <= _MISREAD_WITHIN)


def _long_past(coverage: Coverage) -> bool:
    """Whether the stated date is too old for a report of the event to come out now."""
    finding = coverage.finding
    if finding.event_date is None:
        return False
    return moment(coverage).date() - finding.event_date > WINDOWS[finding.event].reported
