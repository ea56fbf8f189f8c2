from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.model import QuietHours
from monitor.stories.route import held_until

_LONDON = ZoneInfo("Europe/London")
_NIGHT = QuietHours(time(22), time(7))


def _london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=_LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-18 12:00", "2026-11-18 12:00"),
        ("2026-11-18 21:59", "2026-11-18 21:59"),
        ("2026-11-18 22:00", "2026-11-19 07:00"),
        ("2026-11-19 00:30", "2026-11-19 07:00"),
        ("2026-11-19 07:00", "2026-11-19 07:00"),
        ("2026-03-28 23:00", "2026-03-29 07:00"),
        ("2026-10-24 23:00", "2026-10-25 07:00"),
    ],
)
def test_the_night_holds_until_the_morning_of_the_local_clock(due: str, expected: str) -> None:
    assert held_until(_london(due), _NIGHT, _LONDON) == _london(expected)


def test_a_lunch_break_holds_within_the_day() -> None:
    lunch = QuietHours(time(12), time(13, 30))
    assert held_until(_london("2026-11-18 12:45"), lunch, _LONDON) == _london("2026-11-18 13:30")
    assert held_until(_london("2026-11-18 22:45"), lunch, _LONDON) == _london("2026-11-18 22:45")


def test_without_quiet_hours_nothing_is_held() -> None:
    assert held_until(_london("2026-11-18 03:00"), None, _LONDON) == _london("2026-11-18 03:00")


def test_the_hour_that_comes_twice_never_holds_until_the_past() -> None:
    quiet = QuietHours(time(0, 30), time(1, 30))
    second_time = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert held_until(second_time, quiet, _LONDON) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_end_in_the_hour_that_is_left_out_comes_after_it() -> None:
    quiet = QuietHours(time(22), time(1, 30))
    assert held_until(_london("2026-03-28 23:00"), quiet, _LONDON) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


_DUE = st.floats(0, 800).map(lambda days: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=days))
_TIMES = st.times()


@given(_DUE, _TIMES, _TIMES)
def test_quiet_hours_delay_by_less_than_a_day_and_never_drop(due: datetime, start: time, end: time) -> None:
    assume(start != end)
    held = held_until(due, QuietHours(start, end), _LONDON)
    assert due <= held <= due + timedelta(hours=25)


@given(_DUE, _TIMES, _TIMES)
def test_what_was_held_is_free_to_go_when_its_time_comes(due: datetime, start: time, end: time) -> None:
    assume(start != end)
    quiet = QuietHours(start, end)
    held = held_until(due, quiet, _LONDON)
    local = held.astimezone(_LONDON).time()
    silent = start <= local < end if start < end else local >= start or local < end
    assert not silent
    assert held_until(held, quiet, _LONDON) == held


@given(_DUE, _TIMES)
def test_hours_that_start_when_they_end_silence_nothing(due: datetime, at: time) -> None:
    assert held_until(due, QuietHours(at, at), _LONDON) == due
