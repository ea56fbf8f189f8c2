"""What every stage works with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from monitor.config import Config
from monitor.store.store import Store
from monitor.tell.notice import Destination
from monitor.web.fetch import Web

Progress = Callable[[str, int, int], None]
"""Told the stage's name, how much is done and how much there is, while a person watches."""


def no_progress(stage: str, done: int, of: int) -> None:
    """Nobody watches."""


def never() -> bool:
    """Nobody asks us to stop."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The effects at the edge, put together by `app`."""

    config: Config
    store: Store
    web: Web
    destination: Callable[[str], Destination]
    """Opens a destination by its name."""
    clock: Callable[[], datetime]
    """The time, aware and in UTC."""
    progress: Progress = no_progress
    pause: Callable[[float], None] = time.sleep
    """Waits so many seconds, between two messages to one channel."""
    stopping: Callable[[], bool] = never
    """Whether to begin nothing new: what is under way is finished, the rest is done at the next start."""
