"""The archive's own pages: an index of weeks and councils, and a page for each council. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from monitor.model import CouncilRecord, Story
from monitor.tell import names
from monitor.tell.clean import plain
from monitor.tell.digest_parts import StoryView
from monitor.tell.digest_view import story_view
from monitor.tell.map import draw
from monitor.tell.pages import page
from monitor.tell.shades import Shade, shade_of
from monitor.tell.strip import Strip, plain_day, strip
from monitor.understand.councils import all_councils

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class WeekLink:
    """One team's week in a sentence, and where its page lies, seen from the index."""

    team: str
    days: str
    """`16 to 23 November 2026`."""
    headline: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPage:
    """What is known of one council."""

    slug: str
    name: str
    stories: tuple[Story, ...]
    """The newest first."""
    record: CouncilRecord | None = None
    as_of: date | None = None
    """The day of the carried list within the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRow:
    """One council on the index."""

    slug: str
    name: str
    shade: Shade
    stories: str


def council_html(known: CouncilPage, zone: ZoneInfo) -> str:
    """A council's page: its judgements over time, and every story with its articles."""
    region = next((one.region for one in all_councils() if one.slug == known.slug), "")
    told: tuple[StoryView, ...] = tuple(story_view(story, zone) for story in known.stories)
    return page(
        "council.html.j2",
        slug=known.slug,
        name=plain(known.name, _LONGEST_NAME),
        region=region,
        stories=told,
        drawn=_drawn(known),
        as_of=plain_day(known.as_of) if known.as_of else "",
    )


def _drawn(known: CouncilPage) -> Strip | None:
    """The judgements up to the latest thing known: a page changes only when something happened."""
    if known.record is None or known.record.latest is None:
        return None
    latest = max((story.first_seen.date() for story in known.stories), default=known.record.latest.on)
    return strip(known.record, news=frozenset(), today=max(latest, known.record.latest.on))


def index_html(
    weeks: Sequence[WeekLink],
    stories: Mapping[str, int],
    records: Sequence[CouncilRecord],
    as_of: date | None = None,
) -> str:
    """The archive's first page: every week by team, England as it stands, its councils by region.

    `stories` has each council that has a page, with how many stories it has; `as_of` is the day of the
    carried list of judgements.
    """
    by_team = [
        (plain(team, _LONGEST_NAME), tuple(links)) for team, links in groupby(weeks, key=lambda one: one.team)
    ]
    known = {record.council: record for record in records}
    return page(
        "index.html.j2",
        teams=by_team,
        england=draw(records, as_of=plain_day(as_of) if as_of else "") if records else None,
        regions=_regions(stories, known),
    )


def _regions(
    stories: Mapping[str, int], known: Mapping[str, CouncilRecord]
) -> list[tuple[str, list[CouncilRow]]]:
    """The councils that have a page, by region, those of former times last."""
    regions: dict[str, list[CouncilRow]] = {}
    today = {council.slug: council.region for council in all_councils()}
    for slug, count in sorted(stories.items(), key=lambda one: names.council_name(one[0])):
        record = known.get(slug)
        row = CouncilRow(
            slug=slug,
            name=names.council_name(slug),
            shade=shade_of(record.latest if record else None),
            stories="" if not count else f"{count} {'story' if count == 1 else 'stories'}",
        )
        regions.setdefault(today.get(slug, "Former councils"), []).append(row)
    return sorted(regions.items(), key=lambda one: (one[0] == "Former councils", one[0]))
