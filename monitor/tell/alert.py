"""An alert before it has a look: every line of it as clean words, in the order in which it is read. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from monitor.model import Event, Flag, RevisionKind, Story
from monitor.stories.revise import withdrawn
from monitor.tell import names, wording
from monitor.tell.changes import WITHDRAWN, Change, changes, lead, proofs, restored, who
from monitor.tell.clean import plain
from monitor.tell.disputes import accounts, proof
from monitor.tell.notice import StoryNotice
from monitor.tell.sources import SourceLine, outlet, published, source_lines

LONGEST_QUOTE = 300
LONGEST_HIGHLIGHT = 200
LONGEST_HEADLINE = 130
_CORRECTED = "Corrected: an earlier account of this story was wrong."
_LONGEST_ID = 120


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled line: `Before: inadequate`."""

    label: str
    value: str
    grade: str = ""
    """The slug of the grade that the value names, where it names one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of an article and who wrote them."""

    text: str
    by: str
    """Outlet and date; empty where no article holds the words any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The words of one alert."""

    story_id: str
    lead: str
    """Why a story speaks again: `Now official`; empty for first news."""
    headline: str
    marks: tuple[str, ...]
    """What a reader must know before believing the headline: not official, disputed, corrected."""
    facts: tuple[Fact, ...]
    areas: tuple[Fact, ...]
    changes: tuple[Change, ...]
    """For a correction: what was said and what is said now."""
    quote: Quote | None
    earlier_quote: Quote | None
    """For a correction: the words that had been believed."""
    accounts: tuple[Quote, ...] = ()
    """For a dispute: each side's words, in place of a quote that would take one."""
    strength: str
    concern: str
    sources: tuple[SourceLine, ...]
    updated: str
    """`Updated 14:05`; empty for a message that is new."""
    test: bool
    withdrawn: bool = False
    """Whether the story is taken back: then only its headline and sources are left of it."""

    @property
    def title(self) -> str:
        """The headline with why it is said again before it."""
        spoken = f"{self.lead} — {self.headline}" if self.lead else self.headline
        return f"TEST — {spoken}" if self.test else spoken

    @property
    def footer(self) -> str:
        """The story's id, so that a person can ask about it or correct it, and when it was updated."""
        parts = [f"Story {self.story_id}", self.updated, "TEST: not news" if self.test else ""]
        return " · ".join(part for part in parts if part)


def root_alert(notice: StoryNotice, *, updated: bool) -> Alert:
    """The message that stands for the story: as first told, or brought up to date."""
    base = replace(story_alert(notice.revision.story, notice.zone), test=notice.test)
    if not updated:
        return base
    lead = WITHDRAWN if withdrawn(notice.revision) else ""
    return replace(_revised(base, notice), lead=lead, updated=_updated(notice))


def reply_alert(notice: StoryNotice) -> Alert:
    """The answer in the thread, or the later mail: why the story speaks again."""
    base = story_alert(notice.revision.story, notice.zone)
    return replace(_revised(base, notice), lead=lead(notice.revision), test=notice.test)


def story_alert(story: Story, zone: ZoneInfo) -> Alert:
    """A story by itself, as its first message and the digest tell it."""
    sides = _sides(story, zone)
    return Alert(
        story_id=plain(story.id, _LONGEST_ID),
        lead="",
        headline=wording.headline(story, LONGEST_HEADLINE),
        marks=_marks(story),
        facts=_facts(story),
        areas=_areas(story),
        changes=(),
        quote=None if sides else _quote(story, zone, story.quote),
        earlier_quote=None,
        accounts=sides,
        strength=_first_other(story.highlights.strengths, story.quote),
        concern=_first_other(story.highlights.concerns, story.quote),
        sources=source_lines(story, zone),
        updated="",
        test=False,
    )


def _revised(base: Alert, notice: StoryNotice) -> Alert:
    """The alert with what was said and what is said now, where the revision replaces an account."""
    revision = notice.revision
    why = plain(revision.reason, LONGEST_QUOTE)
    if withdrawn(revision):  # none of what was claimed is claimed any more
        return replace(
            base,
            marks=(why,),
            facts=(),
            areas=(),
            quote=None,
            accounts=(),
            strength="",
            concern="",
            withdrawn=True,
        )
    if restored(revision):
        return replace(base, marks=(*base.marks, why))
    if revision.before is None or revision.kind is RevisionKind.NEWS:
        return base
    found = changes(revision)
    if revision.kind is not RevisionKind.CORRECTION:
        return replace(base, changes=found)
    said, now = proofs(revision)
    marks = tuple(mark for mark in base.marks if mark != _CORRECTED)
    return replace(
        base,
        marks=tuple(filter(None, (plain(who(revision), LONGEST_QUOTE), *marks))),
        changes=found,
        earlier_quote=None if said == now else _quote(revision.before, notice.zone, said),
        quote=None if base.accounts else _quote(revision.story, notice.zone, now),
    )


