"""From text to findings: reads an article as a whole and answers with its claims, each with its words."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from monitor.model import Classification, Event, Evidence, Finding, Flag
from monitor.understand.also import further_events
from monitor.understand.confidence import confidence
from monitor.understand.councils import display_name
from monitor.understand.direction import Trend, find_direction
from monitor.understand.document import Document, make_document, read_document
from monitor.understand.events import EventReading, choose_event
from monitor.understand.figures import find_figures
from monitor.understand.flags import find_flags
from monitor.understand.grades import Framework, event_name, grade_name
from monitor.understand.highlights import find_highlights, find_themes, quotable
from monitor.understand.judgements import (
    Outcome,
    decide_outcome,
    framework_for,
    without_overall,
)
from monitor.understand.passage import Sentence
from monitor.understand.relevance import judge_relevance
from monitor.understand.same_as_before import with_same_as_before, without_previous_of_a_first
from monitor.understand.send import send_outcome
from monitor.understand.signs import Sign, read_signs
from monitor.understand.speech import Told, attribute
from monitor.understand.statement import Statement
from monitor.understand.statements import read_statements
from monitor.understand.subject import Subject
from monitor.understand.subjects import find_subjects, mentioned
from monitor.understand.visible import is_html, visible_text
from monitor.understand.visits import event_date, visit_ordinal

LONGEST = 200_000
"""Characters read of one text: no article is longer, and what is longer is no article."""


def classify(text: str, *, title: str = "", published: date | None = None, url: str = "") -> Classification:
    """What a text says of Ofsted and England's councils; always an answer, for any text."""
    del url  # an address proves nothing: only what title and text say counts
    plain = visible_text(text[: LONGEST * 5]) if is_html(text) else None
    body = (text if plain is None else plain)[:LONGEST]
    document = read_document(title[:LONGEST], body, published)
    subjects = find_subjects(document)
    if not subjects:
        return _not_news("It is news of no English council.", document, plain)
    slugs = frozenset(one.slug for one in subjects)
    statements = read_statements(document)
    signs = read_signs(document)
    event = choose_event(document, signs, statements, slugs)
    verdict = judge_relevance(document, event, statements, slugs)
    if not verdict or event is None:
        return _not_news(verdict.reason, document, plain)
    reader = _Reader(document, statements, signs, event, several=len(subjects) > 1)
    findings = tuple(reader.finding(subject) for subject in subjects)
    return Classification(
        findings=findings,
        mentioned=mentioned(document, subjects),
        plain=plain,
        reasons=(verdict.reason, *(_reason(finding) for finding in findings)),
    )


def _not_news(reason: str, document: Document, plain: str | None) -> Classification:
    return Classification(mentioned=mentioned(document, ()), plain=plain, reasons=(reason,))


def _graded_in(statements: tuple[Statement, ...], slug: str) -> frozenset[int]:
    """The sentences (by identity) that give the council a grade for its whole service now."""
    return frozenset(
        id(statement.sentence)
        for statement in statements
        if statement.fresh
        and statement.overall
        and statement.year is None
        and (not statement.councils or slug in statement.councils)
    )


class _Parts(Struct, frozen=True):
    """What one council's finding is made of."""

    subject: Subject
    event: EventReading
    told: Told
    outcome: Outcome
    trend: Trend | None
    flags: dict[Flag, Sentence]
    ordinal: tuple[int, Sentence] | None
    certainty: float
    inspected: date | None


class _Reader(Struct, frozen=True):
    """What the article says as a whole, from which each council's finding is made."""

    document: Document
    statements: tuple[Statement, ...]
    signs: tuple[Sign, ...]
    event: EventReading
    several: bool

    def finding(self, subject: Subject) -> Finding:
        """The finding of one council."""
        story = subject.section or self.document.story
        told = attribute(story)
        part = self._part(subject)
        statements = self._statements(subject, part)
        event = self._event(subject, part, statements)
        inspected = event_date(part)
        framework = framework_for(part, inspected, statements)
        flags = find_flags(self.document, story, event.event, graded=_graded_in(statements, subject.slug))
        overall = not without_overall(part, framework, inspected) and Flag.PROVISIONAL not in flags
        graded = event.event is Event.INSPECTION and Flag.RESTATED not in flags
        outcome = self._outcome(subject, event, statements, framework, graded=graded, overall=overall)
        if Flag.PROVISIONAL in flags:
            outcome = replace(outcome, areas={})
        trend = None
        if Flag.PROVISIONAL not in flags:  # which way it went is known when the report is out
            trend = find_direction(self.document, event.event, outcome, told, subject.slug)
        certainty = confidence(
            self.document,
            subject.slug,
            event.event,
            outcome,
            statements=self.statements,
            own=tuple(s for s in statements if not s.councils or subject.slug in s.councils),
            directed=trend is not None,
        )
        parts = _Parts(
            subject=subject,
            event=event,
            told=told,
            outcome=outcome,
            trend=trend,
            flags=flags,
            ordinal=visit_ordinal(part) if event.event is Event.MONITORING_VISIT else None,
            certainty=certainty,
            inspected=inspected,
        )
        return _compose(parts, also=self._further(subject, event))

    def _part(self, subject: Subject) -> Document:
        """The article, or in a round-up the part of it that speaks of the council."""
        if not subject.section:
            return self.document
        return make_document(
            self.document.title, self.document.text, self.document.published, subject.section
        )

    def _statements(self, subject: Subject, part: Document) -> tuple[Statement, ...]:
        """The grades told of the council; in a round-up read anew from its own clauses."""
        return read_statements(part) if subject.section else self.statements

    def _event(self, subject: Subject, part: Document, statements: tuple[Statement, ...]) -> EventReading:
        """In a round-up each council has its own event."""
        if not subject.section or self.event.event is Event.INTERVENTION:
            return self.event
        own = choose_event(part, read_signs(part), statements, frozenset({subject.slug}))
        return self.event if own is None or own.event is Event.OTHER else own

    def _outcome(  # noqa: PLR0913 - what is known of the event decides how its grades are read
        self,
        subject: Subject,
        event: EventReading,
        statements: tuple[Statement, ...],
        framework: Framework,
        *,
        graded: bool,
        overall: bool,
    ) -> Outcome:
        if event.event is Event.AREA_SEND:
            return Outcome(None, None, {}, send_outcome(subject.section or self.document.story))
        if event.event is Event.INTERVENTION and _is_about_send(self.document):
            return Outcome(None, None, {})
        outcome = decide_outcome(
            statements, subject.slug, framework, graded=graded, overall=overall, several=bool(subject.section)
        )
        story = subject.section or self.document.story
        return without_previous_of_a_first(with_same_as_before(outcome, story), story)

    def _further(self, subject: Subject, event: EventReading) -> tuple[Finding, ...]:
        """Further events of the council that headline or lead tell as news of their own."""
        if self.several:
            return ()
        return tuple(
            _further_finding(subject, one, self.document)
            for one in further_events(self.document, self.signs, event)
        )


