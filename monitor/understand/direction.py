"""Which way things went, as the article says it."""

from __future__ import annotations

import re

from msgspec import Struct

from monitor.model import Direction, Event
from monitor.understand import grades
from monitor.understand.document import Document, Sentence
from monitor.understand.judgements import Outcome
from monitor.understand.lexicon import Mark
from monitor.understand.speech import Speaker, Told


class Trend(Struct, frozen=True):
    """A direction with the sentence that says it."""

    direction: Direction
    sentence: Sentence


_BY_GRADES = {1: Direction.IMPROVED, -1: Direction.DECLINED, 0: Direction.UNCHANGED}


def find_direction(
    document: Document, event: Event, outcome: Outcome, told: Told, slug: str = ""
) -> Trend | None:
    """The direction of one finding: between two stated overall grades, else by words of change."""
    before, after = outcome.previous, outcome.judgement
    if event is Event.INSPECTION and before and after and grades.comparable(before.grade, after.grade):
        return Trend(_BY_GRADES[grades.direction_between(before.grade, after.grade)], before.sentence)
    signs = _signs(told, slug)
    if event in _VISITS and (both := _both_ways(document)):
        return both
    if event is Event.INTERVENTION:
        return _of_intervention(document, signs)
    if event is Event.INSPECTION:
        return _of_words(signs[:_EARLY_SIGNS], document, mixed=False)
    if event in {Event.JTAI, Event.AREA_SEND}:
        # What is slow at several partners is a finding on practice, not on the way things go.
        signs = [pair for pair in signs if pair[1].value != "slow"]
    return _of_words(signs, document, mixed=True)


def _both_ways(document: Document) -> Trend | None:
    """The direction of a visit that headline or lead call mixed outright."""
    for sentence in document.story[:_EARLY]:
        if _BOTH_WAYS.search(sentence.low) and not (sentence.voice == "council" and sentence.speech):
            return Trend(Direction.MIXED, sentence)
    return None


_VISITS = frozenset({Event.MONITORING_VISIT, Event.FOCUSED_VISIT, Event.ASSURANCE_VISIT, Event.OTHER})
_EARLY = 7
_EARLY_SIGNS = 4


def _signs(told: Told, slug: str) -> list[tuple[Sentence, Mark]]:
    """Words of change of this council's service that inspectors or the narrator say, in order."""
    return [
        (sentence, mark)
        for sentence, speaker in told
        if sentence.has("trend")
        and (speaker is not Speaker.OTHERS or _HEARD.search(sentence.low))
        and not sentence.raw.endswith("?")
        and _is_of_service(sentence, slug)
        for mark in sentence.of("trend")
        if not (sentence.voice == "council" and sentence.spoken(mark.start))
        and not _is_hoped(sentence, mark)
        and not _is_past(sentence, mark)
    ]


_BOTH_WAYS = re.compile(
    r"\btwo steps forward\b.{0,20}\bone step back\b|\b(?:worries|praise|concerns|criticism|good news|"
    r"progress) and "
    r"(?:compliments|criticism|praise|bad|worries|concerns|setbacks)\b[^.;]{0,30}\b(?:equal|alike|measure)\b"
    r"|\btwo sides\b|\bmixed (?:picture|bag|progress|report|review|verdict|results)\b|"
    r"\bone step forward\b.{0,20}\bback\b"
    r"|\btale of two halves\b|\bfor every (?:gain|step)\b|\bwith one hand\b|\bin equal measure\b|"
    r"\bof equal length\b"
    r"|\bon the (?:one hand|credit side|plus side)\b|\bswings and roundabouts\b|\bmatched by a loss\b|"
    r"\bgood and (?:the )?bad\b|\bhalf full\b.{0,20}\bhalf empty\b|\bboth ways\b"
)
"""A headline or opening that weighs gains against losses says that it went both ways."""

_HEARD = re.compile(
    r"\b(?:members|councillors|committee|panel|meeting|board) (?:heard|were told|was told)\b"
    r"|\b(?:report|letter|note|inspectors) (?:which |that )?(?:says?|described?s?|spoke|speaks|noted|"
    r"notes|recognised|recognises)\b"
    r"|\bas the (?:lead )?inspectors? put it\b|\baccording to (?:the |its |ofsted's )?(?:inspectors|"
    r"ofsted|watchdog|inspectorate|letter|report)\b"
)
"""Somebody is told, or inspectors are cited: what is said is not the hearer's own opinion."""

_COMPARED = re.compile(r"\b(?:since|than|compared|from|up on|down on|higher|lower)\b")


def _is_of_service(sentence: Sentence, slug: str) -> bool:
    """Whether a sentence can speak of the service today: not of a neighbour, nor of one project."""
    councils = sentence.slugs()
    if slug and councils and slug not in councils:
        return False
    return not sentence.has("unfit", "project")


