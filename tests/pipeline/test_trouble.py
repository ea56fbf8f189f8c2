"""What goes wrong at a destination: nothing is lost or doubled, nobody else waits, a person hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from monitor.app import destinations_of
from monitor.errors import DeliveryError, SendOutcome
from monitor.model import DeliveryState, Receipt
from monitor.pipeline.status import status_of
from monitor.store import agenda, deliveries
from monitor.tell.notice import Destination, Notice, StoryNotice
from monitor.tell.slack import SlackChannel
from tests.support.slack import Fault, Trouble
from tests.support.slack_workspace import Channel
from tests.support.world import READING, SLOUGH, World

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DEVON = tuple(text.replace("Slough", "Devon").replace("Borough", "County") for text in SLOUGH)
READING_CORRECTED = tuple(text.replace("requires improvement", "good") for text in READING)
TWO_CHANNELS = """\
- name: Berkshire
  watch: {councils: [Reading, Slough, Devon]}
  alerts: {slack: [alerts, second]}
"""


def texts(channel: Channel) -> list[str]:
    return [str(message["text"]) for message in channel.messages]


def second_channel(world: World) -> Channel:
    second = Channel("C0SECOND", "second")
    world.slack.channels = (*world.slack.channels, second)
    world.teams = TWO_CHANNELS
    return second


def with_destination(world: World, kind: Callable[[SlackChannel], Destination]) -> None:
    """Let each channel be wrapped in a destination of the test's own."""
    opened = destinations_of(world.config())

    def wrapped(name: str) -> Destination:
        channel = opened(name)
        assert isinstance(channel, SlackChannel)
        return kind(channel)

    world.destination = wrapped


class Picky:
    """A channel at which some messages go wrong."""

    def __init__(self, channel: SlackChannel, error: Exception, about: str) -> None:
        self._channel, self._error, self._about = channel, error, about
        self.name, self.find, self.refresh = channel.name, channel.find, channel.refresh
        self.check, self.limits, self.blind = channel.check, channel.limits, channel.blind

    def send(self, notice: Notice) -> Receipt:
        if isinstance(notice, StoryNotice) and notice.revision.story.council == self._about:
            raise self._error
        return self._channel.send(notice)


def states(world: World) -> dict[str, DeliveryState]:
    """Every delivery's state, by its story's council and revision."""
    with world.tools() as tools, tools.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT key, state FROM deliveries ORDER BY number").all()
    return {f"{key.partition('-')[0]}/{key.rpartition('/')[2]}": DeliveryState(state) for key, state in rows}


# --- order and pace -------------------------------------------------------------------------------------


def test_a_burst_comes_a_message_a_second_and_in_its_order(world: World) -> None:
    world.teams = "- name: All\n  watch: {councils: all}\n  alerts: {slack: alerts}\n"
    names = ["Leeds", "Devon", "Slough", "Bolton", "Dorset", "Bury", "Barnet", "Camden", "Kent", "Wigan"]
    world.publishes(
        "weekly",
        *((SLOUGH[0].replace("Slough", name), SLOUGH[1].replace("Slough Borough", name)) for name in names),
    )
    assert world.polls().delivered.sent == len(names)
    assert world.pauses == [0.0, *[1.1] * (len(names) - 1)]
    with world.tools() as tools, tools.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT key FROM deliveries ORDER BY number").scalars().all()
    posted = [message["metadata"]["event_payload"]["delivery"] for message in world.slack.messages]
    assert posted == list(rows)


def test_two_revisions_that_wait_for_one_channel_are_told_in_order_and_in_one_thread(world: World) -> None:
    world.publishes("weekly", READING)
    world.slack.fail("chat.postMessage", Fault(Trouble.RATE_LIMITED, retry_after=3000))
    world.polls()
    world.publishes("weekly", READING_CORRECTED, slugs={0: READING[0].replace(" ", "-").casefold()})  # type: ignore[arg-type]  # two texts again
    world.polls(40 * MINUTE)
    assert list(states(world)) == ["reading/1", "reading/2"]
    assert world.slack.messages == []
    world.polls(HOUR)
    (root,), (reply,) = world.slack.roots, world.slack.replies
    assert reply["thread_ts"] == root["ts"]


def test_a_later_revision_never_overtakes_one_that_is_tried_again_later(world: World) -> None:
    world.publishes("weekly", READING)
    with_destination(
        world, lambda channel: Picky(channel, DeliveryError("down", SendOutcome.NOT_SENT), "reading")
    )
    for _ in range(4):
        world.polls(HOUR)
    world.destination = None
    world.publishes("weekly", READING_CORRECTED, slugs={0: READING[0].replace(" ", "-").casefold()})  # type: ignore[arg-type]  # two texts again
    world.polls(MINUTE)
    assert world.slack.messages == []
    world.polls(HOUR)
    assert [message["metadata"]["event_payload"]["delivery"][-1] for message in world.slack.messages] == [
        "1",
        "2",
    ]


