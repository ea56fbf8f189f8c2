"""Links as feeds and pages write them → absolute addresses of the open web, or nothing."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

LONGEST = 2_000
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_SAFE = "/?#[]@!$&'()*+,;=:%~-._"
"""What may stand in an address as it is; the rest is encoded, so that no link breaks a message."""


def absolute(link: str, base: str = "") -> str:
    """Resolve a link; empty for what is no http or https address (`javascript:`, `mailto:`, noise)."""
    plain = _BLANKS.sub("", html.unescape(link.strip()))
    if not plain or len(plain) > LONGEST:
        return ""
    try:
        parts = urlsplit(urljoin(base, plain))
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or not _host_fits(host):
        return ""
    # A name and password before the host only disguise where a link leads.
    netloc = parts.netloc.rpartition("@")[2]
    path, query, fragment = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, path, query, fragment))


def _host_fits(host: str) -> bool:
    return not any(char in "<>\"'`{}|\\^%& " or not char.isprintable() for char in host)
