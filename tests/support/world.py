"""A whole monitor on loopback: newsroom, Slack, config file, state, and a clock that the test turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from textwrap import dedent, indent

from monitor.app import opened
from monitor.config import Config, read_config
from monitor.pipeline.passes import PassSummary, run_pass
from monitor.pipeline.tools import Tools
from monitor.tell.notice import Destination
from tests.support.newsroom import Newsroom, rss
from tests.support.slack import TOKEN, SlackServer
from tests.support.slack_workspace import Channel

START = datetime(2026, 11, 18, 12, tzinfo=UTC)
ONE_TEAM = """\
- name: Berkshire
  watch: {councils: [Reading, Slough, Devon]}
  alerts: {slack: alerts}
"""
READING = (
    "Reading children’s services rated requires improvement by Ofsted",
    (
        "Reading Borough Council’s children’s services have been rated requires improvement by Ofsted. "
        "Inspectors who carried out a full inspection in January 2026 said that leaders had made progress. "
        "The council’s children’s services were judged inadequate at their last inspection in 2019."
    ),
)
SLOUGH = (
    "Ofsted publishes letter on third monitoring visit to Slough",
    (
        "Ofsted inspectors have published a letter after their third monitoring visit to Slough Borough "
        "Council’s children’s services, which were judged inadequate in 2025. Progress has been made."
    ),
)
SCHOOL = (
    "Primary school in Reading rated good",
    "A primary school in Reading has been rated good by Ofsted after a two-day school inspection in May.",
)


@dataclass(slots=True)
class World:
    """Everything around one monitor."""

    folder: Path
    newsroom: Newsroom
    slack: SlackServer
    teams: str = ONE_TEAM
    more_config: str = ""
    fetch: str = "{allow_networks: [127.0.0.0/8]}"
    sources: list[str] = field(default_factory=list)
    searches: list[str] = field(default_factory=list)
    """Sources with `{council}` in their address."""
    now: datetime = START
    destination: Callable[[str], Destination] | None = None
    pauses: list[float] = field(default_factory=list)
    """Seconds that the monitor would have waited between two messages."""

    def publishes(
        self,
        feed: str,
        *articles: tuple[str, str],
        dates: Mapping[int, datetime | None] | None = None,
        slugs: Mapping[int, str] | None = None,
    ) -> None:
        """Let a feed carry these (title, text) articles, newest last, each with a page of its own."""
        items = []
        for number, (title, text) in enumerate(articles):
            path = f"/{feed}/{(slugs or {}).get(number, title.replace(' ', '-').casefold())}"
            page = f"<html><head><title>{escape(title)}</title></head><body><article><h1>{escape(title)}</h1>"
            page += (
                "".join(f"<p>{escape(part)}</p>" for part in text.split("\n")) + "</article></body></html>"
            )
            self.newsroom.serve(
                path.encode("ascii", "ignore").decode(), page, content_type="text/html; charset=utf-8"
            )
            date = (dates or {}).get(number, START - timedelta(hours=1))
            when = "" if date is None else f"<pubDate>{format_datetime(date, usegmt=True)}</pubDate>"
            link = self.newsroom.url(path.encode("ascii", "ignore").decode())
            items.append(
                f"<title>{escape(title)}</title><link>{link}</link><guid>{link}</guid>{when}"
                f"<description>{escape(text[:160])}</description>"
            )
        self.newsroom.serve(f"/{feed}", rss(*items, title=feed))
        if feed not in self.sources:
            self.sources.append(feed)

    def config(self) -> Config:
        """The world's config file, read as a user's would be."""
        sources = "\n".join(
            f"  - {{name: {name}, url: '{self.newsroom.url('/' + name)}', every: 1h}}"
            for name in self.sources
        )
        sources += "".join(
            f"\n  - {{name: {name}, url: '{self.newsroom.url('/' + name)}?q={{council}}', every: 6h}}"
            for name in self.searches
        )
        text = (
            f"state: state/monitor.db\nfetch: {self.fetch}\n"
            f"slack: {{token: '${{SLACK_BOT_TOKEN}}', api_url: '{self.slack.api_url}'}}\n"
            f"{dedent(self.more_config)}\n"
            f"sources:{chr(10) + sources if sources else ' []'}\n"
            f"teams:\n{indent(dedent(self.teams), '  ')}\n"
        )
        path = self.folder / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return read_config(path, environment={"SLACK_BOT_TOKEN": TOKEN})

    @contextmanager
    def tools(self) -> Iterator[Tools]:
        """The monitor's own tools in this world."""
        with opened(self.config(), clock=lambda: self.now, destination=self.destination) as tools:
            yield replace(tools, pause=self.pauses.append)

    def polls(self, after: timedelta = timedelta(), *, whatever_due: bool = True) -> PassSummary:
        """One pass, some time later, by a process of its own."""
        self.now += after
        with self.tools() as tools:
            return run_pass(tools, whatever_due=whatever_due)


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """A world with one team and one Slack channel, `alerts`."""
    with ExitStack() as stack:
        newsroom = stack.enter_context(Newsroom())
        slack = SlackServer(Channel("C0ALERTS", "alerts"), clock=lambda: world.now.timestamp())  # noqa: PLW0108 - the world comes after
        world = World(folder, newsroom, stack.enter_context(slack))
        yield world
