"""From a delivery's key back to what is to be said, from what the store holds."""

from __future__ import annotations

from sqlalchemy import Connection

from monitor.model import Delivery
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, digests, stories
from monitor.tell.notice import DigestNotice, Notice, PlainNotice, StoryNotice

DIGEST = "digest/"
NOTICE = "notice/"


def story_key(story_id: str, revision: int) -> str:
    """The key of a story's revision."""
    return f"{story_id}/{revision}"


def digest_key(team: str, week: str) -> str:
    """The key of a team's week."""
    return f"{DIGEST}{team}/{week}"


def notice_of(tools: Tools, connection: Connection, delivery: Delivery) -> Notice:
    """What this delivery says."""
    if delivery.key.startswith(DIGEST):
        return _digest(tools, connection, delivery.key)
    if delivery.key.startswith(NOTICE):
        subject, lines = deliveries.notice(connection, delivery.key)
        return PlainNotice(key=delivery.key, subject=subject, lines=lines)
    story_id, _, number = delivery.key.rpartition("/")
    return StoryNotice(
        key=delivery.key,
        revision=stories.revision(connection, story_id, int(number)),
        root=deliveries.message_at(connection, story_id, delivery.destination),
        now=tools.clock(),
        zone=tools.config.timezone,
    )


def _digest(tools: Tools, connection: Connection, key: str) -> DigestNotice:
    team, _, week = key.removeprefix(DIGEST).rpartition("/")
    kept = digests.kept(connection, team, week)
    assert kept is not None  # noqa: S101 - promised in the transaction that kept it
    return DigestNotice(key=key, digest=kept.digest, zone=tools.config.timezone, html=kept.html)
