"""Answers that never came, and clocks that lied: nothing is lost, nor told twice where one can look."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.model import DeliveryState
from monitor.pipeline.status import status_of
from tests.pipeline.test_trouble import HOUR, MINUTE, states, texts
from tests.support.slack import Fault, Trouble
from tests.support.slack_workspace import SCOPES
from tests.support.world import READING, SLOUGH, World


@pytest.mark.parametrize(("uncertain", "posted"), [("resend", 2), ("hold", 1)])
def test_where_nobody_can_look_the_config_decides_whether_to_send_again(
    world: World, uncertain: str, posted: int
) -> None:
    world.slack.scopes = SCOPES - {"channels:history"}
    world.more_config = f"uncertain: {uncertain}"
    world.publishes("weekly", READING, SLOUGH)
    world.slack.fail("chat.postMessage", Fault(Trouble.LOST, accepted=True))
    world.polls()
    world.polls(MINUTE)
    world.polls(MINUTE)
    assert sum("Reading" in text for text in texts(world.slack.channels[0])) == posted
    assert sum("Slough" in text for text in texts(world.slack.channels[0])) == 1
    with world.tools() as tools:
        notes = [one for one in status_of(tools).notes if f"`uncertain: {uncertain}`" in one]
    assert len(notes) == 1
    assert "channels:history" in notes[0]


def test_a_channel_that_cannot_be_looked_into_is_known_from_the_first_answer(world: World) -> None:
    world.slack.scopes = SCOPES - {"channels:history", "groups:history"}
    world.publishes("weekly", READING)
    world.polls()
    with world.tools() as tools:
        (note,) = status_of(tools).notes
    assert note.startswith("slack:#alerts: a message whose answer was lost cannot be looked up")
    assert "`uncertain: resend`" in note
    assert world.slack.called("auth.test") == []


def test_once_it_can_look_again_status_is_silent_about_it(world: World) -> None:
    world.slack.scopes = SCOPES - {"channels:history"}
    world.publishes("weekly", READING)
    world.slack.fail("chat.postMessage", Fault(Trouble.LOST))
    world.polls()
    world.polls(MINUTE)
    world.slack.scopes = SCOPES
    world.publishes("weekly", READING, SLOUGH)
    world.slack.fail("chat.postMessage", Fault(Trouble.LOST))
    world.polls(MINUTE)
    world.polls(MINUTE)
    with world.tools() as tools:
        assert status_of(tools).notes == ()


def test_what_was_held_goes_on_when_the_config_no_longer_holds_it(world: World) -> None:
    world.slack.scopes = SCOPES - {"channels:history"}
    world.more_config = "uncertain: hold"
    world.publishes("weekly", READING)
    world.slack.fail("chat.postMessage", Fault(Trouble.LOST))
    world.polls()
    world.polls(MINUTE)
    assert states(world) == {"reading/1": DeliveryState.HELD}
    world.more_config = "uncertain: resend"
    world.polls(MINUTE)
    assert states(world) == {"reading/1": DeliveryState.SENT}


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("trouble", [Trouble.LOST, Trouble.SERVER_ERROR])
def test_a_lost_answer_to_an_update_is_asked_for_again(
    world: World, trouble: Trouble, accepted: bool
) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.publishes("courier", (f"{READING[0]}: what it means", READING[1]))
    world.slack.fail("chat.update", Fault(trouble, accepted=accepted))
    world.polls(HOUR)
    world.polls(5 * MINUTE)
    assert "courier" in str(world.slack.roots[0])
    assert len(world.slack.messages) == 1
    updates = len(world.slack.called("chat.update"))
    world.polls(HOUR)
    assert len(world.slack.called("chat.update")) == updates


# --- clocks ---------------------------------------------------------------------------------------------


def test_a_clock_that_ran_years_ahead_holds_nothing_up_once_it_is_right(world: World) -> None:
    right = world.now
    world.slack.fail("chat.postMessage", Fault(Trouble.RATE_LIMITED, retry_after=3000))
    world.now = right + timedelta(days=2000)
    dates: dict[int, datetime | None] = {0: world.now, 1: world.now}
    world.publishes("weekly", READING, dates=dates)
    world.polls()
    world.now = right
    world.publishes("weekly", READING, SLOUGH)
    summary = world.polls(whatever_due=False)
    assert summary.collected.asked == 1
    assert len(texts(world.slack.channels[0])) == 2


def test_a_clock_that_jumps_between_a_lost_answer_and_the_look_doubles_nothing(world: World) -> None:
    world.publishes("weekly", READING)
    world.slack.fail("chat.postMessage", Fault(Trouble.LOST, accepted=True))
    world.polls()
    world.polls(timedelta(days=3))
    world.now -= timedelta(days=3)
    world.polls(MINUTE)
    assert len(texts(world.slack.channels[0])) == 1
