"""Chooses the event that is the news: which kind of inspection, visit or intervention."""

from __future__ import annotations

import re

from msgspec import Struct

from monitor.model import Event
from monitor.understand.dates import opens_months_ago
from monitor.understand.document import Document
from monitor.understand.interventions import is_full_of_power, is_intervention
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.signs import BODY, LEAD, TITLE, Sign
from monitor.understand.statement import Standing, Statement
from monitor.understand.unnamed import is_short_visit, unnamed_event
from monitor.understand.visits import ordinal_in, visit_ordinal

_VISITS = tuple(event.value for event in (Event.MONITORING_VISIT, Event.FOCUSED_VISIT, Event.ASSURANCE_VISIT))


class EventReading(Struct, frozen=True):
    """The event that is the news, and the sentence that says so."""

    event: Event
    sentence: Sentence


def choose_event(
    document: Document, signs: tuple[Sign, ...], statements: tuple[Statement, ...], slugs: frozenset[str]
) -> EventReading | None:
    """The event that is the news: headline or lead first, then by rank; None where nothing speaks of one."""
    if not document.lead:
        return None
    weights: dict[str, float] = {}
    for sign in signs:
        weights[sign.value] = max(weights.get(sign.value, 0), sign.weight)
    fresh, in_lead = _new_grades(document, signs, weights, statements, slugs)
    graded_lead = [s for s in in_lead if s.overall or s.areas == _ALL_IN_2012]
    graded_lead = graded_lead or [s for s in in_lead if s.sentence.place == "title"]
    chosen = _choose(document, weights, signs, fresh, graded_lead)
    if chosen is Event.OTHER:
        chosen = unnamed_event(document, _kinds(signs), statements, slugs)
    return None if chosen is None else _reading(chosen, signs, fresh, document)


def _new_grades(
    document: Document,
    signs: tuple[Sign, ...],
    weights: dict[str, float],
    statements: tuple[Statement, ...],
    slugs: frozenset[str],
) -> tuple[list[Statement], list[Statement]]:
    """The grades that may be the news, and those of headline and lead; beside a visit a grade is history."""
    lead_ids = {id(sentence) for sentence in document.lead}
    fresh = [
        s
        for s in statements
        if s.fresh
        and not s.spoken
        and not s.part
        and (not s.councils or s.councils & slugs)
        and not _SINCE.search(s.sentence.between(s.mark.start - 90, s.mark.start))
    ]
    in_lead = [s for s in fresh if id(s.sentence) in lead_ids]
    if document.lead.has("flag", "ungraded"):
        in_lead = []
    in_lead = [s for s in in_lead if not _explains_a_step(s)]
    if is_short_visit(document):
        in_lead = fresh = []
    if _visit_weight(weights) >= LEAD and _is_after_the_visit(document, signs, in_lead):
        in_lead = []
    if _visit_weight(weights) >= LEAD and all(s.standing is Standing.KEPT for s in in_lead):
        in_lead = []
    if max(_visit_weight(weights), weights.get("visit", 0)) and document.story.has("flag", "ungraded"):
        in_lead = fresh = []
    return fresh, in_lead


def _kinds(signs: tuple[Sign, ...]) -> tuple[tuple[str, float, Sentence], ...]:
    return tuple((sign.value, sign.weight, sign.sentence) for sign in signs)


_SINCE = re.compile(r"\bsince (?:[\w'’]+ ){0,13}[\"']?$")


def _is_after_the_visit(document: Document, signs: tuple[Sign, ...], in_lead: list[Statement]) -> bool:
    """Whether the lead tells a visit first, and only later a grade: that is the grade in force."""
    visits = {id(sign.sentence) for sign in signs if sign.weight and sign.value in _VISITS}
    graded = {id(statement.sentence) for statement in in_lead}
    for sentence in document.lead:
        if id(sentence) in graded:
            return False
        if id(sentence) in visits:
            return True
    return False


