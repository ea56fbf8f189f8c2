"""Which addresses may be called.

A feed is outside text, and so are its links and redirects: none may lead the monitor into the office
network. The check stands where the connection is made, after the name was resolved and on the very
address that is called, so a name that resolves differently the second time gains nothing.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpcore

from monitor.errors import FetchError, FetchFault
from monitor.web.budget import Budget, BudgetStream

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MOST_ADDRESSES = 4
"""Tried for one name: a host with more has had its chance."""

LONGEST_LOOKUP = 3.0
"""Seconds in which a name is to be found before a proxy is left to find it."""

_KINDS: dict[str, tuple[str, ...]] = {
    "this computer's own address": ("127.0.0.0/8", "::1/128"),
    "no address of a host": ("0.0.0.0/8", "::/128", "255.255.255.255/32"),
    "a private address": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    "a link-local address": ("169.254.0.0/16", "fe80::/10"),
    "a carrier's inner address": ("100.64.0.0/10",),
    "a multicast address": ("224.0.0.0/4", "ff00::/8"),
    "an IPv4 address in disguise": (
        "::ffff:0:0/96",  # IPv4-mapped
        "::/96",  # IPv4-compatible, long abandoned
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 for local use
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
    ),
    "a reserved address": (
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
    ),
}
_REFUSED: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(text), kind) for kind, texts in _KINDS.items() for text in texts
)


def refusal(address: Address, allowed: Sequence[Network] = ()) -> str | None:
    """Say what keeps this address from being called, in a person's words; None when it may be."""
    if allows(address, allowed):
        return None
    for network, kind in _REFUSED:
        if address in network:
            return kind
    # Whatever the registries reserve after this was written.
    return None if address.is_global else "a reserved address"


def allows(address: Address, allowed: Sequence[Network]) -> bool:
    """Say whether the configuration opens this address; an IPv4-mapped form counts as what it maps to."""
    plain = address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
    return any(plain in network or address in network for network in allowed)


def literal(host: str) -> Address | None:
    """Read a host that is an address already; None for a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


class Guard:
    """Resolves names and lets through only what may be called."""

    def __init__(self, allowed: Sequence[Network]) -> None:
        self._allowed = tuple(allowed)
        self._opened: dict[str, bool] = {}

    def opened(self, host: str) -> bool:
        """Say whether a host lies in an allowed network, as far as is known without asking the resolver."""
        known = self._opened.get(host)
        if known is None:
            address = literal(host) if self._allowed else None
            known = self._opened[host] = address is not None and allows(address, self._allowed)
        return known

    def addresses(self, host: str, *, within: float) -> list[Address]:
        """Resolve once and keep what may be called; FetchError where nothing is left."""
        found = self._resolve(host, within)
        if not found:
            raise FetchError(f"{host} could not be found: there is no host of that name")
        verdicts = [(address, refusal(address, self._allowed)) for address in found]
        if fit := [address for address, why in verdicts if why is None]:
            self._opened[host] = bool(self._allowed) and all(
                allows(address, self._allowed) for address in fit
            )
            return fit
        address, why = verdicts[0]
        raise FetchError(_forbidden(host, address, str(why)), FetchFault.FORBIDDEN)

    def check_proxied(self, host: str, *, within: float) -> None:
        """Refuse a host that a proxy must not be asked for: a private address, or a name of one.

        A name that only the proxy can resolve is the proxy's duty; so is one that our resolver finds slowly,
        because behind many a proxy there is none that answers.
        """
        try:
            found = self._resolve(host, min(within, LONGEST_LOOKUP))
        except TimeoutError:
            return
        for address in found:
            if why := refusal(address, self._allowed):
                raise FetchError(_forbidden(host, address, why), FetchFault.FORBIDDEN)

    def _resolve(self, host: str, within: float) -> list[Address]:
        address = literal(host)
        return [address] if address is not None else lookup(host, within=within)


def _forbidden(host: str, address: Address, why: str) -> str:
    place = host if literal(host) else f"{host} ({address})"
    return f"{place} is {why} and was not called; if that is meant, add its network to fetch.allow_networks"


def lookup(host: str, *, within: float) -> list[Address]:
    """Resolve a name, giving up in time: the system's own resolver knows no deadline.

    Empty where there is no such name; TimeoutError where the resolver is silent.
    """
    answers: queue.SimpleQueue[list[Address]] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(_ask(host)), name="lookup", daemon=True).start()
    try:
        return answers.get(timeout=max(0.0, within))
    except queue.Empty:
        raise TimeoutError from None


def _ask(host: str) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(ip_address(str(entry[4][0])) for entry in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore: to vetted addresses only, within a request's budget."""

    def __init__(self, budget: Budget, guard: Guard | None) -> None:
        self._budget = budget
        self._guard = guard
        self._plain = httpcore.SyncBackend()
        self.stream: BudgetStream | None = None
        self.called: str = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the budget bounds the whole request instead
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Call the first vetted address that answers."""
        # Without a guard the host is the operator's own proxy.
        places = [host]
        if self._guard is not None:
            vetted = self._guard.addresses(host, within=self._budget.left())
            places = [str(address) for address in vetted[:MOST_ADDRESSES]]
        for position, place in enumerate(places, start=1):
            # A silent address must leave time for the ones after it.
            share = self._budget.left() / (len(places) - position + 1)
            try:
                stream = self._plain.connect_tcp(place, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if position == len(places):
                    raise
                continue
            self.called = place
            self.stream = BudgetStream(stream, self._budget)
            return self.stream
        raise httpcore.ConnectError(host)  # pragma: no cover - there is always at least one place
