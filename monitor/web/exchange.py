"""One request, from its address to a usable answer or the reason why there is none, in a person's words."""

from __future__ import annotations

import re
import ssl
from base64 import b64encode
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import responses

import httpcore
import httpx

from monitor.errors import FetchError, FetchFault
from monitor.web.body import ACCEPT_ENCODING, UnreadableError, read_body
from monitor.web.budget import Budget, TooLargeError
from monitor.web.messages import NOT_MODIFIED, Request, Response, retry_after

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_ACCEPT_FEED = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
_ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.5"
_LONGEST_URL = 8_000
_HOST = re.compile(rb"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How every request behaves."""

    user_agent: str
    most_bytes: int
    timeout: float
    """Seconds; only to be told to a person, the budget holds the real deadline."""


Gate = Callable[[httpx.URL], AbstractContextManager[None]]
"""Passed at every hop, and left when it is over; raises FetchError where the address is not to be read."""


def exchange(
    request: Request, transport: httpx.BaseTransport, budget: Budget, manners: Manners, gate: Gate
) -> Response:
    """Ask, follow redirects, read the body; FetchError where no usable answer came."""
    url = readable_url(request.url)
    place = url.host
    try:
        return _follow(request, url, transport, budget, manners, gate)
    except TooLargeError:
        limit = f"{manners.most_bytes / 1_000_000:g} MB"
        raise FetchError(f"{place} sent more than {limit}; see fetch.max_body") from None
    except (TimeoutError, httpcore.TimeoutException):
        raise FetchError(f"{place} did not answer within {manners.timeout:g} s") from None
    except httpcore.ConnectError as error:
        raise FetchError(_unconnected(place, error)) from None
    except httpcore.ProxyError:
        raise FetchError(f"the proxy would not connect to {place}") from None
    except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol):
        raise FetchError(
            f"{place} cannot be asked: the address or its stored validators are malformed"
        ) from None
    except httpcore.RemoteProtocolError:
        raise FetchError(f"{place} broke off its answer, or sent something that is no HTTP answer") from None
    except httpcore.NetworkError:
        raise FetchError(f"{place} broke off the connection") from None


def readable_url(text: str) -> httpx.URL:
    """Read an address; FetchError for what is none, or none of the open web."""
    try:
        url = httpx.URL(text.strip()) if len(text) <= _LONGEST_URL else None
    except (httpx.InvalidURL, ValueError):
        url = None
    if url is None:
        raise FetchError("the address cannot be read as one of the web")
    if url.scheme not in {"http", "https"}:
        raise FetchError("the address is refused: only http and https are read", FetchFault.FORBIDDEN)
    if not url.host:
        raise FetchError("the address names no host")
    if not _HOST.fullmatch(url.raw_host):
        raise FetchError("the address cannot be read as one of the web")
    return url


def _follow(  # noqa: PLR0913, PLR0917 - one exchange has these parts, and all travel together
    request: Request,
    url: httpx.URL,
    transport: httpx.BaseTransport,
    budget: Budget,
    manners: Manners,
    gate: Gate,
) -> Response:
    permanent = True
    for hop in range(MOST_REDIRECTS + 1):
        asked = httpx.Request(
            "GET", url, headers=_headers(request, url, manners), extensions={"budget": budget}
        )
        with gate(url), closing(transport.handle_request(asked)) as answer:
            target = answer.headers.get("location", "")
            if answer.status_code not in _REDIRECTS or not target:
                moved = permanent and hop > 0
                return _settle(request, url, answer, manners, moved=moved)
        permanent = permanent and answer.status_code in _PERMANENT
        url = _next(url, target)
    raise FetchError(f"{url.host} redirects in circles, more than {MOST_REDIRECTS} times")


def _next(url: httpx.URL, target: str) -> httpx.URL:
    # Credentials in an address stand for the host they were written for, and no other.
    try:
        following = url.copy_with(userinfo=b"").join(target.strip()).copy_with(userinfo=b"", fragment=None)
    except (httpx.InvalidURL, ValueError):
        raise FetchError(f"{url.host} redirects to an address that cannot be read") from None
    if following.scheme not in {"http", "https"}:
        raise FetchError(
            f"{url.host} redirects to an address that is not of the web; it was not followed",
            FetchFault.FORBIDDEN,
        )
    return readable_url(str(following))


def _headers(request: Request, url: httpx.URL, manners: Manners) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"Host", url.netloc),
        (b"User-Agent", manners.user_agent.encode("ascii", "replace")),
        (b"Accept", (_ACCEPT_PAGE if request.page else _ACCEPT_FEED).encode()),
        (b"Accept-Encoding", ACCEPT_ENCODING.encode()),
    ]
    if request.etag:
        headers.append((b"If-None-Match", request.etag.encode("latin-1", "replace")))
    if request.last_modified:
        headers.append((b"If-Modified-Since", request.last_modified.encode("latin-1", "replace")))
    if url.userinfo:
        secret = f"{url.username}:{url.password}".encode()
        headers.append((b"Authorization", b"Basic " + b64encode(secret)))
    return headers


def _settle(
    request: Request, url: httpx.URL, answer: httpx.Response, manners: Manners, *, moved: bool
) -> Response:
    status = answer.status_code
    headers = _plain(answer.headers)
    if status == NOT_MODIFIED and not request.conditional:
        raise FetchError(
            f"{url.host} says that nothing changed, though it was not asked that way", status=status
        )
    if status != NOT_MODIFIED and not answer.is_success:
        raise _refused(url.host, status, headers)
    try:
        body = read_body(
            answer.iter_raw(), encoding=headers.get("content-encoding", ""), most_bytes=manners.most_bytes
        )
    except UnreadableError as error:
        raise FetchError(f"the answer of {url.host} {error}", status=status) from None
    final = str(url.copy_with(userinfo=b""))
    return Response(url=final, status=status, headers=headers, body=body, moved_to=final if moved else "")


def _plain(headers: httpx.Headers) -> dict[str, str]:
    # Latin-1 is what the wire carries: decoded and encoded that way, a validator comes back to the letter.
    plain: dict[str, str] = {}
    for name, value in headers.raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        plain[key] = f"{plain[key]}, {text}" if key in plain else text
    return plain


def _refused(host: str, status: int, headers: dict[str, str]) -> FetchError:
    wait = retry_after(headers, now=datetime.now(UTC))
    phrase = f"{status} {responses.get(status, '')}".strip()
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return FetchError(
            f"{host} asks us to wait ({phrase})", FetchFault.WAIT, status=status, retry_after=wait
        )
    if status == HTTPStatus.GONE:
        return FetchError(
            f"{host} has taken this address away for good ({phrase})", FetchFault.GONE, status=status
        )
    if headers.get("cf-mitigated"):
        return FetchError(f"{host} wants a browser and showed a challenge page ({phrase})", status=status)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return FetchError(f"{host} does not let us read this ({phrase})", status=status, retry_after=wait)
    return FetchError(f"{host} answered {phrase}", status=status, retry_after=wait)


def _unconnected(place: str, error: httpcore.ConnectError) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate of {place} was not accepted: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"{place} offers no secure connection that we understand"
        if isinstance(cause, ConnectionRefusedError):
            return f"{place} refused the connection"
        cause = cause.__cause__ or cause.__context__
    return f"{place} could not be reached"
