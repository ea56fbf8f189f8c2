"""The demonstration: the real pipeline over the bundled newsroom, on a clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.app import opened
from monitor.config import Config, read_config
from monitor.demo.newsroom import Newsroom
from monitor.errors import UsageError
from monitor.pipeline.digest import plan_of, written
from monitor.pipeline.passes import run_pass
from monitor.pipeline.tools import Tools
from monitor.stories.weeks import week_of

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

Say = Callable[[str], None]


def demonstrate(output: Path, say: Say) -> None:
    """Poll, poll again, show more coverage and a correction, and write the digest to `output`.

    Raises:
        UsageError: `output` cannot be written.
    """
    with Newsroom() as newsroom, _tools(newsroom) as tools:
        outlets = len(newsroom.feeds())
        say(f"A newsroom of invented articles is open at {newsroom.url}, with {outlets} feeds.")
        _chapter(say, "First poll: what a team that watches every council is told")
        first = run_pass(tools, whatever_due=True)
        say(str(first))
        _chapter(say, "Second poll: nothing is told twice")
        say(str(run_pass(tools, whatever_due=True)))
        _chapter(
            say, "A second outlet reports a story that was told: its message is brought up to date, quietly"
        )
        newsroom.publish_more()
        say(str(run_pass(tools, whatever_due=True)))
        _chapter(
            say, "An outlet corrects itself: those who were told hear what was said and what is said now"
        )
        newsroom.publish_correction()
        say(str(run_pass(tools, whatever_due=True)))
        _chapter(say, "The weekly digest")
        _write_digest(tools, output)
        say(f"The digest is in {output.resolve()}: open it in a browser.")


@contextmanager
def _tools(newsroom: Newsroom) -> Iterator[Tools]:
    """The monitor's own tools, with the newsroom's clock and a state that is thrown away."""
    with (
        TemporaryDirectory(prefix="ofsted-monitor-demo-") as folder,
        opened(_config(newsroom, Path(folder)), clock=lambda: newsroom.now) as tools,
    ):
        yield tools


def _config(newsroom: Newsroom, folder: Path) -> Config:
    """A real config file, read as a user's would be."""
    sources = "\n".join(
        f"  - {{name: '{feed.name}', url: '{feed.url}', every: {feed.every}}}" for feed in newsroom.feeds()
    )
    path = folder / "config.yaml"
    path.write_text(CONFIG.format(sources=sources), encoding="utf-8")
    return read_config(path, environment={})


def _write_digest(tools: Tools, output: Path) -> None:
    (team,) = tools.config.teams
    week = week_of(plan_of(team), tools.config.timezone, tools.clock())
    with tools.store.reading() as connection:
        page = written(tools, connection, team, week).html
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"The digest cannot be written to {output}: {error.strerror}. Name another file with --output."
        ) from error


def _chapter(say: Say, title: str) -> None:
    say(f"\n── {title} ──\n")
