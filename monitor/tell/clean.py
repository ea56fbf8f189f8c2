"""Outside text made harmless, whatever it holds: one line, no hidden characters, only real web links.

Every look starts here, so that Slack, mail, pages and the terminal need only their own escaping.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

LONGEST_LINK = 2_000
_BREAKS = {"\n", "\r", "\t", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028", "\u2029"}
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_PILED_MARKS = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_UNSAFE_IN_LINK = re.compile(r"[\s\\\x00-\x1f\x7f]")


def plain(text: str, limit: int | None = None) -> str:
    """Text on one line without control, direction-changing or invisible characters, cut at `limit`."""
    shown = "".join(" " if one in _BREAKS else one for one in text if one in _BREAKS or _visible(one))
    line = _PILED_MARKS.sub(r"\1", " ".join(shown.split()))
    return line if limit is None else shorten(line, limit)


def _visible(character: str) -> bool:
    return (character.isascii() and character.isprintable()) or unicodedata.category(character) not in _HIDDEN


def shorten(text: str, limit: int) -> str:
    """Text of at most `limit` characters, cut at a word where one is near and marked with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = limit - 1
    while cut > 0 and unicodedata.combining(text[cut]):
        cut -= 1
    space = text.rfind(" ", cut * 2 // 3, cut + 1)
    return text[: space if space > 0 else cut].rstrip(" ,;:–—-") + "…"


def web_link(url: str) -> str:
    """The address in plain ASCII if a reader may be sent there (http or https, no user name); else empty.

    A host in another script is given in its `xn--` form, so that look-alike names show.
    """
    if not url or len(url) > LONGEST_LINK or _UNSAFE_IN_LINK.search(url.strip()):
        return ""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc:
            return ""
        place = _ascii_host(host) + (f":{port}" if port is not None else "")
        address = urlunsplit(
            (parts.scheme.lower(), place, _quoted(parts.path), _quoted(parts.query), _quoted(parts.fragment))
        )
    except ValueError:
        return ""
    return address if len(address) <= LONGEST_LINK else ""


def _ascii_host(host: str) -> str:
    """The host as it stands in a request; ValueError for one that no request can name."""
    if ":" in host:
        return f"[{host}]"
    name = host.encode("idna").decode("ascii").lower()
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", name):
        raise ValueError(host)
    return name


def _quoted(part: str) -> str:
    """A part of an address with everything percent-encoded that could end a link or start markup."""
    return quote(part, safe="/:?#[]@!$&()*+,;=%~-._", errors="strict")


def site(link: str) -> str:
    """The host of a link that `web_link` let through, as a reader names it: `communitycare.co.uk`."""
    host = urlsplit(link).hostname or ""
    return host.removeprefix("www.")
