"""Whether an article is news of Ofsted and a council's children's services, or only sounds like it."""

from __future__ import annotations

import re

from msgspec import Struct

from monitor.model import Event
from monitor.understand.document import Document, read_document
from monitor.understand.elsewhere import other_subject
from monitor.understand.events import EventReading
from monitor.understand.passage import Passage
from monitor.understand.recalled import other_news
from monitor.understand.regexes import regex
from monitor.understand.spellings import Strength
from monitor.understand.statement import Statement


class Verdict(Struct, frozen=True):
    """Yes or no, with the reason in plain words."""

    relevant: bool
    reason: str

    def __bool__(self) -> bool:
        """The verdict itself."""
        return self.relevant


def judge_relevance(
    document: Document,
    event: EventReading | None,
    statements: tuple[Statement, ...],
    slugs: frozenset[str] = frozenset(),
) -> Verdict:
    """The verdict on an article that names a council; `slugs` are those it seems to be about."""
    if slugs:
        statements = tuple(s for s in statements if not s.councils or s.councils & slugs)
    story = document.story
    if not _is_judged(story, statements):
        return Verdict(
            relevant=False, reason="It names neither Ofsted nor its inspectors nor the government."
        )
    if event is None:
        return Verdict(relevant=False, reason="It tells of no inspection, visit or intervention.")
    if other := other_subject(document, event, statements):
        return Verdict(
            relevant=False, reason=f"It is about {other}, not about a council's children's services."
        )
    if not _on_the_beat(story, event, statements):
        return Verdict(relevant=False, reason="It does not speak of Ofsted and children's services together.")
    if about := other_news(document, event, statements):
        return Verdict(relevant=False, reason=f"It is about {about}; inspections are only recalled.")
    return Verdict(
        relevant=True, reason="It tells of Ofsted, or of the government, and a council's children's services."
    )


def _on_the_beat(story: Passage, event: EventReading, statements: tuple[Statement, ...]) -> bool:
    """Whether the council's work with children is meant; where Ofsted saw a council it is."""
    if event.event in {Event.JTAI, Event.AREA_SEND, Event.FOCUSED_VISIT, Event.MONITORING_VISIT}:
        return True
    if story.has("body") and any(_CHILDREN.search(s.low) for s in story):
        return True
    if event.event is Event.INTERVENTION and story.has("grade"):
        return True
    told_overall = any(s.overall and s.explicit and s.fresh for s in statements)
    council = story.has("holder") or any(m.strength is Strength.FULL for s in story for m in s.mentions)
    if (council or told_overall) and story.has("body", "ofsted"):
        return True
    if story.has("body", "inspectors") and len(_newly_graded(statements)) > 1:
        return True
    spoken_of = story.has("service") or story.has("area")
    return spoken_of or any(m.strength is Strength.SHARED for s in story for m in s.mentions)


def _newly_graded(statements: tuple[Statement, ...]) -> frozenset[str]:
    """The councils whose services as a whole are newly graded."""
    new = [s for s in statements if s.overall and not s.spoken and s.fresh]
    return frozenset(slug for s in new for slug in s.councils or s.sentence.slugs())


_CHILDREN = re.compile(
    r"\b(?:child|children|children's|childrens|youngsters?|young|families|babies|foster|teenagers|"
    r"under-fives|social work(?:ers?)?|care leavers?|safeguarding)\b"
)


_READ = 14
"""Sentences that say what the article is about."""


def _is_judged(story: Passage, statements: tuple[Statement, ...]) -> bool:
    """Whether somebody judges or steps in: Ofsted, its inspectors, the government, or a graded inspection."""
    bodies = set(story.values("body"))
    if any(s in story[:_READ] for event in _OF_OFSTED_ALONE for s in story.having("event", event.value)):
        return True
    if "other" in bodies and not bodies & {"ofsted", "cqc"}:
        return False
    if bodies & {"ofsted", "inspectors", "government"} or story.has("intervene"):
        return True
    if len(_newly_graded(statements)) > 1 and any(_REPORTS.search(s.low) for s in story[:_EARLY]):
        return True
    inspected = story.has("event", "inspection") or story.has("service", "children")
    return inspected and any(s.fresh and not s.part and not s.spoken for s in statements)


_OF_OFSTED_ALONE = (Event.JTAI, Event.FOCUSED_VISIT, Event.MONITORING_VISIT)
"""Nobody else makes these: their name says who was there."""
_EARLY = 4
_REPORTS = regex(
    r"\b(?:reports?|inspections?|frameworks?|inspectorate|verdicts?|grades?|results?|outcomes?)\b"
)
_REPORTED = regex(r"\b(?:report|visit|inspect|rating|rated|watchdog|damning|failing|praise|improve|letter)")


def worth_reading(title: str, summary: str) -> Verdict:  # noqa: PLR0911 - one return a reason
    """Whether a page is worth fetching, from its feed's title and summary alone; in doubt, yes."""
    document = read_document(title, summary, None)
    marks = [mark for sentence in document.sentences for mark in sentence.marks]
    kinds = {mark.kind for mark in marks}
    bodies = {mark.value for mark in marks if mark.kind == "body"}
    named = any(sentence.mentions for sentence in document.sentences)
    service = "service" in kinds or "area" in kinds
    if "ofsted" in bodies:
        return Verdict(relevant=True, reason="It names Ofsted.")
    if service and kinds & {"grade", "plain_grade", "event", "intervene"}:
        return Verdict(
            relevant=True,
            reason="It speaks of children's services and of a grade, a visit or a step of the government.",
        )
    if "inspectors" in bodies and (service or named):
        return Verdict(relevant=True, reason="It speaks of inspectors and of a council or its services.")
    if "intervene" in kinds or any(
        m.kind == "event" and m.value not in {"inspection", "visit"} for m in marks
    ):
        return Verdict(
            relevant=True, reason="It speaks of a visit, a joint inspection or a step of the government."
        )
    if named and kinds & {"grade"}:
        return Verdict(relevant=True, reason="It names a council and a grade.")
    if service and _REPORTED.search(f"{title}\n{summary}".lower()):
        return Verdict(relevant=True, reason="It speaks of children's services and of a report or visit.")
    if named and service:
        return Verdict(relevant=True, reason="It names a council and children's services.")
    return Verdict(
        relevant=False,
        reason="Neither Ofsted, an inspection nor children's services stand in its title or summary.",
    )
