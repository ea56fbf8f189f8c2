"""When two web addresses are one: the form in which addresses are compared.

The form is for comparing and storing, not for opening: `Article.link` keeps the address as it was given.
Everything here takes text from outside and never raises.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit

_REMEMBERED = 1_000
"""Addresses: one entry's is asked for a dozen times while it is named."""
_EDGES = "".join(map(chr, range(0x21))) + "\x7f\u00a0\ufeff"
_ESCAPED_AMPERSAND = re.compile(r"&(?:amp|#0*38|#[xX]0*26);")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT_IN_PATH = "%/:@!$&'()*+,;=~[]|"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?"

# Parameters that say how a reader came, not what is read.
_TRACKING_PREFIXES = ("utm_", "at_", "mc_", "hsa_", "pk_", "mtm_", "ns_")
_TRACKING_NAMES = frozenset(
    {
        "oc",
        "ocid",
        "cmp",
        "cmpid",
        "ito",
        "xtor",
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "_ga",
        "_gl",
        "smid",
        "sr_share",
    }
)

_OFFICIAL_HOSTS = ("ofsted.gov.uk", "education.gov.uk", "publishing.service.gov.uk", "blog.gov.uk")


@lru_cache(maxsize=_REMEMBERED)
def canonical_url(url: str) -> str:
    """The address in the form in which it is compared: no scheme's, host's or tracking's accidents.

    `https`, a lower-case host without `www.`, no user, default port, fragment, tracking parameter or
    trailing slash; parameters in order of the alphabet. What is no web address comes back trimmed.
    """
    trimmed = _trimmed(url)
    try:
        parts = urlsplit(trimmed)
        host = _host(parts)
    except ValueError:  # brackets or a port that make no sense
        return trimmed
    if parts.scheme not in {"http", "https", ""} or not host:
        return trimmed
    path = _escaped(parts.path, _KEPT_IN_PATH).rstrip("/")
    query = _query(parts.query)
    return f"https://{host}{path}" + (f"?{query}" if query else "")


@lru_cache(maxsize=_REMEMBERED)
def host_of(url: str) -> str:
    """The host of an address as it is compared, or nothing."""
    try:
        return _host(urlsplit(_trimmed(url)))
    except ValueError:
        return ""


@lru_cache(maxsize=_REMEMBERED)
def web_parts(url: str) -> SplitResult | None:
    """The canonical address in its parts; None for what is no web address."""
    canonical = canonical_url(url)
    return urlsplit(canonical) if host_of(url) and canonical.startswith("https://") else None


def official(url: str) -> bool:
    """Whether Ofsted or the government itself publishes there; a council's own site is not meant."""
    host = host_of(url)
    return host == "gov.uk" or any(host == known or host.endswith(f".{known}") for known in _OFFICIAL_HOSTS)


def _trimmed(url: str) -> str:
    """Without blanks around it and with HTML's ampersands as ampersands, however often escaped."""
    text = url.strip(_EDGES)
    while (once := _ESCAPED_AMPERSAND.sub("&", text)) != text:
        text = once
    return text


def _host(parts: SplitResult) -> str:
    host = re.sub(r"^(?:www\.)+", "", (parts.hostname or "").rstrip("."))
    if not host.isprintable() or not host or any(mark in host for mark in " <>\"'\\^`{}|"):
        return ""
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return host if port in {None, 80, 443} else f"{host}:{port}"


def _query(query: str) -> str:
    pairs = (_escaped(pair, _KEPT_IN_QUERY) for pair in query.split("&"))
    return "&".join(sorted(pair for pair in pairs if pair and not _tracks(pair.partition("=")[0])))


def _tracks(name: str) -> bool:
    name = name.lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


def _escaped(text: str, kept: str) -> str:
    """Percent escapes in one spelling: decoded where they need not be, else in capitals."""
    return quote(_PERCENT.sub(_one_escape, text), safe=kept, errors="replace")


def _one_escape(match: re.Match[str]) -> str:
    digits = match.group(1)
    if digits is None:
        return "%25"
    character = chr(int(digits, 16))
    return character if character in _UNRESERVED else f"%{digits.upper()}"
