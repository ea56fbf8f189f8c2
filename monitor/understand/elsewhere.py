"""Tells what else was graded or visited, where that and not the council's service is the news."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import timedelta

from monitor.model import Event
from monitor.understand import grades
from monitor.understand.document import Document
from monitor.understand.events import EventReading
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.spellings import Strength
from monitor.understand.statement import Statement

_OTHERS = {
    "school": "a school",
    "early_years": "a nursery or childminder",
    "college": "a college or adult learning",
    "home": "a children's or care home",
    "agency": "a fostering or adoption agency",
    "adult": "adult social care",
    "planning": "a planning decision",
    "youth_justice": "youth justice",
    "police": "police or fire services",
    "nation": "another nation of the United Kingdom",
    "board": "a safeguarding board",
}
_READ = 14
"""Sentences that say what the article is about."""
_PARTNERS = frozenset({"cqc", "other", "police", "school", "home", "agency"})
"""Visits, joint inspections and interventions have these in them: naming one in passing says nothing."""
_WITH_PARTNERS = frozenset(
    {Event.JTAI, Event.AREA_SEND, Event.INTERVENTION, Event.FOCUSED_VISIT, Event.MONITORING_VISIT}
)
_GRADED_THING = regex(
    r"\b(?:rated|rates|judged|graded|branded|found|looked at|inspected|visited|closed?|shut) "
    r"(?:[\w'-]+ ){0,6}(?:agency|agencies|children's home|care home|nursery|academy|college|childminder|"
    r"lock-up)\b(?! (?:staff|workers?|social))"
)
_TAUGHT = frozenset({"school", "early_years", "college"})
"""Children go to these whatever the article is about."""


def other_subject(document: Document, event: EventReading, statements: tuple[Statement, ...]) -> str:
    """What else was inspected, where headline and lead speak of that rather than of the council's service."""
    if graded := _graded_other(document, statements):
        return graded
    if other := _other_inspector(document, event):
        return _OTHERS[other]
    weights, council = _weigh(document)
    for key in _in_passing(document, event):
        weights.pop(key, None)
    if not weights:
        return ""
    key = max(weights, key=lambda one: weights[one])
    titled = key in _title_things(document)
    early = document.head.has("other_thing", key)
    if key in _TAUGHT and not titled and not early and _grades_the_council(document, statements):
        return ""
    if weights[key] > council or (
        titled and weights[key] >= council * 0.6 and not _service_in_title(document)
    ):
        return _OTHERS.get(key, "the work of another inspectorate")
    return ""


def _grades_the_council(document: Document, statements: tuple[Statement, ...]) -> bool:
    """Whether the lead gives a new grade to the service of the council that the headline names."""
    if not document.titles.slugs():
        return False
    return any(
        s.overall and not s.part and not s.spoken and s.fresh and s.sentence in document.lead
        for s in statements
    )


def _other_inspector(document: Document, event: EventReading) -> str:
    """Whose inspectors these are, where not Ofsted's: another nation's, those of plans or of adult care."""
    if _is_abroad(document):
        return "nation"
    if _is_of_building(document):
        return "planning"
    return "adult" if event.event in {Event.INSPECTION, Event.OTHER} and _is_of_adult_care(document) else ""


def _is_abroad(document: Document) -> bool:
    """Whether headline or first sentence speak of another nation, and of no English council or Ofsted."""
    if not document.head.has("other_thing", "nation"):
        return False
    where = document.lead if document.lead.has("body", "ofsted") else document.head
    return not any(m.strength > Strength.BODY for s in where for m in s.mentions)


def _is_of_adult_care(document: Document) -> bool:
    """Whether the story names the inspectorate of adult care first, and opens on no work with children."""
    named = [value for value in document.story.values("body") if value in {"ofsted", "cqc"}]
    return named[:1] == ["cqc"] and not document.lead.has("service", "children")


def _is_of_building(document: Document) -> bool:
    """Whether the inspector is one of planning appeals, and Ofsted is nowhere named."""
    if not document.lead.has("other_thing", "planning"):
        return False
    return not document.story.has("body", "ofsted")


def _weigh(document: Document) -> tuple[dict[str, float], float]:
    """How much the article speaks of other things that are inspected, and of the council's service."""
    weights: dict[str, float] = {}
    council = 0.0
    agencies_only = _is_adoption_left_to_agencies(document)
    for sentence, weight in _weighed(document):
        if sentence.kinds.keys().isdisjoint(_WEIGHTY):
            continue
        strange = sentence.has("other_thing")
        judged = sentence.place == "title" or _is_of_a_verdict(sentence)
        for mark in sentence.marks:
            if mark.kind not in _WEIGHTY or _is_of_the_service(sentence, mark):
                continue
            if mark.kind == "other_thing" or (mark.kind == "body" and mark.value in {"other", "cqc"}):
                first = mark.start - sentence.start < _SUBJECT and not _WHERE.match(sentence.low)
                weights[mark.value] = weights.get(mark.value, 0) + (
                    weight if judged or first else min(weight, 0.5)
                )
            elif agencies_only and mark.value == "adoption":
                weights["agency"] = weights.get("agency", 0) + (weight if judged else min(weight, 0.5))
            elif (mark.kind == "service" and mark.value == "children") or (
                mark.kind == "area" and mark.value != "leadership" and not strange
            ):
                council += weight
            elif mark.kind == "body" and mark.value == "ofsted":
                council += weight / 2
    return weights, council


