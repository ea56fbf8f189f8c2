"""The service behind `run`: wakes, does what is due, notices a changed config, says that it is alive."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import structlog

from monitor.app import configured, opened
from monitor.config import fingerprint, render_mistakes
from monitor.errors import ConfigError, MonitorError
from monitor.pipeline.passes import PassSummary, run_pass
from monitor.pipeline.tools import Tools
from monitor.schedule import Schedule
from monitor.store import agenda, deliveries

log = structlog.get_logger(__name__)

HEARTBEAT_AT_MOST_EVERY = timedelta(minutes=1)
HEARTBEAT_TIMEOUT_SECONDS = 10
OWED_TOO_LONG = timedelta(hours=1)
"""Something owed for longer means that somebody waits in vain: no heartbeat."""


class Service:
    """One `run`: holds the pass lock from start to end, and goes on through every error a person can mend."""

    def __init__(self, path: Path, *, verbose: bool = False) -> None:
        self._path = path
        self._verbose = verbose
        self._config_seen = ""
        self._open = ExitStack()
        self._schedule = Schedule(self._wake)
        self._last_heartbeat: datetime | None = None
        self._tools = self._use_config()

    def run(self, stop: threading.Event) -> None:
        """Go on until `stop` is set, then finish what is in flight.

        Raises:
            LockedError: another `run` or `poll` works on this state.
        """
        with self._open, self._tools.store.pass_lock():
            log.info(
                "running; stop with Ctrl-C",
                sources=len(self._tools.config.sources),
                teams=len(self._tools.config.teams),
                state=str(self._tools.config.state),
            )
            self._schedule.run(stop)
            log.info("stopped")

    def _wake(self) -> datetime | None:
        """Do what is due; returns when something is due next."""
        try:
            self._notice_changed_config()
            summary = run_pass(self._tools)
            self._report(summary)
            with self._tools.store.reading() as connection:
                names = [source.name for source in self._tools.config.sources]
                return agenda.next_due(connection, names)
        except MonitorError as error:
            log.error("the pass was cut short", reason=str(error))  # noqa: TRY400 - not a bug
            return None

    def _report(self, summary: PassSummary) -> None:
        for name, error in summary.collected.errors.items():
            log.warning("source failed", source=name, error=error)
        if summary.collected.new_entries or summary.delivered.sent or summary.delivered.failed:
            log.info(str(summary))
        if summary.collected.answered and not self._owed_too_long():
            self._send_heartbeat()

    def _owed_too_long(self) -> bool:
        with self._tools.store.reading() as connection:
            owed = deliveries.owed(connection)
        return any(self._tools.clock() - delivery.due > OWED_TOO_LONG for delivery in owed)

    def _send_heartbeat(self) -> None:
        """Tell the outside that all is well: whoever hears nothing for a while raises the alarm."""
        url, now = self._tools.config.heartbeat, self._tools.clock()
        if not url or (self._last_heartbeat and now - self._last_heartbeat < HEARTBEAT_AT_MOST_EVERY):
            return
        self._last_heartbeat = now
        try:
            httpx.get(url, timeout=HEARTBEAT_TIMEOUT_SECONDS).raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            log.warning("the heartbeat was not heard", error=type(error).__name__)

    def _notice_changed_config(self) -> None:
        """Use a changed config if it is valid; else show its mistakes once and keep the old one."""
        if fingerprint(self._path) == self._config_seen:
            return
        try:
            self._tools = self._use_config()
            log.info("config.yaml has changed and is used from now on")
        except ConfigError as error:
            log.error("config.yaml has mistakes; the old one is kept\n" + render_mistakes(error))  # noqa: G003, TRY400 - a page for a person

    def _use_config(self) -> Tools:
        self._config_seen = fingerprint(self._path)
        config = configured(self._path, verbose=self._verbose)
        self._open.close()
        tools = self._open.enter_context(opened(config))
        self._schedule.plan_digests(
            [(team.name, team.digest, config.timezone) for team in config.teams if team.digest]
        )
        return tools


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set: the work in flight is finished, nothing new is begun."""
    stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
