"""The program as a user starts it, killed while Slack keeps it waiting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crash.test_dying import VISIT
from tests.support.newsroom import wait_until
from tests.support.slack import TOKEN, Fault, Trouble
from tests.support.world import World

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 30.0


def started(world: World, *arguments: str) -> subprocess.Popen[bytes]:
    """`python -m monitor …` in this world, on the computer's own clock."""
    world.config()
    return subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "monitor", *arguments, "--config", str(world.folder / "config.yaml")],
        cwd=REPOSITORY,
        env=os.environ | {"SLACK_BOT_TOKEN": TOKEN},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def ended(process: subprocess.Popen[bytes]) -> int:
    with process:
        return process.wait(PATIENCE)


@pytest.mark.parametrize("accepted", [True, False], ids=["Slack took the message", "Slack took nothing"])
def test_a_poll_killed_while_it_waits_for_slack_is_finished_by_the_next(world: World, accepted: bool) -> None:
    world.now = datetime.now(UTC)
    world.publishes("weekly", VISIT, dates={0: world.now})
    world.slack.fail("chat.postMessage", Fault(Trouble.HANG, accepted=accepted))
    poll = started(world, "poll")
    assert wait_until(lambda: bool(world.slack.called("chat.postMessage")), seconds=PATIENCE)
    poll.send_signal(signal.SIGKILL)
    assert ended(poll) == -signal.SIGKILL
    assert ended(started(world, "poll")) == 0
    assert len(world.slack.messages) == 1


def test_a_service_killed_while_it_waits_for_slack_is_finished_by_the_next_which_stops_when_told(
    world: World,
) -> None:
    world.now = datetime.now(UTC)
    world.publishes("weekly", VISIT, dates={0: world.now})
    world.slack.fail("chat.postMessage", Fault(Trouble.HANG, accepted=True))
    service = started(world, "run")
    assert wait_until(lambda: bool(world.slack.called("chat.postMessage")), seconds=PATIENCE)
    service.send_signal(signal.SIGKILL)
    ended(service)
    service = started(world, "run")
    assert wait_until(lambda: bool(world.slack.called("conversations.history")), seconds=PATIENCE)
    service.send_signal(signal.SIGTERM)
    assert ended(service) == 0
    assert len(world.slack.messages) == 1
