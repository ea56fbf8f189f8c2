from __future__ import annotations

import pytest

from tests.commands.support import CommandLine, Ran
from tests.support.mail import MailServer
from tests.support.slack import Fault, Trouble
from tests.support.slack_workspace import SCOPES
from tests.support.world import READING, World

BOTH = """\
- name: Berkshire
  watch:
    councils: [Reading, Slough]
    neighbours_of: [Reading]
    regions: [South East]
    events: [inspection]
  alerts: {slack: alerts, email: dcs@example.org, quiet: 22:00-07:00}
  digest: {when: Monday 08:00, email: board@example.org}
"""


def mailing(world: World, mail: MailServer) -> None:
    """Give the world a mail server and a team that uses it."""
    world.teams = BOTH
    server = f"host: {mail.host}, port: {mail.port}, security: none"
    world.more_config = f"email: {{{server}, from: Monitor <monitor@example.org>}}"


def test_a_right_config_is_shown_in_words(world: World, monitor: CommandLine) -> None:
    with MailServer() as mail:
        mailing(world, mail)
        ran = monitor("check")
    assert ran.code == 0
    words = " ".join(ran.out.split())
    assert "Berkshire watches 2 by name: Reading, Slough" in words
    assert "watches 10 statistical neighbours: " in words
    assert "only inspection" in words
    assert "alerts: slack:#alerts, email:dcs@example.org" in words
    assert "22:00 to 07:00" in words
    assert "digest: Mondays at 08:00 (Europe/London) to email:board@example.org" in words
    assert "config.yaml is right." in words
    assert "check --online" in ran.err
    assert not (world.folder / "state").exists()


def test_everything_answers(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    with MailServer() as mail:
        mailing(world, mail)
        ran = monitor("check", "--online")
    assert ran.code == 0
    assert "ok      slack:#alerts answers." in ran.out
    assert "ok      email:dcs@example.org answers." in ran.out
    assert "1 of 1 answered." in ran.out
    assert world.slack.messages == []
    assert not (world.folder / "state").exists()


def test_a_slack_app_that_cannot_read_history_answers_with_a_note(world: World, monitor: CommandLine) -> None:
    world.slack.scopes = SCOPES - {"channels:history", "groups:history"}
    ran = monitor("check", "--online")
    assert ran.code == 0
    words = " ".join(ran.out.split())
    assert "ok slack:#alerts answers." in words
    assert "note slack:#alerts: a message whose answer was lost cannot be looked up" in words


@pytest.mark.parametrize("private", [True, False], ids=["private", "public"])
def test_status_says_what_the_last_check_found_of_looking_into_a_channel(
    world: World, monitor: CommandLine, private: bool
) -> None:
    scope = f"{'groups' if private else 'channels'}:history"
    world.slack.channels[0].private = private
    monitor("status")
    world.slack.scopes = SCOPES - {scope}
    assert "channels:history (if private: groups:read and groups:history)" in words_of(
        monitor("check", "--online")
    )
    assert "slack:#alerts: a message whose answer was lost cannot be looked up" in words_of(monitor("status"))
    world.slack.scopes = SCOPES
    monitor("check", "--online")
    assert "looked up" not in words_of(monitor("status"))


def words_of(ran: Ran) -> str:
    return " ".join(ran.out.split())


def test_what_does_not_answer_is_named(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    world.sources.append("missing")
    world.teams = world.teams.replace("slack: alerts", "slack: [alerts, no-such-channel]")
    ran = monitor("check", "--online")
    assert ran.code == 1
    assert "ok      slack:#alerts answers." in ran.out
    assert "FAILED  " in ran.out
    assert "no-such-channel" in ran.out
    assert "FAILED  missing: " in ran.out
    assert "1 of 2 answered." in ran.out


def test_of_a_template_one_search_is_asked(world: World, cli: CommandLine) -> None:
    world.publishes("search", READING)
    (world.folder / "config.yaml").write_text(
        "fetch: {allow_networks: [127.0.0.0/8]}\n"
        f"sources:\n  - {{name: News, url: '{world.newsroom.url('/search')}?q={{council}}', every: 6h}}\n"
        "teams:\n  - {name: All, watch: {councils: all}, alerts: {console: true}}\n"
    )
    ran = cli("check", "--online")
    assert ran.code == 0
    assert "1 of 1 answered." in ran.out
    assert "Of 153 searches only one was asked" in ran.out
    assert len([path for path in world.newsroom.paths() if path.startswith("/search?")]) == 1


@pytest.mark.parametrize("name", ["Berkshire", "berkshire"])
def test_a_test_alert_reaches_each_of_the_teams_alert_destinations(
    world: World, monitor: CommandLine, name: str
) -> None:
    with MailServer() as mail:
        mailing(world, mail)
        ran = monitor("check", "--send-test", name)
        received = list(mail.received)
    assert ran.code == 0
    assert "ok      slack:#alerts was sent it." in ran.out
    assert "ok      email:dcs@example.org was sent it." in ran.out
    (message,) = world.slack.roots
    assert str(message["text"]).startswith("TEST")
    assert "Reading" in str(message)
    (mail_received,) = received
    assert mail_received.recipients == ("dcs@example.org",)
    assert str(mail_received.message["subject"]).startswith("TEST")


def test_each_test_alert_is_a_message_of_its_own(world: World, monitor: CommandLine) -> None:
    monitor("check", "--send-test", "Berkshire")
    monitor("check", "--send-test", "Berkshire")
    assert len(world.slack.roots) == 2


def test_a_test_alert_that_does_not_arrive_fails_and_the_others_are_sent(
    world: World, monitor: CommandLine
) -> None:
    world.teams = world.teams.replace("slack: alerts", "slack: [no-such-channel, alerts]")
    ran = monitor("check", "--send-test", "Berkshire")
    assert ran.code == 1
    assert "FAILED  " in ran.out
    assert "ok      slack:#alerts was sent it." in ran.out
    assert len(world.slack.roots) == 1


def test_a_slack_that_refuses_the_token_is_told_without_it(world: World, monitor: CommandLine) -> None:
    world.slack.fail("auth.test", Fault(Trouble.ERROR, code="invalid_auth"))
    ran = monitor("check", "--online")
    assert ran.code == 1
    assert "FAILED  " in ran.out
    assert "xoxb" not in ran.out + ran.err