def _is_about_send(document: Document) -> bool:
    """Whether headline or opening are about special needs: these have notices of their own."""
    heads = [s for s in document.head if s.has("event", "area_send") or s.has("service", "children")]
    return bool(heads) and not heads[0].has("service", "children")


def _compose(parts: _Parts, *, also: tuple[Finding, ...]) -> Finding:
    """One finding with the evidence of each claim."""
    outcome = parts.outcome
    said = quotable(parts.told)
    return Finding(
        council=parts.subject.slug,
        event=parts.event.event,
        visit_ordinal=parts.ordinal[0] if parts.ordinal else None,
        judgement=outcome.judgement.grade if outcome.judgement else None,
        areas=_graded_areas(outcome),
        previous_judgement=outcome.previous.grade if outcome.previous else None,
        direction=parts.trend.direction if parts.trend else None,
        confidence=parts.certainty,
        flags=tuple(parts.flags),
        highlights=find_highlights(said),
        themes=find_themes(said),
        figures=find_figures(parts.told),
        evidence=_evidence(parts),
        also=also,
        event_date=parts.inspected,
    )


def _evidence(parts: _Parts) -> tuple[Evidence, ...]:
    """A quote for each claim: the council's name, else the whole sentence that says it."""
    mention = parts.subject.mention
    outcome = parts.outcome
    found = [_quote("council", parts.subject.sentence, mention.start, mention.end)]
    found.append(_whole("event", parts.event.sentence))
    if parts.ordinal:
        found.append(_whole("visit_ordinal", parts.ordinal[1]))
    for name, statement in (("judgement", outcome.judgement), ("previous_judgement", outcome.previous)):
        if statement:
            found.append(_whole(name, statement.sentence))
    found.extend(_whole(f"areas.{area}", statement.sentence) for area, statement in outcome.areas.items())
    if outcome.send:
        found.append(_whole("areas.send", outcome.send.sentence))
    if parts.trend:
        found.append(_whole("direction", parts.trend.sentence))
    found.extend(_whole(f"flags.{flag}", sentence) for flag, sentence in parts.flags.items())
    return tuple(found)


def _further_finding(subject: Subject, event: EventReading, document: Document) -> Finding:
    """The finding of an event told beside the news: the event, a visit's number, an area SEND outcome."""
    mention = subject.mention
    outcome = send_outcome(document.story) if event.event is Event.AREA_SEND else None
    told = make_document(document.title, document.text, document.published, (event.sentence,))
    ordinal = visit_ordinal(told) if event.event is Event.MONITORING_VISIT else None
    evidence = [_quote("council", subject.sentence, mention.start, mention.end)]
    evidence.append(_whole("event", event.sentence))
    if ordinal:
        evidence.append(_whole("visit_ordinal", ordinal[1]))
    if outcome:
        evidence.append(_whole("areas.send", outcome.sentence))
    return Finding(
        council=subject.slug,
        event=event.event,
        visit_ordinal=ordinal[0] if ordinal else None,
        areas={"send": outcome.outcome} if outcome else {},
        confidence=0.6,
        evidence=tuple(evidence),
    )


def _graded_areas(outcome: Outcome) -> dict[str, str]:
    """Area → grade; for an area SEND inspection its outcome, which is none of the four words."""
    if outcome.send:
        return {"send": outcome.send.outcome}
    return {area: statement.grade for area, statement in outcome.areas.items()}


def _whole(field: str, sentence: Sentence) -> Evidence:
    return _quote(field, sentence, sentence.start, sentence.end)


def _quote(field: str, sentence: Sentence, start: int, end: int) -> Evidence:
    quote = sentence.raw[start - sentence.start : end - sentence.start]
    return Evidence(field=field, quote=quote, place=sentence.place, start=start, end=end)


def _reason(finding: Finding) -> str:
    """A finding in one plain sentence."""
    words = [f"{display_name(finding.council)}: {event_name(finding.event)}"]
    if finding.judgement:
        words.append(f"newly judged {grade_name(finding.judgement)}")
    if finding.previous_judgement:
        words.append(f"before: {grade_name(finding.previous_judgement)}")
    if finding.direction:
        words.append(finding.direction.value)
    return ", ".join(words) + "."
