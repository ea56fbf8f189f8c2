"""What else an article may be about that sounds like the beat: another thing graded, or other news."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise

from monitor.model import Event
from monitor.understand.document import Document, Sentence
from monitor.understand.events import EventReading
from monitor.understand.names import Strength
from monitor.understand.statements import Standing, Statement

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
    "court": "a court case or complaint",
    "advert": "a vacancy",
}
_READ = 14
"""Sentences that say what the article is about."""
_LATE = 12
"""A story of so few sentences is all lead."""
_FRESH = frozenset({Standing.NEW, Standing.KEPT})

# --- something else was graded or visited -------------------------------------------------------

_PARTNERS = frozenset({"cqc", "other", "police", "school", "home", "agency"})
"""Visits, joint inspections and interventions have these in them: naming one in passing says nothing."""
_WITH_PARTNERS = frozenset(
    {Event.JTAI, Event.AREA_SEND, Event.INTERVENTION, Event.FOCUSED_VISIT, Event.MONITORING_VISIT}
)
_GRADED_THING = re.compile(
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
    if _is_abroad(document):
        return _OTHERS["nation"]
    weights, council = _weigh(document)
    for key in _in_passing(document, event):
        weights.pop(key, None)
    if not weights:
        return ""
    key = max(weights, key=lambda one: weights[one])
    titled = key in _title_things(document)
    early = any(s.has("other_thing", key) for s in _head(document))
    if key in _TAUGHT and not titled and not early and _grades_the_council(document, statements):
        return ""
    if weights[key] > council or (
        titled and weights[key] >= council * 0.6 and not _service_in_title(document)
    ):
        return _OTHERS.get(key, "the work of another inspectorate")
    return ""


def _grades_the_council(document: Document, statements: tuple[Statement, ...]) -> bool:
    """Whether the lead gives a new grade to the service of the council that the headline names."""
    if not any(sentence.slugs() for sentence in document.lead if sentence.place == "title"):
        return False
    return any(
        s.overall and not s.part and not s.spoken and s.standing in _FRESH and s.sentence in document.lead
        for s in statements
    )


def _is_abroad(document: Document) -> bool:
    """Whether headline or first sentence speak of another nation, and the lead of no English council."""
    if not any(s.has("other_thing", "nation") for s in _head(document)):
        return False
    return not any(m.strength > Strength.BODY for s in document.lead for m in s.mentions)


def _weigh(document: Document) -> tuple[dict[str, float], float]:
    """How much the article speaks of other things that are inspected, and of the council's service."""
    weights: dict[str, float] = {}
    council = 0.0
    for sentence, weight in _weighed(document):
        strange = sentence.has("other_thing")
        judged = sentence.place == "title" or _is_of_a_verdict(sentence)
        for mark in sentence.marks:
            if mark.kind not in _WEIGHTY:
                continue
            if mark.kind == "other_thing" or (mark.kind == "body" and mark.value in {"other", "cqc"}):
                first = mark.start - sentence.start < _SUBJECT and not _WHERE.match(sentence.low)
                weights[mark.value] = weights.get(mark.value, 0) + (
                    weight if judged or first else min(weight, 0.5)
                )
            elif (mark.kind == "service" and mark.value == "children") or (
                mark.kind == "area" and mark.value != "leadership" and not strange
            ):
                council += weight
            elif mark.kind == "body" and mark.value == "ofsted":
                council += weight / 2
    return weights, council


_WEIGHTY = frozenset({"other_thing", "body", "service", "area"})
_SUBJECT = 30
"""What is named in so many letters from the start is what the sentence is about."""


_WHERE = re.compile(r"^(?:outside|inside|at|in|near|from|over|behind|like|unlike|with|since)\b")
"""A sentence that opens so names first where something was, and then what it is about."""


def _is_of_a_verdict(sentence: Sentence) -> bool:
    """Whether a sentence speaks of judging: only there does what it names count as the thing judged."""
    return not sentence.signs.isdisjoint(_VERDICT)


_VERDICT = frozenset((kind, None) for kind in ("body", "event", "grade", "plain_grade"))


