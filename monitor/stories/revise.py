"""When a story is news again. More coverage alone never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitor.model import Flag, Revision, RevisionKind, Story
from monitor.stories.differences import differences, in_words
from monitor.stories.words import EVENT_WORDS, UNSAID, spoken

NOT_RELEVANT = "this is no news of a council's children's services"


def revise(
    before: Story | None, now_told: Story, *, now: datetime, corrected_by: str = ""
) -> Revision | None:
    """The revision that is to be told, or None where there is no news in it.

    `before` is the story as it was last told, None where it never was.
    `corrected_by` says in plain words who or what changed it (“the article at … was changed”, “Ann Lee
    corrected it”); empty where only coverage came in.
    """
    if before is None:
        return None if Flag.RESTATED in now_told.flags else _first(now_told, now)
    for kind, reason in (
        (RevisionKind.CORRECTION, _corrected(before, now_told, corrected_by)),
        (RevisionKind.OFFICIAL, _official(before, now_told)),
        (RevisionKind.JUDGEMENT, _judged(before, now_told)),
        (RevisionKind.CORRECTION, _withdrawn_outcome(before, now_told)),
    ):
        if reason:
            return _next(kind, before, now_told, now, reason)
    return None


def withdraw(before: Story, *, now: datetime, corrected_by: str, why: str = NOT_RELEVANT) -> Revision:
    """The last word on a told story that is taken back: no news of this beat, or part of another story."""
    return _next(RevisionKind.CORRECTION, before, before, now, f"{corrected_by}: {why}.")


def restore(before: Story, now_told: Story, *, now: datetime, corrected_by: str) -> Revision:
    """The word that a story which was taken back is news after all."""
    told = replace(now_told, revision=before.revision + 1, corrected=True)
    reason = f"{corrected_by}: it is news after all."
    return Revision(story=told, kind=RevisionKind.CORRECTION, made=now, reason=reason)


def withdrawn(revision: Revision) -> bool:
    """Whether this revision takes its story back: a correction that puts nothing in its place."""
    before, story = revision.before, revision.story
    if before is None or revision.kind is not RevisionKind.CORRECTION:
        return False
    return replace(story, revision=before.revision, corrected=before.corrected) == before


def _first(story: Story, now: datetime) -> Revision:
    provisional = Flag.PROVISIONAL in story.flags
    reason = "First news of this event" + (", not official yet." if provisional else ".")
    return Revision(story=replace(story, revision=1), kind=RevisionKind.NEWS, made=now, reason=reason)


def _next(kind: RevisionKind, before: Story, story: Story, now: datetime, reason: str) -> Revision:
    corrected = before.corrected or story.corrected or kind is RevisionKind.CORRECTION
    told = replace(story, revision=before.revision + 1, corrected=corrected)
    return Revision(story=told, kind=kind, made=now, before=before, reason=reason)


def _corrected(before: Story, story: Story, corrected_by: str) -> str:
    """What was told and is now different because someone changed it."""
    found = differences(before, story) if corrected_by else ()
    if all(one.was == UNSAID for one in found):  # what was never told cannot have been wrong
        return ""
    return f"{corrected_by}. {in_words(found)}"


def _official(before: Story, story: Story) -> str:
    if Flag.PROVISIONAL not in before.flags or Flag.PROVISIONAL in story.flags:
        return ""
    outcome = f" The judgement is {spoken(story.judgement)}." if story.judgement else ""
    return f"What was told as provisional is now official.{outcome}"


def _judged(before: Story, story: Story) -> str:
    """A judgement that was not told, or was told otherwise."""
    if story.judgement is not None and story.judgement != before.judgement:
        was = "was not stated before" if before.judgement is None else f"was {spoken(before.judgement)}"
        return f"The judgement is now {spoken(story.judgement)}; it {was}."
    areas = [area for area in story.areas if _area_is_news(area, before, story)]
    if not areas:
        return ""
    grades = ", ".join(f"{spoken(area)} {spoken(story.areas[area])}" for area in areas)
    return f"Newly graded in this {EVENT_WORDS[story.event]}: {grades}."


def _area_is_news(area: str, before: Story, story: Story) -> bool:
    """A changed grade is; one more area only where no overall grade sums it up and it says something new."""
    grade, told = story.areas[area], before.areas.get(area)
    if told is not None:
        return grade != told
    return story.judgement is None and not story.disputed and grade not in before.areas.values()


def _withdrawn_outcome(before: Story, story: Story) -> str:
    """A judgement that was told and that the official source does not give."""
    settled = not story.disputed and any(part.official for part in story.coverage)
    if before.judgement is None or story.judgement is not None or not settled:
        return ""
    return f"The official source gives no overall judgement; {spoken(before.judgement)} had been told."
