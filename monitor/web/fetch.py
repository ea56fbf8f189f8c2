"""The open web, politely and safely: many addresses at once, each answer or error handed over as it comes.

Threads, not asyncio: measured over 1,000 feeds that all answer "not modified", one process, start-up
included, blocking httpx transports in threads took 0.7-0.9 s where the best asyncio client of httpx (one
client a worker, one TLS context, sniffio installed) took 1.0 s, and they leave every other module plainly
sequential. The deadline that asyncio would give for free is held by the connection itself (`budget`), and
names are resolved beside the worker, so that a silent resolver cannot hold one.

The caller's own loop hands out the work: what is not yet taken from `fetch_all` is not followed by more,
so that at most `concurrency` answers are ever in memory.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from monitor.errors import FetchError, FetchFault
from monitor.web.messages import Outcome, Request, Response
from monitor.web.settings import WebSettings
from monitor.web.turns import MOST_UNANSWERED, Turns

__all__ = ["Outcome", "Request", "Response", "Web"]

_Job = tuple[str, Request, "queue.SimpleQueue[_Result]"]
_Result = tuple[str, Request, Outcome]


class Web:
    """Asks addresses, at most `concurrency` at once and two at a host; to be used in a `with`."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        # httpx takes 0.15 s to import, and many a command opens no connection.
        from monitor.web.visitor import Visitor  # noqa: PLC0415

        self._visitor = Visitor(settings)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._breaths: dict[str, float] = {}
        """When each host may next be asked: also of one request after another, as searches are made."""

    def __enter__(self) -> Self:
        """Begin; nothing is opened before the first request."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Break off what is under way and wait for the workers to end."""
        for _ in self._threads:
            self._jobs.put(None)
        self._visitor.close()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def hang_up(self) -> None:
        """End every request under way with an error, from whatever thread: the program is stopping."""
        self._visitor.close()

    def fetch(self, request: Request) -> Outcome:
        """Ask one address; an error is a value."""
        return next(outcome for _, outcome in self.fetch_all([request]))

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Outcome]]:
        """Ask many addresses and yield each with its answer or error, in the order in which they end."""
        now = time.monotonic()
        self._breaths = {host: at for host, at in self._breaths.items() if at > now}
        chance = random.Random()  # noqa: S311 - a breath, no secret
        turns = Turns(opened=self._visitor.opened, chance=chance, breaths=self._breaths)
        results: queue.SimpleQueue[_Result] = queue.SimpleQueue()
        coming = iter(requests)
        busy = 0
        while True:
            busy += self._start(turns, coming, results, free=self._settings.concurrency - busy)
            if not busy and not turns:
                return
            # With a worker free, somebody's breath may end before anybody's answer comes.
            pause = turns.pause(time.monotonic()) if busy < self._settings.concurrency else None
            try:
                host, request, outcome = results.get(timeout=pause)
            except queue.Empty:
                continue
            busy -= 1
            for left in turns.finish(host, answered=_answered(outcome)):
                yield (
                    left,
                    FetchError(
                        f"{host} was silent {MOST_UNANSWERED} times running and is left alone for now"
                    ),
                )
            yield request, outcome

    def _start(
        self, turns: Turns, coming: Iterator[Request], results: queue.SimpleQueue[_Result], *, free: int
    ) -> int:
        started = 0
        while started < free:
            turn = turns.start(time.monotonic())
            if turn is not None:
                self._jobs.put((*turn, results))
                started += 1
            elif (request := next(coming, None)) is not None:
                turns.add(_host(request.url), request)
            else:
                break
        while len(self._threads) < min(
            started + self._settings.concurrency - free, self._settings.concurrency
        ):
            thread = threading.Thread(target=self._work, name="web", daemon=True)
            thread.start()
            self._threads.append(thread)
        return started

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            host, request, results = job
            results.put((host, request, self._visitor.ask(request)))


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").lower()
    except ValueError:
        return ""


def _answered(outcome: Outcome) -> bool:
    """Whether the host said anything at all, be it a refusal."""
    return (
        isinstance(outcome, Response) or outcome.status is not None or outcome.fault is not FetchFault.FAILED
    )
