"""A newsroom on loopback for tests: it serves what it is told, and misbehaves on the wire where told to.

Plain sockets and one thread a connection, because most faults are what no HTTP server would send.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

_TLS_HELLO = b"\x16\x03"
"""How a client begins that takes this for a secure server."""

RSS_TYPE = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Wire:
    """The server's end of one connection."""

    def __init__(self, sock: socket.socket, closing: threading.Event) -> None:
        self._sock = sock
        self._closing = closing

    def send(self, data: bytes) -> None:
        self._sock.sendall(data)

    def drip(self, data: bytes, *, every: float) -> None:
        """Send a byte at a time."""
        for at in range(len(data)):
            self.send(data[at : at + 1])
            if self._closing.wait(every):
                return

    def forever(self, chunk: bytes) -> None:
        """Send the same again and again until the other side hangs up."""
        while not self._closing.is_set():
            self.send(chunk)

    def hang(self) -> None:
        """Say nothing more, without hanging up."""
        self._sock.settimeout(0.05)
        while not self._closing.is_set():
            try:
                if not self._sock.recv(1000):
                    return
            except TimeoutError:
                continue

    def reset(self) -> None:
        """Break the connection off rudely."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Talk = Callable[[Wire, Asked], None]
"""What is said to one request; afterwards the connection is closed."""


def head(status: int = 200, /, **headers: str | int) -> bytes:
    """The head of an answer; `content_type=…` becomes `content-type: …`."""
    lines = [f"HTTP/1.1 {status} Whatever"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def answer(body: bytes = b"", status: int = 200, /, **headers: str | int) -> bytes:
    """A whole, well-formed answer."""
    return head(status, content_length=len(body), **headers) + body


def rss(*items: str, title: str = "A newsroom", channel: str = "", declaration: str = "utf-8") -> str:
    """A small feed of the given items' inner XML."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="{declaration}"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://newsroom.example/</link>{channel}{inner}</channel></rss>"
    )


def item(title: str, link: str, *, date: str = "Fri, 20 Nov 2026 09:00:00 GMT", body: str = "") -> str:
    """The inner XML of one item."""
    return (
        f"<title>{title}</title><link>{link}</link><pubDate>{date}</pubDate><description>{body}</description>"
    )


class Newsroom:
    """A server on a loopback address; to be used in a `with`."""

    def __init__(
        self, address: str = "127.0.0.1", *, wrap: Callable[[socket.socket], socket.socket] | None = None
    ) -> None:
        self.address = address
        self.asked: list[Asked] = []
        self.connections = 0
        self._wrap = wrap
        self._routes: dict[str, Talk] = {}
        self._kept: set[str] = set()
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server((address, 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        with contextlib.suppress(OSError), socket.create_connection((self.address, self.port), 1):
            pass  # wakes the listener
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def url(self, path: str = "/") -> str:
        scheme = "https" if self._wrap else "http"
        return f"{scheme}://{self.address}:{self.port}{path}"

    def talk(self, path: str, talk: Talk) -> str:
        """Let a route say anything; returns its address."""
        self._routes[path] = talk
        return self.url(path)

    def says(self, path: str, data: bytes) -> str:
        """Let a route send these bytes as they are, and hang up."""
        return self.talk(path, lambda wire, _: wire.send(data))

    def serve(self, path: str, body: bytes | str, status: int = 200, **headers: str | int) -> str:
        """Serve a body properly, keeping the connection open."""
        data = body.encode() if isinstance(body, str) else body
        headers.setdefault("content_type", RSS_TYPE)
        self._kept.add(path)
        return self.talk(path, lambda wire, _: wire.send(answer(data, status, **headers)))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Send whoever asks elsewhere."""
        return self.serve(path, b"", status, location=to)

    def conditional(self, path: str, body: str, *, etag: str, last_modified: str = "") -> str:
        """Serve a body with validators, and "not modified" to whoever sends one back to the letter."""

        def say(wire: Wire, asked: Asked) -> None:
            if asked.headers.get("if-none-match") == etag:
                wire.send(head(304, etag=etag))
            else:
                wire.send(answer(body.encode(), etag=etag, last_modified=last_modified))

        self._kept.add(path)
        return self.talk(path, say)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    def _spawn(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            if self._closing.is_set():
                sock.close()
                return
            self.connections += 1
            self._spawn(self._converse, sock)

    def _converse(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._wrap:
                sock = self._wrap(sock)
            with sock:
                sock.settimeout(20)
                for asked in _requests(sock):
                    self.asked.append(asked)
                    path = asked.path.partition("?")[0]
                    talk = self._routes.get(path, _missing)
                    talk(Wire(sock, self._closing), asked)
                    if path not in self._kept:
                        return


def _missing(wire: Wire, _: Asked) -> None:
    wire.send(answer(b"", 404))


def _requests(sock: socket.socket) -> Iterator[Asked]:
    waiting = b""
    while True:
        while b"\r\n\r\n" not in waiting:
            data = sock.recv(65_536)
            if not data:
                return
            waiting += data
            if waiting.startswith(_TLS_HELLO):
                return
        first, _, waiting = waiting.partition(b"\r\n\r\n")
        request, *lines = first.decode("latin-1").split("\r\n")
        headers = (line.partition(":") for line in lines)
        yield Asked(request.split(" ")[1], {name.lower(): value.strip() for name, _, value in headers})


def bomb(size: int) -> bytes:
    """Gzip of so many zeros: a thousandth of it on the wire."""
    return gzip.compress(bytes(size), 9)


def wait_until(true: Callable[[], bool], *, seconds: float = 5.0) -> bool:
    """Wait for something that another thread does; says whether it came."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
