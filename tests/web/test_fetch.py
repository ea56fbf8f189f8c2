from __future__ import annotations

import threading
import time
from datetime import timedelta
from ipaddress import ip_network

import pytest

from monitor.errors import FetchError, FetchFault
from monitor.web.fetch import Request, Response, Web
from monitor.web.settings import WebSettings
from tests.support.newsroom import Newsroom, item, rss, wait_until

LOOPBACK = ip_network("127.0.0.1/32")
FEED = rss(item("News", "https://newsroom.example/1"))


def settings(*, concurrency: int = 8, timeout: float = 2.0, max_body: int = 1_000_000) -> WebSettings:
    return WebSettings(
        concurrency=concurrency,
        timeout=timedelta(seconds=timeout),
        max_body=max_body,
        allow_networks=(LOOPBACK,),
        contact="press@council.example",
    )


def answered(outcome: Response | FetchError) -> Response:
    assert isinstance(outcome, Response), outcome
    return outcome


def refused(outcome: Response | FetchError) -> FetchError:
    assert isinstance(outcome, FetchError), outcome
    return outcome


def test_a_body_comes_with_its_headers_in_lower_case() -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        url = newsroom.serve("/feed", FEED, ETag='W/"x"', Last_Modified="Fri, 20 Nov 2026 09:00:00 GMT")
        answer = answered(web.fetch(Request(url=url)))
    assert answer.body == FEED.encode()
    assert answer.url == url
    assert answer.etag == 'W/"x"'
    assert answer.last_modified == "Fri, 20 Nov 2026 09:00:00 GMT"
    assert not answer.moved_to


@pytest.mark.parametrize(
    "etag", ['"plain"', 'W/"weak"', "no-quotes", '"with , comma"', '"caf\xe9"', '"\xc3\xa9"']
)
def test_validators_go_back_to_the_letter(etag: str) -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        url = newsroom.conditional("/feed", FEED, etag=etag, last_modified="yesterday, more or less")
        first = answered(web.fetch(Request(url=url)))
        again = Request(url=url, etag=first.etag, last_modified=first.last_modified)
        second = answered(web.fetch(again))
    assert first.status == 200
    assert second.not_modified
    assert second.body == b""
    assert newsroom.asked[1].headers["if-none-match"] == etag
    assert newsroom.asked[1].headers["if-modified-since"] == "yesterday, more or less"


def test_the_program_names_itself_and_its_operator() -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        web.fetch(Request(url=newsroom.serve("/feed", FEED)))
    headers = newsroom.asked[0].headers
    assert headers["user-agent"].startswith("ofsted-monitor/")
    assert headers["user-agent"].endswith("(+press@council.example)")
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["host"] == f"127.0.0.1:{newsroom.port}"
    assert "cookie" not in headers


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((308, 301), True), ((301, 302), False), ((307,), False), ((303,), False)],
)
def test_an_address_has_moved_when_every_hop_says_for_good(statuses: tuple[int, ...], *, moved: bool) -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        target = newsroom.serve("/new", FEED)
        for hop, status in enumerate(statuses):
            newsroom.redirect(f"/{hop}", f"/{hop + 1}" if hop + 1 < len(statuses) else "/new", status)
        answer = answered(web.fetch(Request(url=newsroom.url("/0"))))
    assert answer.url == target
    assert answer.moved_to == (target if moved else "")


def test_five_redirects_are_followed_and_not_six() -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        newsroom.serve("/6", FEED)
        for hop in range(6):
            newsroom.redirect(f"/{hop}", f"/{hop + 1}")
        assert answered(web.fetch(Request(url=newsroom.url("/1")))).status == 200
        assert "redirects in circles" in str(refused(web.fetch(Request(url=newsroom.url("/0")))))


def test_a_password_in_an_address_is_used_but_never_shown_or_carried_elsewhere() -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        newsroom.serve("/feed", FEED)
        newsroom.redirect("/moved", newsroom.url("/feed"))
        url = newsroom.url("/moved").replace("http://", "http://reader:s3cret@")
        answer = answered(web.fetch(Request(url=url)))
        failed = refused(web.fetch(Request(url=url.replace("/moved", "/missing"))))
    assert newsroom.asked[0].headers["authorization"].startswith("Basic ")
    assert "authorization" not in newsroom.asked[1].headers
    assert "s3cret" not in answer.url
    assert "s3cret" not in str(failed)


def test_connections_are_used_again() -> None:
    with Newsroom() as newsroom, Web(settings(concurrency=2)) as web:
        url = newsroom.serve("/feed", FEED)
        outcomes = [outcome for _, outcome in web.fetch_all(Request(url=url) for _ in range(40))]
    assert all(isinstance(outcome, Response) for outcome in outcomes)
    assert newsroom.connections <= 2


