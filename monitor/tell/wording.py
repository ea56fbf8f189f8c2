"""What is said of a story, outcome first: phrases shared by every kind of destination. Pure.

Meaning is always in the words; no colour, letter or emoji carries it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.model import Direction, Event, Flag, Story
from monitor.tell import names

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TREND = {
    Direction.IMPROVED: "improvement",
    Direction.DECLINED: "decline",
    Direction.UNCHANGED: "little change",
    Direction.MIXED: "mixed progress",
}
_CHANGE_WITHOUT_PREVIOUS = {
    Direction.IMPROVED: ", an improvement",
    Direction.DECLINED: ", a decline",
    Direction.UNCHANGED: ", unchanged",
    Direction.MIXED: "",
}
UNGRADED_VISITS = frozenset({Event.MONITORING_VISIT, Event.FOCUSED_VISIT, Event.ASSURANCE_VISIT})


def headline(story: Story, limit: int | None = None) -> str:
    """The story in one line: `Reading: requires improvement, up from inadequate`.

    Where the line would pass `limit`, the grade that stood before is left to the facts below it.
    """
    council = names.council_name(story.council)
    said = _said(story)
    standing = standing_phrase(story)
    line = f"{council}: {said}; {standing}" if standing else f"{council}: {said}"
    return line if limit is None or len(line) <= limit else f"{council}: {said}"


def _said(story: Story) -> str:
    outcome = outcome_phrase(story)
    if outcome and story.disputed:
        outcome += " (disputed)"
    if story.event is Event.INSPECTION and outcome:
        return outcome + (", area for priority action" if Flag.PRIORITY_ACTION in story.flags else "")
    told = [outcome or _without_outcome(story)]
    if Flag.PRIORITY_ACTION in story.flags:
        told.append("area for priority action")
    details = ", ".join(part for part in told if part)
    return f"{what_happened(story)} — {details}" if details else what_happened(story)


def _without_outcome(story: Story) -> str:
    if story.disputed:
        return "outcome disputed"
    if Flag.PROVISIONAL in story.flags:
        return "outcome not official yet"
    if story.direction is not None:
        return _TREND[story.direction]
    return "no grade stated" if story.event in {Event.INSPECTION, Event.AREA_SEND} else ""


def what_happened(story: Story) -> str:
    """The event with its count, within a sentence: `fifth monitoring visit`."""
    name = names.event_name(story.event)
    return f"{names.ordinal(story.visit_ordinal)} {name}" if story.visit_ordinal is not None else name


def outcome_phrase(story: Story) -> str:
    """What was judged and how that differs from before; empty where nothing was judged."""
    if story.judgement is not None:
        return overall_phrase(story.judgement, story.previous_judgement, story.direction)
    return areas_phrase(story.areas)


def overall_phrase(judgement: str, previous: str | None, direction: Direction | None) -> str:
    """An overall grade with its change: `requires improvement, up from inadequate`, `still good`."""
    grade = names.grade_name(judgement)
    if previous is None:
        return grade + (_CHANGE_WITHOUT_PREVIOUS[direction] if direction is not None else "")
    if previous == judgement:
        return f"still {grade}"
    return f"{grade}, {change_words(judgement, previous)}"


def change_words(judgement: str, previous: str) -> str:
    """`up from inadequate`; `previously adequate` where the two stand on no common scale."""
    before, now = names.grade_rank(previous), names.grade_rank(judgement)
    if not before or not now or before == now:
        return f"previously {names.grade_name(previous)}"
    return f"{'up' if now > before else 'down'} from {names.grade_name(previous)}"


def areas_phrase(areas: Mapping[str, str]) -> str:
    """Graded areas in one phrase: `good in three of four areas; care leavers requires improvement`."""
    if is_partnership_outcome(areas):
        return names.grade_name(areas["send"])
    groups = _by_grade(areas)
    if len(groups) == 1:
        ((grade, members),) = groups
        return _one_grade(grade, members)
    return "; ".join(
        _group(grade, members, len(areas), first=not index) for index, (grade, members) in enumerate(groups)
    )


def is_partnership_outcome(areas: Mapping[str, str]) -> bool:
    """Whether the one thing judged is a partnership's service for SEND, which has no areas."""
    return set(areas) == {"send"}


def _by_grade(areas: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Grades with their areas: the commonest first; of equally common ones the worst first."""
    groups: dict[str, list[str]] = {}
    for area in sorted(areas, key=lambda slug: (names.area_order(slug), slug)):
        groups.setdefault(areas[area], []).append(names.area_name(area))
    return sorted(groups.items(), key=lambda group: (-len(group[1]), names.grade_rank(group[0]), group[0]))


def _one_grade(grade: str, members: list[str]) -> str:
    if len(members) == 1:
        return f"{members[0]} {names.grade_name(grade)}"
    how_many = "both" if len(members) == 2 else f"all {names.count(len(members))}"  # noqa: PLR2004 - "both" means two
    return f"{names.grade_name(grade)} in {how_many} areas"


def _group(grade: str, members: list[str], total: int, *, first: bool) -> str:
    if first and len(members) > 1:
        return f"{names.grade_name(grade)} in {names.count(len(members))} of {names.count(total)} areas"
    if len(members) == 1:
        return f"{members[0]} {names.grade_name(grade)}"
    return f"{names.grade_name(grade)} in {' and in '.join(members)}"


def standing_phrase(story: Story) -> str:
    """The overall grade that stands or stood, where the outcome does not already name it."""
    previous = story.previous_judgement
    if previous is None or story.judgement is not None:
        return ""
    grade = names.grade_name(previous)
    if story.event in UNGRADED_VISITS:
        return f"still rated {grade} (last overall grade)"
    return f"last overall grade: {grade}"


def trend_words(story: Story) -> str:
    """The direction in words for a line of its own; empty where the articles state none."""
    if story.judgement is None:
        return _TREND[story.direction] if story.direction is not None else ""
    if story.judgement == story.previous_judgement:
        return "unchanged"
    now, before = names.grade_rank(story.judgement), names.grade_rank(story.previous_judgement or "")
    if now and before and now != before:
        return "improved" if now > before else "declined"
    return story.direction.value if story.direction is not None else ""


def day(moment: datetime | date, zone: ZoneInfo) -> str:
    """`12 November 2026`, in the reader's zone."""
    local = moment.astimezone(zone) if isinstance(moment, datetime) else moment
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """`14:05`, in the reader's zone."""
    return f"{moment.astimezone(zone):%H:%M}"


def day_and_clock(moment: datetime, zone: ZoneInfo) -> str:
    """`Monday 16 November 2026, 08:00 GMT`."""
    local = moment.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {day(moment, zone)}, {clock(moment, zone)} {local.tzname()}"


def days(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """`16 to 23 November 2026`, with no month or year said twice."""
    first, last = day(start, zone).split(), day(end, zone).split()
    while len(first) > 1 and first[-1] == last[len(first) - 1]:
        first.pop()
    return f"{' '.join(first)} to {' '.join(last)}"


def window(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """`16 to 23 November 2026, Monday 08:00 to Monday 08:00`."""
    hours = (f"{_DAYS[one.astimezone(zone).weekday()]} {clock(one, zone)}" for one in (start, end))
    return f"{days(start, end, zone)}, {' to '.join(hours)}"


def quoted(text: str) -> str:
    """An article's words between quotation marks; those that begin with their own keep to these."""
    if text.startswith(("“", '"')):
        return text
    return f"“… {text}”" if text[:1].islower() else f"“{text}”"
