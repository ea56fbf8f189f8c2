"""A digest before it has a look: its parts as clean words, in the order in which they are read. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from monitor.model import (
    Digest,
    DigestSection,
    Event,
    Flag,
    Revision,
    SourceHealth,
    Story,
    ThemeCount,
)
from monitor.tell import names, wording
from monitor.tell.alert import Alert, reply_alert, story_alert
from monitor.tell.clean import plain
from monitor.tell.notice import StoryNotice

_LONGEST_NAME = 120
_LONGEST_SENTENCE = 400

_JUDGED = "New judgements"
_NOT_OFFICIAL = "Not official yet"
_UNGRADED = "Inspections without a stated grade"
_VISITS = "Visits and reports"
_INTERVENTIONS = "Government intervention"
_PARTNERS = "SEND and joint inspections"
_ORDER = (_JUDGED, _NOT_OFFICIAL, _UNGRADED, _VISITS, _INTERVENTIONS, _PARTNERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story of the week: its words, and the short grade mark shown beside them."""

    alert: Alert
    council: str
    grade: str
    """The overall grade's slug, for its place on the scale; empty where none was given."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """Stories of one kind within a circle of the watch."""

    title: str
    stories: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """One circle of the watch."""

    title: str
    groups: tuple[GroupView, ...]
    quiet: tuple[str, ...]
    """Names of the councils of which nothing was heard."""


@dataclass(frozen=True, slots=True)
class ThemeView:
    """What inspectors keep saying."""

    name: str
    count: str
    quote: str
    council: str


@dataclass(frozen=True, slots=True)
class HealthView:
    """One source's state."""

    name: str
    state: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """The whole digest in words."""

    title: str
    team: str
    week: str
    period: str
    headline: str
    sections: tuple[SectionView, ...]
    corrections: tuple[Alert, ...]
    disputes: tuple[Alert, ...]
    themes: tuple[ThemeView, ...]
    sources: tuple[HealthView, ...]

    @property
    def stories(self) -> int:
        """How many stories the week has."""
        return sum(len(group.stories) for section in self.sections for group in section.groups)


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of a week a mail shows; less where the whole would be too large."""

    quotes: bool = True
    areas: bool = True
    links: int = 1_000
    """Articles named a story."""
    stories: int = 1_000
    """Stories shown in the HTML half; the text half holds them all."""


EVERYTHING = Detail()


def first_stories(view: DigestView, most: int) -> DigestView:
    """The view with only its first stories, in reading order."""
    left = most
    sections = []
    for section in view.sections:
        groups = []
        for group in section.groups:
            groups.append(GroupView(group.title, group.stories[:left]))
            left -= len(groups[-1].stories)
        sections.append(replace(section, groups=tuple(group for group in groups if group.stories)))
    return replace(view, sections=tuple(sections))


def digest_view(digest: Digest, zone: ZoneInfo) -> DigestView:
    """The digest's words; nothing of it is outside text any more that could do harm."""
    team = plain(digest.team, _LONGEST_NAME)
    return DigestView(
        title=f"Ofsted digest for {team}",
        team=team,
        week=plain(digest.week, _LONGEST_NAME),
        period=f"{wording.day_and_clock(digest.start, zone)} to {wording.day_and_clock(digest.end, zone)}",
        headline=plain(digest.headline, _LONGEST_SENTENCE),
        sections=tuple(_section(one, zone) for one in digest.sections),
        corrections=tuple(_correction(one, zone) for one in digest.corrections),
        disputes=tuple(story_alert(one, zone) for one in digest.disputes),
        themes=tuple(_theme(one) for one in digest.themes),
        sources=tuple(_health(one) for one in digest.sources),
    )


def _section(section: DigestSection, zone: ZoneInfo) -> SectionView:
    grouped: dict[str, list[StoryView]] = {}
    for story in section.stories:
        grouped.setdefault(_group_of(story), []).append(_story(story, zone))
    return SectionView(
        title=plain(section.title, _LONGEST_NAME),
        groups=tuple(GroupView(title, tuple(grouped[title])) for title in _ORDER if title in grouped),
        quiet=tuple(names.council_name(slug) for slug in section.quiet),
    )


def _group_of(story: Story) -> str:
    if Flag.PROVISIONAL in story.flags:
        return _NOT_OFFICIAL
    if story.event is Event.INSPECTION:
        return _JUDGED if story.judgement is not None or story.areas else _UNGRADED
    if story.event is Event.INTERVENTION:
        return _INTERVENTIONS
    return _PARTNERS if story.event in {Event.AREA_SEND, Event.JTAI} else _VISITS


def _story(story: Story, zone: ZoneInfo) -> StoryView:
    return StoryView(
        alert=story_alert(story, zone),
        council=names.council_name(story.council),
        grade=story.judgement or "",
    )


def _correction(revision: Revision, zone: ZoneInfo) -> Alert:
    notice = StoryNotice(key="", revision=revision, root=None, now=revision.made, zone=zone)
    return reply_alert(notice)


def _theme(theme: ThemeCount) -> ThemeView:
    times = f"{names.count(theme.stories)} {'story' if theme.stories == 1 else 'stories'}"
    return ThemeView(
        plain(theme.name, _LONGEST_NAME),
        times,
        plain(theme.quote, _LONGEST_SENTENCE),
        names.council_name(theme.council),
    )


def _health(source: SourceHealth) -> HealthView:
    return HealthView(
        plain(source.name, _LONGEST_NAME),
        plain(source.state, _LONGEST_NAME),
        plain(source.note, _LONGEST_SENTENCE),
    )
