"""Promise: from a revision to the verdict on every team, and what is owed to whom from when on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from monitor.model import Revision, RevisionKind
from monitor.pipeline.notices import story_key
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, messages, stories, watches
from monitor.store.stories import KeptVerdict
from monitor.stories.route import TeamVerdict, audience, held_until
from monitor.understand.councils import predecessors, successors


def promise(tools: Tools, connection: Connection, revision: Revision) -> None:
    """Judge who is to hear of a revision, and owe it to them, in the transaction that made it."""
    story_id = revision.story.id
    told = deliveries.told_of(connection, story_id)
    verdicts = audience(
        revision,
        tools.config.teams,
        watching_since=watches.watching_since(connection),
        successors={one.slug: successors(one.slug) for one in predecessors()},
        told=told,
    )
    kept = [
        KeptVerdict(revision=revision.number, team=one.team, told=one.told, reason=one.reason)
        for one in verdicts
    ]
    stories.judge(connection, story_id, kept)
    due = _due(tools, revision, verdicts) | dict.fromkeys(_left_behind(tools, revision, told), revision.made)
    # What is still to be told of the story goes first, however long its quiet hours.
    waiting = deliveries.waiting_of(connection, story_id)
    deliveries.promise(
        connection,
        story_key(story_id, revision.number),
        {name: max(at, waiting.get(name, at)) for name, at in due.items()},
        now=revision.made,
        story_id=story_id,
        revision=revision.number,
    )
    messages.refresh(connection, story_id, revision.made, but=due)


def _left_behind(tools: Tools, revision: Revision, told: frozenset[str]) -> Iterator[str]:
    """Channels that no team uses any more and that still show what is now corrected.

    A mailbox that was taken out of the config is written to no more.
    """
    if revision.kind is RevisionKind.CORRECTION and tools.config.slack is not None:
        used = {name for team in tools.config.teams for name in team.destinations}
        yield from sorted(name for name in told - used if name.startswith("slack:"))


def _due(tools: Tools, revision: Revision, verdicts: Sequence[TeamVerdict]) -> dict[str, datetime]:
    """From when on each destination is owed it: at once, or when all its teams' quiet hours are over."""
    teams = {team.name: team for team in tools.config.teams}
    due: dict[str, datetime] = {}
    for verdict in verdicts:
        if verdict.told:
            at = held_until(revision.made, teams[verdict.team].quiet, tools.config.timezone)
            due |= {name: min(at, due.get(name, at)) for name in verdict.destinations}
    return due
