"""A year in the life of five sources that fail, move, die and return, with a news item every few days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from monitor.errors import FetchError, FetchFault
from monitor.model import Receipt
from monitor.tell.notice import Notice, PlainNotice, StoryNotice
from monitor.understand.councils import all_councils
from monitor.web.fetch import Outcome
from monitor.web.messages import Request, Response
from tests.live.support import item, page_of
from tests.support.newsroom import rss

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
A_YEAR = timedelta(days=365)
SHOWN = 12
"""Items in a feed."""
SOURCES = ("steady", "failing", "moving", "dying", "shifty")
ORDINALS = ("first", "second", "third", "fourth", "fifth")


@dataclass(frozen=True, slots=True)
class Event:
    """One piece of news: a monitoring visit to one council."""

    number: int
    council: str
    slug: str
    published: datetime

    @property
    def title(self) -> str:
        return f"Ofsted publishes letter on {ORDINALS[self.number % 5]} monitoring visit to {self.council}"

    @property
    def text(self) -> str:
        ordinal = ORDINALS[self.number % 5]
        return (
            f"Ofsted inspectors have published a letter after their {ordinal} monitoring visit to "
            f"{self.council} Council’s children’s services, which were judged inadequate in 2025. "
            "Inspectors found that progress has been made."
        )


def events_every(gap: timedelta) -> tuple[Event, ...]:
    """The year's news, each of another council, the last one early enough to be seen."""
    councils = all_councils()[: (A_YEAR - timedelta(days=10)) // gap]
    return tuple(
        Event(number, one.name, one.slug, START + gap * number) for number, one in enumerate(councils)
    )


@dataclass(slots=True)
class Year:
    """The web of that year: what each address answers at each moment."""

    events: tuple[Event, ...]
    now: datetime = START

    def fetch(self, request: Request) -> Outcome:
        path = request.url.removeprefix("https://").partition(".example/")
        source, rest = path[0], path[2]
        if rest != "feed":
            event = self.events[int(rest.partition("?")[0])]
            return _page(request.url, page_of(event.title, event.text))
        return getattr(self, f"_{source}")(request)  # type: ignore[no-any-return]  # one method a source

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Outcome]]:
        for request in requests:
            yield request, self.fetch(request)

    def hang_up(self) -> None:
        """Nothing is ever under way."""

    @property
    def day(self) -> int:
        return (self.now - START).days

    def _shown(self, source: str, request: Request, *, generation: int = 0, moved_to: str = "") -> Response:
        published = [event for event in self.events if event.published <= self.now][-SHOWN:]
        items = (
            item(
                event.title,
                f"https://{source}.example/{event.number}"
                + (f"?utm_source=g{generation}" if generation else ""),
                date=event.published,
                body=f"{event.text[:150]} …",
                guid=f"{source}-{generation}-{event.number}",
            )
            for event in published
        )
        body = rss(*items, title=source)
        etag = f'"{generation}-{len(published)}-{published[-1].number if published else 0}"'
        if request.etag == etag:
            return Response(url=request.url, status=304, headers={"etag": etag}, body=b"", moved_to=moved_to)
        headers = {"etag": etag, "content-type": "application/rss+xml"}
        return Response(url=request.url, status=200, headers=headers, body=body.encode(), moved_to=moved_to)

    def _steady(self, request: Request) -> Outcome:
        return self._shown("steady", request)

    def _failing(self, request: Request) -> Outcome:
        """Down for five days of every thirty, and showing a challenge page for two more."""
        phase = self.day % 30
        if phase < 5:
            return FetchError("failing.example answered 500 Internal Server Error", status=500)
        if phase < 7:
            return _page(request.url, "<html><title>Just a moment...</title></html>")
        return self._shown("failing", request)

    def _moving(self, request: Request) -> Outcome:
        return self._shown("moving", request, moved_to="https://moved.example/feed" if self.day > 100 else "")

    def _dying(self, request: Request) -> Outcome:
        """Taken away from spring to summer."""
        if 90 < self.day < 200:
            return FetchError("dying.example has taken this address away", FetchFault.GONE, status=410)
        return self._shown("dying", request)

    def _shifty(self, request: Request) -> Outcome:
        """Other guids and links every fortnight, and patience asked for now and then."""
        if self.day % 40 == 3:
            return FetchError("shifty.example asks us to wait", FetchFault.WAIT, status=429)
        return self._shown("shifty", request, generation=self.day // 14)


@dataclass(slots=True)
class Ledger:
    """A destination that writes down what it is told."""

    name: str = "console"
    stories: list[StoryNotice] = field(default_factory=list)
    plain: list[PlainNotice] = field(default_factory=list)

    def send(self, notice: Notice) -> Receipt:
        if isinstance(notice, StoryNotice):
            self.stories.append(notice)
        elif isinstance(notice, PlainNotice):
            self.plain.append(notice)
        return Receipt("", notice.key)

    def refresh(self, notice: StoryNotice, receipt: Receipt) -> None:
        """More coverage is no new message."""

    def find(self, notice: Notice, *, since: datetime) -> Receipt | None:
        del notice, since
        return None

    def check(self) -> tuple[str, ...]:
        return ()

    def limits(self) -> tuple[str, ...]:
        return ()

    @property
    def blind(self) -> str:
        return ""


def _page(url: str, html: str) -> Response:
    return Response(url=url, status=200, headers={"content-type": "text/html"}, body=html.encode())