def test_a_connection_that_went_stale_is_replaced_without_a_word() -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        url = newsroom.says("/feed", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        for _ in range(5):
            assert answered(web.fetch(Request(url=url))).body == b"ok"


def test_every_request_has_one_outcome_even_when_two_are_alike() -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        url = newsroom.serve("/feed", FEED)
        requests = [Request(url=url) for _ in range(20)] + [Request(url="nonsense")] * 2
        outcomes = list(web.fetch_all(requests))
    assert sorted(id(request) for request, _ in outcomes) == sorted(id(request) for request in requests)


def test_one_hanging_feed_delays_no_other() -> None:
    with Newsroom() as newsroom, Web(settings(concurrency=4, timeout=3)) as web:
        hanging = newsroom.talk("/hang", lambda wire, _: wire.hang())
        good = newsroom.serve("/feed", FEED)
        began = time.monotonic()
        order = []
        for request, _ in web.fetch_all([Request(url=hanging), *(Request(url=good) for _ in range(30))]):
            order.append(request.url)
            if len(order) == 30:
                assert time.monotonic() - began < 2.8
    assert order[-1] == hanging


def test_a_caller_who_takes_nothing_is_sent_nothing_more() -> None:
    with Newsroom() as newsroom, Web(settings(concurrency=3)) as web:
        url = newsroom.serve("/feed", FEED)
        outcomes = web.fetch_all(Request(url=url) for _ in range(50))
        next(outcomes)
        time.sleep(0.3)
        assert len(newsroom.asked) <= 2 * 3
        assert len(list(outcomes)) == 49


def test_leaving_early_ends_at_once_and_leaves_no_thread() -> None:
    before = threading.active_count()
    with Newsroom() as newsroom:
        hanging = newsroom.talk("/hang", lambda wire, _: wire.hang())
        good = newsroom.serve("/feed", FEED)
        with Web(settings(timeout=30)) as web:
            outcomes = web.fetch_all([Request(url=hanging), Request(url=good)])
            assert next(outcomes)[0].url == good
            assert wait_until(lambda: "/hang" in newsroom.paths())
            began = time.monotonic()
        assert time.monotonic() - began < 2
    assert wait_until(lambda: threading.active_count() <= before)


def test_pages_are_asked_for_only_where_robots_txt_lets_us_and_it_is_read_once() -> None:
    with Newsroom() as newsroom, Web(settings(concurrency=1)) as web:
        newsroom.serve("/robots.txt", "User-agent: *\nDisallow: /private\n")
        open_page, closed_page = newsroom.serve("/open", "<p>x"), newsroom.serve("/private/page", "<p>x")
        assert answered(web.fetch(Request(url=open_page, page=True))).status == 200
        refusal = refused(web.fetch(Request(url=closed_page, page=True)))
        assert answered(web.fetch(Request(url=closed_page))).status == 200
    assert refusal.fault is FetchFault.FORBIDDEN
    assert "robots.txt" in str(refusal)
    assert newsroom.paths() == ["/robots.txt", "/open", "/private/page"]


def test_a_redirect_into_what_robots_txt_closes_is_not_followed() -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        newsroom.serve("/robots.txt", "User-agent: ofsted-monitor\nDisallow: /private\n")
        newsroom.serve("/private", "<p>x")
        refusal = refused(web.fetch(Request(url=newsroom.redirect("/door", "/private"), page=True)))
    assert refusal.fault is FetchFault.FORBIDDEN
    assert "/private" not in newsroom.paths()


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_missing_robots_txt_allows_and_a_broken_one_postpones(status: int, *, allowed: bool) -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        newsroom.serve("/robots.txt", "", status)
        outcome = web.fetch(Request(url=newsroom.serve("/page", "<p>x"), page=True))
    assert isinstance(outcome, Response) == allowed
    if isinstance(outcome, FetchError):
        assert outcome.fault is not FetchFault.FORBIDDEN


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120), ("Fri, 20 Nov 2026 10:00:00 GMT", 3600), ("soon", None), ("", None)]
)
def test_a_plea_to_wait_says_how_long(value: str, seconds: int | None) -> None:
    with Newsroom() as newsroom, Web(settings()) as web:
        url = newsroom.serve("/feed", "", 429, Retry_After=value, Date="Fri, 20 Nov 2026 09:00:00 GMT")
        error = refused(web.fetch(Request(url=url)))
    assert error.fault is FetchFault.WAIT
    assert error.retry_after == (None if seconds is None else timedelta(seconds=seconds))


def test_a_deadline_covers_redirects_and_the_last_byte_together() -> None:
    with Newsroom() as newsroom, Web(settings(timeout=1)) as web:

        def slow_redirect(wire: object, _: object) -> None:
            time.sleep(0.6)
            wire.send(b"HTTP/1.1 302 Found\r\nLocation: /slow\r\nContent-Length: 0\r\n\r\n")  # type: ignore[attr-defined]

        newsroom.talk("/slow", slow_redirect)
        began = time.monotonic()
        error = refused(web.fetch(Request(url=newsroom.url("/slow"))))
    assert str(error) == "127.0.0.1 did not answer within 1 s"
    assert time.monotonic() - began < 2
