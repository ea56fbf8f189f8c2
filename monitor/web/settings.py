"""How the web may be used, as the config says; imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """The bounds of every request to feeds, article links and redirects."""

    concurrency: int = 16
    """Requests in flight over all hosts."""
    timeout: timedelta = timedelta(seconds=20)
    """A whole request: connect, redirects, last byte."""
    max_body: int = 10_000_000
    """Bytes, as received and after decompression."""
    allow_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Private networks that may be reached; at their hosts requests are not limited to two."""
    contact: str = ""
    """An address for publishers, in the User-Agent."""
