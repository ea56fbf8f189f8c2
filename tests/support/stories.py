"""Values of the model with everything filled in, for tests that care about one field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.model import (
    Article,
    Coverage,
    Event,
    Evidence,
    Finding,
    Flag,
    Highlights,
    Revision,
    RevisionKind,
    Story,
    Theme,
)

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
QUOTE = "Inspectors said that leaders had turned the service round."


def a_finding(**changes: Any) -> Finding:  # noqa: ANN401 - any field of the dataclass
    """An inspection of Reading that came out as requires improvement."""
    finding = Finding(
        council="reading",
        event=Event.INSPECTION,
        judgement="requires_improvement",
        areas={"leadership": "good"},
        previous_judgement="inadequate",
        highlights=Highlights(strengths=(QUOTE,), concerns=("Plans were late.",)),
        themes=(Theme(name="workforce", quote=QUOTE),),
        evidence=(
            Evidence(field="judgement", quote=QUOTE, place="text", start=0, end=len(QUOTE)),
            Evidence(field="event", quote="an inspection", place="title", start=3, end=16),
        ),
        flags=(Flag.PRIORITY_ACTION,),
    )
    return replace(finding, **changes)


def an_article(number: int = 1, **changes: Any) -> Article:  # noqa: ANN401 - any field of the dataclass
    """An article of Care Weekly."""
    article = Article(
        url=f"careweekly.test/{number}",
        link=f"https://careweekly.test/{number}",
        title=f"Reading improves, part {number}",
        text=QUOTE,
        source="Care Weekly",
        publisher="Care Weekly",
        published=NOON,
        first_seen=NOON + timedelta(minutes=number),
    )
    return replace(article, **changes)


def some_coverage(number: int = 1, **changes: Any) -> Coverage:  # noqa: ANN401 - any field of the dataclass
    """What article number `number` says of Reading."""
    article = an_article(number)
    coverage = Coverage(
        article_id=number,
        position=0,
        url=article.url,
        link=article.link,
        title=article.title,
        source=article.source,
        publisher=article.publisher,
        published=article.published,
        first_seen=article.first_seen,
        official=False,
        finding=a_finding(),
    )
    return replace(coverage, **changes)


def a_story(**changes: Any) -> Story:  # noqa: ANN401 - any field of the dataclass
    """A told story of that inspection."""
    finding = a_finding()
    story = Story(
        id="reading-2026-11-a3f",
        council="reading",
        event=finding.event,
        visit_ordinal=None,
        judgement=finding.judgement,
        areas=finding.areas,
        previous_judgement=finding.previous_judgement,
        direction=None,
        flags=finding.flags,
        highlights=finding.highlights,
        themes=finding.themes,
        quote=QUOTE,
        published=NOON,
        first_seen=NOON,
        revision=1,
        corrected=False,
        disputed=False,
        coverage=(some_coverage(),),
    )
    return replace(story, **changes)


def a_revision(**changes: Any) -> Revision:  # noqa: ANN401 - any field of the dataclass
    """The first news of that story."""
    revision = Revision(story=a_story(), kind=RevisionKind.NEWS, made=NOON, reason="First news.")
    return replace(revision, **changes)
