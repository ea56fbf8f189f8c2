"""Digest: when a team's week is over, add it up, keep it for good, and promise it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from monitor.model import Digest, DigestPlan, SourceHealth, Team
from monitor.pipeline.archive import keep_archive
from monitor.pipeline.notices import NOTICE, digest_key
from monitor.pipeline.records import known_records, listed_on
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, digests, stories, watches
from monitor.store import sources as kept_sources
from monitor.store.digests import Decision, KeptDigest
from monitor.stories.digest import EXPECTED_FOR, Background, compose
from monitor.stories.weeks import due_windows, window
from monitor.understand.councils import all_councils, display_name, predecessors, successors

MOST_WEEKS_CAUGHT_UP = 4
"""After a long absence only the latest digests are still news."""
USUAL_PLAN = DigestPlan(weekday=0, at=time(8), destinations=())
"""The week of a team that has no digest of its own, for when one is asked for by hand."""


def plan_of(team: Team) -> DigestPlan:
    """When the team's week turns."""
    return team.digest or USUAL_PLAN


def make_digests(tools: Tools) -> int:
    """Compose and promise every digest that may go and was not made yet; returns how many.

    One that waits for a person's approval is announced, once, to those who may give it.
    """
    made = 0
    for team in tools.config.teams:
        if team.digest is None:
            continue
        with tools.store.transaction() as connection:
            for week in _due(tools, connection, team, tools.clock()):
                if _waits(tools, connection, team, week):
                    _announce(tools, connection, team, week)
                else:
                    made += promise_digest(tools, connection, team, week)
    keep_archive(tools)
    return made


def promise_digest(tools: Tools, connection: Connection, team: Team, week: str) -> bool:
    """Keep the team's week as it now stands and owe it to its destinations; False when it was made before."""
    if team.digest is None:
        return False
    now = tools.clock()
    new = not digests.was_kept(connection, team.name, week)
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
    from monitor.tell.markdown import digest_markdown  # noqa: PLC0415 - most passes write no digest
    from monitor.tell.pages import digest_html  # noqa: PLC0415 - likewise

    digest = composed(tools, connection, team, week)
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
    names = {week for week, _, _ in weeks} | set(_let_go(tools, connection, team, now))
    return tuple(week for week in sorted(names) if not digests.was_kept(connection, team.name, week))


def _let_go(tools: Tools, connection: Connection, team: Team, now: datetime) -> tuple[str, ...]:
    """Weeks that are over and that somebody reviewed and let go, however long ago they were."""
    return tuple(
        week
        for week in digests.approved(connection, team.name)
        if window(plan_of(team), week, tools.config.timezone)[1] <= now
    )


# --- approval -----------------------------------------------------------------------------------------


def _waits(tools: Tools, connection: Connection, team: Team, week: str) -> bool:
    """Whether somebody may still look at the draft before it goes."""
    if team.digest is None or not team.digest.approve:
        return False
    return tools.clock() < goes_at(tools, team, week) and not digests.approval(connection, team.name, week)


def goes_at(tools: Tools, team: Team, week: str) -> datetime:
    """When the digest goes as it is, if nobody approves it before."""
    plan = plan_of(team)
    wait = plan.deadline if plan.approve else timedelta()
    return window(plan, week, tools.config.timezone)[1] + wait


def _announce(tools: Tools, connection: Connection, team: Team, week: str) -> None:
    """Tell those who get the team's alerts (else `admin`, else its readers) that a draft waits, once."""
    key = f"{NOTICE}review/{team.name}/{week}"
    goes = goes_at(tools, team, week).astimezone(tools.config.timezone)
    deliveries.keep_notice(
        connection,
        key,
        f"The digest of {team.name} for {week} waits for your look",
        (
            f'Open the draft with: ofsted-monitor digest --team "{team.name}" --week {week} --review',
            "There each story can be kept, corrected or left out; then the digest is sent as it stands.",
            f"If nobody looks, it goes as it is on {goes:%A %d %B %Y at %H:%M %Z}.",
        ),
    )
    now = tools.clock()
    to = team.destinations or tools.config.admin or plan_of(team).destinations
    deliveries.promise(connection, key, dict.fromkeys(to, now), now=now)


# --- composing ----------------------------------------------------------------------------------------


def composed(tools: Tools, connection: Connection, team: Team, week: str, *, whole: bool = False) -> Digest:
    """The team's week from what is known now, without what reviewers left out (with it if `whole`)."""
    start, end = window(plan_of(team), week, tools.config.timezone)
    decisions = digests.decisions(connection, team.name, week)
    left_out = (story for story, one in decisions.items() if one.decision is Decision.DROP)
    dropped = frozenset() if whole else frozenset(left_out)
    background = _background(tools, connection, start, end)
    before = digests.before(connection, team.name, week)
    spoke = stories.of_week(connection, start, end)
    foretold = stories.first_seen_between(connection, end - EXPECTED_FOR, start)
    return compose(
        team,
        list({story.id: story for story in (*foretold, *spoke)}.values()),
        stories.revised_since(connection, start),
        week=week,
        start=start,
        end=end,
        background=replace(
            background,
            records=known_records(connection, end, without=dropped),
            dropped=dropped,
            shown={} if before is None else _shown(before.digest),
        ),
    )


def _shown(digest: Digest) -> dict[str, int]:
    """The stories of a digest, each with the revision in which it stood there."""
    return {story.id: story.revision for section in digest.sections for story in section.stories}


def _background(tools: Tools, connection: Connection, start: datetime, end: datetime) -> Background:
    return Background(
        successors={one.slug: successors(one.slug) for one in predecessors()},
        watching_since=watches.watching_since(connection),
        regions={council.slug: council.region for council in all_councils()},
        names={slug: display_name(slug) for slug in _slugs()},
        as_of=listed_on(),
        health=_health(tools, connection),
        unread=digests.half_read(connection, start, end),
    )


def _slugs() -> Iterator[str]:
    """Every council, today's and those of former times."""
    yield from (council.slug for council in all_councils())
    yield from (council.slug for council in predecessors())


def _health(tools: Tools, connection: Connection) -> tuple[SourceHealth, ...]:
    """How every source stands; the looks name those of which news may be missing."""
    states = kept_sources.states_of(connection, tools.config.sources)
    return tuple(
        SourceHealth(name=state.name, state=state.state, note=state.error, last_success=state.last_success)
        for state in states.values()
    )
