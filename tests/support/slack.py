"""A Slack of our own on loopback: as strict as the real one about what it takes; fails on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.tell import slack_rules

Json = dict[str, Any]

TOKEN = "xoxb-stand-in"  # noqa: S105 - the stand-in's own
SCOPES = frozenset({"chat:write", "channels:read", "groups:read", "channels:history", "groups:history"})
_PAGE = 100


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


@dataclass(slots=True)
class Channel:
    """A channel, and what has been posted in it."""

    id: str
    name: str
    private: bool = False
    member: bool = True
    archived: bool = False
    messages: list[Json] = field(default_factory=list)


class SlackServer:
    """The web interface of a workspace; use it as a context manager."""

    def __init__(
        self,
        *channels: Channel,
        scopes: frozenset[str] = SCOPES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.channels = channels or (Channel("C0BERKSHIRE", "berkshire-ofsted"),)
        self.scopes = scopes
        self.requests: list[tuple[str, Json]] = []
        """Every call that came in, in order, with its arguments."""
        self._faults: list[tuple[str, Fault]] = []
        self._clock = clock
        self._last = 0.0
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

    @property
    def messages(self) -> list[Json]:
        """What stands in the first channel, replies included, oldest first."""
        return self.channels[0].messages

    @property
    def roots(self) -> list[Json]:
        """The first channel's messages that are no replies."""
        return [message for message in self.messages if "thread_ts" not in message]

    @property
    def replies(self) -> list[Json]:
        """The first channel's replies."""
        return [message for message in self.messages if "thread_ts" in message]

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
                return _refused("invalid_auth"), fault
            return _METHODS.get(method, _unknown)(self, arguments), fault

    def hook(self, channel_id: str, message: Json) -> tuple[str, Fault | None]:
        """The same for an incoming webhook, whose answer is a word."""
        with self._lock:
            self.requests.append(("webhook", message))
            fault = self._next_fault("webhook")
            channel = self._by_id(channel_id)
            if fault is not None and not fault.accepted:
                return fault.code, fault
            if channel is None:
                return "no_service", fault
            if channel.archived:
                return "channel_is_archived", fault
            if slack_rules.refusal(message):
                return "invalid_payload", fault
            channel.messages.append({**message, "ts": self._stamp()})
            return "ok", fault

    def hang(self) -> None:
        """Waits until the server stops."""
        self._stopped.wait()

    def _next_fault(self, method: str) -> Fault | None:
        for index, (name, fault) in enumerate(self._faults):
            if name == method:
                del self._faults[index]
                return fault
        return None

    def _stamp(self) -> str:
        self._last = max(self._clock(), self._last + 0.000_01)
        return f"{self._last:.6f}"

    def _by_id(self, channel_id: object) -> Channel | None:
        return next((one for one in self.channels if one.id == channel_id), None)

    def _channel(self, arguments: Json) -> Channel | None:
        """The channel of an id or a `#name`; a private one only for its members."""
        wanted = str(arguments.get("channel", ""))
        for one in self.channels:
            if wanted in {one.id, one.name, f"#{one.name}"} and (one.member or not one.private):
                return one
        return None

    def post(self, arguments: Json) -> Json:
        """chat.postMessage."""
        channel = self._channel(arguments)
        if error := self._cannot_post(channel) or slack_rules.refusal(arguments):
            return _refused(error)
        assert channel is not None
        thread = arguments.get("thread_ts")
        if thread is not None and not any(one["ts"] == thread for one in channel.messages):
            return _refused("thread_not_found")
        message = {key: value for key, value in arguments.items() if key != "channel"} | {"ts": self._stamp()}
        channel.messages.append(message)
        return {"ok": True, "channel": channel.id, "ts": message["ts"], "message": message}

    def _cannot_post(self, channel: Channel | None) -> str:
        if "chat:write" not in self.scopes:
            return "missing_scope"
        if channel is None:
            return "channel_not_found"
        if channel.archived:
            return "is_archived"
        return "" if channel.member or "chat:write.public" in self.scopes else "not_in_channel"

    def update(self, arguments: Json) -> Json:
        """chat.update: without `metadata` the old one stays, without `blocks` they go."""
        channel = self._by_id(arguments.get("channel"))
        if channel is None:
            return _refused("channel_not_found")
        if channel.archived:
            return _refused("is_archived")
        message = next((one for one in channel.messages if one["ts"] == arguments.get("ts")), None)
        if message is None:
            return _refused("message_not_found")
        if error := slack_rules.refusal(arguments):
            return _refused(error)
        message.pop("blocks", None)
        message.update({key: value for key, value in arguments.items() if key not in {"channel", "ts"}})
        return {"ok": True, "channel": channel.id, "ts": message["ts"], "text": arguments.get("text", "")}

    def history(self, arguments: Json) -> Json:
        """conversations.history: newest first, without replies that were not broadcast."""
        channel = self._channel(arguments)
        if error := self._cannot_read(channel, "history"):
            return _refused(error)
        assert channel is not None
        oldest = float(arguments.get("oldest", 0))
        found = [one for one in channel.messages if float(one["ts"]) >= oldest]
        found = [one for one in found if "thread_ts" not in one or one.get("reply_broadcast")]
        return _page(arguments, "messages", [_seen(one, arguments) for one in reversed(found)])

    def thread(self, arguments: Json) -> Json:
        """conversations.replies: the first message, then its replies."""
        channel = self._channel(arguments)
        if error := self._cannot_read(channel, "history"):
            return _refused(error)
        assert channel is not None
        root = arguments.get("ts")
        found = [one for one in channel.messages if root in {one["ts"], one.get("thread_ts")}]
        if not any(one["ts"] == root for one in found):
            return _refused("thread_not_found")
        return _page(arguments, "messages", [_seen(one, arguments) for one in found])

    def _cannot_read(self, channel: Channel | None, what: str) -> str:
        if channel is None:
            return "channel_not_found"
        if f"{'groups' if channel.private else 'channels'}:{what}" not in self.scopes:
            return "missing_scope"
        return "" if channel.member or what != "history" else "not_in_channel"

    def listing(self, arguments: Json) -> Json:
        """conversations.list: each type needs a scope of its own."""
        types = str(arguments.get("types", "public_channel")).split(",")
        needed = {"public_channel": "channels:read", "private_channel": "groups:read"}
        if not all(needed.get(one) in self.scopes for one in types):
            return _refused("missing_scope")
        shown = [
            one for one in self.channels if ("private_channel" if one.private else "public_channel") in types
        ]
        shown = [one for one in shown if (one.member or not one.private) and not one.archived]
        return _page(arguments, "channels", [{"id": one.id, "name": one.name} for one in shown])

    def info(self, arguments: Json) -> Json:
        """conversations.info."""
        channel = self._channel(arguments)
        if error := self._cannot_read(channel, "read"):
            return _refused(error)
        assert channel is not None
        told = {
            "id": channel.id,
            "name": channel.name,
            "is_archived": channel.archived,
            "is_member": channel.member,
        }
        return {"ok": True, "channel": told}

    def permalink(self, arguments: Json) -> Json:
        """chat.getPermalink."""
        channel = self._by_id(arguments.get("channel"))
        known = channel is not None and any(
            one["ts"] == arguments.get("message_ts") for one in channel.messages
        )
        address = (
            f"https://workspace.example/archives/{arguments.get('channel')}/{arguments.get('message_ts')}"
        )
        return {"ok": True, "permalink": address} if known else _refused("message_not_found")


