"""The service behind `run`: wakes, does what is due, notices a changed config, says that it is alive."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from monitor.app import configured, opened
from monitor.config import Config, fingerprint, render_mistakes
from monitor.errors import ConfigError, MonitorError
from monitor.logs import Log
from monitor.pipeline.heartbeat import Heartbeat
from monitor.pipeline.passes import PassSummary, run_pass
from monitor.pipeline.tools import Tools
from monitor.schedule import Schedule
from monitor.store import agenda, backlog

log = Log(__name__)

OWED_TOO_LONG = timedelta(hours=1)
"""Something owed for longer means that somebody waits in vain: no heartbeat."""


class Service:
    """One `run`: holds the pass lock from start to end, and goes on through every error a person can mend."""

    def __init__(self, path: Path, *, verbose: bool = False) -> None:
        self._path = path
        self._verbose = verbose
        self._config_seen = ""
        self._stop = threading.Event()
        self._schedule = Schedule(self._wake)
        self._heartbeat = Heartbeat()
        self._open = ExitStack()
        """The tools in use."""
        self._lock = ExitStack()
        """The right to poll, with the state in use."""
        self._tools = self._first_config()

    def run(self, stop: threading.Event) -> None:
        """Go on until `stop` is set, then finish what is in flight.

        Raises:
            LockedError: another `run` or `poll` works on this state.
        """
        self._stop = stop
        with self._open, self._lock:
            self._lock.enter_context(self._tools.store.pass_lock())
            log.info(
                "running; stop with Ctrl-C",
                sources=len(self._tools.config.sources),
                teams=len(self._tools.config.teams),
                state=str(self._tools.config.state),
            )
            self._schedule.run(stop, hurry=self._hurry)
            log.info("stopped")

    def _wake(self) -> datetime | None:
        """Do what is due; returns when something is due next."""
        try:
            self._notice_changed_config()
            summary = run_pass(self._tools)
            self._report(summary)
            with self._tools.store.reading() as connection:
                if backlog.old_news_left(connection):
                    return self._tools.clock()
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
        if summary.collected.answered and not summary.own_faults and not self._owed_too_long():
            self._heartbeat.beat(self._tools.config.heartbeat, self._tools.clock())

    def _owed_too_long(self) -> bool:
        with self._tools.store.reading() as connection:
            since = backlog.owed_since(connection)
        return any(self._tools.clock() - time > OWED_TOO_LONG for time in since)

    def _notice_changed_config(self) -> None:
        """Use a changed config if it is valid; else show its mistakes once and keep the old one."""
        seen = fingerprint(self._path)
        if seen == self._config_seen:
            return
        self._config_seen = seen
        try:
            self._use(configured(self._path, verbose=self._verbose))
            log.info("the config has changed and is used from now on", file=str(self._path))
        except ConfigError as error:
            log.error("the config has mistakes; the old one is kept\n" + render_mistakes(error))  # noqa: G003, TRY400 - a page for a person
        except MonitorError as error:
            log.error("the changed config cannot be used; the old one is kept", reason=str(error))  # noqa: TRY400 - not a bug

    def _first_config(self) -> Tools:
        self._config_seen = fingerprint(self._path)
        config = configured(self._path, verbose=self._verbose)
        self._plan_digests(config)
        return self._open.enter_context(opened(config, stopping=self._stopping))

    def _use(self, config: Config) -> None:
        """Put tools of this config in place of the old ones, or leave everything as it is.

        Raises:
            MonitorError: its state cannot be opened, or another process polls with it.
        """
        with ExitStack() as opening:
            tools = opening.enter_context(opened(config, stopping=self._stopping))
            if config.state != self._tools.config.state:
                with ExitStack() as locking:
                    locking.enter_context(tools.store.pass_lock())
                    self._lock.close()
                    self._lock.push(locking.pop_all())
            self._open.close()
            self._open.push(opening.pop_all())
        self._tools = tools
        self._plan_digests(config)

    def _plan_digests(self, config: Config) -> None:
        self._schedule.plan_digests(
            [(team.name, team.digest, config.timezone) for team in config.teams if team.digest]
        )

    def _hurry(self) -> None:
        """A host that still says nothing is not waited for any longer."""
        self._tools.web.hang_up()

    def _stopping(self) -> bool:
        return self._stop.is_set()


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
