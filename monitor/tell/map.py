"""England as a map of tiles, one for each council, marked with its latest known judgement. Pure.

The layout is data (`data/tiles.csv`): each council near its neighbours, each region in one piece.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monitor.model import CouncilRecord, Digest
from monitor.tell import names
from monitor.tell.shades import NO_OVERALL, Shade, scale, shade_of
from monitor.tell.strip import judged_words, month, plain_day
from monitor.understand.councils import all_councils
from monitor.understand.tables import read_rows

PITCH = 26
SIZE = 23
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a council's tile lies."""

    slug: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Label:
    """A region's name on the map."""

    words: str
    row: float
    column: float

    @property
    def x(self) -> int:
        """From the left edge."""
        return round(self.column * PITCH)

    @property
    def y(self) -> int:
        """From the upper edge."""
        return round(self.row * PITCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One council."""

    x: int
    y: int
    shade: Shade
    name: str
    region: str
    told: str
    """`Requires improvement, November 2026`; `Not known`."""
    news: bool
    own: bool

    @property
    def title(self) -> str:
        """All that the tile says, in words."""
        marks = (", news this week" if self.news else "") + (", yours" if self.own else "")
        return f"{self.name}: {self.told}{marks}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many councils stand at a grade."""

    shade: Shade
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglandMap:
    """The map and what it says in words."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    borders: str
    """The lines between regions, as a path."""
    labels: tuple[Label, ...]
    tallies: tuple[Tally, ...]
    summary: str
    """`46 outstanding, 63 good …`."""
    as_of: str
    """The day of the carried list; empty where there was none."""

    @property
    def news(self) -> int:
        """How many councils are in the news."""
        return sum(tile.news for tile in self.tiles)

    @property
    def own(self) -> int:
        """How many councils the team names."""
        return sum(tile.own for tile in self.tiles)


@cache
def places() -> tuple[Place, ...]:
    """Every council's place."""
    return read_rows("tiles.csv", Place, folder=_DATA)


@cache
def labels() -> tuple[Label, ...]:
    """The regions' names and where they are written."""
    return read_rows("labels.csv", Label, folder=_DATA)


def england_map(digest: Digest) -> EnglandMap | None:
    """The map at the end of the digest's week; None where no judgement is known at all."""
    if not digest.records:
        return None
    news = {story.council for section in digest.sections for story in section.stories}
    return draw(digest.records, news=news, own=digest.own, as_of=_as_of(digest))


def draw(
    records: Iterable[CouncilRecord],
    *,
    news: Collection[str] = (),
    own: Collection[str] = (),
    as_of: str = "",
) -> EnglandMap:
    """The map of these records, with the councils in the news and the team's own marked."""
    known = {record.council: record for record in records}
    regions = {council.slug: council.region for council in all_councils()}
    tiles = tuple(
        _tile(place, known.get(place.slug), regions[place.slug], news=news, own=own) for place in places()
    )
    counts = Counter(tile.shade.slug for tile in tiles)
    tallies = tuple(Tally(one, counts[one.slug]) for one in scale() if counts[one.slug])
    return EnglandMap(
        width=PITCH * (max(place.column for place in places()) + 1),
        height=PITCH * (max(place.row for place in places()) + 1),
        tiles=tiles,
        borders=_borders(regions),
        labels=labels(),
        tallies=tallies,
        summary=names.listed([f"{one.count} {_in_sentence(one.shade)}" for one in tallies]),
        as_of=as_of,
    )


def _as_of(digest: Digest) -> str:
    return "" if digest.as_of is None else plain_day(digest.as_of)


def _in_sentence(shade: Shade) -> str:
    if shade.slug == NO_OVERALL.slug:
        return "graded by area only"
    return shade.name[:1].lower() + shade.name[1:]


def _tile(
    place: Place, record: CouncilRecord | None, region: str, *, news: Collection[str], own: Collection[str]
) -> Tile:
    latest = record.latest if record else None
    told = f"{judged_words(latest)}, {month(latest.on)}" if latest else "not known"
    return Tile(
        x=place.column * PITCH,
        y=place.row * PITCH,
        shade=shade_of(latest),
        name=names.council_name(place.slug),
        region=region,
        told=told,
        news=place.slug in news,
        own=place.slug in own,
    )


def _borders(regions: dict[str, str]) -> str:
    """A line along every edge at which another region or the sea begins."""
    by_place = {(place.row, place.column): regions[place.slug] for place in places()}
    return "".join(edge for place, region in by_place.items() for edge in _edges(place, region, by_place))


def _edges(place: tuple[int, int], region: str, by_place: dict[tuple[int, int], str]) -> Iterator[str]:
    row, column = place
    # Tiles are a little smaller than their places: the line runs in the middle of the gap.
    left, top = column * PITCH - (PITCH - SIZE) / 2, row * PITCH - (PITCH - SIZE) / 2
    if by_place.get((row - 1, column)) != region:
        yield f"M{left:g} {top:g}h{PITCH}"
    if by_place.get((row, column - 1)) != region:
        yield f"M{left:g} {top:g}v{PITCH}"
    if (row + 1, column) not in by_place:
        yield f"M{left:g} {top + PITCH:g}h{PITCH}"
    if (row, column + 1) not in by_place:
        yield f"M{left + PITCH:g} {top:g}v{PITCH}"
