"""England's councils with children's services: names, regions, neighbours, predecessors, trusts, last grades.

Everything here is data from `data/*.csv`; only light things are imported: config and command line use it.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from monitor.understand.tables import read_rows


class Council(Struct, frozen=True, kw_only=True):
    """One council that Ofsted inspects for its children's services."""

    slug: str
    name: str
    """As the press says it: `Reading`."""
    official_name: str
    """`Reading Borough Council`."""
    gss_code: str
    dfe_code: int
    ofsted_urn: int
    region: str
    type: str
    """`county`, `unitary`, `metropolitan` or `london`."""
    aliases: tuple[str, ...] = ()
    caution: str = ""
    """Why the bare name needs context: `word` (reading), `surname` (Sutton), `place` (Westminster)."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the shortest usual one first."""
        return (self.name, self.official_name, *self.aliases)


class Predecessor(Struct, frozen=True, kw_only=True):
    """A council that is no more, or lives on under the slug of its successor."""

    slug: str
    name: str
    official_name: str
    ended: date
    aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which the press wrote of it."""
        return (self.name, self.official_name, *self.aliases)


class Trust(Struct, frozen=True, kw_only=True):
    """A trust or company that runs (or ran) children's services for one or more councils."""

    name: str
    councils: tuple[str, ...]
    start: date
    end: date | None = None
    aliases: tuple[str, ...] = ()
    name_lives_on: bool = False
    """True where the council goes on using the name after the company ended."""
    note: str = ""


class LatestJudgement(Struct, frozen=True, kw_only=True):
    """A council's latest graded report as the carried list knows it."""

    slug: str
    overall: str | None = None
    """None for inspections since April 2026, which have no overall grade."""
    leadership: str | None = None
    help_and_protection: str | None = None
    children_in_care: str | None = None
    care_leavers: str | None = None
    kind: str = ""
    started: date | None = None
    ended: date | None = None
    published: date
    as_of: date
    """The day on which the list was made: newer reports are not in it."""


class _Neighbours(Struct, frozen=True):
    slug: str
    neighbours: tuple[str, ...]


@cache
def all_councils() -> tuple[Council, ...]:
    """Today's councils, in the order of their names."""
    rows = read_rows("councils.csv", Council, lists=("aliases",))
    return tuple(sorted(rows, key=lambda row: row.name))


@cache
def predecessors() -> tuple[Predecessor, ...]:
    """Abolished councils and older shapes of living ones."""
    return read_rows("predecessors.csv", Predecessor, lists=("aliases", "successors"))


@cache
def trusts() -> tuple[Trust, ...]:
    """Trusts and companies, past and present, with their dates."""
    return read_rows("trusts.csv", Trust, lists=("aliases", "councils"))


@cache
def living() -> frozenset[str]:
    """The slugs of today's councils."""
    return frozenset(one.slug for one in all_councils())


@cache
def _by_slug() -> dict[str, Council]:
    return {council.slug: council for council in all_councils()}


@cache
def _by_name() -> dict[str, Council]:
    """Folded name, alias, slug, trust or older name → council; a name of several councils is left out."""
    table: dict[str, Council] = {}
    for council in all_councils():
        for name in (council.slug, *council.names):
            table[fold(name)] = council
    for old in predecessors():
        if len(old.successors) == 1 or old.slug in _by_slug():
            heir = _by_slug()[old.slug if old.slug in _by_slug() else old.successors[0]]
            for name in old.names:
                table.setdefault(fold(name), heir)
    for trust in trusts():
        if len(trust.councils) == 1 and not any(t.name == trust.name and t is not trust for t in trusts()):
            for name in (trust.name, *trust.aliases):
                table.setdefault(fold(name), _by_slug()[trust.councils[0]])
    return table


def fold(name: str) -> str:
    """A name in the form in which spellings are compared: `Brighton & Hove` → `brighton and hove`."""
    words = name.casefold().replace("&", " and ").replace("’", "'").replace("-", " ").replace("_", " ")
    words = words.replace(",", " ").replace(".", " ")
    return " ".join(words.split()).removeprefix("the ")


def council(slug: str) -> Council:
    """The living council of a slug; KeyError for any other word."""
    return _by_slug()[slug]


def find_council(name: str) -> Council | None:
    """The council that a person means by a name, alias, slug or trust; None for an unknown one."""
    return _by_name().get(fold(name))


def suggest(name: str, limit: int = 3) -> list[str]:
    """The names nearest to a misspelled one, best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - needed only after a mistake

    choices = _by_name()
    found = process.extract(fold(name), list(choices), scorer=fuzz.WRatio, limit=12, score_cutoff=70)
    ranked = sorted(found, key=lambda hit: (-hit[1], -fuzz.ratio(fold(name), hit[0]), hit[0]))
    names = [choices[spelling].name for spelling, _, _ in ranked]
    return list(dict.fromkeys(names))[:limit]


def search_councils(query: str = "") -> tuple[Council, ...]:
    """The councils whose name, alias, region or trust holds the query; all of them for none."""
    wanted = fold(query)
    return tuple(one for one in all_councils() if any(wanted in text for text in _searched(one)))


def _searched(one: Council) -> tuple[str, ...]:
    served = (trust for trust in trusts() if one.slug in trust.councils)
    of_trusts = (name for trust in served for name in (trust.name, *trust.aliases))
    return tuple(fold(text) for text in (one.slug, *one.names, one.region, *of_trusts))


@cache
def regions() -> tuple[str, ...]:
    """The nine regions of England."""
    return tuple(sorted({one.region for one in all_councils()}))


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    rows = read_rows("neighbours.csv", _Neighbours, lists=("neighbours",))
    return {row.slug: row.neighbours for row in rows}


def neighbours_of(slug: str) -> tuple[str, ...]:
    """The ten statistical neighbours of a council, nearest first; none for an unknown slug."""
    return _neighbours().get(slug, ())


def successors(slug: str) -> tuple[str, ...]:
    """The living councils that followed an abolished one; a living council follows itself."""
    if slug in _by_slug():
        return (slug,)
    return next((old.successors for old in predecessors() if old.slug == slug), ())


def display_name(slug: str) -> str:
    """The name of a council, living or abolished, as a reader knows it; the slug itself if unknown."""
    if slug in _by_slug():
        return _by_slug()[slug].name
    return next((old.name for old in predecessors() if old.slug == slug), slug)


@cache
def _latest() -> dict[str, LatestJudgement]:
    return {row.slug: row for row in read_rows("latest_judgements.csv", LatestJudgement)}


def latest_judgement(slug: str) -> LatestJudgement | None:
    """The latest graded report that the carried list knows, with its `as_of` date."""
    return _latest().get(slug)