def _explains_a_step(statement: Statement) -> bool:
    """Whether a grade is only told as the reason of a government's step ("… after Ofsted found it …")."""
    sentence = statement.sentence
    for mark in sentence.marks:
        step = mark.kind == "intervene" or (mark.kind == "event" and mark.value == "intervention")
        if step and mark.end <= statement.mark.start:
            return _REASON.search(sentence.between(mark.end, statement.mark.start)) is not None
    return False


_REASON = regex(r"\b(?:after|following|because|since|when|which|whose)\b")


def _choose(
    document: Document,
    weights: dict[str, float],
    signs: tuple[Sign, ...],
    fresh: list[Statement],
    graded_lead: list[Statement],
) -> Event | None:
    """The event by rank: a government's step, a joint inspection, a visit, a graded inspection, any other."""
    if is_full_of_power(document) or (
        is_intervention(document, weights, graded_lead) and not _is_graded_soon(document, weights, fresh)
    ):
        return Event.INTERVENTION
    if joint := _joint_inspection(document, weights, graded_lead):
        return joint
    if not graded_lead and (visit := _told_visit(document, weights, signs, fresh)):
        return visit
    if weights.get("jtai", 0) >= LEAD:
        return Event.JTAI
    if fresh or document.lead.has("flag", "provisional"):
        return Event.INSPECTION
    return _ungraded(weights, document)


_TELLS = regex(r"\b(?:has|have|had|is|are|was|were|will|says?|said)\b")
"""A fragment without a verb ("three sets of commissioners") tells nothing."""


def _is_graded_soon(document: Document, weights: dict[str, float], fresh: list[Statement]) -> bool:
    """Whether a story that only names the government in passing comes to a new grade before long."""
    if document.titles.has("body", "government") or document.titles.has("event", "intervention"):
        return False
    stepped = any(weights.get(f"intervene_{kind}", 0) for kind in ("start", "end", "keep"))
    if stepped or any(_TELLS.search(s.low) for s in document.lead.having("body", "government")):
        return False
    early = {id(sentence) for sentence in document.story[:_EARLY]}
    return any(
        s.overall
        and s.standing is Standing.NEW
        and id(s.sentence) in early
        and (s.explicit or s.sentence.names_ofsted())
        for s in fresh
    )


def _is_send_told(document: Document, graded_lead: list[Statement]) -> bool:
    """Whether the lead states one of the three outcomes that Ofsted and the CQC give together."""
    outcomes = [s for s in document.lead.having("send") if not opens_months_ago(s, document.published)]
    told = bool(outcomes) and {"ofsted", "cqc"} <= set(document.lead.values("body"))
    return told and not any(
        _is_plain(s) and s.standing is Standing.NEW and (s.explicit or s.sentence.place == "title")
        for s in graded_lead
    )


def _joint_inspection(
    document: Document, weights: dict[str, float], graded_lead: list[Statement]
) -> Event | None:
    """An area SEND or joint targeted area inspection that headline or lead tell before any grade."""
    send, targeted = weights.get("area_send", 0), weights.get("jtai", 0)
    if _is_send_told(document, graded_lead) or (send >= TITLE and not any(_is_plain(s) for s in graded_lead)):
        return Event.AREA_SEND
    if targeted >= LEAD and not graded_lead and not (send >= TITLE > targeted):
        return Event.JTAI
    if send >= LEAD and send >= _visit_weight(weights) and not graded_lead:
        return None if _is_visit_to_one(document, weights) else Event.AREA_SEND
    graded_title = any(s.sentence.place == "title" for s in graded_lead)
    return Event.AREA_SEND if send >= TITLE and not graded_title else None


def _is_visit_to_one(document: Document, weights: dict[str, float]) -> bool:
    """Whether the lead names a focused visit and no second inspectorate: special needs are its topic only."""
    if weights.get(Event.FOCUSED_VISIT.value, 0) < LEAD:
        return False
    return not (document.lead.has("body", "cqc") or document.lead.has("send"))


