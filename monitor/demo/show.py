"""The demonstration: the real pipeline over the bundled newsroom, on a clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.app import opened
from monitor.config import Config, read_config
from monitor.demo.newsroom import OPENING, Newsroom
from monitor.errors import UsageError
from monitor.model import Story
from monitor.pipeline.digest import plan_of, written
from monitor.pipeline.passes import PassSummary, run_pass
from monitor.pipeline.tools import Progress, Tools, no_progress
from monitor.store import stories
from monitor.stories.weeks import week_of
from monitor.tell.sources import outlet
from monitor.tell.wording import headline

CONFIG = """\
state: demo.db
fetch: {{allow_networks: [127.0.0.0/8]}}
sources:
{sources}
teams:
  - name: Everybody
    watch: {{councils: all}}
    alerts: {{console: true}}
"""
CHAPTERS = 5


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demonstration is shown."""

    say: Callable[[str], object]
    """A paragraph."""
    chapter: Callable[[str], object]
    """The heading of what comes next."""
    progress: Progress = no_progress


def demonstrate(output: Path, stage: Stage) -> None:
    """Poll, poll again, show more coverage and a correction, and write the digest to `output`.

    Raises:
        UsageError: `output` cannot be written; told before anything begins.
    """
    _surely_writable(output)
    with Newsroom() as newsroom, _tools(newsroom, stage) as tools:
        _opening(stage, newsroom)
        _first_poll(stage, tools)
        _second_poll(stage, tools)
        _more_coverage(stage, newsroom, tools)
        _correction(stage, newsroom, tools)
        _digest(stage, tools, output)


# --- the chapters ---------------------------------------------------------------------------------


def _opening(stage: Stage, newsroom: Newsroom) -> None:
    stage.say(
        f"A newsroom of invented articles is open on this machine at {newsroom.url}, with "
        f"{len(newsroom.feeds())} feeds. A monitor reads it for one team, which watches every council in "
        "England. Nothing leaves this machine, and nothing is kept but the digest at the end."
    )


def _first_poll(stage: Stage, tools: Tools) -> None:
    _chapter(stage, tools, 1, "The first poll")
    stage.say(
        "The monitor asks every feed, opens each new article, and works out which council it is about and "
        "what Ofsted found. Two reports of one event make one story. Each story is told once:\n"
    )
    summary = run_pass(tools, whatever_due=True)
    stage.say(
        f"\n{len(summary.revisions)} stories were told, out of {summary.collected.new_entries} entries: the "
        "rest were repeats, or news of schools, nurseries and the like.\n"
        "Under each alert stands its story's id, which `explain` and `correct` take."
    )
    _result(stage, summary)


def _second_poll(stage: Stage, tools: Tools) -> None:
    _chapter(stage, tools, 2, "The second poll")
    stage.say("Nothing new was published, so nobody hears anything again.")
    _result(stage, run_pass(tools, whatever_due=True))


def _more_coverage(stage: Stage, newsroom: Newsroom, tools: Tools) -> None:
    before = _told_by(tools)
    newsroom.publish_more()
    _chapter(stage, tools, 3, "Another outlet has a story that was told")
    stage.say(
        "More coverage is no news: no new message is sent. In Slack the message that stands there would now "
        "name both outlets; in a terminal what is printed stays."
    )
    summary = run_pass(tools, whatever_due=True)
    for story in _known(tools).values():
        outlets = _outlets(story)
        if before.get(story.id, outlets) != outlets:
            stage.say(f"\n{headline(story)} ({story.id})")
            stage.say(f"  named before: {', '.join(before[story.id])}")
            stage.say(f"  named now:    {', '.join(outlets)}")
    _result(stage, summary)


def _correction(stage: Stage, newsroom: Newsroom, tools: Tools) -> None:
    newsroom.publish_correction()
    _chapter(stage, tools, 4, "An outlet corrects its article")
    stage.say(
        "Articles that were told are read again from time to time. A correction is told, because somebody "
        "was told otherwise: in Slack as one reply under the first message, which is put right as well; by "
        "email as one mail. What was said, and what is said now:\n"
    )
    summary = run_pass(tools, whatever_due=True)
    _result(stage, summary)


def _digest(stage: Stage, tools: Tools, output: Path) -> None:
    _chapter(stage, tools, 5, "The week in one page")
    (team,) = tools.config.teams
    week = week_of(plan_of(team), tools.config.timezone, tools.clock())
    with tools.store.reading() as connection:
        kept = written(tools, connection, team, week)
    output.write_text(kept.html, encoding="utf-8")
    stage.say(kept.digest.headline)
    stage.say(f"\nThe digest is in {output.resolve()}: open it in a browser.")
    stage.say(
        "\nThat was the whole job. To watch your own councils, name them in config.yaml, look whether it is "
        "right with `ofsted-monitor check`, and start with `ofsted-monitor run`."
    )


def _chapter(stage: Stage, tools: Tools, number: int, title: str) -> None:
    now = tools.clock().astimezone(tools.config.timezone)
    stage.chapter(f"{number} of {CHAPTERS}  {title}  ({now:%A %H:%M})")


def _result(stage: Stage, summary: PassSummary) -> None:
    stage.say(f"\n→ {summary}")


# --- what the monitor knows -----------------------------------------------------------------------


def _known(tools: Tools) -> Mapping[str, Story]:
    with tools.store.reading() as connection:
        found = stories.first_seen_between(connection, OPENING, tools.clock() + timedelta(seconds=1))
    return {story.id: story for story in found}


def _told_by(tools: Tools) -> Mapping[str, tuple[str, ...]]:
    return {story.id: _outlets(story) for story in _known(tools).values()}


def _outlets(story: Story) -> tuple[str, ...]:
    return tuple(dict.fromkeys(outlet(told) for told in story.coverage))


# --- the monitor itself ---------------------------------------------------------------------------


@contextmanager
def _tools(newsroom: Newsroom, stage: Stage) -> Iterator[Tools]:
    """The monitor's own tools, with the newsroom's clock and a state that is thrown away."""
    with TemporaryDirectory(prefix="ofsted-monitor-demo-") as folder:
        config = _config(newsroom, Path(folder))
        with opened(config, clock=lambda: newsroom.now, progress=stage.progress) as tools:
            yield tools


def _config(newsroom: Newsroom, folder: Path) -> Config:
    """A real config file, read as a user's would be."""
    sources = "\n".join(
        f"  - {{name: '{feed.name}', url: '{feed.url}', every: {feed.every}}}" for feed in newsroom.feeds()
    )
    path = folder / "config.yaml"
    path.write_text(CONFIG.format(sources=sources), encoding="utf-8")
    return read_config(path, environment={})


def _surely_writable(output: Path) -> None:
    """Try the file before the work, and leave none behind where none was."""
    was_there = output.exists()
    try:
        output.open("ab").close()
    except OSError as error:
        raise UsageError(
            f"The digest cannot be written to {output}: {error.strerror}. Name another file with --output."
        ) from error
    if not was_there:
        output.unlink()
