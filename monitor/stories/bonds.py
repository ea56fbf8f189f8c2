"""Clusters of articles, and what ties them: a person's word, and likeness between those that report.

A cluster grows by whole units. Two clusters are joined only where no member of one conflicts with a member
of the other, so that a chain of likenesses never ties two events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import product

from monitor.model import Coverage, Event, Flag
from monitor.stories.likeness import (
    LONGEST_REACH,
    WINDOWS,
    conflict,
    like_titles,
    likeness,
    moment,
    recalls,
)
from monitor.stories.orders import Member, Word, member
from monitor.stories.words import EVENT_WORDS, named


class Witness(IntEnum):
    """What an article can testify, the surest first."""

    REPORTS = 0
    FORETELLS = 1
    LEAVES_UNNAMED = 2
    RECALLS = 3


Place = tuple[datetime, int, int]
"""Where an article stands among others: a total order, whatever the order of arrival."""
Unit = tuple[Coverage, ...]
"""One article, or several that a person put together: never parted by the rules."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Units that tell of one event, by first sight, with a reason for each join."""

    units: tuple[Unit, ...]
    reasons: tuple[str, ...] = ()

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """All its articles, by first sight."""
        return tuple(sorted((part for unit in self.units for part in unit), key=by_sight))

    def joined(self, other: Cluster, reason: str) -> Cluster:
        """Both as one."""
        units = tuple(sorted((*self.units, *other.units), key=lambda unit: by_sight(unit[0])))
        return Cluster(units, (*self.reasons, *other.reasons, reason))


def bundles(coverage: Sequence[Coverage], word: Word) -> list[Cluster]:
    """Single articles, and those that a person put together as one."""
    made: list[Cluster] = []
    for part in coverage:
        mine = Cluster(((part,),))
        others: list[Cluster] = []
        for bundle in made:
            if _any_pair(mine, bundle, word.together) and not _any_pair(mine, bundle, word.apart):
                unit = tuple(sorted((*bundle.units[0], *mine.units[0]), key=by_sight))
                reason = f"A person said that {named(part)} belongs with {named(bundle.coverage[0])}."
                mine = Cluster((unit,), (*bundle.reasons, *mine.reasons, reason))
            else:
                others.append(bundle)
        made = [*others, mine]
    return made


def forbidden(
    one: Cluster,
    other: Cluster,
    word: Word,
    clash: Callable[[Coverage, Coverage], bool] = conflict,
) -> bool:
    """Whether a member of one may not stand beside a member of the other.

    Articles that a person put together contradict each other as a rule, so such a unit clashes with another
    only where all of its articles do.
    """
    return _any_pair(one, other, word.apart) or any(
        all(clash(left, right) for left, right in product(mine, theirs))
        for mine, theirs in product(one.units, other.units)
    )


def _any_pair(one: Cluster, other: Cluster, said: Callable[[Coverage, Coverage], bool]) -> bool:
    return any(said(left, right) for left, right in product(one.coverage, other.coverage))


@dataclass(frozen=True, slots=True)
class _Link:
    """Two articles that may be joined, and how strongly."""

    rank: tuple[int, timedelta, float, Member, Member]
    one: Coverage
    other: Coverage
    reason: str


def grown(clusters: Iterable[Cluster], word: Word) -> list[Cluster]:
    """Joins what belongs together, the strongest link first, unless members would conflict."""
    home = {member(part): cluster for cluster in clusters for part in cluster.coverage}
    articles = sorted(
        (part for cluster in _distinct(home.values()) for part in cluster.coverage), key=by_time
    )
    for link in sorted(_links(articles), key=lambda found: found.rank):
        one, other = home[member(link.one)], home[member(link.other)]
        if one is other or forbidden(one, other, word, _clash_in_time):
            continue
        joined = one.joined(other, link.reason)
        home.update({member(part): joined for part in joined.coverage})
    return _distinct(home.values())


def _links(articles: Sequence[Coverage]) -> Iterator[_Link]:
    for index, one in enumerate(articles):
        for other in articles[index + 1 :]:
            if moment(other) - moment(one) > LONGEST_REACH:
                break
            if not conflict(one, other) and (found := likeness(one, other)):
                rank = (-len(found.reasons), found.gap, -like_titles(one, other), member(one), member(other))
                yield _Link(rank, one, other, _told_by_both(one, other, found.words))


def _told_by_both(one: Coverage, other: Coverage, why: str) -> str:
    event = EVENT_WORDS[one.finding.event]
    return f"{named(one)} and {named(other)} tell of the same {event}: {why}."


def surest(cluster: Cluster) -> tuple[Coverage, ...]:
    """The cluster's surest witnesses: when they spoke is when the event was news."""
    best = min(map(_witness_of, cluster.coverage))
    return tuple(part for part in cluster.coverage if _witness_of(part) is best)


def witness_of(unit: Unit) -> Witness:
    """What a unit can testify: what its surest article can."""
    return min(map(_witness_of, unit))


def _witness_of(coverage: Coverage) -> Witness:
    if recalls(coverage):
        return Witness.RECALLS
    if Flag.PROVISIONAL in coverage.finding.flags:
        return Witness.FORETELLS
    return Witness.LEAVES_UNNAMED if coverage.finding.event is Event.OTHER else Witness.REPORTS


def _clash_in_time(one: Coverage, other: Coverage) -> bool:
    """Whether two reports conflict, or are too far apart to be of one event."""
    span = max(WINDOWS[one.finding.event].span, WINDOWS[other.finding.event].span)
    return abs(moment(one) - moment(other)) > span or conflict(one, other)


def by_sight(coverage: Coverage) -> Place:
    """Its place by first sight."""
    return coverage.first_seen, *member(coverage)


def by_time(coverage: Coverage) -> Place:
    """Its place by when it spoke."""
    return moment(coverage), *member(coverage)


def _distinct(clusters: Iterable[Cluster]) -> list[Cluster]:
    return list({id(cluster): cluster for cluster in clusters}.values())
