"""A Slack channel through a bot token, against a workspace of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from monitor.errors import DeliveryError, SendOutcome
from monitor.model import DigestSection, Receipt, RevisionKind
from monitor.tell.notice import PlainNotice
from monitor.tell.settings import SlackSettings
from monitor.tell.slack import SlackChannel
from tests.support.slack import TOKEN, Fault, SlackServer, Trouble
from tests.tell import slack_rules
from tests.tell.samples import (
    FOUR_AREAS,
    NOON,
    correction,
    coverage,
    digest_notice,
    notice,
    story,
    visit,
    week,
)

ID, NAME = "C0BERKSHIRE", "berkshire-ofsted"
LONG_AGO = NOON - timedelta(days=300)
MANY_SOURCES = tuple(coverage(number, title=f"Headline {number}") for number in range(1, 26))


# --- telling --------------------------------------------------------------------------------------


def test_first_news_is_one_message_with_outcome_key_and_no_previews(
    slack: SlackServer, channel: SlackChannel
) -> None:
    receipt = channel.send(notice(story(areas=FOUR_AREAS)))

    (message,) = slack.messages
    assert receipt == Receipt("C0BERKSHIRE", message["ts"])
    assert message["blocks"][0]["text"]["text"] == "Reading: requires improvement, up from inadequate"
    assert message["text"].startswith("Reading: requires improvement, up from inadequate")
    assert message["metadata"] == {
        "event_type": "ofsted_story",
        "event_payload": {"delivery": "reading-2026-11-a3f/1"},
    }
    assert (message["unfurl_links"], message["unfurl_media"], message["link_names"]) == (False, False, False)
    shown = slack_rules.shown(message)
    for words in (
        "Leadership: ",
        "Strength: ",
        "Concern: ",
        "Thames Courier, 15 November 2026",
        "Story reading-2026-11-a3f",
    ):
        assert words in shown


@pytest.mark.parametrize("name", ["slack:#berkshire-ofsted", "slack:berkshire-ofsted", "slack:C0BERKSHIRE"])
def test_a_channel_is_named_with_or_without_hash_or_by_id(
    slack: SlackServer, open_channel: Callable[..., SlackChannel], name: str
) -> None:
    open_channel(name).send(notice())

    assert slack.called("chat.postMessage")[0]["channel"] == "C0BERKSHIRE"


def test_a_channel_is_looked_up_once(slack: SlackServer, channel: SlackChannel) -> None:
    channel.send(notice())
    channel.send(notice(visit()))

    assert len(slack.called("conversations.list")) == 1


def test_without_the_scope_to_list_the_name_itself_is_used(
    open_channel: Callable[..., SlackChannel], slack: SlackServer
) -> None:
    slack.scopes = frozenset({"chat:write"})

    receipt = open_channel().send(notice())

    assert slack.called("chat.postMessage")[0]["channel"] == "#berkshire-ofsted"
    assert receipt.place == "C0BERKSHIRE"


def test_a_new_judgement_updates_the_first_message_and_is_told_aloud_in_its_thread(
    slack: SlackServer, channel: SlackChannel
) -> None:
    first = story(judgement=None, previous_judgement=None, direction=None)
    root = channel.send(notice(first))

    later = story(revision=2)
    receipt = channel.send(
        notice(later, kind=RevisionKind.JUDGEMENT, before=first, root=root, now=NOON + timedelta(hours=2))
    )

    message, reply = slack.messages
    assert "requires improvement" in slack_rules.shown(message)
    assert "Updated 14:00" in slack_rules.shown(message)
    assert message["metadata"]["event_payload"]["delivery"] == "reading-2026-11-a3f/1"
    assert (reply["thread_ts"], reply["reply_broadcast"]) == (root.message, True)
    assert "New judgement" in slack_rules.shown(reply)
    assert receipt.message == reply["ts"]


def test_a_correction_says_what_was_said_and_what_is_said_now(
    slack: SlackServer, channel: SlackChannel
) -> None:
    revision = correction()
    assert revision.before is not None
    root = channel.send(notice(revision.before))

    channel.send(notice(revision.story, kind=RevisionKind.CORRECTION, before=revision.before, root=root))

    message, reply = slack.messages
    assert reply["reply_broadcast"] is False
    for one in (message, reply):
        shown = slack_rules.shown(one)
        assert "now requires improvement; said before: inadequate" in shown
        assert "second such grade in a row" in shown
        assert "after three years as inadequate" in shown
    assert "Direction" in slack_rules.shown(message)
    assert "Direction" not in slack_rules.shown(reply)


def test_more_coverage_only_rewrites_the_message(slack: SlackServer, channel: SlackChannel) -> None:
    root = channel.send(notice())

    grown = story(coverage=(coverage(), coverage(2, publisher="Valley Times")))
    channel.refresh(notice(grown, root=root), root)

    (message,) = slack.messages
    assert "Valley Times" in slack_rules.shown(message)
    assert message["metadata"]["event_payload"]["delivery"] == "reading-2026-11-a3f/1"


def test_a_deleted_first_message_is_said_anew(slack: SlackServer, channel: SlackChannel) -> None:
    root = channel.send(notice())
    slack.messages.clear()

    receipt = channel.send(notice(story(revision=2), kind=RevisionKind.JUDGEMENT, root=root))

    (message,) = slack.messages
    assert "thread_ts" not in message
    assert receipt.message == message["ts"]


def test_a_first_message_that_cannot_be_edited_still_gets_its_reply(
    slack: SlackServer, channel: SlackChannel
) -> None:
    root = channel.send(notice())
    slack.fail("chat.update", Fault(Trouble.ERROR, code="edit_window_closed"))

    channel.send(notice(story(revision=2), kind=RevisionKind.OFFICIAL, root=root))

    assert len(slack.replies) == 1


def test_a_lost_update_posts_nothing_and_may_be_tried_again(
    slack: SlackServer, channel: SlackChannel
) -> None:
    root = channel.send(notice())
    slack.fail("chat.update", Fault(Trouble.LOST, accepted=True))

    with pytest.raises(DeliveryError) as caught:
        channel.send(notice(story(revision=2), kind=RevisionKind.CORRECTION, root=root))

    assert caught.value.outcome is SendOutcome.NOT_SENT
    assert not slack.replies


def test_a_test_alert_says_so_first_and_last(slack: SlackServer, channel: SlackChannel) -> None:
    channel.send(notice(test=True))

    lines = slack_rules.shown(slack.messages[0]).splitlines()
    assert lines[0].startswith("TEST")
    assert "TEST" in lines[-1]


def test_a_word_to_the_admin_is_a_message(slack: SlackServer, channel: SlackChannel) -> None:
    channel.send(
        PlainNotice(key="admin/1", subject="A source is failing", lines=("Borough Post: no answer", ""))
    )

    assert "Borough Post: no answer" in slack_rules.shown(slack.messages[0])


# --- what does not fit ----------------------------------------------------------------------------


def test_sources_that_do_not_fit_go_to_the_thread_with_a_count(
    slack: SlackServer, channel: SlackChannel
) -> None:
    channel.send(notice(story(coverage=MANY_SOURCES)))

    (root,) = slack.roots
    assert "Sources (15 more in this thread)" in slack_rules.shown(root)
    everything = "\n".join(slack_rules.shown(one) for one in slack.messages)
    assert all(one.title in everything for one in MANY_SOURCES)
    keys = [one["metadata"]["event_payload"]["delivery"] for one in slack.messages]
    assert keys == ["reading-2026-11-a3f/1", "reading-2026-11-a3f/1#2", "reading-2026-11-a3f/1#3"]


def test_a_refreshed_message_counts_what_it_cannot_show_and_posts_nothing(
    slack: SlackServer, channel: SlackChannel
) -> None:
    root = channel.send(notice())

    channel.refresh(notice(story(coverage=MANY_SOURCES), root=root), root)

    (message,) = slack.messages
    assert "Sources (and 15 more)" in slack_rules.shown(message)


def test_a_week_of_sixty_stories_stays_within_the_limits_and_loses_none(
    slack: SlackServer, channel: SlackChannel
) -> None:
    stories = tuple(story(id=f"reading-2026-11-{number:03d}", areas=FOUR_AREAS) for number in range(60))
    digest = week([DigestSection(title="Your councils", stories=stories)])

    channel.send(digest_notice(digest))

    (root,) = slack.roots
    shown = [slack_rules.shown(one) for one in slack.messages]
    here = shown[0].count("Story reading-2026-11-")
    assert f"{60 - here} more stories, and the rest, in this thread" in shown[0]
    assert all(f"Story reading-2026-11-{number:03d}" in "\n".join(shown) for number in range(60))
    assert all(one["thread_ts"] == root["ts"] for one in slack.replies)


def test_a_thread_that_broke_off_is_completed_when_it_is_looked_up(
    slack: SlackServer, channel: SlackChannel
) -> None:
    told = notice(story(coverage=MANY_SOURCES))
    slack.fail("chat.postMessage", *(Fault(Trouble.LOST, accepted=True) for _ in range(2)))
    with pytest.raises(DeliveryError):
        channel.send(told)
    with pytest.raises(DeliveryError) as caught:
        channel.find(told, since=LONG_AGO)
    assert caught.value.outcome is SendOutcome.UNCERTAIN

    found = channel.find(told, since=LONG_AGO)

    assert found is not None
    assert (len(slack.roots), len(slack.replies)) == (1, 2)


def test_parts_wait_out_a_short_rate_limit(slack: SlackServer) -> None:
    naps: list[float] = []
    channel = SlackChannel(
        "slack:C0BERKSHIRE", SlackSettings(token=TOKEN, api_url=slack.api_url), sleep=naps.append
    )
    slack.fail("chat.postMessage", Fault(Trouble.HALF, accepted=True))
    told = notice(story(coverage=MANY_SOURCES))
    with pytest.raises(DeliveryError):
        channel.send(told)
    slack.fail("chat.postMessage", Fault(Trouble.RATE_LIMITED, retry_after=3))

    assert channel.find(told, since=LONG_AGO) is not None

    assert 3.0 in naps
    assert len(slack.replies) == 2
