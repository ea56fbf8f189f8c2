from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import FetchFault
from monitor.stories.polling import (
    SourceState,
    cadence,
    failing_for_a_day,
    is_history,
    next_poll,
    quiet_season,
    state_after,
    strangely_silent,
)
from tests.stories.support import DAY, NOON

_HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("wishes", "hours"),
    [
        ({}, 1),
        ({"fresh_for": timedelta(minutes=5)}, 1),
        ({"fresh_for": 3 * _HOUR}, 3),
        ({"feed_interval": 2 * _HOUR, "fresh_for": 3 * _HOUR}, 3),
        ({"feed_interval": 400 * _HOUR}, 6),
        ({"retry_after": 2 * _HOUR}, 2),
        ({"retry_after": 48 * _HOUR}, 6),
        ({"retry_after": -_HOUR}, 1),
        ({"failures": 1}, 2),
        ({"failures": 2}, 4),
        ({"failures": 3}, 6),
        ({"failures": 3000}, 6),
        ({"failures": 1, "retry_after": 5 * _HOUR}, 5),
        ({"failures": 1, "jitter": 1.0}, 1.5),
    ],
)
def test_an_hourly_source_is_asked_again(wishes: dict[str, timedelta], hours: float) -> None:
    assert next_poll(NOON, _HOUR, **wishes) == NOON + hours * _HOUR  # type: ignore[arg-type]


def test_a_source_asked_once_a_day_is_asked_once_a_day_whatever_happens() -> None:
    assert next_poll(NOON, DAY, failures=9, retry_after=30 * DAY, jitter=0.5) == NOON + DAY


_SPANS = st.timedeltas(timedelta(days=-40), timedelta(days=40))


_WISHES = st.fixed_dictionaries(
    {
        "failures": st.integers(0, 10**9),
        "retry_after": st.none() | _SPANS,
        "fresh_for": st.none() | _SPANS,
        "feed_interval": st.none() | _SPANS,
        "jitter": st.floats(allow_nan=False),
    }
)


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=400)), _WISHES)
def test_a_poll_is_never_too_soon_never_too_late_and_never_left_out(
    every: timedelta, wishes: dict[str, Any]
) -> None:
    due = next_poll(NOON, every, **wishes)
    assert NOON + every <= due <= NOON + max(every, 6 * _HOUR)
    if wishes["retry_after"] is not None:
        assert due >= NOON + min(wishes["retry_after"], 6 * _HOUR)


@given(st.integers(1, 50), st.floats(0, 1))
def test_more_failures_never_bring_the_next_poll_nearer(failures: int, jitter: float) -> None:
    sooner = next_poll(NOON, _HOUR, failures=failures, jitter=jitter)
    assert next_poll(NOON, _HOUR, failures=failures + 1, jitter=jitter) >= sooner


@pytest.mark.parametrize(
    ("fault", "hours", "state"),
    [
        (None, 99, SourceState.OK),
        (FetchFault.FAILED, 1, SourceState.FAILING),
        (FetchFault.FORBIDDEN, 1, SourceState.FAILING),
        (FetchFault.WAIT, 1, SourceState.WAITING),
        (FetchFault.WAIT, 24, SourceState.FAILING),
        (FetchFault.GONE, 0, SourceState.GONE),
    ],
)
def test_the_state_follows_from_the_last_answer(
    fault: FetchFault | None, hours: int, state: SourceState
) -> None:
    assert state_after(fault, silent_since=NOON - hours * _HOUR, now=NOON) is state


def test_a_person_hears_of_a_source_that_fails_for_a_day_or_is_gone() -> None:
    assert failing_for_a_day(SourceState.FAILING, silent_since=NOON - DAY, now=NOON)
    assert not failing_for_a_day(SourceState.FAILING, silent_since=NOON - _HOUR, now=NOON)
    assert not failing_for_a_day(SourceState.OK, silent_since=NOON - 9 * DAY, now=NOON)
    assert failing_for_a_day(SourceState.GONE, silent_since=NOON, now=NOON)


@pytest.mark.parametrize(
    ("published", "first_poll", "expected"),
    [
        pytest.param(NOON - 8 * DAY, True, True, id="first poll: older than backfill"),
        pytest.param(NOON - 6 * DAY, True, False, id="first poll: newer"),
        pytest.param(NOON - 7 * DAY, True, False, id="first poll: exactly as old"),
        pytest.param(None, True, True, id="first poll: undated"),
        pytest.param(None, False, False, id="later: undated is new"),
        pytest.param(NOON - 8 * DAY, False, False, id="later: a late find, not before the last success"),
        pytest.param(NOON - 10 * DAY, False, True, id="later: well before the last success"),
        pytest.param(NOON, False, False, id="later: fresh"),
    ],
)
def test_old_news_is_recorded_and_not_told(
    published: datetime | None, *, first_poll: bool, expected: bool
) -> None:
    found = is_history(
        published,
        first_poll=first_poll,
        backfill=7 * DAY,
        last_success=None if first_poll else NOON - 2 * DAY,
        now=NOON,
    )
    assert found is expected


def test_after_weeks_of_failure_what_came_meanwhile_is_still_news() -> None:
    asked = {"first_poll": False, "backfill": 7 * DAY, "last_success": NOON - 30 * DAY, "now": NOON}
    assert not is_history(NOON - 20 * DAY, **asked)  # type: ignore[arg-type]
    assert is_history(NOON - 40 * DAY, **asked)  # type: ignore[arg-type]


def test_a_cadence_is_learned_from_enough_dates() -> None:
    assert cadence([NOON - n * DAY for n in (1, 2, 3)]) is None
    assert cadence([NOON - n * DAY for n in (0, 2, 4, 6, 20)]) == 2 * DAY


def test_a_source_is_strangely_silent_after_three_times_its_cadence() -> None:
    assert strangely_silent(NOON - 13 * DAY, 4 * DAY, now=NOON)
    assert not strangely_silent(NOON - 11 * DAY, 4 * DAY, now=NOON)
    assert not strangely_silent(NOON - 6 * DAY, _HOUR, now=NOON)
    assert not strangely_silent(NOON - 600 * DAY, None, now=NOON)


def test_holidays_double_the_patience() -> None:
    august = NOON.replace(month=8)
    assert quiet_season(august)
    assert not strangely_silent(august - 13 * DAY, 4 * DAY, now=august)
    assert strangely_silent(august - 25 * DAY, 4 * DAY, now=august)
    assert quiet_season(NOON.replace(month=12, day=24))
    assert quiet_season(NOON.replace(month=4, day=5))
    assert not quiet_season(NOON)
