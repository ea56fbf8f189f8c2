"""Relate: join findings into stories, see what is news, and promise it to whoever watches.

A council's stories, their revisions, the verdicts and the deliveries are written in one transaction: a
promise exists exactly when its reason does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from monitor.model import Coverage, Revision, Story
from monitor.pipeline import person
from monitor.pipeline.promise import promise
from monitor.pipeline.tools import Tools
from monitor.store import coverage, messages, stories, words
from monitor.store.words import Word
from monitor.stories.cluster import Group, group, match_ids, member
from monitor.stories.identity import story_id
from monitor.stories.revise import NOT_RELEVANT, restore, revise, withdraw, withdrawn
from monitor.stories.summary import tell_as_one


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One council's stories as they are worked on: nothing here outlives the transaction."""

    tools: Tools
    connection: Connection
    home: str
    """The council that the articles name."""
    now: datetime
    corrected_by: str
    """Which article was changed, in plain words; empty where none was."""
    words: Sequence[Word]
    before: Mapping[str, Story]


def relate(tools: Tools) -> list[Revision]:
    """Bring the stories of every council with new findings up to date; returns what is news."""
    with tools.store.reading() as connection:
        councils = stories.to_look_at(connection)
    made: list[Revision] = []
    for council, corrected_by in councils.items():
        with tools.store.transaction() as connection:
            made += _relate_council(tools, connection, council, corrected_by)
            stories.looked_at(connection, council)
    return made


def _relate_council(tools: Tools, connection: Connection, council: str, corrected_by: str) -> list[Revision]:
    said, known = coverage.of_council(connection, council)
    at_home = stories.of_home(connection, council)
    arrived = frozenset(known.values()) - at_home.keys()
    for newcomer in arrived:
        words.move(connection, newcomer, home=council)
    before = {**at_home, **stories.by_ids(connection, arrived)}
    orders = person.orders(words.of_home(connection, council))
    named = _named(council, match_ids(group(said, orders), known), taken=before)
    heirs = _heirs(named, known)
    for gone, heir in heirs.items():
        words.carry_over(connection, gone, to=heir)
    desk = Desk(
        tools=tools,
        connection=connection,
        home=council,
        now=tools.clock(),
        corrected_by=corrected_by,
        words=words.of_home(connection, council),
        before=before,
    )
    revisions = [found for identifier, one in named.items() for found in _tell_group(desk, identifier, one)]
    revisions += [found for gone in sorted(before.keys() - named.keys()) for found in _end(desk, gone, heirs)]
    words.heeded(connection, council, desk.now)
    return revisions


def _named(
    council: str, matched: Sequence[tuple[Group, str | None]], *, taken: Mapping[str, Story]
) -> dict[str, Group]:
    """The groups by their stories' ids; a group that goes on with no story gets a name never used before."""
    used = set(taken)
    named = {}
    for one, kept_id in matched:
        identifier = kept_id or _new_id(council, one, used)
        used.add(identifier)
        named[identifier] = one
    return named


def _new_id(council: str, one: Group, used: set[str]) -> str:
    first = min(one.coverage, key=lambda covered: (covered.first_seen, covered.url))
    return story_id(council, first.first_seen, first.url, used)


def _heirs(named: Mapping[str, Group], known: Mapping[tuple[int, int], str]) -> dict[str, str]:
    """For each story whose articles now all stand in others: the first of those."""
    heirs: dict[str, str] = {}
    for identifier, one in named.items():
        for part in one.coverage:
            old = known.get(member(part))
            if old is not None and old not in named:
                heirs.setdefault(old, identifier)
    return heirs


# --- one story ------------------------------------------------------------------------------------------


def _tell_group(desk: Desk, identifier: str, one: Group) -> Iterator[Revision]:
    """Write the story as it now stands; yields what is news about it."""
    coverage.belongs(desk.connection, one.coverage, identifier)
    by_articles = tell_as_one(identifier, one, desk.before.get(identifier))
    story = person.as_corrected(by_articles, desk.words)
    corrected_by = _corrected_by(desk, identifier, one.coverage)
    if story is None:
        yield from _take_back(desk, by_articles, corrected_by, NOT_RELEVANT, one.reasons)
        return
    revision = _news(desk.connection, story, one, desk.now, corrected_by)
    if revision is not None:
        _speak(desk, revision, one.reasons)
        yield revision
        return
    stories.keep(desk.connection, story, now=desk.now, home=desk.home, reasons=one.reasons)
    if identifier in desk.before and story != desk.before[identifier]:
        messages.refresh(desk.connection, identifier, desk.now)


def _corrected_by(desk: Desk, identifier: str, covered: Sequence[Coverage]) -> str:
    """Who changed the story: a person, or an article that says something else now; empty for nobody."""
    article = desk.corrected_by if any(part.corrected for part in covered) else ""
    return person.who_spoke(identifier, desk.words) or article


def _news(
    connection: Connection, story: Story, one: Group, now: datetime, corrected_by: str
) -> Revision | None:
    """What is news about this story; old news alone is known, and told to nobody."""
    told = stories.latest_revision(connection, story.id)
    if told is None:
        if all(covered.history for covered in one.coverage):
            return None
        return revise(None, story, now=now, corrected_by=corrected_by)
    if withdrawn(told):
        who = corrected_by or "It is reported again"
        return restore(told.story, story, now=now, corrected_by=who)
    return revise(told.story, story, now=now, corrected_by=corrected_by)


def _end(desk: Desk, gone: str, heirs: Mapping[str, str]) -> Iterator[Revision]:
    """A story without articles here: gone to another council, into another story, or simply wrong."""
    if coverage.homes(desk.connection, gone) - {desk.home}:
        return
    who = person.who_spoke(gone, desk.words) or desk.corrected_by or "The articles were read again"
    heir = heirs.get(gone)
    why = NOT_RELEVANT if heir is None else f"it is told as part of story {heir}"
    yield from _take_back(desk, desk.before[gone], who, why)


def _take_back(
    desk: Desk, story: Story, corrected_by: str, why: str, reasons: Sequence[str] = ()
) -> Iterator[Revision]:
    """Whoever was told this story hears that it was wrong; nobody else hears anything."""
    told = stories.latest_revision(desk.connection, story.id)
    if told is None or withdrawn(told):
        stories.keep(desk.connection, story, now=desk.now, home=desk.home, reasons=reasons, withdrawn=True)
        return
    who = corrected_by or "The articles were read again"
    revision = withdraw(told.story, now=desk.now, corrected_by=who, why=why)
    _speak(desk, revision, reasons)
    yield revision


def _speak(desk: Desk, revision: Revision, reasons: Sequence[str]) -> None:
    stories.keep(
        desk.connection,
        revision.story,
        now=revision.made,
        home=desk.home,
        reasons=reasons,
        withdrawn=withdrawn(revision),
    )
    stories.revise(desk.connection, revision)
    promise(desk.tools, desk.connection, revision)