def _updated(notice: StoryNotice) -> str:
    made, now = (moment.astimezone(notice.zone) for moment in (notice.revision.made, notice.now))
    clock = wording.clock(notice.now, notice.zone)
    if made.date() == now.date():
        return f"Updated {clock}"
    return f"Updated {wording.day(notice.now, notice.zone)}, {clock}"


# --- what is said of a story ----------------------------------------------------------------------


def _marks(story: Story) -> tuple[str, ...]:
    marks = []
    if Flag.PROVISIONAL in story.flags:
        marks.append("Not official: leaked, expected or told informally; Ofsted has not published it.")
    if story.disputed:
        marks.append(_dispute(story))
    if said := _by_a_person(story):
        marks.append(f"By a person's word: the {names.listed(said)}. No article that was read says so.")
    if story.corrected:
        marks.append(_CORRECTED)
    elif Flag.CORRECTION in story.flags:
        marks.append("An outlet says that it has corrected its article.")
    if Flag.RESTATED in story.flags:
        marks.append("An old outcome told again, not a new one.")
    if Flag.PARTIAL in story.flags:
        marks.append("Known only in part: no source could be read as a whole.")
    return tuple(marks)


def _by_a_person(story: Story) -> tuple[str, ...]:
    """What the story tells and none of its articles does: only a person can have said it."""
    findings = [told.finding for told in story.coverage]
    told = (
        ("council", all(finding.council != story.council for finding in findings)),
        ("event", all(finding.event is not story.event for finding in findings)),
        (
            "overall grade",
            story.judgement is not None and all(finding.judgement != story.judgement for finding in findings),
        ),
    )
    return tuple(what for what, alone in told if alone and story.corrected)


def _dispute(story: Story) -> str:
    """Who says what, where the outlets give different outcomes."""
    sides = "; ".join(f"{outlet(told)}: {outcome}" for outcome, told in accounts(story).items())
    return f"Disputed: the sources do not agree. {sides}." if sides else "Disputed: the sources do not agree."


def _sides(story: Story, zone: ZoneInfo) -> tuple[Quote, ...]:
    """The words of each side of a dispute that has any."""
    proofs = ((plain(proof(told.finding), LONGEST_QUOTE), told) for told in accounts(story).values())
    return tuple(Quote(said, f"{outlet(told)}, {published(told, zone)}") for said, told in proofs if said)


def _facts(story: Story) -> tuple[Fact, ...]:
    facts = [Fact("What happened", names.capital(wording.what_happened(story)))]
    if story.judgement is not None:
        facts.append(Fact("Overall grade", names.capital(names.grade_name(story.judgement))))
    elif story.event in wording.UNGRADED_VISITS:
        facts.append(Fact("Overall grade", "Not given: a visit does not change it"))
    elif story.event is Event.INSPECTION and story.areas:
        facts.append(Fact("Overall grade", "None given"))
    elif wording.is_partnership_outcome(story.areas):
        facts.append(Fact("Outcome", names.capital(wording.areas_phrase(story.areas))))
    if story.previous_judgement is not None:
        label = "Last overall grade" if story.judgement is None else "Before"
        facts.append(Fact(label, names.capital(names.grade_name(story.previous_judgement))))
    if trend := wording.trend_words(story):
        facts.append(Fact("Direction", names.capital(trend)))
    if Flag.PRIORITY_ACTION in story.flags:
        facts.append(Fact("Priority action", "Inspectors named an area for priority action"))
    return tuple(facts)


def _areas(story: Story) -> tuple[Fact, ...]:
    if wording.is_partnership_outcome(story.areas):
        return ()
    ordered = sorted(story.areas, key=lambda slug: (names.area_order(slug), slug))
    return tuple(
        Fact(
            names.capital(names.area_name(area)),
            names.capital(names.grade_name(story.areas[area])),
            story.areas[area],
        )
        for area in ordered
    )


def _quote(story: Story, zone: ZoneInfo, quote: str) -> Quote | None:
    """These words with the article of the story that holds them."""
    text = plain(quote, LONGEST_QUOTE)
    if not text:
        return None
    holding = (told for told in story.coverage if any(one.quote == quote for one in told.finding.evidence))
    speaker = next(holding, None)
    return Quote(text, f"{outlet(speaker)}, {published(speaker, zone)}" if speaker else "")


def _first_other(highlights: tuple[str, ...], quote: str) -> str:
    """The first highlight that does not repeat the quote."""
    for highlight in highlights:
        if highlight.strip() and highlight.strip() not in quote:
            return plain(highlight, LONGEST_HIGHLIGHT)
    return ""