def _in_passing(document: Document, event: EventReading) -> AbstractSet[str]:
    """What the kind of event brings with it, and what the headline does not name."""
    if event.event is Event.JTAI:
        return frozenset(_OTHERS) - {"nation"} - (_title_things(document) & {"home"}) | _PARTNERS - {"home"}
    if event.event not in _WITH_PARTNERS:
        return frozenset()
    if event.event is Event.AREA_SEND:
        return _PARTNERS | {"early_years", "college"}
    return _PARTNERS - (_title_things(document) & {"home", "agency", "school"})


def _title_things(document: Document) -> frozenset[str]:
    return frozenset(
        mark.value
        for sentence in document.lead
        if sentence.place == "title"
        for mark in sentence.marks
        if mark.kind in {"other_thing", "body"}
    )


def _graded_other(document: Document, statements: tuple[Statement, ...]) -> str:
    """What else was graded, where headline and lead give every new grade to it."""
    lead = document.lead
    fresh = [s for s in statements if s.sentence in lead and s.standing in _FRESH]
    head = _head(document)
    homes = any(_HOME_GRADED.search(s.low) for s in head if s.place == "title")
    if (homes or any(_THING_GRADED.search(s.low) for s in head)) and not _service_in_title(document):
        return "an agency, a home or a school"
    opening = [s for s in lead if not s.has("service", "children")][:2]
    if any(_GRADED_THING.search(s.low) and s.has("body", "ofsted") for s in opening):
        return "a fostering or adoption agency, a home or a school"
    if not fresh or not fresh[0].part or any(s.overall for s in fresh):
        return ""
    things = [m.value for s in fresh if s.part for m in s.sentence.of("other_thing")]
    return _OTHERS.get(things[0], "something else") if things else ""


_HOME_GRADED = re.compile(
    r"\bhome\b(?! (?:secretary|office|visits?|town|city|borough|county|nation|team|ground|"
    r"counties))[^.;:]{0,50}\b(?:rated|judged|plunges|slumps|drops|shut|closed|closes|"
    r"inadequate)\b"
)
_THING_GRADED = re.compile(
    r"\b(?:agency|children's home|care home|academy|college|nursery|childminder|provider|fostering firm)\b"
    r"(?! (?:staff|workers?|social|cover|spend\w*|costs?))[^.;:]{0,70}\b(?:rated|judged|graded|awarded|"
    r"hauled|branded|gets|given|"
    r"slips|shut|closed)\b"
)
"""What headline or first sentence gives a verdict to is no council's service."""


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


# --- the inspection is only recalled ------------------------------------------------------------

_AMONG = re.compile(r"\bamong (?:those|the|them)\b|\branged? from\b|\banywhere from\b")
"""Words that list councils by the grades they already have."""


def other_news(document: Document, event: EventReading, statements: tuple[Statement, ...]) -> str:
    """What the article is about, where its inspection is only recalled."""
    lead = document.lead
    adverts = sum(s.has("about", "advert") for s in document.story)
    if adverts > 1 or any(s.has("about", "advert") for s in lead):
        return "a vacancy"
    if any(s.has("about", "review") for s in lead) and not any(s.has("body", "ofsted") for s in lead):
        return "a review of one case"
    fresh = [s for s in statements if s.standing in _FRESH and not s.spoken and not s.part]
    if about := _national(document, fresh) or _headline_news(document, event, fresh):
        return about
    return _not_told(document, event, fresh)


def _national(document: Document, fresh: list[Statement]) -> str:
    """Policy or figures of the whole country: no council heads the article or is newly graded."""
    kinds = [m.value for s in document.lead for m in s.of("about") if m.value in {"policy", "statistics"}]
    if not kinds:
        return ""
    head = _head(document)
    named = any(m.strength > Strength.BODY for s in head for m in s.mentions)
    graded = any(s.sentence.slugs() and not _AMONG.search(s.sentence.low) for s in fresh)
    return "" if named or graded else _ABOUT[kinds[0]]


