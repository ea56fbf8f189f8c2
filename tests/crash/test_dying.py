"""A monitor that is killed at any instant tells each story exactly once all the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

from monitor.model import DeliveryState
from monitor.store import deliveries, stories
from tests.support.mail import MailServer
from tests.support.slack import TOKEN
from tests.support.world import START, World, a_world

REPOSITORY = Path(__file__).parents[2]
INSTANTS = 20
RANDOM_INSTANTS = 200
RARELY_ANSWERED = 6
"""More passes than any death can make necessary."""

LEAKED = (
    "Draft Ofsted report slates Reading children’s services",
    (
        "Children’s services in Reading are set to be rated inadequate, according to a draft Ofsted report "
        "seen by this newspaper.\nBoth Reading Borough Council and the inspectorate refused to discuss it."
    ),
)
OFFICIAL = (
    "Ofsted finds help and protection inadequate at Reading children’s services",
    (
        "Ofsted has published its inspection report on Reading Borough Council’s children’s services. "
        "Inspectors judged help and protection inadequate and the impact of leaders inadequate. "
        "They found that children wait too long."
    ),
)
CORRECTED = (
    OFFICIAL[0].replace("inadequate", "requires improvement"),
    OFFICIAL[1].replace("help and protection inadequate", "help and protection requires improvement")
    + " This article was corrected: an earlier version gave another grade for help and protection.",
)
VISIT = (
    "Ofsted letter praises progress at Slough children’s services",
    (
        "Ofsted has published a letter after its third monitoring visit to Slough Borough Council’s "
        "children’s services, which have been rated inadequate. Inspectors said that progress has been made."
    ),
)
VISIT_AGAIN = (
    "Slough makes headway, Ofsted finds on third monitoring visit",
    (
        "Slough Borough Council has made progress, Ofsted inspectors said after their third monitoring visit "
        "to its children’s services. The letter praises managers."
    ),
)


class Nursery:
    """The process from which the mortal ones are forked."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def raises(
        self, config: Path, now: str, *, arguments: Sequence[str] = ("poll",), **death: float
    ) -> dict[str, int]:
        """One command, a `poll` if none is named, from birth to death."""
        order: dict[str, Any] = {"arguments": [*arguments, "--config", str(config)], "now": now, **death}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()
        answer: dict[str, int] = msgspec.json.decode(self._process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, str(Path(__file__).with_name("nursery.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"SLACK_BOT_TOKEN": TOKEN, "PYTHONPATH": str(REPOSITORY)},
    )
    with process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()


@dataclass(slots=True)
class Life:
    """One world in which a monitor lives, dies once, and is born again until all is told."""

    world: World
    mail: MailServer
    nursery: Nursery

    def news_breaks(self) -> None:
        self.world.publishes("weekly", LEAKED, VISIT)

    def news_goes_on(self) -> None:
        self.world.publishes("courier", OFFICIAL, VISIT_AGAIN)

    def an_article_is_corrected(self) -> None:
        slug = OFFICIAL[0].replace(" ", "-").casefold()
        self.world.publishes("courier", CORRECTED, VISIT_AGAIN, slugs={0: slug})
        self.world.now += timedelta(hours=2)

    @property
    def parts(self) -> tuple[Callable[[], None], ...]:
        """What happens in it, one thing after the other."""
        return self.news_breaks, self.news_goes_on, self.an_article_is_corrected

    def polls(self, **death: float) -> dict[str, int]:
        """One process."""
        return self.types("poll", **death)

    def types(self, *arguments: str, **death: float) -> dict[str, int]:
        """One process that does what was typed."""
        self.world.config()
        self.world.now += timedelta(minutes=1)
        config, now = self.world.folder / "config.yaml", self.world.now.isoformat()
        return self.nursery.raises(config, now, arguments=arguments, **death)

    def goes_on_until_all_is_told(self) -> None:
        statuses: list[int] = []
        while 0 not in statuses:
            statuses.append(self.polls()["status"])
            assert len(statuses) < RARELY_ANSWERED, f"no pass ended well: {statuses}"

    def everything_was_told_once(self) -> None:
        keys = Counter(
            str(message["metadata"]["event_payload"]["delivery"]) for message in self.world.slack.messages
        )
        assert set(keys.values()) == {1}, keys
        told = sorted(f"{key.partition('-')[0]}/{key.rpartition('/')[2]}" for key in keys)
        assert told == ["reading/1", "reading/2", "reading/3", "slough/1"]
        assert [reply["reply_broadcast"] for reply in self.world.slack.replies] == [True, False]
        (report,) = (root for root in self.world.slack.roots if "Reading" in str(root["text"]))
        assert "Help and protection: Requires improvement" in str(report["text"])
        (visit,) = (root for root in self.world.slack.roots if "Slough" in str(root["text"]))
        assert "weekly" in str(visit)
        assert "courier" in str(visit)
        mails = {str(one.message["Message-ID"]) for one in self.mail.received}
        assert len(mails) == len(keys)
        self._nothing_is_owed(len(keys))

    def _nothing_is_owed(self, told: int) -> None:
        with self.world.tools() as tools, tools.store.reading() as connection:
            known = [*stories.of_home(connection, "reading"), *stories.of_home(connection, "slough")]
            rows = [row for story_id in known for row in deliveries.of_story(connection, story_id)]
        assert [row.state for row in rows] == [DeliveryState.SENT] * 2 * told


@contextmanager
def a_life(nursery: Nursery) -> Iterator[Life]:
    with TemporaryDirectory() as folder, a_world(Path(folder)) as world, MailServer() as mail:
        world.now = START
        world.teams = """\
            - name: Berkshire
              watch: {councils: [Reading, Slough]}
              alerts: {slack: alerts, email: dcs@example.org}
            """
        world.more_config = (
            f"email: {{host: 127.0.0.1, port: {mail.port}, security: none, from: m@example.org}}"
        )
        yield Life(world, mail, nursery)


@pytest.fixture(scope="module")
def whole_life(nursery: Nursery) -> tuple[int, ...]:
    """How many instants each part of a life without a death has."""
    with a_life(nursery) as life:
        instants = []
        for happens in life.parts:
            happens()
            poll = life.polls()
            assert poll["status"] == 0
            instants.append(poll["counted"])
        life.everything_was_told_once()
        return tuple(instants)


def dies(life: Life, deaths: Sequence[dict[str, float]]) -> int:
    """A life in which each part's first process may end early; returns how often one really died."""
    died = 0
    for happens, death in zip(life.parts, deaths, strict=True):
        happens()
        status = life.polls(**death)["status"]
        if status:
            life.goes_on_until_all_is_told()
        died += status < 0
    life.everything_was_told_once()
    return died


def at(instant: int, whole_life: Sequence[int]) -> list[dict[str, float]]:
    """Where in a life an instant lies, all instants counted through from 1."""
    deaths: list[dict[str, float]] = []
    for count in whole_life:
        deaths.append({"instant": instant} if 0 < instant <= count else {})
        instant -= count
    return deaths


@pytest.mark.parametrize("number", range(INSTANTS))
def test_killed_at_an_instant_it_tells_each_story_once(
    nursery: Nursery, whole_life: tuple[int, ...], number: int
) -> None:
    instant = 1 + number * (sum(whole_life) - 1) // (INSTANTS - 1)
    with a_life(nursery) as life:
        # Two threads do not always pass the same instants: the last ones may not be reached.
        assert dies(life, at(instant, whole_life)) <= 1


@pytest.mark.full
def test_killed_at_every_instant_it_tells_each_story_once(
    nursery: Nursery, whole_life: tuple[int, ...]
) -> None:
    deaths = 0
    for instant in range(1, sum(whole_life) + 1):
        with a_life(nursery) as life:
            deaths += dies(life, at(instant, whole_life))
    assert deaths >= sum(whole_life) - 6


def seconds_of_a_poll(nursery: Nursery) -> float:
    with a_life(nursery) as life:
        life.news_breaks()
        began = time.monotonic()
        life.polls()
        return time.monotonic() - began


@pytest.mark.full
@pytest.mark.parametrize("seed", range(4))
def test_killed_from_outside_at_random_times_it_tells_each_story_once(nursery: Nursery, seed: int) -> None:
    times = random.Random(seed)  # noqa: S311 - instants, no secrets
    a_poll = min(seconds_of_a_poll(nursery) for _ in range(3))
    lives = deaths = 0
    while deaths < RANDOM_INSTANTS // 4:
        with a_life(nursery) as life:
            deaths += dies(life, [{"seconds": times.uniform(0, a_poll)} for _ in life.parts])
        lives += 1
        assert lives < RANDOM_INSTANTS  # some end before their time comes, but not most
