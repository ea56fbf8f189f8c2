"""A mistake of this program over one feed or article: it is shown, and holds up nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from monitor.pipeline import understand
from monitor.sources import feed
from monitor.understand import classify
from tests.live.support import state
from tests.support.world import READING, SLOUGH, World

HOUR = timedelta(hours=1)


def fails_over(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, word: str) -> None:  # noqa: ANN401 - any module
    """Let a function of this module fall over whatever holds this word."""
    real: Callable[..., object] = getattr(module, name)

    def falls(first: Any, *rest: Any, **more: Any) -> object:  # noqa: ANN401 - any function's arguments
        if word in str(first):
            raise ZeroDivisionError(word)
        return real(first, *rest, **more)

    monkeypatch.setattr(module, name, falls)


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
