"""A corrected story as labelled articles: cases that the classifier is to get right from now on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from monitor.model import Finding, Story
from monitor.pipeline import person
from monitor.pipeline.tools import Tools
from monitor.store import articles, coverage
from monitor.store.articles import KeptArticle
from monitor.stories.corrections import Override, apply


def labelled_lines(tools: Tools, override: Override) -> Sequence[str]:
    """The story's articles, one line of JSON each, labelled as the person has it.

    Raises:
        UsageError: there is no such story.
    """
    with tools.store.reading() as connection:
        story = person.known(connection, override.story_id)
        kept = {part.article_id: articles.by_id(connection, part.article_id) for part in story.coverage}
        said = {number: coverage.of_article(connection, number) for number in kept}
    right = apply(story, override)
    return [
        msgspec.json.encode(_line(article, [finding for finding, _ in said[number]], story, right)).decode()
        for number, article in kept.items()
    ]


def _line(
    article: KeptArticle, findings: Sequence[Finding], story: Story, right: Story | None
) -> dict[str, Any]:
    published = article.article.published
    return {
        "id": f"{story.id}-{article.id}",
        "title": article.article.title,
        "text": article.article.text,
        "published": None if published is None else f"{published:%Y-%m-%d}",
        "pitfall": "corrected_by_a_person",
        "label": _label(article, findings, story, right),
    }


def _label(
    article: KeptArticle, findings: Sequence[Finding], story: Story, right: Story | None
) -> dict[str, Any]:
    """One event as itself; several councils as a round-up, in which only the corrected one is changed."""
    others = [one for one in findings if one.council != story.council]
    named = dict.fromkeys((*article.mentioned, *(one.council for one in findings)))
    if others:
        return _round_up(article, others, story, right)
    if right is None:
        return {"relevant": False, "councils": [], "mentioned_only": list(named)}
    return {
        "relevant": True,
        "councils": [right.council],
        "mentioned_only": [slug for slug in named if slug != right.council],
        "event": right.event.value,
        "judgement": right.judgement,
        "previous_judgement": right.previous_judgement,
        "direction": right.direction.value if right.direction else None,
        "visit_ordinal": right.visit_ordinal,
        "areas": dict(right.areas),
        "flags": [flag.value for flag in right.flags],
    }


def _round_up(
    article: KeptArticle, others: Sequence[Finding], story: Story, right: Story | None
) -> dict[str, Any]:
    judgements = {one.council: one.judgement for one in others}
    events = {one.council: one.event.value for one in others}
    if right is not None:
        judgements[right.council], events[right.council] = right.judgement, right.event.value
    wrong = {story.council} - judgements.keys()
    return {
        "relevant": True,
        "councils": list(judgements),
        "mentioned_only": list(dict.fromkeys((*article.mentioned, *wrong))),
        "event": "roundup",
        "per_council": judgements,
        "per_council_event": events,
    }
