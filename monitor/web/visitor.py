"""One request from beginning to end: robots.txt where it counts, the exchange, and every error as a value."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from monitor import __version__
from monitor.errors import FetchError, FetchFault
from monitor.web.budget import Budget
from monitor.web.exchange import Manners, exchange
from monitor.web.guard import Guard
from monitor.web.lines import Lines
from monitor.web.messages import Outcome, Request, Response
from monitor.web.robots import OUR_NAME, Robots, read_robots
from monitor.web.seats import Seats
from monitor.web.settings import WebSettings

_log = logging.getLogger(__name__)

_OVERHEAD = 1_000_000
"""Bytes of heads and framing that may come beside the body."""
_ROBOTS_FOR = 3600.0
"""Seconds for which a robots.txt is remembered: a pass, and the next ones of the hour."""
_MOST_ROBOTS = 1_000
_LOWEST_SERVER_ERROR = 500


class Visitor:
    """Asks one address at a time in each of many threads; never raises."""

    def __init__(self, settings: WebSettings) -> None:
        self._guard = Guard(settings.allow_networks)
        self._lines = Lines(self._guard, most_idle=settings.concurrency)
        self._seats = Seats(opened=self._guard.opened)
        self._manners = Manners(
            user_agent=user_agent(settings.contact),
            most_bytes=settings.max_body,
            timeout=settings.timeout.total_seconds(),
        )
        self._robots: OrderedDict[str, tuple[float, Robots]] = OrderedDict()
        self._budgets: set[Budget] = set()
        self._lock = threading.Lock()

    def opened(self, host: str) -> bool:
        """Say whether a host is known to lie in an allowed network."""
        return self._guard.opened(host)

    def ask(self, request: Request) -> Outcome:
        """Fetch one address within one budget; whatever goes wrong is the value."""
        budget = Budget(seconds=self._manners.timeout, most_bytes=self._manners.most_bytes + _OVERHEAD)
        with self._lock:
            self._budgets.add(budget)
        try:
            return self._exchange(request, budget)
        except FetchError as error:
            return error.with_traceback(None)
        except Exception:  # noqa: BLE001 - a mistake of ours at one address must not stop the rest
            _log.exception("a request failed in an unforeseen way")
            return FetchError(
                "the answer could not be read, by a fault of this program; see the log", FetchFault.OURS
            )
        finally:
            with self._lock:
                self._budgets.discard(budget)

    def close(self) -> None:
        """Break off what is under way and hang up."""
        with self._lock:
            for budget in self._budgets:
                budget.stop()
        self._seats.look_again()
        self._lines.close()

    def _exchange(self, request: Request, budget: Budget) -> Response:
        @contextmanager
        def gate(url: httpx.URL) -> Iterator[None]:
            if request.page and not self._rules(url, budget).allow(url.raw_path.decode("ascii", "replace")):
                raise FetchError(
                    f"{url.host} asks in its robots.txt not to be read here", FetchFault.FORBIDDEN
                )
            with self._seats.at(url.host, budget):
                yield

        return exchange(request, self._lines, budget, self._manners, gate)

    def _rules(self, url: httpx.URL, budget: Budget) -> Robots:
        site = f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}"
        with self._lock:
            made, known = self._robots.get(site, (0.0, None))
        if known is not None and time.monotonic() - made < _ROBOTS_FOR:
            return known
        rules = self._ask_rules(site, budget)
        with self._lock:
            self._robots[site] = (time.monotonic(), rules)
            if len(self._robots) > _MOST_ROBOTS:
                self._robots.popitem(last=False)
        return rules

    def _ask_rules(self, site: str, budget: Budget) -> Robots:
        try:
            request = Request(url=f"{site}/robots.txt")
            answer = exchange(
                request, self._lines, budget, self._manners, lambda url: self._seats.at(url.host, budget)
            )
        except FetchError as error:
            if error.fault in {FetchFault.WAIT, FetchFault.FORBIDDEN}:
                raise
            if error.status is not None and error.status < _LOWEST_SERVER_ERROR:
                # There is none, and so no rule.
                return Robots()
            raise FetchError(
                f"the robots.txt could not be read, so the page is left for later: {error}"
            ) from None
        return read_robots(answer.body)


def user_agent(contact: str) -> str:
    """Name this program honestly, with the operator's contact for publishers."""
    plain = "".join(
        char for char in contact if char.isascii() and char.isprintable() and char not in "()"
    ).strip()
    return f"{OUR_NAME}/{__version__} (+{plain})" if plain else f"{OUR_NAME}/{__version__}"
