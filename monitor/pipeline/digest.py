"""Digest: when a team's week is over, add it up, keep it for good, and promise it."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import Connection

from monitor.model import Digest, DigestPlan, SourceHealth, Team
from monitor.pipeline.notices import digest_key
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, digests, stories, watches
from monitor.store import sources as kept_sources
from monitor.store.digests import KeptDigest
from monitor.stories.digest import compose
from monitor.stories.weeks import due_windows, window
from monitor.tell.markdown import digest_markdown
from monitor.tell.pages import digest_html
from monitor.understand.councils import predecessors, successors

MOST_WEEKS_CAUGHT_UP = 4
"""After a long absence only the latest digests are still news."""
USUAL_PLAN = DigestPlan(weekday=0, at=time(8), destinations=())
"""The week of a team that has no digest of its own, for when one is asked for by hand."""


def plan_of(team: Team) -> DigestPlan:
    """When the team's week turns."""
    return team.digest or USUAL_PLAN


def make_digests(tools: Tools) -> int:
    """Compose and promise every digest whose week is over and that was not made yet; returns how many."""
    made = 0
    for team in tools.config.teams:
        if team.digest is None:
            continue
        with tools.store.transaction() as connection:
            for week in _due(tools, connection, team, tools.clock()):
                made += promise_digest(tools, connection, team, week)
    return made


def promise_digest(tools: Tools, connection: Connection, team: Team, week: str) -> bool:
    """Keep the team's week as it now stands and owe it to its destinations; False when it was made before."""
    if team.digest is None:
        return False
    now = tools.clock()
    new = digests.kept(connection, team.name, week) is None
    if new:
        digests.keep(connection, written(tools, connection, team, week), now=now)
    due = dict.fromkeys(team.digest.destinations, now)
    deliveries.promise(connection, digest_key(team.name, week), due, now=now)
    return new


def written(tools: Tools, connection: Connection, team: Team, week: str) -> KeptDigest:
    """The team's week: as it was sent, where it was; else composed anew from what is known."""
    kept = digests.kept(connection, team.name, week)
    if kept is not None:
        return kept
    digest = _composed(tools, connection, team, week)
    zone = tools.config.timezone
    return KeptDigest(digest, digest_html(digest, zone), digest_markdown(digest, zone))


def _due(tools: Tools, connection: Connection, team: Team, now: datetime) -> tuple[str, ...]:
    """Weeks over since this team's digest was first configured, the latest few."""
    assert team.digest is not None  # noqa: S101 - the caller looked
    name = f"digest since/{team.name}"
    since = watches.fact(connection, name)
    if since is None:
        watches.remember_fact(connection, name, now.isoformat())
        return ()
    weeks = due_windows(
        team.digest,
        tools.config.timezone,
        now=now,
        since=datetime.fromisoformat(since),
        at_most=MOST_WEEKS_CAUGHT_UP,
    )
    return tuple(week for week, _, _ in weeks if digests.kept(connection, team.name, week) is None)


def _composed(tools: Tools, connection: Connection, team: Team, week: str) -> Digest:
    start, end = window(plan_of(team), week, tools.config.timezone)
    return compose(
        team,
        stories.of_week(connection, start, end),
        stories.revised_since(connection, start),
        week=week,
        start=start,
        end=end,
        health=_health(tools, connection),
        successors={one.slug: successors(one.slug) for one in predecessors()},
        watching_since=watches.watching_since(connection),
    )


def _health(tools: Tools, connection: Connection) -> tuple[SourceHealth, ...]:
    """Sources a reader should know about; those that are well are counted, not named."""
    states = kept_sources.states_of(connection, tools.config.sources)
    return tuple(
        SourceHealth(name=state.name, state=state.state, note=state.error) for state in states.values()
    )
