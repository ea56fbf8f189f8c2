"""The usual environment: a proxy that the operator names, and certificates that he trusts."""

from __future__ import annotations

import ssl
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.errors import FetchError, FetchFault
from monitor.web.fetch import Request, Response, Web
from monitor.web.settings import WebSettings
from tests.support.newsroom import Newsroom, item, rss

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""A key and certificate made for 127.0.0.1 and for these tests alone."""
FEED = rss(item("News", "https://newsroom.example/1"))
SHORT = timedelta(seconds=3)


def secure_newsroom() -> Newsroom:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return Newsroom(wrap=lambda sock: context.wrap_socket(sock, server_side=True))


def open_settings() -> WebSettings:
    return WebSettings(timeout=SHORT, allow_networks=(ip_network("127.0.0.0/8"),))


def test_a_certificate_nobody_vouches_for_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with secure_newsroom() as newsroom, Web(open_settings()) as web:
        outcome = web.fetch(Request(url=newsroom.serve("/feed", FEED)))
    assert isinstance(outcome, FetchError)
    assert str(outcome).startswith("the certificate of 127.0.0.1 was not accepted: self-signed certificate")


def test_a_certificate_the_operator_vouches_for_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with secure_newsroom() as newsroom, Web(open_settings()) as web:
        url = newsroom.serve("/feed", FEED)
        outcomes = [web.fetch(Request(url=url)) for _ in range(3)]
    assert all(isinstance(outcome, Response) for outcome in outcomes)
    assert newsroom.connections == 1


def test_a_host_that_speaks_no_tls_is_told_in_plain_words() -> None:
    with Newsroom() as newsroom, Web(open_settings()) as web:
        url = newsroom.serve("/feed", FEED).replace("http://", "https://")
        outcome = web.fetch(Request(url=url))
    assert isinstance(outcome, FetchError)
    assert str(outcome) == "127.0.0.1 offers no secure connection that we understand"


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "no_proxy",
        "NO_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
        "HTTP_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("proxied")
def test_a_proxy_is_asked_for_what_it_alone_can_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    with Newsroom() as proxy:
        proxy.serve("http://news.invalid/feed", FEED)
        monkeypatch.setenv("http_proxy", proxy.url("").replace("http://", "http://me:s3cret@"))
        # The proxy's own address is private, and is the operator's word.
        with Web(WebSettings(timeout=SHORT)) as web:
            outcome = web.fetch(Request(url="http://news.invalid/feed"))
    assert isinstance(outcome, Response)
    assert outcome.body == FEED.encode()
    assert proxy.asked[0].headers["proxy-authorization"].startswith("Basic ")


@pytest.mark.usefixtures("proxied")
@pytest.mark.parametrize("host", ["10.0.0.1", "localhost", "127.0.0.2", "[::1]", "169.254.169.254"])
def test_a_proxy_is_not_asked_for_a_private_address(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Newsroom() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url(""))
        with Web(WebSettings(timeout=SHORT)) as web:
            outcome = web.fetch(Request(url=f"http://{host}/feed"))
    assert isinstance(outcome, FetchError)
    assert outcome.fault is FetchFault.FORBIDDEN
    assert proxy.connections <= 1  # the one that wakes the listener at the end


@pytest.mark.usefixtures("proxied")
def test_hosts_excepted_from_the_proxy_are_called_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    with Newsroom() as proxy, Newsroom() as newsroom:
        monkeypatch.setenv("http_proxy", proxy.url(""))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with Web(open_settings()) as web:
            assert isinstance(web.fetch(Request(url=newsroom.serve("/feed", FEED))), Response)
    assert not proxy.asked


@pytest.mark.usefixtures("proxied")
def test_a_proxy_of_another_kind_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1080")
    with Web(open_settings()) as web:
        outcome = web.fetch(Request(url="http://127.0.0.1:9/feed"))
    assert isinstance(outcome, FetchError)
    assert "no HTTP proxy" in str(outcome)


@pytest.mark.usefixtures("proxied")
def test_a_proxy_that_will_not_connect_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with Newsroom() as proxy:
        monkeypatch.setenv("https_proxy", proxy.url(""))
        with Web(WebSettings(timeout=SHORT)) as web:
            outcome = web.fetch(Request(url="https://news.invalid/feed"))
    assert isinstance(outcome, FetchError)
    assert str(outcome) == "the proxy would not connect to news.invalid"
