"""From a feed to a channel, with a real server at each end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.app import destinations_of, rehearsal
from monitor.model import Receipt
from monitor.pipeline.passes import run_pass
from monitor.tell.notice import Notice
from monitor.tell.slack import SlackChannel
from tests.support.slack import Fault, Trouble
from tests.support.world import READING, SCHOOL, SLOUGH, World

HOUR = timedelta(hours=1)
READING_AGAIN = (
    "Town’s children’s services lifted out of Ofsted’s lowest grade",
    (
        "Ofsted has rated Reading Borough Council’s children’s services requires improvement, up from "
        "inadequate. The report follows a full inspection in January 2026, in which inspectors found better "
        "leadership."
    ),
)


def texts(world: World) -> list[str]:
    return [str(message["text"]) for message in world.slack.roots]


def test_news_of_a_watched_council_is_told_once(world: World) -> None:
    world.publishes("weekly", READING, SCHOOL, SLOUGH)
    world.polls()
    world.polls(HOUR)
    world.polls(HOUR)
    assert len(texts(world)) == 2
    assert any("Reading" in text and "requires improvement" in text.casefold() for text in texts(world))
    assert any("Slough" in text and "third monitoring visit" in text.casefold() for text in texts(world))


def test_news_of_other_councils_is_kept_and_told_to_nobody(world: World) -> None:
    world.teams = "- name: North\n  watch: {councils: [Leeds]}\n  alerts: {slack: alerts}\n"
    world.publishes("weekly", READING)
    summary = world.polls()
    assert len(summary.revisions) == 1
    assert texts(world) == []


def test_two_outlets_make_one_message_that_names_both(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    world.publishes("courier", READING_AGAIN)
    summary = world.polls(HOUR)
    assert len(texts(world)) == 1
    assert world.slack.replies == []
    assert summary.delivered.refreshed == 1
    shown = str(world.slack.roots[0])
    assert "weekly" in shown
    assert "courier" in shown


def test_an_article_in_two_feeds_is_one_article(world: World) -> None:
    world.publishes("weekly", READING)
    world.newsroom.talk("/copy", world.newsroom._routes["/weekly"])
    world.sources.append("copy")
    (revision,) = world.polls().revisions
    assert len(revision.story.coverage) == 1


def test_a_corrected_article_is_told_in_the_thread_of_its_first_message(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    corrected = READING[1].replace("requires improvement", "good") + (
        "\nThis article was corrected: an earlier version said requires improvement."
    )
    world.publishes(
        "weekly", (READING[0].replace("requires improvement", "good"), corrected), slugs={0: slug()}
    )
    world.polls(2 * HOUR)
    assert len(world.slack.roots) == 1
    (reply,) = world.slack.replies
    assert "good" in str(reply).casefold()
    assert "requires improvement" in str(reply).casefold()
    world.polls(2 * HOUR)
    assert len(world.slack.replies) == 1


def slug() -> str:
    return READING[0].replace(" ", "-").casefold()


def test_a_story_that_its_article_takes_back_is_told_to_those_who_heard_it(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    taken_back = SCHOOL[1] + " An earlier version was about other services."
    world.publishes("weekly", (SCHOOL[0], taken_back), slugs={0: slug()})
    world.polls(2 * HOUR)
    assert len(world.slack.roots) == 1
    (reply,) = world.slack.replies
    assert "no news of a council" in str(reply)
    world.polls(2 * HOUR)
    assert len(world.slack.replies) == 1


def test_two_teams_on_one_channel_get_one_message(world: World) -> None:
    world.teams += "- name: Reading alone\n  watch: {councils: [Reading]}\n  alerts: {slack: '#alerts'}\n"
    world.publishes("weekly", READING)
    world.polls()
    assert len(texts(world)) == 1


def test_a_new_team_does_not_hear_the_past(world: World) -> None:
    world.teams = "[]"
    world.publishes("weekly", READING)
    world.polls()
    world.teams = "- name: New\n  watch: {councils: all}\n  alerts: {slack: alerts}\n"
    world.polls(HOUR)
    assert texts(world) == []
    world.publishes("weekly", READING, SLOUGH)
    world.polls(HOUR)
    assert len(texts(world)) == 1


def test_what_falls_into_quiet_hours_is_held_and_then_told(world: World) -> None:
    world.teams = (
        "- name: Berkshire\n  watch: {councils: all}\n  alerts: {slack: alerts, quiet: 11:00-14:00}\n"
    )
    world.publishes("weekly", READING)
    world.polls()
    assert texts(world) == []
    world.polls(HOUR)
    assert texts(world) == []
    world.polls(HOUR)
    assert len(texts(world)) == 1


@pytest.mark.parametrize("trouble", [Trouble.LOST, Trouble.HALF, Trouble.SERVER_ERROR, Trouble.BAD_JSON])
@pytest.mark.parametrize("accepted", [True, False], ids=["taken", "not taken"])
def test_a_lost_answer_neither_loses_nor_doubles_the_message(
    world: World, trouble: Trouble, accepted: bool
) -> None:
    world.publishes("weekly", READING)
    world.slack.fail("chat.postMessage", Fault(trouble, accepted=accepted))
    assert not world.polls().went_well
    world.polls(timedelta(minutes=5))
    world.polls(timedelta(minutes=5))
    assert len(texts(world)) == 1


class Died(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("sent", [True, False], ids=["after sending", "before sending"])
def test_a_process_that_dies_while_sending_neither_loses_nor_doubles_the_message(
    world: World, sent: bool
) -> None:

    class Mortal(SlackChannel):
        def send(self, notice: Notice) -> Receipt:
            if sent:
                super().send(notice)
            raise Died

    world.publishes("weekly", READING)
    config = world.config()
    assert config.slack is not None
    settings = config.slack
    world.destination = lambda name: Mortal(name, settings)
    with pytest.raises(Died):
        world.polls()
    world.destination = destinations_of(config)
    world.polls(timedelta(minutes=1))
    world.polls(timedelta(minutes=1))
    assert len(texts(world)) == 1


def test_what_slack_refuses_for_now_is_owed_and_comes_later_in_order(world: World) -> None:
    world.publishes("weekly", READING, SLOUGH)
    world.slack.fail("chat.postMessage", Fault(Trouble.RATE_LIMITED, retry_after=60))
    assert world.polls().delivered.sent == 0
    assert world.polls(timedelta(seconds=30)).delivered.sent == 0
    assert world.polls(timedelta(seconds=40)).delivered.sent == 2


def test_a_dry_run_shows_what_would_be_told_and_leaves_no_trace(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    # A rehearsal goes by the real clock.
    world.publishes("weekly", READING, dates={0: datetime.now(UTC) - timedelta(hours=1)})
    config = world.config()
    with rehearsal(config) as tools:
        run_pass(tools, whatever_due=True)
    assert "slack:#alerts would be told" in capsys.readouterr().out
    assert texts(world) == []
    assert not config.state.exists()
