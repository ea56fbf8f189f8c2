"""Stories, notices and a week to try looks on; every name of an outlet and every sentence is made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor.model import (
    Coverage,
    Digest,
    DigestSection,
    Direction,
    Event,
    Evidence,
    Finding,
    Flag,
    Highlights,
    Receipt,
    Revision,
    RevisionKind,
    SourceHealth,
    Story,
    ThemeCount,
)
from monitor.tell.notice import DigestNotice, StoryNotice

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
QUOTE = (
    "Inspectors now rate the council’s services as requiring improvement, after three years as inadequate."
)


def coverage(  # noqa: PLR0913 - each argument is one field that a test may want to set
    number: int = 1,
    *,
    title: str = "Council climbs out of the lowest grade",
    publisher: str = "Thames Courier",
    link: str = "",
    quote: str = QUOTE,
    judgement: str | None = None,
    areas: Mapping[str, str] | None = None,
    official: bool = False,
) -> Coverage:
    """One article of a story."""
    url = link or f"https://courier.example/news/{number}?a=1&b=2"
    proof = Evidence(field="judgement", quote=quote, place="text", start=0, end=len(quote))
    return Coverage(
        article_id=number,
        position=0,
        url=url,
        link=url,
        title=title,
        source="Thames Courier",
        publisher=publisher,
        published=NOON - timedelta(days=1),
        first_seen=NOON,
        official=official,
        finding=Finding(
            council="reading",
            event=Event.INSPECTION,
            judgement=judgement,
            areas=areas or {},
            evidence=(proof,) if quote else (),
        ),
    )


_STORY = Story(
    id="reading-2026-11-a3f",
    council="reading",
    event=Event.INSPECTION,
    visit_ordinal=None,
    judgement="requires_improvement",
    areas={},
    previous_judgement="inadequate",
    direction=Direction.IMPROVED,
    flags=(),
    highlights=Highlights(
        strengths=("Children now see the same social worker for longer.",),
        concerns=("Plans for children at risk still drift.",),
    ),
    themes=(),
    quote=QUOTE,
    published=NOON - timedelta(days=1),
    first_seen=NOON,
    revision=1,
    corrected=False,
    disputed=False,
    coverage=(coverage(judgement="requires_improvement"),),
)

FOUR_AREAS = {
    "leadership": "requires_improvement",
    "help_and_protection": "requires_improvement",
    "children_in_care": "requires_improvement",
    "care_leavers": "good",
}


def story(**changes: Any) -> Story:  # noqa: ANN401 - any field of a story
    """An inspection of Reading, or what the changes make of it."""
    return replace(_STORY, **changes)


def visit(**changes: Any) -> Story:  # noqa: ANN401 - any field of a story
    """Slough's fifth monitoring visit, or what the changes make of it."""
    fields = {
        "id": "slough-2026-11-b7c",
        "council": "slough",
        "event": Event.MONITORING_VISIT,
        "visit_ordinal": 5,
        "judgement": None,
        "direction": Direction.MIXED,
        "quote": "Progress is steady in places, yet too many assessments come late.",
        "coverage": (coverage(7, title="Mixed picture on fifth visit", publisher="Borough Post"),),
    }
    return story(**{**fields, **changes})


def notice(
    told: Story | None = None,
    *,
    kind: RevisionKind = RevisionKind.NEWS,
    before: Story | None = None,
    root: Receipt | None = None,
    now: datetime = NOON,
    **changes: Any,  # noqa: ANN401 - any further field of a notice
) -> StoryNotice:
    """A notice of a story, first news unless told otherwise."""
    one = told or story()
    revision = Revision(story=one, kind=kind, made=NOON, before=before)
    key = f"{one.id}/{one.revision}"
    return StoryNotice(key=key, revision=revision, root=root, now=now, zone=LONDON, **changes)


def week(sections: Sequence[DigestSection] | None = None) -> Digest:
    """A week with something of everything, or with the given sections."""
    return Digest(
        team="Berkshire improvement",
        week="2026-W46",
        start=datetime(2026, 11, 9, 8, 0, tzinfo=UTC),
        end=datetime(2026, 11, 16, 8, 0, tzinfo=UTC),
        headline="One new judgement, two visits and a correction: Reading leaves the lowest grade.",
        sections=tuple(sections) if sections is not None else _SECTIONS,
        corrections=(correction(),),
        disputes=(disputed(),),
        themes=(
            ThemeCount(
                name="workforce", stories=3, quote="Caseloads are too high in two teams.", council="slough"
            ),
            ThemeCount(name="care leavers", stories=1, quote="", council="reading"),
        ),
        sources=(
            SourceHealth(name="Thames Courier", state="ok", note=""),
            SourceHealth(name="Borough Post", state="failing", note="no answer since Tuesday"),
        ),
    )


def correction() -> Revision:
    """A grade that had been told wrongly."""
    earlier = "The council was found inadequate, its second such grade in a row."
    before = story(
        judgement="inadequate", quote=earlier, coverage=(coverage(2, quote=earlier, judgement="inadequate"),)
    )
    now = story(corrected=True, revision=2)
    return Revision(story=now, kind=RevisionKind.CORRECTION, made=NOON, before=before)


def disputed() -> Story:
    """A story of which two outlets say different things."""
    says_good = coverage(3, publisher="Valley Times", judgement="good")
    says_worse = coverage(4, judgement="requires_improvement")
    return story(disputed=True, coverage=(says_good, says_worse))


def digest_notice(digest: Digest | None = None) -> DigestNotice:
    """A team's week for a destination."""
    return DigestNotice(key="digest/berkshire-improvement/2026-W46", digest=digest or week(), zone=LONDON)


_SECTIONS = (
    DigestSection(
        title="Your councils",
        stories=(
            story(),
            visit(),
            story(
                id="brent-2026-11-c1d",
                council="brent",
                judgement=None,
                previous_judgement="good",
                direction=None,
                areas=FOUR_AREAS,
                quote="",
            ),
        ),
        quiet=("wokingham", "west-berkshire"),
    ),
    DigestSection(
        title="Statistical neighbours",
        stories=(
            story(
                id="devon-2026-11-d2e",
                council="devon",
                event=Event.AREA_SEND,
                judgement=None,
                areas={"send": "systemic_failings"},
                previous_judgement=None,
                direction=None,
            ),
            visit(
                id="leeds-2026-11-e3f",
                council="leeds",
                event=Event.FOCUSED_VISIT,
                visit_ordinal=None,
                flags=(Flag.PRIORITY_ACTION, Flag.PARTIAL),
                previous_judgement="good",
            ),
        ),
    ),
    DigestSection(title="Region", stories=(), quiet=("hampshire", "kent", "surrey")),
)
