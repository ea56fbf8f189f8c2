"""The connections that are open: one transport for all workers, quick to reuse and easy to reason about.

httpx's own pool looks at every connection for every request, and its network cannot be vetted or bounded
from outside. This transport keeps a handful of idle connections by place and leaves the protocol to httpcore.
"""

from __future__ import annotations

import ssl
import threading
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from monitor.errors import FetchError
from monitor.web.budget import Budget
from monitor.web.guard import Guard, GuardedBackend

_BROKEN = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)

Place = tuple[bytes, bytes, int]
"""Scheme, host and port."""


class _Line:
    """One connection, and the backend that knows whose budget it runs on."""

    def __init__(self, http: httpcore.HTTPConnection | httpcore.HTTPProxy, backend: GuardedBackend) -> None:
        self.http = http
        self.backend = backend

    def lend(self, budget: Budget) -> None:
        if self.backend.stream is not None:
            self.backend.stream.lend(budget)

    @property
    def idle(self) -> bool:
        """Whether another request could go over it; a proxy's lines serve one request each."""
        http = self.http
        return isinstance(http, httpcore.HTTPConnection) and http.is_available() and not http.has_expired()


class Lines(httpx.BaseTransport):
    """Sends requests over guarded, bounded connections; the request's `budget` extension is its Budget."""

    def __init__(self, guard: Guard, *, most_idle: int) -> None:
        self._guard = guard
        self._most_idle = most_idle
        self._idle: OrderedDict[_Line, Place] = OrderedDict()
        self._lock = threading.Lock()
        self._closed = False
        self._proxies = getproxies()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read the head of its answer."""
        budget: Budget = request.extensions["budget"]
        url = request.url
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path.partition(b"#")[0]
        )
        asked = httpcore.Request(request.method, target, headers=request.headers.raw)
        place = (target.scheme, target.host, target.origin.port)
        line = self._reuse(place)
        if line is not None:
            before = budget.received
            line.lend(budget)
            try:
                return self._send(line, place, asked)
            except _BROKEN:
                # The host hung up while the line was idle: nothing was answered, so asking again is safe.
                if budget.received > before:
                    raise
        return self._send(self._open(url, target, budget), place, asked)

    def close(self) -> None:
        """Hang up every idle line; busy ones are hung up when their answer ends."""
        with self._lock:
            self._closed = True
            lines, self._idle = list(self._idle), OrderedDict()
        for line in lines:
            line.http.close()

    def release(self, line: _Line, place: Place) -> None:
        """Keep a line for the next request to its place, or hang it up."""
        surplus: _Line | None = line
        if line.idle:
            with self._lock:
                if not self._closed:
                    self._idle[line] = place
                    surplus = self._idle.popitem(last=False)[0] if len(self._idle) > self._most_idle else None
        if surplus is not None:
            surplus.http.close()

    def _reuse(self, place: Place) -> _Line | None:
        with self._lock:
            line = next((line for line in reversed(self._idle) if self._idle[line] == place), None)
            if line is None:
                return None
            del self._idle[line]
        if line.idle:
            return line
        line.http.close()
        return None

    def _send(self, line: _Line, place: Place, asked: httpcore.Request) -> httpx.Response:
        try:
            answer = line.http.handle_request(asked)
        except BaseException:
            line.http.close()
            raise
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Answer(answer, self, line, place), request=None
        )

    def _open(self, url: httpx.URL, target: httpcore.URL, budget: Budget) -> _Line:
        secure = self._tls if target.scheme == b"https" else None
        proxy = self._proxy_for(url)
        if not proxy:
            backend = GuardedBackend(budget, self._guard)
            http = httpcore.HTTPConnection(target.origin, ssl_context=secure, network_backend=backend)
            return _Line(http, backend)
        self._guard.check_proxied(url.host, within=budget.left())
        backend = GuardedBackend(budget, None)
        through = httpx.URL(proxy)
        auth = (through.username, through.password) if through.userinfo else None
        bare = str(through.copy_with(userinfo=b""))
        return _Line(
            httpcore.HTTPProxy(
                bare, proxy_auth=auth, ssl_context=secure, max_connections=1, network_backend=backend
            ),
            backend,
        )

    def _proxy_for(self, url: httpx.URL) -> str:
        proxy = self._proxies.get(url.scheme) or self._proxies.get("all", "")
        if not proxy or proxy_bypass(url.netloc.decode("ascii")):
            return ""
        if "://" not in proxy:
            proxy = f"http://{proxy}"
        if not proxy.startswith(("http://", "https://")):
            raise FetchError(
                "the proxy in the environment is no HTTP proxy; name one that begins with http:// or https://"
            )
        return proxy

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # Made on first use: reading the certificates takes 30 ms. Honours SSL_CERT_FILE and SSL_CERT_DIR.
        return httpx.create_ssl_context()


class _Answer(httpx.SyncByteStream):
    """A body as it comes; closing it gives the line back."""

    def __init__(self, answer: httpcore.Response, lines: Lines, line: _Line, place: Place) -> None:
        self._answer = answer
        self._lines = lines
        self._line = line
        self._place = place
        self._open = True

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        if self._open:
            self._open = False
            try:
                self._answer.close()
            finally:
                self._lines.release(self._line, self._place)