_THE_SERVICE = regex(r"^ (?:[\w'-]+ ){0,4}(?:services?|social care|social work|departments?)\b")


def _is_of_the_service(sentence: Sentence, mark: Mark) -> bool:
    """Whether "the company that runs" goes on with a council's services: no home is meant."""
    return mark.value == "home" and _THE_SERVICE.match(sentence.after(mark)) is not None


def _is_adoption_left_to_agencies(document: Document) -> bool:
    """Whether the article comes from a time in which councils' inspections judged no adoption."""
    day = document.published
    return day is not None and "adoption" not in grades.framework_on(day - _LATEST_REPORT).areas


_LATEST_REPORT = timedelta(days=365)
"""No report follows its inspection later."""
_WEIGHTY = frozenset({"other_thing", "body", "service", "area"})
_SUBJECT = 30
"""What is named in so many letters from the start is what the sentence is about."""
_WHERE = re.compile(r"^(?:outside|inside|at|in|near|from|over|behind|like|unlike|with|since)\b")
"""A sentence that opens so names first where something was, and then what it is about."""


def _is_of_a_verdict(sentence: Sentence) -> bool:
    """Whether a sentence speaks of judging: only there does what it names count as the thing judged."""
    return sentence.has_any(_VERDICT)


_VERDICT = frozenset({"body", "event", "grade", "plain_grade"})


def _in_passing(document: Document, event: EventReading) -> AbstractSet[str]:
    """What the kind of event brings with it, and what the headline does not name."""
    if event.event is Event.JTAI:
        return frozenset(_OTHERS) - {"nation"} - (_title_things(document) & {"home"}) | _PARTNERS - {"home"}
    if event.event not in _WITH_PARTNERS:
        return frozenset()
    if event.event is Event.FOCUSED_VISIT:
        return _PARTNERS  # no home or school has such visits
    if event.event is Event.AREA_SEND or document.head.has("event", "area_send"):
        return _PARTNERS | _TAUGHT
    return _PARTNERS - (_title_things(document) & {"home", "agency", "school"})


def _title_things(document: Document) -> frozenset[str]:
    return frozenset([*document.titles.values("other_thing"), *document.titles.values("body")])


def _graded_other(document: Document, statements: tuple[Statement, ...]) -> str:
    """What else was graded, where headline and lead give every new grade to it."""
    lead = document.lead
    fresh = [s for s in statements if s.sentence in lead and s.fresh]
    head = document.head
    homes = any(_HOME_GRADED.search(s.low) for s in document.titles)
    if (homes or any(_THING_GRADED.search(s.low) for s in head)) and not _service_in_title(document):
        return "an agency, a home or a school"
    opening = [s for s in lead if not s.has("service", "children")][:2]
    if any(s.has("body", "ofsted") and _GRADED_THING.search(s.low) for s in opening):
        return "a fostering or adoption agency, a home or a school"
    if not fresh or not fresh[0].part or any(s.overall for s in fresh):
        return ""
    things = [m.value for s in fresh if s.part for m in s.sentence.of("other_thing")]
    if things[:1] == ["board"] and any(s.overall and s.explicit and s.fresh for s in statements):
        return ""  # boards were reviewed along with their councils
    return _OTHERS.get(things[0], "something else") if things else ""


_HOME_GRADED = regex(
    r"\bhome\b(?! (?:secretary|office|visits?|town|city|borough|county|nation|team|ground|"
    r"counties))[^.;:]{0,50}\b(?:rated|judged|plunges|slumps|drops|shut|closed|closes|inadequate)\b"
    r"|\b(?:secure|children's|care|residential) home\b[^.;:]{0,50}\b(?:loses?|lost|keeps?|gets?|wins?|earns?|"
    r"given|stripped)\b"
)
_THING_GRADED = re.compile(
    r"\b(?:agency|children's home|care home|academy|college|nursery|childminder|provider|fostering firm)\b"
    r"(?! (?:staff|workers?|social|cover|spend\w*|costs?))[^.;:]{0,70}\b(?:rated|judged|graded|awarded|"
    r"hauled|branded|gets|given|slips|lost|loses|shut|closed)\b"
)
"""What headline or first sentence gives a verdict to is no council's service."""


def _service_in_title(document: Document) -> bool:
    return document.titles.has("service", "children")


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
