"""No host has more than two visitors at a time, wherever they came from: a redirect counts where it leads.

`turns` already lets no third request begin at a host; here each hop takes a seat for itself. It gives that
back before the next hop asks for one, so that two hosts that redirect to each other cannot wait for ever.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from monitor.web.budget import Budget
from monitor.web.turns import MOST_AT_A_HOST


class Seats:
    """Who is at which host now, over all threads."""

    def __init__(self, *, opened: Callable[[str], bool]) -> None:
        self._opened = opened
        self._taken: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def at(self, host: str, budget: Budget) -> Iterator[None]:
        """Be at a host, once there is a seat; TimeoutError when none is free in time.

        An operator's own network has room for everybody.
        """
        if self._opened(host):
            yield
            return
        with self._changed:
            while self._taken[host] >= MOST_AT_A_HOST:
                self._changed.wait(budget.left())
            self._taken[host] += 1
        try:
            yield
        finally:
            with self._changed:
                self._taken[host] -= 1
                if not self._taken[host]:
                    del self._taken[host]
                self._changed.notify_all()

    def look_again(self) -> None:
        """Wake whoever waits for a seat: its budget may have been stopped."""
        with self._changed:
            self._changed.notify_all()
