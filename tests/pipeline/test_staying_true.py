"""What was told stays true and single, whatever changes between the promise and the telling."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.app import destinations_of
from monitor.store import destinations, stories
from tests.pipeline.test_a_persons_word import corrects
from tests.pipeline.test_developing import GOOD, READING_AGAIN
from tests.support.mail import MailServer
from tests.support.slack import Fault, Trouble
from tests.support.slack_workspace import Channel
from tests.support.world import READING, SLOUGH, World

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
QUIET = "- name: Berkshire\n  watch: {councils: all}\n  alerts: {slack: alerts, quiet: 11:00-14:00}\n"
ROUND_UP = (
    "Two councils hear from Ofsted",
    (
        "Reading Borough Council’s children’s services have been rated requires improvement by Ofsted.\n"
        "Devon County Council’s children’s services have been rated inadequate by Ofsted."
    ),
)
TURNED_ROUND = (ROUND_UP[0], "\n".join(reversed(ROUND_UP[1].split("\n"))))


def slug(article: tuple[str, str]) -> str:
    return article[0].replace(" ", "-").casefold()


def everything(world: World) -> set[str]:
    with world.tools() as tools, tools.store.reading() as connection:
        return {
            one for council in ("reading", "slough", "devon") for one in stories.of_home(connection, council)
        }


def another_channel(world: World) -> Channel:
    second = Channel("C0SECOND", "second")
    world.slack.channels = (*world.slack.channels, second)
    return second


# --- between the promise and the telling ------------------------------------------------------------------


def test_what_joined_a_story_in_the_quiet_hours_stands_in_its_message(world: World) -> None:
    world.teams = QUIET
    world.publishes("weekly", READING)
    world.polls()
    world.publishes("courier", READING_AGAIN)
    world.polls(HOUR)
    assert world.slack.messages == []
    world.polls(HOUR)
    (root,) = world.slack.messages
    assert "weekly" in str(root)
    assert "courier" in str(root)


def test_a_reply_that_waited_leaves_its_root_as_the_story_stands_by_then(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.slack.fail("chat.update", *[Fault(Trouble.RATE_LIMITED, retry_after=1200)])
    corrects(world, judgement="good")
    world.publishes("courier", READING_AGAIN)
    world.polls(10 * MINUTE)
    world.polls(HOUR)
    (root,), (reply,) = world.slack.roots, world.slack.replies
    assert "now good" in str(reply).casefold()
    assert "courier" in str(root)


def test_a_correction_while_the_first_word_is_uncertain_follows_it_in_one_thread(world: World) -> None:
    world.publishes("weekly", READING)
    world.slack.fail("chat.postMessage", Fault(Trouble.LOST, accepted=True))
    world.polls()
    world.publishes("weekly", GOOD, slugs={0: slug(READING)})
    world.polls(HOUR)
    world.polls(HOUR)
    (root,), (reply,) = world.slack.roots, world.slack.replies
    assert reply["thread_ts"] == root["ts"]
    assert "now good; said before: requires improvement" in str(reply).casefold()


# --- an article that is put in another order --------------------------------------------------------------


def test_a_round_up_whose_councils_change_places_is_no_news(world: World) -> None:
    world.publishes("weekly", ROUND_UP)
    world.polls()
    told = everything(world)
    assert len(world.slack.messages) == len(told) == 2
    world.publishes("weekly", TURNED_ROUND, slugs={0: slug(ROUND_UP)})
    world.polls(2 * HOUR)
    assert everything(world) == told
    assert len(world.slack.messages) == 2


# --- between two starts -----------------------------------------------------------------------------------


def test_a_renamed_team_is_told_nothing_twice_and_hears_on(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.teams = world.teams.replace("name: Berkshire", "name: Thames Valley")
    world.polls(HOUR)
    world.publishes("weekly", GOOD, slugs={0: slug(READING)})
    world.polls(6 * HOUR)
    assert len(world.slack.roots) == len(world.slack.replies) == 1
    world.publishes("courier", SLOUGH)
    world.polls(HOUR)
    assert len(world.slack.roots) == 2


def test_after_a_move_to_another_channel_the_old_message_still_comes_true(world: World) -> None:
    second = another_channel(world)
    world.publishes("weekly", READING)
    world.polls()
    world.teams = world.teams.replace("slack: alerts", "slack: second")
    world.polls(HOUR)
    assert second.messages == []
    corrects(world, judgement="good")
    world.polls(HOUR)
    (old,) = world.slack.roots
    assert "Reading: good" in str(old)
    assert "now good; said before: requires improvement" in str(world.slack.messages).casefold()
    (new,) = second.messages
    assert "thread_ts" not in new


@pytest.mark.parametrize("answer", ["arrives", "is lost"])
def test_a_channel_made_anew_under_its_old_name_gets_what_was_owed_to_the_old_one(
    world: World, answer: str
) -> None:
    world.publishes("weekly", READING)
    world.polls()
    (old,) = world.slack.channels
    old.archived, old.name = True, "alerts-old"
    new = Channel("C0NEW", "alerts")
    world.slack.channels = (old, new)
    if answer == "is lost":
        world.slack.fail("chat.postMessage", Fault(Trouble.LOST, accepted=True))
    corrects(world, judgement="good")
    world.publishes("courier", SLOUGH)
    world.polls(HOUR)
    assert sorted(str(one["text"])[:7] for one in new.messages) == ["Reading", "Slough:"]
    world.publishes("gazette", READING_AGAIN)
    world.polls(HOUR)
    assert "gazette" in str(new.messages)
    assert len(new.messages) == 2


def test_a_message_that_somebody_deleted_is_said_anew_once_and_kept_true_from_then_on(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.slack.messages.clear()
    corrects(world, judgement="good")
    (anew,) = world.slack.roots
    assert "Reading: good" in str(anew)
    world.publishes("courier", READING_AGAIN)
    world.polls(HOUR)
    (anew,) = world.slack.messages
    assert "courier" in str(anew)


def test_a_mailbox_that_was_taken_out_is_written_to_no_more(world: World) -> None:
    with MailServer() as mail:
        world.more_config = (
            f"email: {{host: 127.0.0.1, port: {mail.port}, security: none, from: m@example.org}}"
        )
        world.teams = (
            "- name: Berkshire\n  watch: {councils: [Reading]}\n"
            "  alerts: {email: [dcs@example.org, left@example.org]}\n"
        )
        world.publishes("weekly", READING)
        world.polls()
        world.teams = world.teams.replace(", left@example.org", "")
        corrects(world, judgement="good")
        world.polls(HOUR)
        to = sorted(str(one.message["To"]) for one in mail.received)
        assert to == ["dcs@example.org", "dcs@example.org", "left@example.org"]


def test_without_the_bots_token_an_old_slack_message_troubles_nobody(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.teams = world.teams.replace("slack: alerts", "console: true")
    world.publishes("courier", READING_AGAIN)
    opened = destinations_of(replace(world.config(), slack=None))
    world.destination = opened
    assert world.polls(HOUR).went_well
    with world.tools() as tools, tools.store.reading() as connection:
        assert destinations.states(connection)["slack:#alerts"].state == "ok"


@pytest.mark.parametrize("name", ["'#alerts'", "C0ALERTS"])
def test_one_channel_under_two_spellings_gets_one_message(world: World, name: str) -> None:
    world.teams += f"- name: Reading alone\n  watch: {{councils: [Reading]}}\n  alerts: {{slack: {name}}}\n"
    world.publishes("weekly", READING)
    world.polls()
    assert len(world.slack.messages) == 1
    corrects(world, judgement="good")
    world.polls(HOUR)
    assert len(world.slack.replies) == 1


def test_two_channels_are_both_told_though_one_goes_by_its_id(world: World) -> None:
    second = another_channel(world)
    world.teams = world.teams.replace("slack: alerts", "slack: [alerts, C0SECOND]")
    world.publishes("weekly", READING)
    world.polls()
    assert len(world.slack.messages) == len(second.messages) == 1


def test_two_teams_of_one_channel_are_told_when_the_first_of_them_may_be(world: World) -> None:
    world.teams = QUIET + QUIET.replace("Berkshire", "Everybody").replace(", quiet: 11:00-14:00", "")
    world.publishes("weekly", READING)
    world.polls()
    world.polls(6 * HOUR)
    assert len(world.slack.messages) == 1
