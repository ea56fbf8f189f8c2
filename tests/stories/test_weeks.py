from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import UsageError
from monitor.model import DigestPlan
from monitor.stories.weeks import due_windows, last_complete, next_window, parse_week, week_of, window

_LONDON = ZoneInfo("Europe/London")
_MONDAY = DigestPlan(weekday=0, at=time(8), destinations=("console",))


def _london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=_LONDON).astimezone(UTC)


def _plan(weekday: int, at: time) -> DigestPlan:
    return DigestPlan(weekday=weekday, at=at, destinations=("console",))


def test_monday_morning_sums_up_the_week_just_over() -> None:
    assert window(_MONDAY, "2026-W47", _LONDON) == (_london("2026-11-16 08:00"), _london("2026-11-23 08:00"))


@pytest.mark.parametrize(
    ("weekday", "at", "ends"),
    [
        (4, time(17), "2026-11-20 17:00"),
        (3, time(12), "2026-11-19 12:00"),
        (3, time(11, 59), "2026-11-26 11:59"),
        (6, time(23, 59), "2026-11-22 23:59"),
        (0, time(0), "2026-11-23 00:00"),
    ],
)
def test_a_window_is_named_by_the_week_of_its_middle(weekday: int, at: time, ends: str) -> None:
    assert window(_plan(weekday, at), "2026-W47", _LONDON)[1] == _london(ends)


@pytest.mark.parametrize(("week", "hours"), [("2026-W13", 167), ("2026-W43", 169), ("2026-W47", 168)])
def test_a_week_is_an_hour_shorter_or_longer_when_the_clocks_change(week: str, hours: int) -> None:
    start, end = window(_plan(6, time(23)), week, _LONDON)
    assert end - start == timedelta(hours=hours)


def test_the_start_belongs_to_the_window_and_the_end_to_the_next() -> None:
    assert week_of(_MONDAY, _LONDON, _london("2026-11-16 08:00")) == "2026-W47"
    assert week_of(_MONDAY, _LONDON, _london("2026-11-23 07:59")) == "2026-W47"
    assert week_of(_MONDAY, _LONDON, _london("2026-11-23 08:00")) == "2026-W48"


def test_the_next_digest_is_due_at_the_end_of_the_running_window() -> None:
    found = next_window(_MONDAY, _LONDON, now=_london("2026-11-18 12:00"))
    assert (found.week, found.end) == ("2026-W47", _london("2026-11-23 08:00"))
    assert last_complete(_MONDAY, _LONDON, now=_london("2026-11-18 12:00")).week == "2026-W46"


def test_nothing_is_due_before_the_first_window_is_over() -> None:
    since = _london("2026-11-18 12:00")
    assert due_windows(_MONDAY, _LONDON, now=_london("2026-11-23 07:59"), since=since) == ()
    (due,) = due_windows(_MONDAY, _LONDON, now=_london("2026-11-23 08:00"), since=since)
    assert due.week == "2026-W47"


def test_a_window_that_ended_at_the_very_start_is_not_owed() -> None:
    at = _london("2026-11-23 08:00")
    assert due_windows(_MONDAY, _LONDON, now=at, since=at) == ()


def test_after_a_long_silence_the_latest_four_are_caught_up_oldest_first() -> None:
    found = due_windows(_MONDAY, _LONDON, now=_london("2026-11-23 09:00"), since=_london("2026-01-01 00:00"))
    assert [due.week for due in found] == ["2026-W44", "2026-W45", "2026-W46", "2026-W47"]
    two = due_windows(
        _MONDAY, _LONDON, now=_london("2026-11-23 09:00"), since=_london("2026-11-10 00:00"), at_most=4
    )
    assert [due.week for due in two] == ["2026-W46", "2026-W47"]


_PLANS = st.builds(_plan, st.integers(0, 6), st.times().map(lambda at: at.replace(microsecond=0)))
_MOMENTS = st.floats(0, 4000).map(lambda days: datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=days))


@given(_PLANS, _MOMENTS)
def test_every_moment_lies_in_exactly_one_window(plan: DigestPlan, moment: datetime) -> None:
    week = week_of(plan, _LONDON, moment)
    start, end = window(plan, week, _LONDON)
    assert start <= moment < end
    assert week_of(plan, _LONDON, end) != week
    assert window(plan, week_of(plan, _LONDON, end), _LONDON)[0] == end


@given(_PLANS, st.integers(2020, 2031))
def test_a_year_of_windows_has_no_gap_and_no_overlap(plan: DigestPlan, year: int) -> None:
    end = window(plan, f"{year}-W01", _LONDON)[0]
    for number in range(1, 53):
        start, following = window(plan, f"{year}-W{number:02}", _LONDON)
        assert start == end
        assert timedelta(hours=167) <= following - start <= timedelta(hours=169)
        end = following


@given(_PLANS, _MOMENTS, st.integers(0, 60))
def test_asking_often_finds_each_window_due_once(plan: DigestPlan, since: datetime, days: int) -> None:
    now = since + timedelta(days=days)
    found = due_windows(plan, _LONDON, now=now, since=since, at_most=99)
    assert all(since < due.end <= now for due in found)
    assert [due.end for due in found] == sorted({due.end for due in found})
    assert abs(len(found) - days / 7) <= 1


@given(_PLANS, _MOMENTS)
def test_the_running_window_is_never_due(plan: DigestPlan, now: datetime) -> None:
    running = next_window(plan, _LONDON, now=now)
    assert running.start <= now < running.end
    due = due_windows(plan, _LONDON, now=now, since=now - timedelta(days=30))
    assert due[-1].end == running.start


@pytest.mark.parametrize(
    ("text", "week"), [("2026-W47", "2026-W47"), (" 2026-w7 ", "2026-W07"), ("2020W53", "2020-W53")]
)
def test_a_week_is_read_as_people_write_it(text: str, week: str) -> None:
    assert parse_week(text) == week


@pytest.mark.parametrize(
    "text", ["", "47", "2026-47", "2026-W00", "2026-W54", "0001-W01", "9999-W52", "next week"]
)
def test_what_names_no_week_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match=r"such as 2026-W47"):
        parse_week(text)


def test_a_year_without_a_fifty_third_week_says_so() -> None:
    with pytest.raises(UsageError, match="2025 has no week 53"):
        parse_week("2025-W53")
