from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from monitor.web.messages import Request
from monitor.web.turns import BREATH, MOST_AT_A_HOST, MOST_UNANSWERED, Turns


def turns(*, opened: Callable[[str], bool] = lambda _: False) -> Turns:
    return Turns(opened=opened, chance=random.Random(1))  # noqa: S311 - a breath is no secret


def asked(name: str) -> Request:
    return Request(url=f"https://{name}/")


def test_at_most_two_requests_are_at_a_host() -> None:
    waiting = turns()
    for _ in range(5):
        waiting.add("a", asked("a"))
    assert [waiting.start(now) is not None for now in (0.0, 10.0, 20.0)] == [True, True, False]
    assert not list(waiting.finish("a", answered=True))
    assert waiting.start(30.0) is not None


def test_requests_to_one_host_are_a_breath_apart() -> None:
    waiting = turns()
    waiting.add("a", asked("a"))
    waiting.add("a", asked("a"))
    assert waiting.start(0.0)
    assert waiting.start(BREATH[0] / 2) is None
    pause = waiting.pause(0.0)
    assert pause is not None
    assert BREATH[0] <= pause <= BREATH[1]
    assert waiting.start(pause)


def test_a_breath_is_taken_between_one_round_of_requests_and_the_next() -> None:
    breaths: dict[str, float] = {}
    first, second = (
        Turns(opened=lambda _: False, chance=random.Random(1), breaths=breaths)  # noqa: S311 - a breath is no secret
        for _ in range(2)
    )
    for waiting in (first, second):
        waiting.add("a", asked("a"))
    assert first.start(0.0)
    assert second.start(BREATH[0] / 2) is None
    assert second.start(BREATH[1])


def test_other_hosts_go_on_while_one_is_busy() -> None:
    waiting = turns()
    for name in ("slow", "slow", "slow", "quick"):
        waiting.add(name, asked(name))
    started = [waiting.start(now) for now in (0.0, 10.0, 20.0)]
    assert sorted(turn[0] for turn in started if turn) == ["quick", "slow", "slow"]
    assert waiting.start(30.0) is None
    assert waiting.pause(30.0) is None


def test_hosts_take_turns() -> None:
    waiting = turns()
    for name in ("a", "a", "b", "b"):
        waiting.add(name, asked(name))
    assert [turn[0] for at in range(4) if (turn := waiting.start(at * 10.0))] == ["a", "b", "a", "b"]


def test_an_operators_own_network_is_not_limited() -> None:
    waiting = turns(opened=lambda _: True)
    for _ in range(30):
        waiting.add("intranet", asked("intranet"))
    assert all(waiting.start(0.0) for _ in range(30))


def test_a_host_that_stays_silent_is_left_alone() -> None:
    waiting = turns()
    for _ in range(10):
        waiting.add("dead", asked("dead"))
    given_back = []
    for at in range(MOST_UNANSWERED):
        assert waiting.start(at * 10.0)
        given_back += list(waiting.finish("dead", answered=False))
    assert len(given_back) == 10 - MOST_UNANSWERED
    assert not waiting


def test_an_answer_between_silences_counts() -> None:
    waiting = turns()
    for _ in range(10):
        waiting.add("moody", asked("moody"))
    for at, answered in enumerate([False, False, True, False, False, True]):
        assert waiting.start(at * 10.0)
        assert not list(waiting.finish("moody", answered=answered))


@given(st.lists(st.sampled_from("abc"), max_size=40), st.randoms(use_true_random=False))
def test_every_request_starts_once_and_never_beyond_the_limit(
    hosts: list[str], chance: random.Random
) -> None:
    waiting = turns()
    requests = [Request(url=f"https://{host}/{at}") for at, host in enumerate(hosts)]
    for host, request in zip(hosts, requests, strict=True):
        waiting.add(host, request)
    busy: list[str] = []
    started: list[Request] = []
    now = 0.0
    while waiting or busy:
        now += 1.0
        if turn := waiting.start(now):
            busy.append(turn[0])
            started.append(turn[1])
            assert max(busy.count(host) for host in "abc") <= MOST_AT_A_HOST
        elif busy:
            done = busy.pop(chance.randrange(len(busy)))
            assert not list(waiting.finish(done, answered=True))
    assert sorted(request.url for request in started) == sorted(request.url for request in requests)
