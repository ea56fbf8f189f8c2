"""What a Slack channel does when something goes wrong, and how it looks again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from monitor.errors import DeliveryError, LookupUnavailableError, SendOutcome
from monitor.model import Receipt, RevisionKind
from monitor.tell.settings import SlackSettings
from monitor.tell.slack import SlackChannel
from tests.support.slack import TOKEN, Fault, SlackServer, Trouble
from tests.support.slack_workspace import SCOPES, Channel
from tests.tell.samples import (
    NOON,
    coverage,
    notice,
    story,
    visit,
)

ID, NAME = "C0BERKSHIRE", "berkshire-ofsted"
LONG_AGO = NOON - timedelta(days=300)
MANY_SOURCES = tuple(coverage(number, title=f"Headline {number}") for number in range(1, 26))


# --- what went wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(Trouble.LOST), SendOutcome.UNCERTAIN),
        (Fault(Trouble.LOST, accepted=True), SendOutcome.UNCERTAIN),
        (Fault(Trouble.HALF, accepted=True), SendOutcome.UNCERTAIN),
        (Fault(Trouble.BAD_JSON, accepted=True), SendOutcome.UNCERTAIN),
        (Fault(Trouble.SERVER_ERROR), SendOutcome.UNCERTAIN),
        (Fault(Trouble.RATE_LIMITED), SendOutcome.NOT_SENT),
        (Fault(Trouble.ERROR, code="ratelimited"), SendOutcome.NOT_SENT),
        (Fault(Trouble.ERROR, code="internal_error"), SendOutcome.UNCERTAIN),
        (Fault(Trouble.ERROR, code="service_unavailable"), SendOutcome.NOT_SENT),
        (Fault(Trouble.ERROR, code="something_new"), SendOutcome.NOT_SENT),
        (Fault(Trouble.ERROR, code="msg_blocks_too_long"), SendOutcome.REFUSED_MESSAGE),
        (Fault(Trouble.ERROR, code="invalid_blocks"), SendOutcome.REFUSED_MESSAGE),
        (Fault(Trouble.ERROR, code="channel_not_found"), SendOutcome.REFUSED_DESTINATION),
        (Fault(Trouble.ERROR, code="not_in_channel"), SendOutcome.REFUSED_DESTINATION),
        (Fault(Trouble.ERROR, code="is_archived"), SendOutcome.REFUSED_DESTINATION),
        (Fault(Trouble.ERROR, code="restricted_action"), SendOutcome.REFUSED_DESTINATION),
        (Fault(Trouble.ERROR, code="token_revoked"), SendOutcome.REFUSED_DESTINATION),
        (Fault(Trouble.ERROR, code="missing_scope"), SendOutcome.REFUSED_DESTINATION),
    ],
)
def test_each_failure_says_what_is_known_of_the_message(
    slack: SlackServer, channel: SlackChannel, fault: Fault, outcome: SendOutcome
) -> None:
    slack.fail("chat.postMessage", fault)

    with pytest.raises(DeliveryError) as caught:
        channel.send(notice())

    assert caught.value.outcome is outcome
    assert len(slack.called("chat.postMessage")) == 1
    assert "slack:#berkshire-ofsted" in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_a_rate_limit_says_how_long_to_wait(slack: SlackServer, channel: SlackChannel) -> None:
    slack.fail("chat.postMessage", Fault(Trouble.RATE_LIMITED, retry_after=42))

    with pytest.raises(DeliveryError) as caught:
        channel.send(notice())

    assert caught.value.retry_after == timedelta(seconds=42)


def test_a_hanging_answer_is_uncertain(open_channel: Callable[..., SlackChannel], slack: SlackServer) -> None:
    slack.fail("chat.postMessage", Fault(Trouble.HANG))

    with pytest.raises(DeliveryError) as caught:
        open_channel("slack:C0BERKSHIRE", timeout=1).send(notice())

    assert caught.value.outcome is SendOutcome.UNCERTAIN


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/api/", "http://no-such-host.invalid/api/", "https://127.0.0.1:1/"]
)
def test_a_connection_that_was_never_made_sent_nothing(address: str) -> None:
    channel = SlackChannel("slack:C0BERKSHIRE", SlackSettings(token=TOKEN, api_url=address), timeout=2)

    with pytest.raises(DeliveryError) as caught:
        channel.send(notice())

    assert caught.value.outcome is SendOutcome.NOT_SENT


def test_a_wrong_token_pauses_the_destination(open_channel: Callable[..., SlackChannel]) -> None:
    with pytest.raises(DeliveryError) as caught:
        open_channel("slack:C0BERKSHIRE", token="xoxb-wrong").send(notice())  # noqa: S106 - of the stand-in

    assert caught.value.outcome is SendOutcome.REFUSED_DESTINATION
    assert "xoxb-wrong" not in str(caught.value)


# --- looking again --------------------------------------------------------------------------------


def test_a_message_whose_answer_was_lost_is_found(slack: SlackServer, channel: SlackChannel) -> None:
    slack.fail("chat.postMessage", Fault(Trouble.LOST, accepted=True))
    with pytest.raises(DeliveryError):
        channel.send(notice())

    assert channel.find(notice(), since=LONG_AGO) == Receipt("C0BERKSHIRE", slack.messages[0]["ts"])


def test_a_message_that_never_arrived_is_not_found(slack: SlackServer, channel: SlackChannel) -> None:
    channel.send(notice(visit()))
    slack.fail("chat.postMessage", Fault(Trouble.LOST))
    with pytest.raises(DeliveryError):
        channel.send(notice())

    assert channel.find(notice(), since=LONG_AGO) is None


def test_a_message_is_found_many_pages_back(slack: SlackServer, channel: SlackChannel) -> None:
    wanted = channel.send(notice())
    for number in range(250):
        slack.messages.append({"ts": f"{float(wanted.message) + number + 1:.6f}", "text": "chatter"})

    assert channel.find(notice(), since=LONG_AGO) == wanted


def test_a_lost_reply_is_found_in_its_thread(slack: SlackServer, channel: SlackChannel) -> None:
    root = channel.send(notice())
    later = notice(story(revision=2), kind=RevisionKind.CORRECTION, root=root)
    assert channel.find(later, since=LONG_AGO) is None
    slack.fail("chat.postMessage", Fault(Trouble.LOST, accepted=True))
    with pytest.raises(DeliveryError):
        channel.send(later)

    found = channel.find(later, since=LONG_AGO)

    assert found == Receipt("C0BERKSHIRE", slack.replies[0]["ts"], root.message)


def test_a_story_said_anew_is_found_although_its_thread_is_gone(
    slack: SlackServer, channel: SlackChannel
) -> None:
    root = channel.send(notice())
    slack.messages.clear()
    later = notice(story(revision=2), kind=RevisionKind.CORRECTION, root=root)
    slack.fail("chat.postMessage", Fault(Trouble.LOST, accepted=True))
    with pytest.raises(DeliveryError):
        channel.send(later)

    assert channel.find(later, since=LONG_AGO) == Receipt("C0BERKSHIRE", slack.messages[0]["ts"])


@pytest.mark.parametrize(
    "scopes",
    [{"chat:write", "channels:read", "groups:read"}, {"chat:write", "channels:history"}, {"chat:write"}],
)
def test_without_the_scopes_one_cannot_look(
    slack: SlackServer, channel: SlackChannel, scopes: set[str]
) -> None:
    slack.scopes = frozenset(scopes)

    with pytest.raises(LookupUnavailableError, match="channels:history"):
        channel.find(notice(), since=LONG_AGO)


def test_a_failing_look_leaves_the_message_uncertain(slack: SlackServer, channel: SlackChannel) -> None:
    slack.fail("conversations.history", Fault(Trouble.RATE_LIMITED))

    with pytest.raises(DeliveryError) as caught:
        channel.find(notice(), since=LONG_AGO)

    assert caught.value.outcome is SendOutcome.UNCERTAIN
    assert caught.value.retry_after == timedelta(seconds=7)


# --- checking -------------------------------------------------------------------------------------


def test_a_channel_in_order_has_no_problems(channel: SlackChannel) -> None:
    assert channel.check() == ()


@pytest.mark.parametrize(
    ("place", "scopes", "problem"),
    [
        (Channel(ID, NAME), SCOPES - {"chat:write"}, "chat:write"),
        (Channel(ID, "elsewhere"), SCOPES, "sees no such channel"),
        (Channel(ID, NAME, member=False), SCOPES, "invite it there"),
        (Channel(ID, NAME, private=True, member=False), SCOPES, "if it is private, invite"),
    ],
)
def test_a_check_says_what_to_do(place: Channel, scopes: frozenset[str], problem: str) -> None:
    with SlackServer(place, scopes=scopes) as slack:
        channel = SlackChannel("slack:#berkshire-ofsted", SlackSettings(token=TOKEN, api_url=slack.api_url))

        assert any(problem in told for told in channel.check())


def test_a_missing_history_scope_is_said_and_no_fault(slack: SlackServer, channel: SlackChannel) -> None:
    assert channel.limits() == ()

    slack.scopes = SCOPES - {"channels:history", "groups:history"}

    assert channel.check() == ()
    assert "channels:history" in channel.limits()[0]


def test_a_check_of_an_archived_channel_by_id_says_so(
    slack: SlackServer, open_channel: Callable[..., SlackChannel]
) -> None:
    slack.channels[0].archived = True

    assert "archived" in open_channel("slack:C0BERKSHIRE").check()[0]


def test_a_check_with_a_wrong_token_says_so(open_channel: Callable[..., SlackChannel]) -> None:
    (problem,) = open_channel(token="xoxb-wrong").check()  # noqa: S106 - of the stand-in

    assert "token is not valid" in problem
