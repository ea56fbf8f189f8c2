from __future__ import annotations

import socket
import threading
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import FetchError, FetchFault
from monitor.web.fetch import Web
from monitor.web.guard import Guard, allows, refusal
from monitor.web.messages import Request, Response
from monitor.web.settings import WebSettings
from tests.support.newsroom import Newsroom

ALLOWED = (ip_network("10.20.0.0/16"), ip_network("fd00:1::/32"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104 - an address to be refused, not to be bound
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        "5f00::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_addresses_that_are_nobodys_public_host_are_refused(address: str) -> None:
    assert refusal(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "151.101.0.81",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.0.1",
        "2a04:4e42::81",
        "2606:4700::1",
    ],
)
def test_public_addresses_may_be_called(address: str) -> None:
    assert refusal(ip_address(address)) is None


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("10.20.3.4", True),
        ("::ffff:10.20.3.4", True),
        ("fd00:1::5", True),
        ("10.21.0.1", False),
        ("fd00:2::5", False),
        ("::ffff:10.21.0.1", False),
        ("64:ff9b::10.20.3.4", False),
    ],
)
def test_an_allowed_network_opens_its_own_addresses_and_no_other(address: str, *, opened: bool) -> None:
    assert (refusal(ip_address(address), ALLOWED) is None) == opened
    assert allows(ip_address(address), ALLOWED) == opened


@given(st.ip_addresses())
def test_what_is_let_through_is_a_global_unicast_address(address: IPv4Address | IPv6Address) -> None:
    if refusal(address) is None:
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_private


@given(st.ip_addresses(v=4))
def test_no_form_of_ipv6_smuggles_an_ipv4_address(address: IPv4Address) -> None:
    number = int(address)
    for form in (0xFFFF << 32 | number, number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert refusal(IPv6Address(form)) is not None


def test_a_name_that_leads_home_is_refused_in_plain_words() -> None:
    with pytest.raises(FetchError, match=r"localhost \(.+\) is this computer's own address") as caught:
        Guard(()).addresses("localhost", within=5)
    assert caught.value.fault is FetchFault.FORBIDDEN
    assert "fetch.allow_networks" in str(caught.value)


def test_a_name_in_an_allowed_network_is_known_as_opened_once_it_was_resolved() -> None:
    guard = Guard((ip_network("127.0.0.0/8"), ip_network("::1/128")))
    assert not guard.opened("localhost")
    assert guard.addresses("localhost", within=5)
    assert guard.opened("localhost")
    assert guard.opened("127.0.0.9")
    assert not guard.opened("10.0.0.1")


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost", "127.0.0.1", "[::1]"])
def test_no_proxy_is_asked_for_a_private_address(host: str) -> None:
    with pytest.raises(FetchError) as caught:
        Guard(()).check_proxied(host, within=5)
    assert caught.value.fault is FetchFault.FORBIDDEN


def test_a_name_only_the_proxy_knows_is_the_proxys_duty() -> None:
    Guard(()).check_proxied("nowhere.invalid", within=5)


def test_where_no_resolver_answers_the_proxy_is_left_to_find_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released = threading.Event()
    monkeypatch.setattr("monitor.web.guard.LONGEST_LOOKUP", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: released.wait(20) and [])
    Guard(()).check_proxied("somewhere.example", within=5)
    with pytest.raises(TimeoutError):
        Guard(()).addresses("somewhere.example", within=0.1)
    released.set()


def test_a_name_that_changes_its_mind_between_the_check_and_the_call_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: public or allowed when looked at, the office network when called."""
    real = socket.getaddrinfo
    answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])

    def rebinding(host: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - the resolver's own signature
        return real(next(answers) if host == "rebinding.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    limits = WebSettings(timeout=timedelta(seconds=5), allow_networks=(ip_network("127.0.0.1/32"),))
    with Newsroom("127.0.0.2") as office, Newsroom() as newsroom, Web(limits) as web:
        newsroom.serve("/", "hello")
        url = f"http://rebinding.example:{newsroom.port}/"
        first = web.fetch(Request(url=url))
        assert isinstance(first, Response)
        second = web.fetch(Request(url=f"http://rebinding.example:{office.port}/"))
    assert isinstance(second, FetchError)
    assert second.fault is FetchFault.FORBIDDEN
    assert office.connections == 0