def _is_past(sentence: Sentence, mark: Mark) -> bool:
    """Whether a word of change is told of a former year, with nothing that compares it with today."""
    grades = (*sentence.of("grade"), *sentence.of("plain_grade"))
    years = [
        m
        for m in sentence.of("unfit")
        if m.value == "history"
        and m.end <= mark.start
        and not any(0 <= m.start - grade.end <= _DATES_A_GRADE for grade in grades)
    ]
    return bool(years) and _COMPARED.search(sentence.low) is None


_DATES_A_GRADE = 25
"""A year so near behind a grade is that grade's: "rated inadequate in 2023, … has improved"."""
_PLANNED = re.compile(r"\bplans? (?:for|to)\b[^.;:]{0,60}$")


def _is_hoped(sentence: Sentence, mark: Mark) -> bool:
    """Whether a change is expected, denied or only planned ("plans for embedding improved services")."""
    if _PLANNED.search(sentence.between(max(sentence.start, mark.start - 80), mark.start)):
        return True
    return any(
        m.kind == "time"
        and m.value in {"expected", "denied"}
        and 0 <= mark.start - m.end <= _NEAR
        and not (sentence.has("voice", "inspectors") and _SPEAKS.match(sentence.between(m.start, m.end)))
        for m in sentence.marks
    )


_NEAR = 25
_SPEAKS = re.compile(r"^(?:speaks|spoke) of$")
"""A letter that "speaks of steady gains" reports them."""


def _of_words(signs: list[tuple[Sentence, Mark]], document: Document, *, mixed: bool) -> Trend | None:
    """The direction of a letter: progress, decline or slowness, whichever leads; mixed where equal."""
    better = [pair for pair in signs if pair[1].value == "better"]
    worse = [pair for pair in signs if pair[1].value == "worse"]
    slow = [pair for pair in signs if pair[1].value == "slow"]
    still = [pair for pair in signs if pair[1].value == "none"]
    against = worse + slow
    if better and against and mixed and _are_equals(document, better, against):
        return _trend(Direction.MIXED, against[0])
    if still and (not better or _first(still) < _first(better)):
        return _trend(Direction.UNCHANGED, still[0])
    if worse and (not better or _first(worse) < _first(better)):
        return _trend(Direction.DECLINED, worse[0])
    if better:
        return _trend(Direction.IMPROVED, better[0])
    if slow:
        return _trend(Direction.UNCHANGED, slow[0])
    return None


def _first(pairs: list[tuple[Sentence, Mark]]) -> tuple[bool, int]:
    sentence, mark = pairs[0]
    return (sentence.place == "text", mark.start)


def _are_equals(
    document: Document, better: list[tuple[Sentence, Mark]], against: list[tuple[Sentence, Mark]]
) -> bool:
    """Whether the drawback stands beside the progress: in headline or lead, or as often as it."""
    lead = {id(sentence) for sentence in document.lead}
    if any(id(sentence) in lead for sentence, _ in against):
        return True
    together = {id(sentence) for sentence, _ in better}
    if any(id(sentence) in together and sentence.has("joint") for sentence, _ in against):
        return True
    if any(_CONTRASTED.search(sentence.low) for sentence, _ in against):
        return True
    slow = [pair for pair in against if pair[1].value == "slow"]
    return bool(slow) and len(against) >= len(better)


_CONTRASTED = re.compile(r"\b(?:by contrast|in contrast|on the other hand|against that|conversely)\b")


def _of_intervention(document: Document, signs: list[tuple[Sentence, Mark]]) -> Trend | None:
    """Improved when intervention is lifted for progress; a new commissioner alone says nothing."""
    for sentence in document.lead:
        ended = [m for m in sentence.of("intervene") if m.value == "end"]
        if ended:
            return _trend(Direction.IMPROVED, (sentence, ended[0]))
    kept = any(m.value == "keep" for sentence in document.lead for m in sentence.of("intervene"))
    better = [pair for pair in signs if pair[1].value == "better"]
    against = [pair for pair in signs if pair[1].value in {"slow", "none"}]
    if better and against:
        return _trend(Direction.MIXED, against[0])
    if (
        better
        and not kept
        and any(m.value == "start" for sentence in document.lead for m in sentence.of("intervene"))
    ):
        return _trend(Direction.MIXED, better[0])
    if better and kept:
        return _trend(Direction.IMPROVED, better[0])
    if against and kept:
        return _trend(Direction.MIXED, against[0])
    return None


def _trend(direction: Direction, pair: tuple[Sentence, Mark]) -> Trend:
    return Trend(direction, pair[0])
