"""An incoming webhook: the lesser way into Slack."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor.errors import DeliveryError, LookupUnavailableError, SendOutcome
from monitor.model import Receipt, RevisionKind
from monitor.tell.webhook import SlackWebhook
from tests.support.slack import Fault, SlackServer, Trouble
from tests.tell import slack_rules
from tests.tell.samples import NOON, correction, coverage, notice, story

NAME = "webhook:BERKSHIRE_HOOK"


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with SlackServer() as server:
        yield server


@pytest.fixture
def webhook(slack: SlackServer) -> SlackWebhook:
    return SlackWebhook(NAME, slack.webhook_url(), timeout=2, sleep=lambda _: None)


def test_a_webhook_posts_the_same_look_without_a_receipt(slack: SlackServer, webhook: SlackWebhook) -> None:
    assert webhook.send(notice()) == Receipt("", "")

    assert "requires improvement, up from inadequate" in slack_rules.shown(slack.messages[0])


def test_a_later_revision_is_a_message_of_its_own(slack: SlackServer, webhook: SlackWebhook) -> None:
    root = webhook.send(notice())

    webhook.send(notice(story(revision=2), kind=RevisionKind.OFFICIAL, root=root))
    webhook.refresh(notice(), root)

    assert len(slack.messages) == 2
    assert "Now official" in slack_rules.shown(slack.messages[1])


def test_a_correction_says_everything_for_nothing_above_it_could_be_changed(
    slack: SlackServer, webhook: SlackWebhook
) -> None:
    revision = correction()
    webhook.send(
        notice(revision.story, kind=RevisionKind.CORRECTION, before=revision.before, root=Receipt("", ""))
    )

    shown = slack_rules.shown(slack.messages[0])
    assert "now requires improvement; said before: inadequate" in shown
    assert "Direction" in shown


def test_what_does_not_fit_follows(slack: SlackServer, webhook: SlackWebhook) -> None:
    slack.fail("webhook", Fault(Trouble.BAD_JSON, accepted=True, code="ok"))
    many = story(coverage=tuple(coverage(number) for number in range(1, 15)))
    with pytest.raises(DeliveryError):
        webhook.send(notice(many))

    webhook.send(notice(many))

    assert len(slack.messages) == 3


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(Trouble.LOST), SendOutcome.UNCERTAIN),
        (Fault(Trouble.HANG), SendOutcome.UNCERTAIN),
        (Fault(Trouble.SERVER_ERROR), SendOutcome.UNCERTAIN),
        (Fault(Trouble.BAD_JSON, accepted=True), SendOutcome.UNCERTAIN),
        (Fault(Trouble.RATE_LIMITED), SendOutcome.NOT_SENT),
        (Fault(Trouble.ERROR, code="invalid_payload"), SendOutcome.REFUSED_MESSAGE),
        (Fault(Trouble.ERROR, code="action_prohibited"), SendOutcome.REFUSED_DESTINATION),
        (Fault(Trouble.ERROR, code="channel_is_archived"), SendOutcome.REFUSED_DESTINATION),
        (Fault(Trouble.ERROR, code="no_service"), SendOutcome.REFUSED_DESTINATION),
    ],
)
def test_each_failure_says_what_is_known_and_hides_the_address(
    slack: SlackServer, webhook: SlackWebhook, fault: Fault, outcome: SendOutcome
) -> None:
    slack.fail("webhook", fault)

    with pytest.raises(DeliveryError) as caught:
        webhook.send(notice())

    assert caught.value.outcome is outcome
    assert len(slack.called("webhook")) == 1
    assert slack.webhook_url() not in str(caught.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/services/secret", "nonsense-secret"])
def test_an_address_that_cannot_be_reached_stays_secret(url: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        SlackWebhook(NAME, url, timeout=2).send(notice())

    assert "secret" not in str(caught.value)


def test_a_webhook_cannot_be_asked(webhook: SlackWebhook) -> None:
    with pytest.raises(LookupUnavailableError, match=NAME):
        webhook.find(notice(), since=NOON)


def test_what_a_webhook_cannot_do_is_said_and_no_fault(webhook: SlackWebhook) -> None:
    assert webhook.check() == ()
    assert "cannot update" in webhook.limits()[0]
    assert "https://" in SlackWebhook(NAME, "hooks.example/x").check()[0]
