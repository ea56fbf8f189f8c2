"""A story's articles as a reader finds them: outlet, title, date and where the link leads. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor.model import Coverage, Story
from monitor.tell import wording
from monitor.tell.clean import plain, site, web_link

LONGEST_TITLE = 180
LONGEST_OUTLET = 60


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One article as a reader finds it."""

    outlet: str
    title: str
    date: str
    link: str
    """Empty where the article has no address that a reader may be sent to."""
    site: str
    """The host of the link, so that an outlet's name cannot hide where it leads."""


def source_lines(story: Story, zone: ZoneInfo) -> tuple[SourceLine, ...]:
    """The story's articles, each once, Ofsted's and the government's own first, then the earliest."""
    seen: dict[str, Coverage] = {}
    for told in story.coverage:
        seen.setdefault(told.url, told)
    ordered = sorted(
        seen.values(), key=lambda told: (not told.official, told.published or told.first_seen, told.url)
    )
    return tuple(_source_line(told, zone) for told in ordered)


def _source_line(told: Coverage, zone: ZoneInfo) -> SourceLine:
    link = web_link(told.link) or web_link(told.url)
    return SourceLine(
        outlet=outlet(told),
        title=plain(told.title, LONGEST_TITLE) or "(no title)",
        date=published(told, zone),
        link=link,
        site=site(link) if link else "",
    )


def outlet(told: Coverage) -> str:
    """The outlet as a reader knows it."""
    return plain(told.publisher, LONGEST_OUTLET) or plain(told.source, LONGEST_OUTLET) or "Unnamed source"


def published(told: Coverage, zone: ZoneInfo) -> str:
    """The day of an article; where it names none, the day on which it was seen."""
    if told.published is not None:
        return wording.day(told.published, zone)
    return f"seen {wording.day(told.first_seen, zone)}"
