"""A mistake of this program over one feed or article: it is shown, and holds up nothing else."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.pipeline import attempt, refresh, understand
from monitor.service import Service
from monitor.sources import feed
from monitor.understand import classify
from monitor.web import page, visitor
from tests.live.support import state
from tests.support.newsroom import wait_until
from tests.support.slack import TOKEN
from tests.support.world import READING, SLOUGH, World

HOUR = timedelta(hours=1)


def fails_over(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, word: str) -> None:  # noqa: ANN401 - any module
    """Let a function of this module fall over whatever holds this word."""
    real: Callable[..., object] = getattr(module, name)

    def falls(*given: Any, **more: Any) -> object:  # noqa: ANN401 - any function's arguments
        if word in str(given):
            raise ZeroDivisionError(word)
        return real(*given, **more)

    monkeypatch.setattr(module, name, falls)


def heartbeats(world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> int:
    """How often a `run` of one pass asks its heartbeat's address."""
    beats = world.newsroom.serve("/beat", "")
    world.more_config = f"heartbeat: {beats}"
    world.config()
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    stop = threading.Event()
    ours, root = logging.getLogger("monitor"), logging.getLogger()
    monkeypatch.setattr(root, "handlers", root.handlers.copy())  # a service puts its own in their place
    monkeypatch.setattr(ours, "handlers", [caplog.handler])
    running = threading.Thread(target=Service(world.folder / "config.yaml").run, args=(stop,), daemon=True)
    running.start()
    assert wait_until(lambda: "sources asked" in caplog.text, seconds=40)
    stop.set()
    running.join()
    for asking in threading.enumerate():
        if asking.name == "heartbeat":
            asking.join()
    return world.newsroom.paths().count("/beat")


FAULTS = {
    "in the web": (visitor, "exchange", "/broken"),
    "in a feed": (feed, "read_feed", "<title>broken</title>"),
    "in a page": (page, "read_page", "monitoring visit to Slough"),
    "in an article": (classify, "classify", "Slough"),
    "in a message": (attempt, "notice_of", "Delivery("),
}


@pytest.mark.parametrize("fault", ["nowhere", *FAULTS])
def test_the_heartbeat_keeps_silent_after_a_pass_in_which_the_program_fell_over_something(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    just_now = {0: datetime.now(UTC) - HOUR}
    world.publishes("broken", SLOUGH, dates=just_now)
    world.publishes("weekly", READING, dates=just_now)
    if fault in FAULTS:
        fails_over(monkeypatch, *FAULTS[fault])
    assert heartbeats(world, monkeypatch, caplog) == (fault == "nowhere")
    assert ("ZeroDivisionError" in caplog.text) == (fault != "nowhere")
    assert "2 sources asked" in caplog.text
    assert len(world.slack.roots) == {"nowhere": 2, "in a page": 2, "in a message": 0}.get(fault, 1)


def test_a_page_that_cannot_be_read_by_our_fault_is_tried_again_and_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publishes("weekly", SLOUGH, READING)
    with monkeypatch.context() as patched:
        fails_over(patched, page, "read_page", "monitoring visit to Slough")
        readings = world.polls().readings
    assert (readings.read, readings.failed, readings.own_faults) == (1, 1, 1)
    assert len(world.slack.roots) == 2
    assert world.polls(HOUR).readings.read >= 1


def test_an_article_that_cannot_be_understood_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fails_over(monkeypatch, classify, "classify", "Reading")
    world.publishes("weekly", READING, SLOUGH)
    world.polls()
    assert ["Slough" in str(root) for root in world.slack.roots] == [True]
    assert "could not be understood" in caplog.text
    caplog.clear()
    world.polls(HOUR)
    assert "could not be understood" not in caplog.text


def test_what_was_told_of_an_article_stands_when_its_new_words_cannot_be_understood(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publishes("weekly", READING)
    world.polls()
    fails_over(monkeypatch, classify, "classify", "later")
    world.publishes("weekly", (READING[0], f"{READING[1]} Nothing else was said until later."))
    assert not world.polls(2 * HOUR).revisions
    assert (len(world.slack.roots), world.slack.replies) == (1, [])
    assert understand.NOT_UNDERSTOOD


def test_a_feed_that_cannot_be_read_by_our_fault_fails_and_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails_over(monkeypatch, feed, "read_feed", "<title>broken</title>")
    world.publishes("broken", SLOUGH)
    world.publishes("weekly", READING)
    errors = world.polls().collected.errors
    assert list(errors) == ["broken"]
    assert "a fault of this program" in errors["broken"]
    assert state(world, "broken").failures == 1
    assert ["Reading" in str(root) for root in world.slack.roots] == [True]


def test_a_message_that_cannot_be_refreshed_by_our_fault_holds_up_no_other_and_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.publishes("daily", (f"{READING[0]}, inspectors say", READING[1]))
    world.publishes("monthly", SLOUGH)
    with monkeypatch.context() as patched:
        fails_over(patched, refresh, "as_it_stands", "")
        delivered = world.polls(HOUR).delivered
    assert (delivered.sent, delivered.refreshed, delivered.own_faults) == (1, 0, 1)
    assert world.polls(HOUR).delivered.refreshed == 0
    assert world.polls(6 * HOUR).delivered.refreshed == 1
