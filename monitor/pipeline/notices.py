"""From a delivery's key back to what is to be said, from what the store holds."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from monitor.model import Delivery, Revision
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, digests, messages, stories
from monitor.stories.revise import withdrawn
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
        revision=as_it_stands(connection, story_id, int(number)),
        root=messages.message_at(connection, story_id, delivery.destination),
        now=tools.clock(),
        zone=tools.config.timezone,
    )


def as_it_stands(connection: Connection, story_id: str, number: int) -> Revision:
    """A revision with what has joined its story since it was made: it may have waited for hours."""
    revision = stories.revision(connection, story_id, number)
    latest = stories.latest_revision(connection, story_id)
    story = stories.by_id(connection, story_id)
    overtaken = latest is None or latest.number != number
    return revision if story is None or overtaken or withdrawn(revision) else replace(revision, story=story)


def _digest(tools: Tools, connection: Connection, key: str) -> DigestNotice:
    team, _, week = key.removeprefix(DIGEST).rpartition("/")
    kept = digests.kept(connection, team, week)
    assert kept is not None  # noqa: S101 - promised in the transaction that kept it
    return DigestNotice(key=key, digest=kept.digest, zone=tools.config.timezone, html=kept.html)
