from __future__ import annotations

import threading
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.model import DigestPlan
from monitor.schedule import Schedule, digest_trigger

LONDON = ZoneInfo("Europe/London")


def test_the_pipeline_is_woken_at_once_and_again_when_it_wishes() -> None:
    stop = threading.Event()
    turns: list[datetime] = []

    def wake() -> datetime:
        turns.append(datetime.now(UTC))
        if len(turns) == 2:
            stop.set()
        return datetime.now(UTC)

    Schedule(wake).run(stop)
    assert len(turns) == 2
    assert turns[1] - turns[0] < timedelta(seconds=10)


def test_a_pass_that_fails_is_logged_and_does_not_end_the_service(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.schedule.LONGEST_SLEEP", timedelta(milliseconds=100))
    stop = threading.Event()
    turns = 0

    def wake() -> None:
        nonlocal turns
        turns += 1
        if turns == 2:
            stop.set()
            return
        message = "a fault of the program"
        raise RuntimeError(message)

    Schedule(wake).run(stop)
    assert turns == 2
    assert "a fault of the program" in caplog.text


def test_work_in_flight_is_finished_after_the_stop() -> None:
    stop = threading.Event()
    finished = threading.Event()

    def wake() -> None:
        stop.set()
        threading.Event().wait(0.3)
        finished.set()

    Schedule(wake).run(stop)
    assert finished.is_set()


def test_work_that_goes_on_for_long_after_the_stop_is_hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.schedule.PATIENCE", timedelta(milliseconds=50))
    stop, hurried = threading.Event(), threading.Event()

    def wake() -> None:
        stop.set()
        assert hurried.wait(20)

    Schedule(wake).run(stop, hurry=hurried.set)
    assert hurried.is_set()


@pytest.mark.parametrize(
    ("weekday", "day"), [(0, "Monday"), (2, "Wednesday"), (4, "Friday"), (5, "Saturday"), (6, "Sunday")]
)
def test_a_digest_wakes_on_the_day_it_is_named_for(weekday: int, day: str) -> None:
    trigger = digest_trigger(DigestPlan(weekday=weekday, at=time(8), destinations=()), LONDON)
    fires = trigger.get_next_fire_time(None, datetime(2026, 11, 18, tzinfo=UTC))
    assert fires is not None
    assert f"{fires:%A %H:%M}" == f"{day} 08:00"


def test_a_digest_keeps_its_hour_when_the_clocks_change() -> None:
    trigger = digest_trigger(DigestPlan(weekday=0, at=time(8), destinations=()), LONDON)
    before = trigger.get_next_fire_time(None, datetime(2026, 10, 17, tzinfo=UTC))
    assert before is not None
    after = trigger.get_next_fire_time(before, before + timedelta(seconds=1))
    assert after is not None
    assert (before.hour, after.hour) == (8, 8)
    assert after - before == timedelta(days=7)
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(days=7, hours=1)
