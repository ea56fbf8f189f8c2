"""A digest before it has a look: each of its parts as clean words, for every look alike. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
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
from monitor.tell.digest_parts import (
    DigestView,
    ExpectedView,
    GroupView,
    HealthView,
    SectionView,
    StoryView,
    ThemeView,
)
from monitor.tell.map import england_map
from monitor.tell.notice import StoryNotice
from monitor.tell.shades import Shade, shade, shade_of_areas
from monitor.tell.strip import Strip, strip

_LONGEST_NAME = 120
_LONGEST_SENTENCE = 400

_JUDGED = "New judgements"
_NOT_OFFICIAL = "Not official yet"
_UNGRADED = "Inspections without a stated grade"
_VISITS = "Visits and reports"
_INTERVENTIONS = "Government intervention"
_PARTNERS = "SEND and joint inspections"
_OTHER_SERVICES = frozenset({Event.AREA_SEND, Event.JTAI})
"""What these judge is not the council's children's services alone: their grades say nothing of it."""
_TAGS = {
    Event.INSPECTION: "Report",
    Event.MONITORING_VISIT: "Visit",
    Event.FOCUSED_VISIT: "Visit",
    Event.ASSURANCE_VISIT: "Visit",
    Event.INTERVENTION: "DfE",
    Event.AREA_SEND: "SEND",
    Event.JTAI: "JTAI",
    Event.OTHER: "Other",
}
"""What happened in a word, to be found at a glance; the words beside it say it in full."""
_ORDER = (_JUDGED, _NOT_OFFICIAL, _UNGRADED, _VISITS, _INTERVENTIONS, _PARTNERS)


def digest_view(digest: Digest, zone: ZoneInfo) -> DigestView:
    """The digest's words; nothing of it is outside text any more that could do harm."""
    team = plain(digest.team, _LONGEST_NAME)
    strips = _strips(digest)
    shown = frozenset(story.id for section in digest.sections for story in section.stories)
    return DigestView(
        title=f"Ofsted digest for {team}",
        team=team,
        week=plain(digest.week, _LONGEST_NAME),
        days=wording.days(digest.start, digest.end, zone),
        period=wording.window(digest.start, digest.end, zone),
        headline=plain(digest.headline, _LONGEST_SENTENCE),
        sections=tuple(_section(one, zone, strips) for one in digest.sections),
        corrections=tuple(_correction(one, zone, shown) for one in digest.corrections),
        disputes=tuple(_brief(story_alert(one, zone), known=one.id in shown) for one in digest.disputes),
        themes=tuple(_theme(one) for one in digest.themes),
        sources=tuple(_health(one, zone) for one in digest.sources),
        expected=tuple(_expected(one, zone, known=one.id in shown) for one in digest.expected),
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
        if record is None or story.council in seen:
            continue
        found = strip(record, news=news, today=digest.end.date(), said=story.previous_judgement)
        if found is not None:
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
    mark = _shade(story)
    return StoryView(
        alert=_spoken(story_alert(story, zone)),
        council=names.council_name(story.council),
        grade=story.judgement or "",
        shade=mark,
        tag="" if mark else _tag(story),
        strip=strip,
    )


def _spoken(alert: Alert) -> Alert:
    """The alert with its strength and concern in quotation marks: they are an article's words."""
    strength, concern = (wording.quoted(text) if text else "" for text in (alert.strength, alert.concern))
    return replace(alert, strength=strength, concern=concern)


def _tag(story: Story) -> str:
    return "Early" if Flag.PROVISIONAL in story.flags else _TAGS[story.event]


def _shade(story: Story) -> Shade | None:
    """Visits and interventions judge nothing anew."""
    if story.judgement is not None:
        return shade(story.judgement)
    return shade_of_areas(story.areas) if story.event is Event.INSPECTION and story.areas else None


def _correction(revision: Revision, zone: ZoneInfo, shown: Collection[str]) -> Alert:
    notice = StoryNotice(key="", revision=revision, root=None, now=revision.made, zone=zone)
    return _brief(reply_alert(notice), known=revision.story.id in shown)


def _brief(alert: Alert, *, known: bool) -> Alert:
    """Only what was corrected or is disputed; a story `known` from its section is not told again."""
    brief = replace(alert, strength="", concern="", areas=())
    return replace(brief, quote=None, sources=()) if known else brief


def _theme(theme: ThemeCount) -> ThemeView:
    times = f"{names.count(theme.stories)} {'story' if theme.stories == 1 else 'stories'}"
    return ThemeView(
        name=plain(theme.name, _LONGEST_NAME),
        count=times,
        quote=plain(theme.quote, _LONGEST_SENTENCE),
        council=names.council_name(theme.council),
        often=theme.stories > 1,
    )


def _health(source: SourceHealth, zone: ZoneInfo) -> HealthView:
    last = source.last_success
    return HealthView(
        plain(source.name, _LONGEST_NAME),
        plain(source.state, _LONGEST_NAME),
        plain(source.note, _LONGEST_SENTENCE),
        "" if last is None else f"last answered {wording.day(last, zone)}",
    )


def _expected(story: Story, zone: ZoneInfo, *, known: bool) -> ExpectedView:
    """The words in which an article says that something is coming, unless its section quoted them."""
    proofs = (
        one.quote
        for told in story.coverage
        for one in told.finding.evidence
        if one.field == f"flags.{Flag.PROVISIONAL}"
    )
    proof = next(proofs, story.quote)
    quote = "" if known and proof == story.quote else plain(proof, _LONGEST_SENTENCE)
    return ExpectedView(story_view(story, zone), quote, f"first said {wording.day(story.first_seen, zone)}")


def _unread(count: int) -> str:
    if not count:
        return ""
    articles = "One article" if count == 1 else f"{names.capital(names.count(count))} articles"
    return f"{articles} of the week could not be read as a whole; what is said of them rests on a summary."
