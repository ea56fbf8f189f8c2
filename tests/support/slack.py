"""A Slack of our own on loopback: as strict as the real one about what it takes; fails on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from tests.support.slack_workspace import SCOPES, Channel, Json, Workspace, refused

TOKEN = "xoxb-stand-in"  # noqa: S105 - the stand-in's own


class Trouble(Enum):
    """Ways in which a request goes wrong."""

    LOST = auto()
    """The connection closes without an answer."""
    HALF = auto()
    """The connection closes in the middle of the answer."""
    HANG = auto()
    """Nothing comes until the server stops."""
    RATE_LIMITED = auto()
    SERVER_ERROR = auto()
    BAD_JSON = auto()
    ERROR = auto()
    """`ok: false` with a code of the test's choice."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One request that goes wrong, before or after Slack did what was asked."""

    trouble: Trouble
    accepted: bool = False
    code: str = "internal_error"
    retry_after: int = 7


class SlackServer(Workspace):
    """The web interface of a workspace; use it as a context manager."""

    def __init__(
        self,
        *channels: Channel,
        scopes: frozenset[str] = SCOPES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(*channels, scopes=scopes, clock=clock)
        self.requests: list[tuple[str, Json]] = []
        """Every call that came in, in order, with its arguments."""
        self._faults: list[tuple[str, Fault]] = []
        self._lock = threading.RLock()
        self._stopped = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.slack = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def api_url(self) -> str:
        """What the config calls `slack: api_url`."""
        return f"http://127.0.0.1:{self._server.server_port}/api/"

    def webhook_url(self, channel: Channel | None = None) -> str:
        """The address of an incoming webhook to a channel, the first one by default."""
        return f"http://127.0.0.1:{self._server.server_port}/services/{(channel or self.channels[0]).id}"

    def fail(self, method: str, *faults: Fault) -> None:
        """Makes the next requests of a method (`chat.postMessage`, `webhook`) go wrong, one fault each."""
        self._faults += [(method, fault) for fault in faults]

    def called(self, method: str) -> list[Json]:
        """The arguments of each call of a method."""
        return [arguments for name, arguments in self.requests if name == method]

    # --- answering --------------------------------------------------------------------------------

    def answer(self, method: str, arguments: Json, token: str) -> tuple[Json, Fault | None]:
        """What Slack does and says, and what then goes wrong with that."""
        with self._lock:
            self.requests.append((method, arguments))
            fault = self._next_fault(method)
            if fault is not None and not fault.accepted:
                return {"ok": False, "error": fault.code}, fault
            if token != TOKEN:
                return refused("invalid_auth"), fault
            return self.call(method, arguments), fault

    def hook(self, channel_id: str, message: Json) -> tuple[str, Fault | None]:
        """The same for an incoming webhook, whose answer is a word."""
        with self._lock:
            self.requests.append(("webhook", message))
            fault = self._next_fault("webhook")
            if fault is not None and not fault.accepted:
                return fault.code, fault
            return self.hear(channel_id, message), fault

    def hang(self) -> None:
        """Waits until the server stops."""
        self._stopped.wait()

    def _next_fault(self, method: str) -> Fault | None:
        for index, (name, fault) in enumerate(self._faults):
            if name == method:
                del self._faults[index]
                return fault
        return None


# --- HTTP -------------------------------------------------------------------------------------------


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    slack: SlackServer


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        """Reads the whole request, lets Slack act, and answers or fails to."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        place = urlsplit(self.path).path
        slack = self.server.slack
        if place.startswith("/services/"):
            word, fault = slack.hook(place.rpartition("/")[2], json.loads(body))
            self._respond(word.encode(), fault, status=200 if word == "ok" else 400, kind="text/html")
            return
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        answer, fault = slack.answer(place.removeprefix("/api/"), self._arguments(body), token)
        self._respond(json.dumps(answer).encode(), fault, status=200, kind="application/json")

    def _arguments(self, body: bytes) -> Json:
        if self.headers.get_content_type() == "application/json":
            given = json.loads(body or b"{}")
            return given if isinstance(given, dict) else {}
        return {name: values[-1] for name, values in parse_qs(body.decode()).items()}

    def _respond(self, body: bytes, fault: Fault | None, *, status: int, kind: str) -> None:
        trouble = fault.trouble if fault else None
        if trouble is Trouble.HANG:
            self.server.slack.hang()
        if trouble in {Trouble.LOST, Trouble.HANG}:
            self.close_connection = True
            return
        if trouble is Trouble.SERVER_ERROR:
            status, body, kind = 503, b"<html>overloaded</html>", "text/html"
        elif trouble is Trouble.BAD_JSON:
            body, kind = b"<html>maintenance</html>", "text/html"
        elif trouble is Trouble.RATE_LIMITED:
            status, body = 429, json.dumps({"ok": False, "error": "ratelimited"}).encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-OAuth-Scopes", ",".join(sorted(self.server.slack.scopes)))
        if trouble is Trouble.RATE_LIMITED and fault:
            self.send_header("Retry-After", str(fault.retry_after))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if trouble is Trouble.HALF else body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Says nothing: the tests ask `requests`."""
