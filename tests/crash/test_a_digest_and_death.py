"""A monitor that is killed at any instant of a digest's morning sends the week once, and whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from monitor.store import digests
from tests.crash.test_dying import VISIT, Life, Nursery, a_life, nursery

__all__ = ["nursery"]  # the fixture

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
INSTANTS = 4


@contextmanager
def a_morning(of: Nursery) -> Iterator[Life]:
    """A life whose news was told, a moment before its digest is due."""
    with a_life(of) as life:
        life.world.teams += "  digest: {when: Monday 08:00, slack: alerts, email: board@example.org}\n"
        life.world.publishes("weekly", VISIT)
        assert life.polls()["status"] == 0
        life.world.now = MONDAY
        yield life


def the_week_was_sent_once(life: Life) -> None:
    (message,) = (one for one in life.world.slack.roots if str(one["text"]).startswith("Ofsted digest"))
    assert "Slough" in str(message)
    assert "Reading" in str(message)
    board = [one.message for one in life.mail.received if "board@example.org" in one.recipients]
    assert len({str(mail["Message-ID"]) for mail in board}) == 1
    assert len({str(mail.get_body(("plain",))) for mail in board}) == 1
    with life.world.tools() as tools, tools.store.reading() as connection:
        (kept,) = digests.weeks(connection)
    assert (kept.week, kept.end) == ("2026-W47", MONDAY)


def dies_at(instant: int, of: Nursery) -> bool:
    """A morning with one death; returns whether it came."""
    with a_morning(of) as life:
        status = life.polls(instant=instant)["status"]
        if status:
            life.goes_on_until_all_is_told()
        the_week_was_sent_once(life)
    return status < 0


@pytest.fixture(scope="module")
def instants(nursery: Nursery) -> int:
    """How many instants a morning without a death has."""
    with a_morning(nursery) as life:
        whole = life.polls()
        assert whole["status"] == 0
        the_week_was_sent_once(life)
    return whole["counted"]


@pytest.mark.parametrize("number", range(INSTANTS))
def test_killed_on_the_morning_of_a_digest_it_sends_the_week_once(
    nursery: Nursery,
    instants: int,
    number: int,
) -> None:
    dies_at(1 + number * (instants - 1) // (INSTANTS - 1), nursery)


@pytest.mark.full
def test_killed_at_every_instant_of_that_morning_it_sends_the_week_once(
    nursery: Nursery,
    instants: int,
) -> None:
    deaths = sum(dies_at(instant, nursery) for instant in range(1, instants + 1))
    assert deaths >= instants - 4