def _unknown(_slack: SlackServer, _arguments: Json) -> Json:
    return _refused("unknown_method")


def _refused(code: str) -> Json:
    return {"ok": False, "error": code}


def _seen(message: Json, arguments: Json) -> Json:
    """A message as a reader of the history gets it: metadata only where it was asked for."""
    wanted = str(arguments.get("include_all_metadata", "")).lower() in {"1", "true"}
    return {key: value for key, value in message.items() if key != "metadata" or wanted}


def _page(arguments: Json, name: str, items: list[Json]) -> Json:
    start = int(arguments.get("cursor") or 0)
    end = start + min(int(arguments.get("limit") or _PAGE), _PAGE)
    cursor = str(end) if end < len(items) else ""
    return {"ok": True, name: items[start:end], "response_metadata": {"next_cursor": cursor}}


_METHODS: dict[str, Callable[[SlackServer, Json], Json]] = {
    "auth.test": lambda _slack, _arguments: {"ok": True, "bot_id": "B0STANDIN"},
    "chat.postMessage": SlackServer.post,
    "chat.update": SlackServer.update,
    "chat.getPermalink": SlackServer.permalink,
    "conversations.history": SlackServer.history,
    "conversations.info": SlackServer.info,
    "conversations.list": SlackServer.listing,
    "conversations.replies": SlackServer.thread,
}


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
