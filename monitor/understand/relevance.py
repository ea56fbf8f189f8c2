"""Whether an article is news of Ofsted and a council's children's services, or only sounds like it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.model import Event
from monitor.understand.document import Document, Sentence, read_document
from monitor.understand.events import EventReading
from monitor.understand.names import Strength
from monitor.understand.statements import Standing, Statement


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, with the reason in plain words."""

    relevant: bool
    reason: str

    def __bool__(self) -> bool:
        """The verdict itself."""
        return self.relevant


_OTHERS = {
    "school": "a school",
    "early_years": "a nursery or childminder",
    "college": "a college or adult learning",
    "home": "a children's or care home",
    "agency": "a fostering or adoption agency",
    "adult": "adult social care",
    "youth_justice": "youth justice",
    "police": "police or fire services",
    "nation": "another nation of the United Kingdom",
    "board": "a safeguarding board",
}
_ABOUT = {
    "policy": "policy",
    "statistics": "national statistics",
    "appointment": "an appointment or the budget",
    "feature": "a feature",
    "review": "a review of one case",
    "advert": "a vacancy",
}


def judge_relevance(
    document: Document, event: EventReading | None, statements: tuple[Statement, ...]
) -> Verdict:
    """The verdict on an article that names a council."""
    story = document.story
    if not _is_judged(story, statements):
        return Verdict(
            relevant=False, reason="It names neither Ofsted nor its inspectors nor the government."
        )
    if event is None:
        return Verdict(relevant=False, reason="It tells of no inspection, visit or intervention.")
    if other := _other_subject(document, event, statements):
        return Verdict(
            relevant=False, reason=f"It is about {other}, not about a council's children's services."
        )
    if not _on_the_beat(story, event):
        return Verdict(relevant=False, reason="It does not speak of Ofsted and children's services together.")
    if about := _other_news(document, event, statements):
        return Verdict(relevant=False, reason=f"It is about {about}; inspections are only recalled.")
    return Verdict(
        relevant=True, reason="It tells of Ofsted, or of the government, and a council's children's services."
    )


def _on_the_beat(story: tuple[Sentence, ...], event: EventReading) -> bool:
    if event.event in {Event.JTAI, Event.AREA_SEND, Event.FOCUSED_VISIT, Event.MONITORING_VISIT}:
        return True
    return any(
        s.has("service") or s.has("area") or any(m.strength is Strength.SHARED for m in s.mentions)
        for s in story
    )


def _is_judged(story: tuple[Sentence, ...], statements: tuple[Statement, ...]) -> bool:
    """Whether somebody judges or steps in: Ofsted, its inspectors, the government, or a graded inspection."""
    bodies = {m.value for s in story for m in s.marks if m.kind == "body"}
    if "other" in bodies and not bodies & {"ofsted", "cqc"}:
        return False
    if bodies & {"ofsted", "inspectors", "government"} or any(s.has("intervene") for s in story):
        return True
    inspected = any(s.has("event", "inspection") or s.has("service", "children") for s in story)
    return inspected and any(
        s.standing in {Standing.NEW, Standing.KEPT} and not s.part and not s.spoken for s in statements
    )


def _other_subject(document: Document, event: EventReading, statements: tuple[Statement, ...]) -> str:
    """What else was inspected, where headline and lead speak of that rather than of the council's service."""
    if graded := _graded_other(document, statements):
        return graded
    weights: dict[str, float] = {}
    council = 0.0
    for sentence, weight in _weighed(document):
        for mark in sentence.marks:
            if mark.kind == "other_thing" or (mark.kind == "body" and mark.value in {"other", "cqc"}):
                weights[mark.value] = weights.get(mark.value, 0) + weight
            elif (mark.kind == "service" and mark.value == "children") or (
                mark.kind == "area" and mark.value != "leadership"
            ):
                council += weight
            elif mark.kind == "body" and mark.value == "ofsted":
                council += weight / 2
    joint = event.event in _WITH_PARTNERS
    for key in ("cqc", "other", "police", "school", "home", "agency") if joint else ():
        weights.pop(key, None)
    if not weights:
        return ""
    key = max(weights, key=lambda one: weights[one])
    lead = any(
        s.place == "title" and (s.has("other_thing", key) or s.has("body", key)) for s in document.lead
    )
    if weights[key] > council or (lead and weights[key] >= council * 0.6 and not _service_in_title(document)):
        return _OTHERS.get(key, "the work of another inspectorate")
    return ""


def _graded_other(document: Document, statements: tuple[Statement, ...]) -> str:
    """What else was graded, where headline and lead give every new grade to it."""
    lead = document.lead
    fresh = [s for s in statements if s.sentence in lead and s.standing in {Standing.NEW, Standing.KEPT}]
    if not fresh or not all(s.part for s in fresh):
        return ""
    things = [m.value for s in fresh for m in s.sentence.of("other_thing")]
    return _OTHERS[things[0]] if things else ""


def _service_in_title(document: Document) -> bool:
    return any(s.place == "title" and s.has("service", "children") for s in document.lead)


def _weighed(document: Document) -> list[tuple[Sentence, float]]:
    """Headline and lead with their weight; the rest of the story counts a little."""
    lead = {id(sentence) for sentence in document.lead}
    found = []
    for sentence in document.story[:_READ]:
        if sentence.place == "title":
            found.append((sentence, 3.0))
        else:
            found.append((sentence, 2.0 if id(sentence) in lead else 0.5))
    return found


_WITH_PARTNERS = frozenset(
    {Event.JTAI, Event.AREA_SEND, Event.INTERVENTION, Event.FOCUSED_VISIT, Event.MONITORING_VISIT}
)
"""In these the police, schools and the health service have their part: naming them says nothing."""
_READ = 14


def _other_news(  # noqa: PLR0911 - one return a rule
    document: Document, event: EventReading, statements: tuple[Statement, ...]
) -> str:
    """What the article is about, where its inspection is only recalled."""
    lead = document.lead
    kinds = [mark.value for sentence in lead for mark in sentence.of("about")]
    fresh = [
        s
        for s in statements
        if s.standing in {Standing.NEW, Standing.KEPT} and not s.spoken and not s.part and s.sentence in lead
    ]
    adverts = sum(s.has("about", "advert") for s in document.story)
    if adverts > 1 or any(s.has("about", "advert") for s in lead):
        return "a vacancy"
    named = any(m.strength > Strength.BODY for s in lead for m in s.mentions)
    if not named and {"policy", "statistics"} & set(kinds):
        return _ABOUT[kinds[0]]
    if "review" in kinds and not any(s.has("body", "ofsted") for s in lead):
        return "a review of one case"
    beat = any(
        s.has("event") or s.has("intervene") or s.has("body", "ofsted") or s.has("body", "inspectors")
        for s in lead
    )
    if not beat and not fresh:
        return "something else"
    said = any(s.has("event") or s.has("voice", "inspectors") or s.has("trend") for s in lead)
    if event.event is Event.OTHER and not said:
        return "something else"
    reviewed = any(s.has("body", "other") for s in lead)
    if reviewed and event.event is Event.OTHER:
        return "another body's review"
    if kinds and not fresh and event.event in {Event.OTHER, Event.INSPECTION}:
        return _ABOUT[kinds[0]]
    return ""


_REPORTED = re.compile(
    r"\b(?:report|visit|inspect|rating|rated|watchdog|damning|failing|praise|improve|letter)"
)


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
