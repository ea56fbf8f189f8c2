"""What one request may still cost: seconds until its deadline, bytes until its cap.

httpx bounds each single read, so a host that sends one byte a second holds a reader for ever. Here every
connect, read and write is given only what is left of the whole request, redirects included.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from typing import Any

import httpcore


class TooLargeError(Exception):
    """More bytes came than one request may bring."""


class Budget:
    """One request's time and bytes."""

    __slots__ = ("_bytes", "_deadline", "_stopped", "received", "stream")

    def __init__(self, *, seconds: float, most_bytes: int) -> None:
        self._deadline = time.monotonic() + seconds
        self._bytes = most_bytes
        self._stopped = False
        self.received = 0
        self.stream: BudgetStream | None = None
        """The connection that runs on this budget now."""

    def left(self) -> float:
        """Seconds until the deadline; TimeoutError when none are left."""
        left = self._deadline - time.monotonic()
        if left <= 0 or self._stopped:
            raise TimeoutError
        return left

    def take(self, count: int) -> None:
        """Count bytes that came; TooLargeError when they are too many."""
        self.received += count
        if self.received > self._bytes:
            raise TooLargeError

    def stop(self) -> None:
        """Let nothing more be done, and wake whoever waits for an answer: the program is closing."""
        self._stopped = True
        sock = self.stream.get_extra_info("socket") if self.stream is not None else None
        if isinstance(sock, socket.socket):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


class BudgetStream(httpcore.NetworkStream):
    """A connection whose every read and write stays within the budget of the request it serves."""

    def __init__(self, stream: httpcore.NetworkStream, budget: Budget) -> None:
        self._stream = stream
        self.budget = budget
        budget.stream = self

    def lend(self, budget: Budget) -> None:
        """Run on another request's budget from now on."""
        self.budget = budget
        budget.stream = self

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - see the module
        """Read what has come, at most until the deadline."""
        data = self._stream.read(max_bytes, self.budget.left())
        self.budget.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - see the module
        """Write, at most until the deadline."""
        self._stream.write(buffer, self.budget.left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - see the module
    ) -> httpcore.NetworkStream:
        """Turn to TLS, checked against the name that was asked for, not the address called."""
        self._stream = self._stream.start_tls(ssl_context, server_hostname, self.budget.left())
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        """Pass on what httpcore wants to know of the socket."""
        return self._stream.get_extra_info(info)
