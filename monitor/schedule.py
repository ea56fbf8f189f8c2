"""When the pipeline is woken. The scheduler is never the truth: what is due stands in the store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from monitor.model import DigestPlan

LONGEST_SLEEP = timedelta(seconds=60)
"""Work that other commands left behind is found after this long at the latest."""
SHORTEST_SLEEP = timedelta(seconds=1)
PATIENCE = timedelta(seconds=3)
"""So long the work in flight may take after a stop before it is hurried."""
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _patiently() -> None:
    """Nothing can be hurried."""


class Schedule:
    """Wakes the pipeline when the next thing is due, at each team's digest time, and once a minute.

    `wake` does what is due and returns when something is due next (None: nothing known). It is never called
    twice at once.
    """

    def __init__(self, wake: Callable[[], datetime | None]) -> None:
        self._wake = wake
        self._awake = threading.Lock()
        self._stopping = False
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            # A wake-up that comes late is still wanted, once: the default would drop it after one second.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def plan_digests(self, plans: Sequence[tuple[str, DigestPlan, ZoneInfo]]) -> None:
        """Wake at these teams' digest times, and no longer at those of earlier plans."""
        for job in self._scheduler.get_jobs():
            if job.id.startswith("digest "):
                job.remove()
        for team, plan, zone in plans:
            self._scheduler.add_job(self._turn, digest_trigger(plan, zone), id=f"digest {team}")

    def run(self, stop: threading.Event, *, hurry: Callable[[], None] = _patiently) -> None:
        """Go on until `stop` is set; let the work in flight finish, and `hurry` it where that takes long."""
        self._scheduler.start()
        self.wake_at(datetime.now(UTC))
        stop.wait()
        if not self._awake.acquire(timeout=PATIENCE.total_seconds()):
            hurry()
            self._awake.acquire()
        self._stopping = True  # the scheduler cannot be shut down while a turn plans the next one
        self._awake.release()
        self._scheduler.shutdown(wait=True)

    def _turn(self) -> None:
        with self._awake:
            if self._stopping:
                return
            due = None
            try:
                due = self._wake()
            finally:  # whatever happened, there is a next turn
                now = datetime.now(UTC)
                latest = now + LONGEST_SLEEP
                self.wake_at(latest if due is None else min(max(due, now + SHORTEST_SLEEP), latest))

    def wake_at(self, at: datetime) -> None:
        """Let the next turn be then."""
        self._scheduler.add_job(self._turn, DateTrigger(at), id="turn", replace_existing=True)


def digest_trigger(plan: DigestPlan, zone: ZoneInfo) -> CronTrigger:
    """The team's weekly moment; by the day's name, because numbers mean other days to other crons."""
    return CronTrigger(
        day_of_week=DAY_NAMES[plan.weekday], hour=plan.at.hour, minute=plan.at.minute, timezone=zone
    )
