"""Digest weeks: half-open windows from one `when` to the next, named by the ISO week of their middle.

All reckoning is done in local wall-clock time and turned into instants last, so that the windows of a plan
follow each other without gap or overlap through every change of the clocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from monitor.errors import UsageError
from monitor.model import DigestPlan

_WEEK = timedelta(days=7)
_HALF = _WEEK / 2
_NAME = re.compile(r"([12]\d{3})-?W(\d{1,2})", re.IGNORECASE | re.ASCII)


class Window(NamedTuple):
    """One digest week: `start` belongs to it, `end` to the next; both in UTC."""

    week: str
    start: datetime
    end: datetime


def parse_week(text: str) -> str:
    """The week's name in full (`2026-W47`); UsageError for what names no week."""
    hint = f"Write a year and its week, such as {_name(date(2026, 11, 18))}."
    match = _NAME.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"“{text}” is not a week. {hint}")
    year, number = int(match[1]), int(match[2])
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise UsageError(f"{year} has no week {number}. {hint}") from None
    return _name(monday)


def window(plan: DigestPlan, week: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of that week's window and the first after it; the digest is due at the latter."""
    end = _local_end(plan, week)
    return _instant(end - _WEEK, zone), _instant(end, zone)


def week_of(plan: DigestPlan, zone: ZoneInfo, moment: datetime) -> str:
    """The week in whose window this moment lies."""
    around = moment.astimezone(zone).date()
    names = (_name(around + timedelta(days=days)) for days in (-7, 0, 7))
    return next(week for week in names if moment < window(plan, week, zone)[1])


def next_window(plan: DigestPlan, zone: ZoneInfo, *, now: datetime) -> Window:
    """The window that is running now: its end is when the next digest is due."""
    return _window(plan, week_of(plan, zone, now), zone)


def last_complete(plan: DigestPlan, zone: ZoneInfo, *, now: datetime) -> Window:
    """The latest window that is over."""
    return next(_backwards(plan, zone, now))


def due_windows(
    plan: DigestPlan, zone: ZoneInfo, *, now: datetime, since: datetime, at_most: int = 4
) -> tuple[Window, ...]:
    """The windows that ended after `since` and are over by now: the latest few, the oldest first."""
    over = []
    for found in islice(_backwards(plan, zone, now), at_most):
        if found.end <= since:
            break
        over.append(found)
    return tuple(reversed(over))


def _backwards(plan: DigestPlan, zone: ZoneInfo, now: datetime) -> Iterator[Window]:
    """Every window that is over, the latest first."""
    monday = _monday(week_of(plan, zone, now))
    while True:
        monday -= _WEEK
        yield _window(plan, _name(monday), zone)


def _window(plan: DigestPlan, week: str, zone: ZoneInfo) -> Window:
    return Window(week, *window(plan, week, zone))


def _local_end(plan: DigestPlan, week: str) -> datetime:
    """The wall-clock time at which the window ends whose middle lies in this week."""
    monday = _monday(week)
    end = datetime.combine(monday + timedelta(days=plan.weekday), plan.at.replace(fold=0))
    middle_in_week = end - _HALF >= datetime.combine(monday, datetime.min.time())
    return end if middle_in_week else end + _WEEK


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """An hour that comes twice counts the first time; one left out, by the clock before the change."""
    return local.replace(tzinfo=zone).astimezone(UTC)


def _monday(week: str) -> date:
    year, _, number = parse_week(week).partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def _name(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"
