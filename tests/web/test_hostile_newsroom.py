"""One pass over a newsroom in which everything that can go wrong does, beside one good feed.

Each fault is asserted for itself: what is kept, or what a person is told.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from monitor.errors import FetchError, NotAFeedError
from monitor.sources.feed import Feed, read_feed
from monitor.web.fetch import Request, Response, Web
from monitor.web.settings import WebSettings
from tests.support.newsroom import Newsroom
from tests.web.faults import GOOD, MAX_BODY, OTHER_HOST, TIMEOUT, faults

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FAULTS = faults("1")

Kept = Feed | FetchError | NotAFeedError


@dataclass(frozen=True)
class Pass:
    """What one pass over everything brought."""

    kept: dict[str, Kept]
    good: list[Kept]
    seconds: float
    megabytes: float
    neighbours_called: int


def path_of(name: str) -> str:
    return "/" + name.replace(" ", "-")


@pytest.fixture(scope="module")
def done() -> Iterator[Pass]:
    limits = WebSettings(
        concurrency=12,
        timeout=timedelta(seconds=TIMEOUT),
        max_body=MAX_BODY,
        allow_networks=(ip_network("127.0.0.1/32"),),
    )
    with Newsroom() as newsroom, Newsroom(OTHER_HOST) as neighbour, Web(limits) as web:
        names = {
            newsroom.talk(path_of(name), fault.talk) if fault.talk else fault.url: name
            for name, fault in faults(str(neighbour.port)).items()
        }
        good = [newsroom.serve(f"/good/{n}", GOOD) for n in range(20)]
        asked = list(names)
        for at, url in enumerate(good):
            asked.insert(at * 5, url)
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        kept = {
            request.url: _read(outcome) for request, outcome in web.fetch_all(Request(url=u) for u in asked)
        }
        yield Pass(
            kept={name: kept[url] for url, name in names.items()},
            good=[kept[url] for url in good],
            seconds=time.monotonic() - began,
            megabytes=(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000,
            neighbours_called=neighbour.connections,
        )


def _read(outcome: Response | FetchError) -> Kept:
    if isinstance(outcome, FetchError):
        return outcome
    try:
        return read_feed(outcome.body, url=outcome.url, now=NOW, content_type=outcome.content_type)
    except NotAFeedError as error:
        return error


@pytest.mark.parametrize("name", FAULTS)
def test_a_newsroom_that(name: str, done: Pass) -> None:
    fault, kept = FAULTS[name], done.kept[name]
    if fault.entries is not None:
        assert isinstance(kept, Feed), kept
        assert len(kept.entries) == fault.entries
        return
    assert isinstance(kept, FetchError | NotAFeedError), kept
    assert fault.told in str(kept)
    assert not any(sign in str(kept) for sign in ("Traceback", "Error(", "<class", "b'", "httpx", "httpcore"))
    if isinstance(kept, FetchError):
        assert kept.fault is fault.fault


def test_there_are_at_least_fifty_faults() -> None:
    assert len(FAULTS) >= 50


def test_the_good_feeds_beside_them_are_read(done: Pass) -> None:
    for kept in done.good:
        assert isinstance(kept, Feed)
        assert [entry.title for entry in kept.entries] == ["One", "Two"]


def test_the_forbidden_neighbour_was_never_called(done: Pass) -> None:
    assert done.neighbours_called == 0


def test_time_and_memory_stay_bounded(done: Pass) -> None:
    assert done.seconds < 15
    assert done.megabytes < 130


def test_nothing_was_read_from_outside_the_feed(done: Pass) -> None:
    kept = done.kept["quotes a local file"]
    assert isinstance(kept, Feed)
    assert kept.entries[0].title == "&x;"
    laughing = done.kept["laughs a billion times"]
    assert isinstance(laughing, Feed)
    assert laughing.entries[0].title == "&l9;"


def test_spoilt_text_comes_out_readable(done: Pass) -> None:
    titles = {}
    for name, kept in done.kept.items():
        if isinstance(kept, Feed) and kept.entries:
            titles[name] = kept.entries[0].title
    assert titles["is in Windows-1252, said to be UTF-8"] == "Children’s – café"
    assert titles["uses entities of HTML"] == "A B £5 ’"
    assert titles["has lone ampersands"] == "Health & Care & more"
    assert titles["has control characters"] == "ABC"
    assert titles["is in UTF-16"] == "One"
    assert len(titles["has a title without end"]) <= 500
