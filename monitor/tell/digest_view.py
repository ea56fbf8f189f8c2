"""A digest before it has a look: its parts as clean words, in the order in which they are read. Pure."""

from __future__ import annotations

from collections.abc import Mapping
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
from monitor.tell.map import EnglandMap, england_map
from monitor.tell.notice import StoryNotice
from monitor.tell.shades import Shade, shade, shade_of_areas
from monitor.tell.strip import Strip, strip

_LONGEST_NAME = 120
_LONGEST_SENTENCE = 400

NOTHING_EXPECTED = (
    "No article says that a report is on its way. Ofsted itself does not say beforehand whom it will inspect."
)
_JUDGED = "New judgements"
_NOT_OFFICIAL = "Not official yet"
_UNGRADED = "Inspections without a stated grade"
_VISITS = "Visits and reports"
_INTERVENTIONS = "Government intervention"
_PARTNERS = "SEND and joint inspections"
_OTHER_SERVICES = frozenset({Event.AREA_SEND, Event.JTAI})
"""What these judge is not the council's children's services alone: their grades say nothing of it."""
_ORDER = (_JUDGED, _NOT_OFFICIAL, _UNGRADED, _VISITS, _INTERVENTIONS, _PARTNERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story of the week: its words, and the short grade mark shown beside them."""

    alert: Alert
    council: str
    grade: str
    """The overall grade's slug, for its place on the scale; empty where none was given."""
    shade: Shade | None = None
    """The mark of what was judged; None where nothing was."""
    strip: Strip | None = None
    """The council's judgements over time, beside its first story of the week."""

    @property
    def anchor(self) -> str:
        """Where the page shows the story."""
        return f"story-{self.alert.story_id}"

    @property
    def outcome(self) -> str:
        """The headline without the council's name."""
        return self.alert.headline.removeprefix(f"{self.council}: ")


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
    last: str = ""
    """`last answered 12 November 2026`."""

    @property
    def trouble(self) -> bool:
        """Whether something of this source may have been missed."""
        return self.state != "ok"


@dataclass(frozen=True, slots=True)
class ExpectedView:
    """Something that is coming, as articles say."""

    story: StoryView
    quote: str
    said: str
    """`first said 12 November 2026`."""


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
    expected: tuple[ExpectedView, ...] = ()
    unread: str = ""
    """What could not be read this week, as a sentence."""
    england: EnglandMap | None = None

    @property
    def stories(self) -> int:
        """How many stories the week has."""
        return sum(len(group.stories) for section in self.sections for group in section.groups)

    @property
    def further(self) -> tuple[tuple[str, str], ...]:
        """The parts after the circles of the watch, each with its place on the page."""
        there = (
            ("corrections", "Corrections", bool(self.corrections)),
            ("disputes", "Disputed", bool(self.disputes)),
            ("themes", "What inspectors keep saying", bool(self.themes)),
            ("expected", "Upcoming", True),
            ("sources", "Sources", True),
        )
        return tuple((ident, title) for ident, title, shown in there if shown)

    @property
    def troubled(self) -> tuple[HealthView, ...]:
        """The sources of which something may have been missed."""
        return tuple(one for one in self.sources if one.trouble)

    @property
    def coverage(self) -> str:
        """How much of what is watched was seen, in one sentence."""
        well = len(self.sources) - len(self.troubled)
        if not self.sources:
            return "No source is set up, so nothing could be seen."
        every = "The only source" if len(self.sources) == 1 else f"All {len(self.sources)} sources"
        if not self.troubled:
            return f"{every} answered when last asked."
        return (
            f"{well} of {len(self.sources)} sources answered when last asked; of these, news may be missing:"
        )


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
    strips = _strips(digest)
    return DigestView(
        title=f"Ofsted digest for {team}",
        team=team,
        week=plain(digest.week, _LONGEST_NAME),
        period=f"{wording.day_and_clock(digest.start, zone)} to {wording.day_and_clock(digest.end, zone)}",
        headline=plain(digest.headline, _LONGEST_SENTENCE),
        sections=tuple(_section(one, zone, strips) for one in digest.sections),
        corrections=tuple(_correction(one, zone) for one in digest.corrections),
        disputes=tuple(story_alert(one, zone) for one in digest.disputes),
        themes=tuple(_theme(one) for one in digest.themes),
        sources=tuple(_health(one, zone) for one in digest.sources),
        expected=tuple(_expected(one, zone) for one in digest.expected),
        unread=_unread(digest.unread),
        england=england_map(digest),
    )


def _strips(digest: Digest) -> dict[str, Strip]:
    """The judgements over time of every council in the news, by the first story that shows it."""
    known = {record.council: record for record in digest.records}
    stories = [story for section in digest.sections for story in section.stories]
    news = frozenset(story.id for story in stories)
    drawn: dict[str, Strip] = {}
    seen: set[str] = set()
    for story in stories:
        record = None if story.event in _OTHER_SERVICES else known.get(story.council)
        found = strip(record, news=news, today=digest.end.date()) if record else None
        if found is not None and story.council not in seen:
            drawn[story.id] = found
            seen.add(story.council)
    return drawn


def _section(section: DigestSection, zone: ZoneInfo, strips: Mapping[str, Strip]) -> SectionView:
    grouped: dict[str, list[StoryView]] = {}
    for story in section.stories:
        grouped.setdefault(_group_of(story), []).append(story_view(story, zone, strips.get(story.id)))
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


def story_view(story: Story, zone: ZoneInfo, strip: Strip | None = None) -> StoryView:
    """One story's words and pictures."""
    return StoryView(
        alert=story_alert(story, zone),
        council=names.council_name(story.council),
        grade=story.judgement or "",
        shade=_shade(story),
        strip=strip,
    )


def _shade(story: Story) -> Shade | None:
    """Visits and interventions judge nothing anew."""
    if story.judgement is not None:
        return shade(story.judgement)
    return shade_of_areas(story.areas) if story.event is Event.INSPECTION and story.areas else None


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


def _health(source: SourceHealth, zone: ZoneInfo) -> HealthView:
    last = source.last_success
    return HealthView(
        plain(source.name, _LONGEST_NAME),
        plain(source.state, _LONGEST_NAME),
        plain(source.note, _LONGEST_SENTENCE),
        "" if last is None else f"last answered {wording.day(last, zone)}",
    )


def _expected(story: Story, zone: ZoneInfo) -> ExpectedView:
    """The words in which an article says that something is coming."""
    proofs = (
        one.quote
        for told in story.coverage
        for one in told.finding.evidence
        if one.field == f"flags.{Flag.PROVISIONAL}"
    )
    quote = plain(next(proofs, story.quote), _LONGEST_SENTENCE)
    return ExpectedView(story_view(story, zone), quote, f"first said {wording.day(story.first_seen, zone)}")


def _unread(count: int) -> str:
    if not count:
        return ""
    articles = "One article" if count == 1 else f"{names.capital(names.count(count))} articles"
    return f"{articles} of the week could not be read as a whole; what is said of them rests on a summary."
