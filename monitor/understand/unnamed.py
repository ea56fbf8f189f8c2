"""Which kind of event an article tells that does not name it: a short visit, a step, or an inspection."""

from __future__ import annotations

from monitor.model import Event
from monitor.understand.calendar_words import MONTHS
from monitor.understand.document import Document
from monitor.understand.parliament import is_an_answer
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.statement import Standing, Statement
from monitor.understand.visits import ordinal_in

Signs = tuple[tuple[str, float, Sentence], ...]
"""What the signs of events speak of, their weights, and their sentences."""

_IN_LEAD = 3
_EARLY = 9
_SHORT_STORY = 12
"""A story of so few sentences is all lead."""


def unnamed_event(
    document: Document, signs: Signs, statements: tuple[Statement, ...], slugs: frozenset[str]
) -> Event:
    """The kind of what is not named: by who acts, its length, the grade in force, talk of a grade."""
    if _is_of_the_government(document, signs):
        return Event.INTERVENTION
    return _unnamed_inspection(document, signs, statements, slugs)


def _unnamed_inspection(
    document: Document, signs: Signs, statements: tuple[Statement, ...], slugs: frozenset[str]
) -> Event:
    """The kind of an inspection or visit that is not named."""
    if any(s.has("body", "ofsted") and s.has("body", "cqc") for s in document.story.having("send")):
        return Event.AREA_SEND
    if _is_a_visit(document, signs, low=(low := _is_inadequate(statements, slugs))):
        return Event.MONITORING_VISIT if low else Event.FOCUSED_VISIT
    if document.story.has("flag", "ungraded") or any(_NO_RATING.search(s.low) for s in document.lead):
        return Event.OTHER
    return Event.INSPECTION if _is_of_a_grade(document) else Event.OTHER


def _is_a_visit(document: Document, signs: Signs, *, low: bool) -> bool:
    """Whether inspectors only called: to an inadequate service (`low`) again, for a few days, or ungraded."""
    if low and any(_RETURN.search(s.low) for s in document.lead):
        return True
    inspected = any(value == "inspection" and weight >= _IN_LEAD for value, weight, _ in signs)
    if low and not inspected and any(value == "monitoring_visit" for value, _, _ in signs):
        return True
    if low and not inspected and ordinal_in(document.story) is not None:
        return True  # only monitoring visits are counted
    called = any(value == "visit" and weight >= _IN_LEAD for value, weight, _ in signs)
    if called and not inspected and (low or document.story.has("flag", "ungraded")):
        return True
    return is_short_visit(document) or _is_told_short(document)


_RETURN = regex(
    r"\b(?:return|follow-up|repeat|progress) visit\b|\bon (?:their |its )?return to\b|\bcheck(?:ing|"
    r"ed)? up on\b|\b(?:have )?returned to\b|\binspectors (?:dropped in|looked in|called) again\b"
)


def is_short_visit(document: Document) -> bool:
    """Whether headline or lead tell of a few days' call by a couple of inspectors: it gives no grade."""
    return any(
        sentence.has("body") or "visit" in sentence.low or sentence.place == "title"
        for sentence in document.lead.having("event", "short")
    )


def _is_told_short(document: Document) -> bool:
    """Whether a story speaks of a visit of two days only after its opening."""
    return any(
        s.names_ofsted() and (s.has("event", "short") or _TWO_DAYS.search(s.low))
        for s in document.story[:_EARLY]
    )


_TWO_DAYS = regex(rf"\bon \d{{1,2}} and \d{{1,2}} (?:{'|'.join(MONTHS)})\b")


def _is_inadequate(statements: tuple[Statement, ...], slugs: frozenset[str]) -> bool:
    """Whether the article calls the service inadequate, now or when it was graded last."""
    told = [
        s
        for s in statements
        if s.standing is not Standing.UNREAL
        and not s.spoken
        and s.overall
        and (not s.councils or s.councils & slugs)
    ]
    low = [s for s in told if s.grade == "inadequate"]
    return any(not _has_been_raised(s, told) for s in low)


def _has_been_raised(low: Statement, told: list[Statement]) -> bool:
    """Whether a grade of a year long gone has given way to the top one since ("inadequate in 2018")."""
    if low.standing is not Standing.FORMER or low.year is None:
        return False
    return any(
        s.grade == "outstanding" and s.standing is Standing.FORMER and (s.year is None or s.year > low.year)
        for s in told
    )


def _is_of_a_grade(document: Document) -> bool:
    """Whether the lead, or a short story, speaks of Ofsted and a grade in one sentence."""
    scope = document.story if len(document.story) <= _SHORT_STORY else document.lead
    return any(s.names_ofsted() and (s.has_grade() or _GRADED.search(s.low)) for s in scope)


_GRADED = regex(
    r"\b(?:full|standard|short) inspection\b|\breport on\b|\b(?:class|badge|grade|rating|rated)\b"
)
_NO_RATING = regex(r"\b(?:not|isn't|no|without) (?:an? )?(?:rating|grade|inspection|judgement)\b")


def _is_of_the_government(document: Document, signs: Signs) -> bool:
    """Whether the government acts and an intervention is spoken of, one of them in the lead."""
    if is_an_answer(document):
        return _is_step(signs, document.story)
    inspected = any(value == "inspection" and weight >= _IN_LEAD for value, weight, _ in signs)
    if inspected or document.head.names_ofsted():
        return False
    acts = document.lead.has("body", "government")
    early = any(s.has("body", "government") for s in document.story[:_EARLY])
    return (acts and _is_step(signs, document.story)) or (early and _is_step(signs, document.lead))


def _is_step(signs: Signs, where: tuple[Sentence, ...]) -> bool:
    """Whether an intervention is spoken of in one of these sentences."""
    return any(
        value == "intervention" and any(one is sentence for one in where) for value, _, sentence in signs
    )
