from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor.web.budget import Budget
from monitor.web.fetch import Request, Response, Web
from monitor.web.seats import Seats
from monitor.web.settings import WebSettings
from monitor.web.turns import BREATH
from tests.support.newsroom import Asked, Newsroom, Wire, answer, head, item, rss, wait_until

FEED = rss(item("News", "https://newsroom.example/1")).encode()
MANY = 8


class Counting:
    """A route that answers slowly, and notes the most requests that were open at once."""

    def __init__(self, said: bytes) -> None:
        self.most = 0
        self._said = said
        self._open = 0
        self._lock = threading.Lock()

    def __call__(self, wire: Wire, _: Asked) -> None:
        with self._lock:
            self._open += 1
            self.most = max(self.most, self._open)
        time.sleep(0.1)
        with self._lock:
            self._open -= 1
        wire.send(self._said)


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """Every host there is, behind a proxy: loopback itself may be the operator's own, and is not limited."""
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Newsroom() as newsroom:
        monkeypatch.setenv("http_proxy", newsroom.url(""))
        yield newsroom


def reading(*, seconds: float = 20) -> Web:
    return Web(WebSettings(concurrency=MANY, timeout=timedelta(seconds=seconds)))


def test_many_sources_that_redirect_to_one_host_ask_it_two_at_a_time(internet: Newsroom) -> None:
    target = Counting(answer(FEED))
    internet.talk("http://target.invalid/feed", target)
    for number in range(MANY):
        internet.redirect(f"http://paper-{number}.invalid/", "http://target.invalid/feed")
    with reading() as web:
        requests = [Request(url=f"http://paper-{number}.invalid/") for number in range(MANY)]
        outcomes = [outcome for _, outcome in web.fetch_all(requests)]
    assert [outcome.body for outcome in outcomes if isinstance(outcome, Response)] == [FEED] * MANY
    assert target.most == 2


def test_pages_on_the_way_through_robots_txt_and_redirects_are_counted_too(internet: Newsroom) -> None:
    robots, target = Counting(answer(b"User-agent: *\nAllow: /\n")), Counting(answer(FEED))
    internet.talk("http://target.invalid/robots.txt", robots)
    internet.talk("http://target.invalid/page", target)
    for number in range(MANY):
        internet.redirect(f"http://paper-{number}.invalid/", "http://target.invalid/page")
    with reading() as web:
        requests = [Request(url=f"http://paper-{number}.invalid/", page=True) for number in range(MANY)]
        outcomes = [outcome for _, outcome in web.fetch_all(requests)]
    assert all(isinstance(outcome, Response) for outcome in outcomes)
    assert (robots.most, target.most) == (2, 2)


def test_hosts_that_redirect_to_each_other_wait_for_nobody_for_ever(internet: Newsroom) -> None:
    for here, there in (("a", "b"), ("b", "a")):
        internet.talk(
            f"http://{here}.invalid/",
            Counting(head(302, location=f"http://{there}.invalid/", content_length=0)),
        )
    with reading(seconds=60) as web:
        requests = [Request(url=f"http://{name}.invalid/") for name in "abababab"]
        outcomes = [outcome for _, outcome in web.fetch_all(requests)]
    assert len(outcomes) == len(requests)
    assert all("in circles" in str(outcome) for outcome in outcomes)


def test_who_waits_for_a_seat_ends_with_the_program(internet: Newsroom) -> None:
    internet.talk("http://target.invalid/feed", lambda wire, _: wire.hang())
    for number in range(3):
        internet.redirect(f"http://paper-{number}.invalid/", "http://target.invalid/feed")
    outcomes: list[object] = []
    with reading(seconds=60) as web:
        requests = [Request(url=f"http://paper-{number}.invalid/") for number in range(3)]
        asking = threading.Thread(target=lambda: outcomes.extend(web.fetch_all(requests)), daemon=True)
        asking.start()
        assert wait_until(lambda: internet.paths().count("http://target.invalid/feed") == 2)
        assert wait_until(lambda: len(internet.asked) == 5)
        web.hang_up()
        asking.join(timeout=10)
    assert len(outcomes) == 3


def test_a_free_seat_is_taken_and_another_is_waited_for_within_the_budget() -> None:
    seats = Seats(opened=lambda _: False)
    budget = Budget(seconds=60, most_bytes=1)
    with seats.at("a", budget):
        with seats.at("a", budget):
            with seats.at("b", budget):
                pass
            with pytest.raises(TimeoutError), seats.at("a", Budget(seconds=0.05, most_bytes=1)):
                pass
        with seats.at("a", Budget(seconds=0.05, most_bytes=1)):
            pass


def test_an_operators_own_network_has_a_seat_for_everybody() -> None:
    seats = Seats(opened=lambda _: True)
    budget = Budget(seconds=0.05, most_bytes=1)
    with seats.at("a", budget), seats.at("a", budget), seats.at("a", budget):
        pass


def test_one_request_after_another_leaves_a_host_a_breath(internet: Newsroom) -> None:
    times: list[float] = []

    def noting(wire: Wire, _: Asked) -> None:
        times.append(time.monotonic())
        wire.send(answer(FEED))

    internet.talk("http://search.invalid/", noting)
    with reading() as web:
        for _ in range(4):
            assert isinstance(web.fetch(Request(url="http://search.invalid/")), Response)
    assert times[-1] - times[0] >= 3 * BREATH[0] - 0.05