def test_what_is_asked_of_one_channel_delays_no_other(world: World) -> None:
    second = second_channel(world)
    world.publishes("weekly", READING)
    world.slack.fail("chat.postMessage", Fault(Trouble.RATE_LIMITED, retry_after=600))
    summary = world.polls()
    assert (summary.delivered.sent, summary.delivered.failed) == (1, 1)
    assert not summary.went_well
    assert sorted(len(channel.messages) for channel in (world.slack.channels[0], second)) == [0, 1]
    waiting = world.polls(MINUTE)
    assert (waiting.delivered.waiting, waiting.went_well) == (1, False)
    assert world.polls(10 * MINUTE).delivered.sent == 1


def test_a_channel_that_asks_for_patience_with_updates_is_left_alone_with_all_of_them(world: World) -> None:
    world.publishes("weekly", READING, SLOUGH)
    world.polls()
    again = [(f"{title}, again", text) for title, text in (READING, SLOUGH)]
    world.publishes("courier", *again)
    world.slack.fail("chat.update", Fault(Trouble.RATE_LIMITED, retry_after=600))
    world.polls(MINUTE)
    world.polls(MINUTE)
    assert len(world.slack.called("chat.update")) == 1
    world.polls(HOUR)
    assert all("courier" in str(root) for root in world.slack.roots)


# --- refusals -------------------------------------------------------------------------------------------


def test_a_channel_that_refuses_everything_is_paused_shown_and_told_of_once(world: World) -> None:
    second = second_channel(world)
    world.slack.channels[0].archived = True
    world.publishes("weekly", READING)
    world.polls()
    world.polls(HOUR)
    world.polls(HOUR)
    assert sum("takes no messages" in text for text in texts(second)) == 1
    with world.tools() as tools:
        status = status_of(tools)
    (paused,) = (one for one, _ in status.destinations if one.state == "paused")
    assert (paused.name, "is_archived" in paused.error) == ("slack:#alerts", True)


def test_a_paused_channel_is_probed_and_then_gets_what_it_was_owed(world: World) -> None:
    second = second_channel(world)
    world.slack.channels[0].archived = True
    world.publishes("weekly", READING, SLOUGH)
    world.polls()
    world.slack.channels[0].archived = False
    world.polls(30 * MINUTE, whatever_due=False)
    assert texts(world.slack.channels[0]) == []
    world.polls(40 * MINUTE, whatever_due=False)
    assert len(texts(world.slack.channels[0])) == 2
    assert sum("is back" in text for text in texts(second)) == 1


def test_a_poll_by_hand_tries_a_paused_channel_at_once(world: World) -> None:
    world.slack.channels[0].archived = True
    world.publishes("weekly", READING)
    world.polls()
    world.slack.channels[0].archived = False
    assert world.polls(MINUTE).delivered.sent == 1


@pytest.mark.parametrize(
    "error",
    [
        DeliveryError("invalid_blocks", SendOutcome.REFUSED_MESSAGE),
        KeyError("a fault of our own"),
    ],
)
def test_a_message_that_cannot_be_said_is_set_aside_and_the_rest_goes_on(
    world: World, error: Exception
) -> None:
    world.publishes("weekly", READING, SLOUGH)
    with_destination(world, lambda channel: Picky(channel, error, "reading"))
    assert world.polls().delivered.sent == 1
    assert states(world) == {"reading/1": DeliveryState.SET_ASIDE, "slough/1": DeliveryState.SENT}
    assert world.polls(HOUR).went_well
    with world.tools() as tools, tools.store.reading() as connection:
        (aside,) = deliveries.left_to_a_person(connection)
    assert aside.error


@pytest.mark.parametrize("outcome", [SendOutcome.NOT_SENT, SendOutcome.UNCERTAIN])
def test_a_message_that_always_fails_lets_the_others_pass_and_is_set_aside_at_last(
    world: World, outcome: SendOutcome
) -> None:
    world.publishes("weekly", READING, SLOUGH)
    with_destination(world, lambda channel: Picky(channel, DeliveryError("no", outcome), "reading"))
    for _ in range(4):
        world.polls(HOUR)
    assert states(world)["slough/1"] is DeliveryState.SENT
    for _ in range(8):
        world.polls(HOUR)
    assert states(world)["reading/1"] is DeliveryState.SET_ASIDE


def test_a_message_is_never_set_aside_because_its_destination_is_down(world: World) -> None:
    world.publishes("weekly", READING, SLOUGH)
    with_destination(world, Down)
    for _ in range(20):
        world.polls(HOUR)
    assert set(states(world).values()) == {DeliveryState.DUE}
    world.destination = None
    world.polls(HOUR)
    assert set(states(world).values()) == {DeliveryState.SENT}


class Down(Picky):
    """A channel that nothing reaches."""

    def __init__(self, channel: SlackChannel) -> None:
        super().__init__(channel, DeliveryError("no route", SendOutcome.NOT_SENT), "")

    def send(self, notice: Notice) -> Receipt:  # noqa: ARG002 - whatever it is
        raise self._error


# --- when the service wakes -----------------------------------------------------------------------------


def test_a_paused_channel_lets_the_service_sleep_until_it_is_probed(world: World) -> None:
    world.slack.channels[0].archived = True
    world.publishes("weekly", READING)
    world.polls()
    with world.tools() as tools, tools.store.reading() as connection:
        due = agenda.next_due(connection, [])
        assert due is not None
        assert due - world.now == HOUR
