"""Which articles about one council tell of the same event.

`group` is a pure function of the set of articles: in whatever order they arrived, the same stories come out.
It joins in rounds, from the surest witness to the weakest, and a later round never bridges two groups of an
earlier one: what a person said; articles that report an event; provisional words that foretold it; reports
that do not say which kind of visit it was; articles that only recall it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Coverage
from monitor.stories.bonds import Cluster, Place, Witness, bundles, by_sight, grown, witness_of
from monitor.stories.orders import Member, Merge, Order, Split, Word, member
from monitor.stories.weaker import ROUNDS, attached, recalled

__all__ = ["Group", "Member", "Merge", "Order", "Split", "group", "match_ids", "member"]


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that tell of one event, by first sight, and why they were put together."""

    coverage: tuple[Coverage, ...]
    reasons: tuple[str, ...] = ()
    """In plain words, one for each join."""
    left: frozenset[str] = frozenset()
    """Ids of stories that a person took one of these articles out of."""


def group(coverage: Sequence[Coverage], orders: Sequence[Order] = ()) -> tuple[Group, ...]:
    """The events that this coverage of one council tells of, the first seen first."""
    word = Word(orders)
    ranks: dict[Witness, list[Cluster]] = {witness: [] for witness in Witness}
    for bundle in bundles(sorted(coverage, key=by_sight), word):
        ranks[witness_of(bundle.units[0])].append(bundle)

    clusters = grown(ranks[Witness.REPORTS], word)
    for witness, choose in ROUNDS:
        clusters = attached(clusters, grown(ranks[witness], word), choose, word)
    clusters = recalled(clusters, ranks[Witness.RECALLS], word)
    groups = (_group(cluster, word) for cluster in clusters)
    return tuple(sorted(groups, key=lambda found: by_sight(found.coverage[0])))


def match_ids(groups: Sequence[Group], known: Mapping[Member, str]) -> tuple[tuple[Group, str | None], ...]:
    """Which existing story each group goes on with: the oldest of its members' stories; None for a new one.

    Where several groups claim one story, the one with most of its articles keeps the name.
    """
    kept: dict[int, str] = {}
    for story in _by_age(groups, known):
        claims = [
            (-len(mine), by_sight(mine[0]), index)
            for index, found in enumerate(groups)
            if index not in kept and story not in found.left and (mine := _known_as(story, found, known))
        ]
        if claims:
            kept[min(claims)[-1]] = story
    return tuple((found, kept.get(index)) for index, found in enumerate(groups))


def _group(cluster: Cluster, word: Word) -> Group:
    left = frozenset[str]().union(*(word.left(part) for part in cluster.coverage))
    return Group(cluster.coverage, cluster.reasons, left)


def _by_age(groups: Sequence[Group], known: Mapping[Member, str]) -> list[str]:
    """Existing stories, the one whose first article was seen first, first."""
    ages: dict[str, tuple[Place, str]] = {}
    for part in sorted((part for found in groups for part in found.coverage), key=by_sight):
        if (story := known.get(member(part))) is not None:
            ages.setdefault(story, (by_sight(part), story))
    return sorted(ages, key=ages.__getitem__)


def _known_as(story: str, found: Group, known: Mapping[Member, str]) -> list[Coverage]:
    return [part for part in found.coverage if known.get(member(part)) == story]
