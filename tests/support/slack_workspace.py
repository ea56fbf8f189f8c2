"""A Slack workspace in memory: its channels, and what each method of the web interface does to them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.tell import slack_rules

Json = dict[str, Any]

SCOPES = frozenset({"chat:write", "channels:read", "groups:read", "channels:history", "groups:history"})
_PAGE = 100


@dataclass(slots=True)
class Channel:
    """A channel, and what has been posted in it."""

    id: str
    name: str
    private: bool = False
    member: bool = True
    archived: bool = False
    messages: list[Json] = field(default_factory=list)


class Workspace:
    """Channels with their messages, as strict as the real ones about what they take."""

    def __init__(
        self,
        *channels: Channel,
        scopes: frozenset[str] = SCOPES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.channels = channels or (Channel("C0BERKSHIRE", "berkshire-ofsted"),)
        self.scopes = scopes
        self._clock = clock
        self._last = 0.0

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

    def call(self, method: str, arguments: Json) -> Json:
        """What a method of the web interface answers."""
        return _METHODS.get(method, _unknown)(self, arguments)

    def hear(self, channel_id: str, message: Json) -> str:
        """What an incoming webhook answers: a word."""
        channel = self.by_id(channel_id)
        if channel is None:
            return "no_service"
        if channel.archived:
            return "channel_is_archived"
        if slack_rules.refusal(message):
            return "invalid_payload"
        channel.messages.append({**message, "ts": self.stamp()})
        return "ok"

    def stamp(self) -> str:
        """The next message's time, which is its name in its channel."""
        self._last = max(self._clock(), self._last + 0.000_01)
        return f"{self._last:.6f}"

    def by_id(self, channel_id: object) -> Channel | None:
        """The channel of an id."""
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
            return refused(error)
        assert channel is not None
        thread = arguments.get("thread_ts")
        if thread is not None and not any(one["ts"] == thread for one in channel.messages):
            return refused("thread_not_found")
        message = {key: value for key, value in arguments.items() if key != "channel"} | {"ts": self.stamp()}
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
        channel = self.by_id(arguments.get("channel"))
        if channel is None:
            return refused("channel_not_found")
        if channel.archived:
            return refused("is_archived")
        message = next((one for one in channel.messages if one["ts"] == arguments.get("ts")), None)
        if message is None:
            return refused("message_not_found")
        if error := slack_rules.refusal(arguments):
            return refused(error)
        message.pop("blocks", None)
        message.update({key: value for key, value in arguments.items() if key not in {"channel", "ts"}})
        return {"ok": True, "channel": channel.id, "ts": message["ts"], "text": arguments.get("text", "")}

    def history(self, arguments: Json) -> Json:
        """conversations.history: newest first, without replies that were not broadcast."""
        channel = self._channel(arguments)
        if error := self._cannot_read(channel, "history"):
            return refused(error)
        assert channel is not None
        oldest = float(arguments.get("oldest", 0))
        found = [one for one in channel.messages if float(one["ts"]) >= oldest]
        found = [one for one in found if "thread_ts" not in one or one.get("reply_broadcast")]
        return _page(arguments, "messages", [_seen(one, arguments) for one in reversed(found)])

    def thread(self, arguments: Json) -> Json:
        """conversations.replies: the first message, then its replies."""
        channel = self._channel(arguments)
        if error := self._cannot_read(channel, "history"):
            return refused(error)
        assert channel is not None
        root = arguments.get("ts")
        found = [one for one in channel.messages if root in {one["ts"], one.get("thread_ts")}]
        if not any(one["ts"] == root for one in found):
            return refused("thread_not_found")
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
            return refused("missing_scope")
        shown = [
            one for one in self.channels if ("private_channel" if one.private else "public_channel") in types
        ]
        shown = [one for one in shown if (one.member or not one.private) and not one.archived]
        return _page(arguments, "channels", [{"id": one.id, "name": one.name} for one in shown])

    def info(self, arguments: Json) -> Json:
        """conversations.info."""
        channel = self._channel(arguments)
        if error := self._cannot_read(channel, "read"):
            return refused(error)
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
        channel = self.by_id(arguments.get("channel"))
        known = channel is not None and any(
            one["ts"] == arguments.get("message_ts") for one in channel.messages
        )
        address = (
            f"https://workspace.example/archives/{arguments.get('channel')}/{arguments.get('message_ts')}"
        )
        return {"ok": True, "permalink": address} if known else refused("message_not_found")


def _unknown(_slack: Workspace, _arguments: Json) -> Json:
    return refused("unknown_method")


def refused(code: str) -> Json:
    """How Slack says no."""
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


_METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "auth.test": lambda _slack, _arguments: {"ok": True, "bot_id": "B0STANDIN"},
    "chat.postMessage": Workspace.post,
    "chat.update": Workspace.update,
    "chat.getPermalink": Workspace.permalink,
    "conversations.history": Workspace.history,
    "conversations.info": Workspace.info,
    "conversations.list": Workspace.listing,
    "conversations.replies": Workspace.thread,
}