def _headline_news(document: Document, event: EventReading, fresh: list[Statement]) -> str:
    """An appointment, a budget, a court case, a feature: headline and first sentence tell no outcome."""
    head = _head(document)
    kinds = [m.value for s in head for m in s.of("about")]
    if any(s.slugs() for s in head if s.place == "title"):
        kinds = [kind for kind in kinds if kind not in {"policy", "statistics"}]
    titles = [mark.value for sentence in head if sentence.place == "title" for mark in sentence.of("about")]
    judged = any(s.has("body", "ofsted") or s.has("body", "inspectors") or s.has("event") for s in head)
    if not judged and "court" in titles:
        return _ABOUT["court"]
    told = any(s.sentence in document.lead for s in fresh)
    if not kinds or any(s.sentence in head for s in fresh) or (told and set(kinds) <= {"feature"}):
        return ""
    if not judged and (titles or "appointment" in kinds):
        return _ABOUT[(titles or ["appointment"])[0]]
    if event.event in {Event.OTHER, Event.INSPECTION} and not told and not _several(fresh):
        return _ABOUT[kinds[0]]
    return ""


def _several(fresh: list[Statement]) -> bool:
    """Whether the story grades more than one council: a round-up opens on none of them."""
    return len({slug for s in fresh for slug in s.sentence.slugs()}) > 1


def _head(document: Document) -> list[Sentence]:
    """The headline and the first sentence of the text."""
    titles = [s for s in document.lead if s.place == "title"]
    return [*titles, *[s for s in document.lead if s.place == "text"][:1]]


def _not_told(document: Document, event: EventReading, fresh: list[Statement]) -> str:
    """Why headline and lead tell no news of an inspection, if so."""
    lead = document.lead
    if any(s.sentence in lead for s in fresh):
        return ""
    beat = any(
        s.has("event") or s.has("intervene") or s.has("body", "ofsted") or s.has("body", "inspectors")
        for s in lead
    )
    if not beat:
        late = _is_told_late(document, fresh) or _is_announced(document, fresh)
        return "" if late else "something else"
    if event.event is not Event.OTHER:
        return ""
    if any(s.has("body", "other") for s in lead):
        return "another body's review"
    said = any(
        s.has("event")
        or s.has("voice", "inspectors")
        or s.has("trend")
        or _is_outcome(s)
        or _TOLD.search(s.low)
        for s in lead
    )
    return "" if said or _is_told_late(document, fresh) else "something else"


_TOLD = re.compile(
    r"\bofsted (?:has |have |)(?:just |now )?(?:told|tells|rates|ruled|judged|written to|wrote to)\b"
)


def _is_announced(document: Document, fresh: list[Statement]) -> bool:
    """Whether a story that opens on a scene comes to a new grade, and says who gave it."""
    early = document.story[:_READ]
    told = [
        sentence
        for before, sentence in pairwise(early)
        if before.has("body") or sentence.has("body") or "report" in sentence.low
    ]
    return any(s.overall and s.sentence in told for s in fresh)


def _is_outcome(sentence: Sentence) -> bool:
    """Whether Ofsted and a grade, or how it ranks, stand in one sentence."""
    return sentence.has("body", "ofsted") and (
        sentence.has("grade") or sentence.has("plain_grade") or _RANKED.search(sentence.low) is not None
    )


_RANKED = re.compile(
    r"\b(?:highest|lowest|best|worst|top|bottom|second|class|badge|medal|rung|step|grade|rating|mark|verdict|"
    r"report|letter|visit|publish\w*|withdraw\w*|withdrew|taken down)\b"
)


def _is_told_late(document: Document, fresh: list[Statement]) -> bool:
    """Whether a short story comes to its news at the end: a new grade, or that Ofsted's people were there."""
    if len(document.story) > _LATE:
        return False
    if fresh:
        return True
    if not any(s.has("about") for s in document.lead) and any(_is_outcome(s) for s in document.story):
        return True
    return any(
        _WERE_THERE.search(s.low)
        for s in document.story
        if s.has("body", "ofsted") or s.has("body", "inspectors") or s.has("body", "government")
    )


_WERE_THERE = re.compile(
    r"\b(?:letter|visit|visits|visited|came|calls?|called|sent|stopped|looked in|looked at|days|observers|"
    r"people from|publish|report|"
    r"two from|pair|team|direction|notice|commissioner|intervention|finds?|found)\b"
)