def _told_visit(
    document: Document, weights: dict[str, float], signs: tuple[Sign, ...], fresh: list[Statement]
) -> Event | None:
    """The visit that an article tells, where no grade of the whole outweighs it."""
    told_whole = any(s.explicit and s.standing is Standing.NEW for s in fresh)
    if not told_whole or _visit_weight(weights) >= LEAD:
        visit = _visit(document, weights, signs)
        if visit:
            return visit
    by_area = len({area for s in fresh if s.standing is Standing.NEW for area in s.areas})
    graded = told_whole or by_area >= _ALL_AREAS
    return Event.MONITORING_VISIT if not graded and _is_numbered_visit(document) else None


_ALL_IN_2012 = ("child_protection",)
"""The inspections of 2012 and 2013 judged nothing else."""
_ALL_AREAS = 3
"""So many areas graded anew are a whole inspection: a monitoring visit grades none."""


def _is_plain(statement: Statement) -> bool:
    """Whether one of the four grades is named by its own word, not only as "the lowest verdict"."""
    words = statement.sentence.words(statement.mark)
    return words.split(" ")[0] in _OWN_WORDS


_OWN_WORDS = frozenset({"inadequate", "requires", "require", "requiring", "good", "outstanding", "ri"})


def _visit_weight(weights: dict[str, float]) -> float:
    return max(weights.get(visit, 0) for visit in _VISITS)


def _visit(document: Document, weights: dict[str, float], signs: tuple[Sign, ...]) -> Event | None:
    best = max(_VISITS, key=lambda visit: weights.get(visit, 0))
    if weights.get(best, 0) >= LEAD:
        return Event(best)
    early = {id(sentence) for sentence in document.story[:_EARLY]}
    near = [s for s in signs if s.weight and s.value in _VISITS and id(s.sentence) in early]
    return Event(near[0].value) if near else None


_EARLY = 9


def _is_numbered_visit(document: Document) -> bool:
    """Whether the lead counts a visit: only monitoring visits are counted."""
    if ordinal_in(document.lead) is None:
        return False  # nor need the rest of the story be read
    counted = visit_ordinal(document)
    return counted is not None and any(sentence is counted[1] for sentence in document.lead)


def _ungraded(weights: dict[str, float], document: Document) -> Event | None:
    """The kind of a report without a grade: a return to an inadequate council is a monitoring visit."""
    if weights.get("visit", 0) >= BODY and _went_back(document):
        return Event.MONITORING_VISIT
    for event in (*_VISITS, Event.JTAI.value, Event.AREA_SEND.value):
        if weights.get(event, 0) >= BODY:
            return Event(event)
    if weights.get("area_send", 0):
        return Event.AREA_SEND
    ofsted = document.lead.names_ofsted()
    if weights.get("intervention", 0) >= (LEAD if ofsted else BODY):
        return Event.INTERVENTION
    return Event.OTHER


_BACK = regex(
    r"\binspectors? (?:\w+ ){0,3}(?:returned|back)\b|\b(?:returned|came back|went back|"
    r"been back)\b.{0,80}\bprogress\b|\bto (?:check|monitor) (?:\w+ ){0,5}progress\b"
)


def _went_back(document: Document) -> bool:
    return any(
        _BACK.search(sentence.low) and not _YEARS_AFTER.search(sentence.low)
        for sentence in document.story[:_EARLY]
    )


_YEARS_AFTER = regex(r"\byears (?:after|later|on)\b")
"""Monitoring visits follow each other by months; who comes back years after inspects."""


def _reading(
    event: Event, signs: tuple[Sign, ...], fresh: list[Statement], document: Document
) -> EventReading:
    """The event with the phrase that proves it best."""
    wanted = (
        {event.value}
        if event is not Event.INTERVENTION
        else {"intervention", "intervene_start", "intervene_end", "intervene_keep"}
    )
    own = [s for s in signs if s.value in wanted and s.weight] or [s for s in signs if s.value in wanted]
    if event is Event.INSPECTION and (not own or own[0].weight < LEAD) and fresh:
        return EventReading(event, fresh[0].sentence)
    if own:
        best = max(own, key=lambda s: s.weight)
        return EventReading(event, best.sentence)
    loose = [s for s in signs if s.weight and s.value in {"visit", "inspection"}]
    if loose:
        return EventReading(event, loose[0].sentence)
    return EventReading(event, (document.lead.having("body") or document.lead)[0])
