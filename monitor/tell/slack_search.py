"""Looking for a message of ours in Slack by the delivery's key in its metadata."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.model import Receipt
from monitor.tell.slack_api import SlackApi
from monitor.tell.slack_blocks import Json

EVENT_TYPE = "ofsted_story"


def in_channel(api: SlackApi, key: str, channel: str, oldest: float) -> Receipt | None:
    """The message with this key among those of a channel since `oldest`."""
    pages = api.pages(
        "conversations.history",
        "messages",
        channel=channel,
        oldest=f"{oldest:.6f}",
        include_all_metadata=True,
    )
    return next((Receipt(channel, str(one.get("ts", ""))) for one in pages if _key_of(one) == key), None)


def in_thread(api: SlackApi, key: str, root: Receipt) -> Receipt | None:
    """The reply with this key under a message."""
    for message in _replies(api, root):
        if _key_of(message) == key and message.get("ts") != root.message:
            return Receipt(root.place, str(message.get("ts", "")), root.message)
    return None


def keys_in_thread(api: SlackApi, thread: Receipt) -> Iterator[str]:
    """The keys of a message and of everything under it."""
    return (_key_of(message) for message in _replies(api, thread))


def _replies(api: SlackApi, thread: Receipt) -> Iterator[Json]:
    return api.pages(
        "conversations.replies",
        "messages",
        channel=thread.place,
        ts=thread.message,
        include_all_metadata=True,
    )


def _key_of(message: Json) -> str:
    """The delivery's key in a message's metadata; empty for any other message."""
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return ""
    payload = metadata.get("event_payload")
    key = payload.get("delivery") if isinstance(payload, dict) else None
    return key if isinstance(key, str) else ""
