"""The parts of a digest in words, in the order in which they are read: what every look is made from. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.tell.alert import Alert
from monitor.tell.map import EnglandMap
from monitor.tell.shades import Shade
from monitor.tell.strip import Strip

NOTHING_EXPECTED = (
    "No article says that a report is on its way. Ofsted itself does not say beforehand whom it will inspect."
)
NOT_COVERED = "A report that none of these sources wrote about is not in this digest."


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story of the week: its words, and the short grade mark shown beside them."""

    alert: Alert
    council: str
    grade: str
    """The overall grade's slug, for its place on the scale; empty where none was given."""
    shade: Shade | None = None
    """The mark of what was judged; None where nothing was."""
    tag: str = ""
    """What it is in a word (`Visit`), where nothing was judged and so no mark can stand."""
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
    often: bool
    """Whether more than one story has it."""


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
    days: str
    """`16 to 23 November 2026`."""
    period: str
    """The same with its hours."""
    headline: str
    sections: tuple[SectionView, ...]
    corrections: tuple[Alert, ...]
    """What was said and is said now; with quote and articles only where the story stands in no section."""
    disputes: tuple[Alert, ...]
    """Who says what; likewise."""
    themes: tuple[ThemeView, ...]
    sources: tuple[HealthView, ...]
    expected: tuple[ExpectedView, ...] = ()
    unread: str = ""
    """What could not be read this week, as a sentence."""
    england: EnglandMap | None = None

    @property
    def stories(self) -> int:
        """How many stories the week has."""
        return len(self.shown)

    @property
    def shown(self) -> tuple[StoryView, ...]:
        """Every story of the week, in reading order."""
        return tuple(
            story for section in self.sections for group in section.groups for story in group.stories
        )

    @property
    def anchors(self) -> dict[str, str]:
        """Where the page shows each story of the week, by the story's id."""
        return {story.alert.story_id: story.anchor for story in self.shown}

    @property
    def repeated(self) -> tuple[ThemeView, ...]:
        """What inspectors said of more than one council."""
        return tuple(theme for theme in self.themes if theme.often)

    @property
    def said_once(self) -> tuple[ThemeView, ...]:
        """What was said in one story only."""
        return tuple(theme for theme in self.themes if not theme.often)

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
