"""What `check` asks the outside: every destination and source once, and a test alert where one is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.app import destinations_of, opened, utc_now
from monitor.commands.output import progress_bar
from monitor.config import Config
from monitor.errors import DeliveryError
from monitor.model import Coverage, Event, Finding, Highlights, Revision, RevisionKind, Story, Team
from monitor.pipeline.attempt import remember_limits
from monitor.pipeline.collect import probe
from monitor.tell.notice import StoryNotice

SPEAKER = "Ofsted Monitor"
WORDS = "This alert only tests whether alerts arrive here. Nothing has happened; nobody needs to act."
USUAL_COUNCIL = "reading"
"""Whom the test names where a team watches nobody."""


@dataclass(frozen=True, slots=True)
class SourceAnswers:
    """How the sources answered."""

    asked: int
    failed: tuple[tuple[str, str], ...]
    """Names with their errors."""
    alike: int
    """How many searches one of them stood for; 0 where there are none."""


def destination_answers(config: Config) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each destination with its problems (none where it would take messages), and what it lacks, in words."""
    destination = destinations_of(config)
    lacking: dict[str, tuple[str, ...]] = {}
    for name in config.destinations:
        problems = destination(name).check()
        if not problems:
            lacking[name] = destination(name).limits()
        yield name, problems, lacking.get(name, ())
    if config.state.exists():  # a state that `check` made might belong to another user than the service
        with opened(config) as tools:
            remember_limits(tools, lacking)


def source_answers(config: Config) -> SourceAnswers:
    """Ask every source once, keeping nothing."""
    searches = sum(source.spread for source in config.sources)
    with (
        TemporaryDirectory(prefix="ofsted-monitor-check-") as folder,
        progress_bar() as progress,
        opened(replace(config, state=Path(folder) / "check.db"), progress=progress) as tools,
    ):
        failed = tuple(probe(tools))
    asked = len(config.sources) - max(searches - 1, 0)
    return SourceAnswers(asked, failed, searches if searches > 1 else 0)


def send_tests(config: Config, team: Team) -> Iterator[tuple[str, str]]:
    """Send the team's test alert; each alert destination with what went wrong, empty where it arrived."""
    destination = destinations_of(config)
    for name in team.destinations:
        try:
            destination(name).send(trial_notice(config, team, utc_now()))
        except DeliveryError as error:
            yield name, str(error)
        else:
            yield name, ""


def trial_notice(config: Config, team: Team, now: datetime) -> StoryNotice:
    """An alert as the team will see them, of its own first council, marked as a test from first to last."""
    watched = (*team.watch.councils, *team.watch.neighbours, *team.watch.region, USUAL_COUNCIL)
    return StoryNotice(
        key=f"test/{team.name}/{now:%Y%m%dT%H%M%S%f}",
        revision=Revision(story=_story(watched[0], now), kind=RevisionKind.NEWS, made=now),
        root=None,
        now=now,
        zone=config.timezone,
        test=True,
    )


def _story(council: str, now: datetime) -> Story:
    coverage = Coverage(
        article_id=0,
        position=0,
        url="",
        link="",
        title="A test alert",
        source=SPEAKER,
        publisher=SPEAKER,
        published=now,
        first_seen=now,
        official=False,
        finding=Finding(council=council, event=Event.MONITORING_VISIT),
    )
    return Story(
        id=f"{council}-test",
        council=council,
        event=Event.MONITORING_VISIT,
        visit_ordinal=None,
        judgement=None,
        areas={},
        previous_judgement=None,
        direction=None,
        flags=(),
        highlights=Highlights(),
        themes=(),
        quote=WORDS,
        published=now,
        first_seen=now,
        revision=1,
        corrected=False,
        disputed=False,
        coverage=(coverage,),
    )
