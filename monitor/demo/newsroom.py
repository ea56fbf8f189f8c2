"""The bundled newsroom on loopback: real HTTP, real feeds, no internet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import parse_qs, urlsplit

from monitor.demo.library import Edition, outlets, pieces
from monitor.demo.press import HTML, Resource, print_edition, search

OPENING = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
"""The demonstration's own clock when the first edition is out: a Friday afternoon."""

HOURS = {
    Edition.FIRST: OPENING,
    Edition.LATER: datetime(2026, 11, 20, 18, 40, tzinfo=UTC),
    Edition.CORRECTED: datetime(2026, 11, 20, 19, 50, tzinfo=UTC),
}
"""When each edition is out."""

SEARCH_PATH = "/search/rss"
MISSING = Resource(b"<!DOCTYPE html><title>Not found</title><p>There is no such page.</p>", HTML, OPENING)


class SampleFeed(NamedTuple):
    """One feed of the newsroom as config.yaml would list it."""

    name: str
    url: str
    """May hold `{council}`, as an aggregator's search does."""
    every: str


class Newsroom:
    """A server of invented news on 127.0.0.1, open from `with` to its end.

    The first edition is out at once; `publish_more` and `publish_correction` bring out the later ones.
    """

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Desk, self))
        # Closing waits for answers under way; a silent client is given up after _Desk.timeout.
        self._server.daemon_threads = False
        self._editions: set[Edition] = set()
        self._lock = Lock()
        self._asked: Counter[str] = Counter()
        self._answered: Counter[HTTPStatus] = Counter()
        self._publish(Edition.FIRST)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="newsroom")

    def __enter__(self) -> Self:
        """Open the doors."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close: no further request is answered and the port is free again."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """The server's root, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def now(self) -> datetime:
        """The demonstration's clock: when the newest edition came out."""
        return max(HOURS[edition] for edition in self._editions)

    def feeds(self) -> tuple[SampleFeed, ...]:
        """Every feed to poll; the last is a search made for each watched council."""
        own = [
            SampleFeed(outlet.name, self.url + outlet.home + outlet.feed_path, outlet.every)
            for outlet in outlets().values()
            if outlet.feed
        ]
        query = "?q=%22{council}%22+ofsted&hl=en-GB&gl=GB&ceid=GB:en"
        return (*own, SampleFeed("News search", self.url + SEARCH_PATH + query, "6h"))

    def publish_more(self) -> datetime:
        """Bring out the later edition, in which a second outlet covers a told story; the clock then."""
        return self._publish(Edition.LATER)

    def publish_correction(self) -> datetime:
        """Bring out the edition in which an inspection's article is corrected; the clock then."""
        return self._publish(Edition.CORRECTED)

    @property
    def asked(self) -> Mapping[str, int]:
        """How often each path was asked for."""
        with self._lock:
            return dict(self._asked)

    @property
    def requests(self) -> int:
        """How many requests came in."""
        return sum(self.asked.values())

    @property
    def unmodified(self) -> int:
        """How many of them were answered "not modified", without a body."""
        with self._lock:
            return self._answered[HTTPStatus.NOT_MODIFIED]

    def find(self, target: str) -> Resource | None:
        """What stands at a request target: its path, or path and query."""
        parts = urlsplit(target)
        if parts.path == SEARCH_PATH:
            query = " ".join(parse_qs(parts.query).get("q", []))
            return search(query, self._pieces, self.url, self.url + target)
        return self._shelf.get(target) or self._shelf.get(parts.path)

    def count(self, target: str, status: HTTPStatus) -> None:
        """Take note of a request and of its answer."""
        with self._lock:
            self._asked[urlsplit(target).path] += 1
            self._answered[status] += 1

    def _publish(self, edition: Edition) -> datetime:
        self._editions.add(edition)
        self._pieces = pieces(*self._editions)
        self._shelf = print_edition(self._pieces, outlets().values(), self.url)
        return self.now


class _Desk(BaseHTTPRequestHandler):
    """Answers one request."""

    server_version = "Newsroom"
    sys_version = ""
    timeout = 5

    def __init__(self, newsroom: Newsroom, *connection: object) -> None:
        self._newsroom = newsroom
        super().__init__(*connection)  # type: ignore[arg-type]  # socketserver hands them over as they are

    def do_GET(self) -> None:
        """Answer with head and body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the head alone."""
        self._answer(with_body=False)

    def log_message(
        self,
        format: str,  # noqa: A002 - the base class's name
        *args: object,
    ) -> None:
        """Stay silent: the terminal belongs to the demonstration."""

    def _answer(self, *, with_body: bool) -> None:
        resource = self._newsroom.find(self.path)
        status = HTTPStatus.OK if resource else HTTPStatus.NOT_FOUND
        if resource and self._known(resource):
            status = HTTPStatus.NOT_MODIFIED
        self._newsroom.count(self.path, status)
        self._send(resource or MISSING, status, with_body=with_body)

    def _send(self, resource: Resource, status: HTTPStatus, *, with_body: bool) -> None:
        self.send_response(status)
        if status is not HTTPStatus.NOT_FOUND:
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", format_datetime(resource.changed, usegmt=True))
        if status is HTTPStatus.NOT_MODIFIED:
            self.end_headers()
            return
        self.send_header("Content-Type", resource.content_type)
        self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(resource.body)

    def _known(self, resource: Resource) -> bool:
        """Whether the client holds this very content; the ETag counts before the date."""
        if held := self.headers.get("If-None-Match"):
            tags = {tag.strip().removeprefix("W/") for tag in held.split(",")}
            return bool(tags & {resource.etag, "*"})
        since = _date(self.headers.get("If-Modified-Since", ""))
        return since is not None and resource.changed <= since


def _date(header: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
