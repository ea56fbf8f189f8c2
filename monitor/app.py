"""Where concrete things meet: config, store, web and destinations become the commands' tools."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor import logs
from monitor.config import Config, read_config
from monitor.memory import give_back_large_blocks, sweep_often
from monitor.pipeline.tools import Progress, Tools, never, no_progress
from monitor.store.store import Store
from monitor.tell.notice import Destination
from monitor.web.fetch import Web


def utc_now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


def configured(path: Path, *, verbose: bool = False) -> Config:
    """The config at this path, with logs set up as it says.

    Raises:
        ConfigError: it has mistakes.
    """
    config = read_config(path, environment=os.environ)
    logs.configure(config.log, verbose=verbose, secrets=secrets_of(config), zone=config.timezone)
    return config


def secrets_of(config: Config) -> tuple[str, ...]:
    """What must never be printed, logged or stored."""
    slack = (config.slack.token,) if config.slack else ()
    email = (config.email.password,) if config.email else ()
    return (*slack, *email, *config.webhooks.values(), config.heartbeat)


@contextmanager
def opened(
    config: Config,
    *,
    clock: Callable[[], datetime] = utc_now,
    progress: Progress = no_progress,
    destination: Callable[[str], Destination] | None = None,
    stopping: Callable[[], bool] = never,
) -> Iterator[Tools]:
    """The tools for one command, put together at its start and put away at its end.

    Raises:
        MonitorError: the state cannot be opened.
    """
    give_back_large_blocks()
    sweep_often()
    with ExitStack() as stack:
        store = Store(config.state)
        stack.callback(store.close)
        yield Tools(
            config=config,
            store=store,
            web=stack.enter_context(Web(config.web)),
            destination=destination or destinations_of(config),
            clock=clock,
            progress=progress,
            stopping=stopping,
        )


@contextmanager
def rehearsal(config: Config, *, progress: Progress = no_progress) -> Iterator[Tools]:
    """Tools that work on a copy of the state, thrown away afterwards, and show what they would tell."""
    from monitor.tell.rehearsal import Rehearsal  # noqa: PLC0415 - most passes are no rehearsal

    with TemporaryDirectory(prefix="ofsted-monitor-") as folder:
        copy = Path(folder) / "rehearsal.db"
        if config.state.exists():
            store = Store(config.state)
            store.copy_to(copy)
            store.close()
        with opened(replace(config, state=copy), progress=progress, destination=Rehearsal) as tools:
            yield replace(tools, pause=lambda _: None)  # what is only shown need not be spaced


def destinations_of(config: Config) -> Callable[[str], Destination]:
    """Opens each destination once, at its first use."""

    @cache
    def destination(name: str) -> Destination:
        from monitor.tell.destinations import open_destination  # noqa: PLC0415 - most passes tell nothing

        return open_destination(name, slack=config.slack, email=config.email, webhooks=config.webhooks)

    return destination
