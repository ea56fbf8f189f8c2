"""Whose turn it is: hosts take turns, each with at most two requests at a time and a breath between them.

Pure: it holds no thread and reads no clock.
"""

from __future__ import annotations

import random
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from monitor.web.messages import Request

MOST_AT_A_HOST = 2
MOST_UNANSWERED = 3
"""Silences in a row after which a host is left alone for the rest of the pass."""
BREATH = (0.1, 0.4)
"""Seconds between two requests to one host of the open web."""


@dataclass(slots=True)
class _Host:
    waiting: deque[Request] = field(default_factory=deque)
    busy: int = 0
    unanswered: int = 0


class Turns:
    """The requests of one pass, in the order in which they may start."""

    def __init__(
        self, *, opened: Callable[[str], bool], chance: random.Random, breaths: dict[str, float] | None = None
    ) -> None:
        self._opened = opened
        self._chance = chance
        self._breaths = {} if breaths is None else breaths
        """When each host may next be asked; handed in where requests that are no part of this count, too."""
        self._hosts: dict[str, _Host] = {}
        self._queue: OrderedDict[str, None] = OrderedDict()
        """Hosts with requests waiting, the one that waited longest first."""

    def __len__(self) -> int:
        """Count the requests that have not started."""
        return sum(len(self._hosts[name].waiting) for name in self._queue)

    def add(self, host: str, request: Request) -> None:
        """Let a request wait for its turn."""
        self._hosts.setdefault(host, _Host()).waiting.append(request)
        self._queue.setdefault(host)

    def start(self, now: float) -> tuple[str, Request] | None:
        """Give the next request that may start now, with its host; None when all must wait."""
        for name in self._queue:
            host = self._hosts[name]
            if self._opened(name) or (host.busy < MOST_AT_A_HOST and self._breath(name) <= now):
                request = host.waiting.popleft()
                host.busy += 1
                if not self._opened(name):
                    self._breaths[name] = now + self._chance.uniform(*BREATH)
                self._queue.move_to_end(name)
                if not host.waiting:
                    del self._queue[name]
                return name, request
        return None

    def finish(self, name: str, *, answered: bool) -> Iterator[Request]:
        """Note the end of a request; gives the host's waiting requests back when it is to be left alone."""
        host = self._hosts[name]
        host.busy -= 1
        host.unanswered = 0 if answered else host.unanswered + 1
        if host.unanswered >= MOST_UNANSWERED and not self._opened(name):
            self._queue.pop(name, None)
            while host.waiting:
                yield host.waiting.popleft()

    def pause(self, now: float) -> float | None:
        """Seconds until a breath is over; None when only a finished request can free a turn."""
        ready = [self._breath(name) - now for name in self._queue if self._hosts[name].busy < MOST_AT_A_HOST]
        return max(0.0, min(ready)) if ready else None

    def _breath(self, name: str) -> float:
        return self._breaths.get(name, 0.0)
