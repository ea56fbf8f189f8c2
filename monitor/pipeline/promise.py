"""Promise: from a revision to the verdict on every team, and what is owed to whom from when on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from monitor.model import Revision
from monitor.pipeline.notices import story_key
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, stories, watches
from monitor.store.stories import KeptVerdict
from monitor.stories.route import TeamVerdict, audience, held_until
from monitor.understand.councils import predecessors, successors


def promise(tools: Tools, connection: Connection, revision: Revision) -> None:
    """Judge who is to hear of a revision, and owe it to them, in the transaction that made it."""
    story_id = revision.story.id
    verdicts = audience(
        revision,
        tools.config.teams,
        watching_since=watches.watching_since(connection),
        successors={one.slug: successors(one.slug) for one in predecessors()},
        told=deliveries.told_of(connection, story_id),
    )
    kept = [
        KeptVerdict(revision=revision.number, team=one.team, told=one.told, reason=one.reason)
        for one in verdicts
    ]
    stories.judge(connection, story_id, kept)
    due = _due(tools, revision, verdicts)
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


def _due(tools: Tools, revision: Revision, verdicts: Sequence[TeamVerdict]) -> dict[str, datetime]:
    """From when on each destination is owed it: at once, or when all its teams' quiet hours are over."""
    teams = {team.name: team for team in tools.config.teams}
    due: dict[str, datetime] = {}
    for verdict in verdicts:
        if verdict.told:
            at = held_until(revision.made, teams[verdict.team].quiet, tools.config.timezone)
            due |= {name: min(at, due.get(name, at)) for name in verdict.destinations}
    return due
