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
    if event is Event.INTERVENTION:
        return _of_intervention(document, signs)
    if event is Event.INSPECTION:
        return _of_words(signs[:_EARLY_SIGNS], document, mixed=False)
    return _of_words(signs, document, mixed=True)


_EARLY_SIGNS = 4


def _signs(told: Told, slug: str) -> list[tuple[Sentence, Mark]]:
    """Words of change of this council's service that inspectors or the narrator say, in order."""
    return [
        (sentence, mark)
        for sentence, speaker in told
        if sentence.has("trend") and speaker is not Speaker.OTHERS and _is_of_service(sentence, slug)
        for mark in sentence.of("trend")
        if not (sentence.voice == "council" and sentence.spoken(mark.start))
        and not _is_hoped(sentence, mark)
        and not _is_past(sentence, mark)
    ]


_COMPARED = re.compile(r"\b(?:since|than|compared|from|up on|down on|higher|lower)\b")


def _is_of_service(sentence: Sentence, slug: str) -> bool:
    """Whether a sentence can speak of the service today: not of a neighbour, nor of one project."""
    councils = sentence.slugs()
    if slug and councils and slug not in councils:
        return False
    return not sentence.has("unfit", "project")


def _is_past(sentence: Sentence, mark: Mark) -> bool:
    """Whether a word of change is told of a former year, with nothing that compares it with today."""
    years = [m for m in sentence.of("unfit") if m.value == "history" and m.end <= mark.start]
    return bool(years) and _COMPARED.search(sentence.low) is None


_PLANNED = re.compile(r"\bplans? (?:for|to)\b[^.;:]{0,60}$")


def _is_hoped(sentence: Sentence, mark: Mark) -> bool:
    """Whether a change is expected, denied or only planned ("plans for embedding improved services")."""
    if _PLANNED.search(sentence.between(max(sentence.start, mark.start - 80), mark.start)):
        return True
    return any(
        m.kind == "time" and m.value in {"expected", "denied"} and 0 <= mark.start - m.end <= _NEAR
        for m in sentence.marks
    )


_NEAR = 25


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
    slow = [pair for pair in against if pair[1].value == "slow"]
    return bool(slow) and len(against) >= len(better)


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
