"""A person's word on one story stands above the classifier's and above every article's, for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from monitor.model import Event, Finding, Flag, Story
from monitor.stories.differences import Difference, compare, differences, in_words

__all__ = [
    "UNSET",
    "Difference",
    "Override",
    "Unset",
    "apply",
    "apply_all",
    "compare",
    "differences",
    "in_words",
]


class Unset(Enum):
    """That nothing was said, where None is something to say."""

    UNSET = "unset"


UNSET = Unset.UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a person says of a story; what they leave out stays as the articles have it."""

    story_id: str
    council: str | None = None
    event: Event | None = None
    judgement: str | Unset | None = UNSET
    """None: there is no overall judgement."""
    not_relevant: bool = False


def apply(story: Story, override: Override) -> Story | None:
    """The story as the person has it; None where they say that it is no news of this beat."""
    if override.not_relevant:
        return None
    told = story
    if override.council is not None:
        told = replace(told, council=override.council)
    if override.event is not None:
        told = _with_event(told, override.event)
    if not isinstance(override.judgement, Unset):
        told = _with_judgement(told, override.judgement)
    return told if told == story else replace(told, corrected=True)


def apply_all(story: Story, overrides: Iterable[Override]) -> Story | None:
    """The story after all that was said of it, in the order in which it was said: the last word counts.

    A later word about council, event or judgement takes back an earlier "not relevant".
    """
    told: Story | None = story
    for override in overrides:
        if override.story_id == story.id:
            told = apply(told or story, override)
    return told


def _with_event(story: Story, event: Event) -> Story:
    """Another kind of event keeps what it can have: a visit gives no grade, an inspection has no number."""
    if event is story.event:
        return story
    graded = event is Event.INSPECTION
    return replace(
        story,
        event=event,
        quote=_proof(story, "event", lambda finding: finding.event is event),
        judgement=story.judgement if graded else None,
        areas=story.areas if graded else {},
        visit_ordinal=None if graded else story.visit_ordinal,
    )


def _with_judgement(story: Story, judgement: str | None) -> Story:
    """A person's judgement ends a dispute, and what has a judgement is no longer provisional."""
    official = judgement is not None
    flags = tuple(flag for flag in story.flags if not (official and flag is Flag.PROVISIONAL))
    quote = story.quote
    if judgement != story.judgement:
        quote = _proof(story, "judgement", lambda finding: official and finding.judgement == judgement)
    return replace(story, judgement=judgement, disputed=False, flags=flags, quote=quote)


def _proof(story: Story, field: str, holds: Callable[[Finding], bool]) -> str:
    """The words of an article that says so, too; empty where a person's word stands alone."""
    return max(
        (
            one.quote
            for part in story.coverage
            if holds(part.finding)
            for one in part.finding.evidence
            if one.field == field
        ),
        key=len,
        default="",
    )
