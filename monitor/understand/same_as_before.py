"""What a whole article says of the grade before: that this was the first, or that nothing changed."""

from __future__ import annotations

from msgspec.structs import replace

from monitor.understand.judgements import Outcome
from monitor.understand.passage import Passage, Sentence
from monitor.understand.regexes import regex
from monitor.understand.statement import Standing

_FIRST_EVER = regex(
    r"\bfirst ever (?:full )?(?:ofsted )?(?:inspection|verdict|report|grades?|judge?ment)\b"
    r"|\bfirst (?:full )?(?:ofsted )?(?:inspection|verdict|report|grades?|judge?ment)\b[^.;]{0,40}"
    r"\b(?:since (?:it|they|the council|the authority) (?:was|were) (?:set up|created|formed|born|founded|"
    r"established)|since its (?:creation|launch|birth|formation))\b"
)
_OPENING = 6


def without_previous_of_a_first(outcome: Outcome, story: Passage) -> Outcome:
    """The outcome with no grade before, where the story says that this was the first inspection.

    A grade that was left, or has a year, is the predecessor's and stays.
    """
    before = outcome.previous
    if before is None or before.left or before.recent or before.given is not None:
        return outcome
    if any(_FIRST_EVER.search(sentence.low) for sentence in story[:_OPENING]):
        return replace(outcome, previous=None)
    return outcome


def with_same_as_before(outcome: Outcome, story: Passage) -> Outcome:
    """The outcome with the grade before, where the story says that nothing changed."""
    if outcome.judgement is None or outcome.previous is not None:
        return outcome
    for before, sentence in zip((None, *story), story, strict=False):
        if _says_the_same(sentence) or _points_back(before, sentence, outcome.judgement.grade):
            same = replace(outcome.judgement, sentence=sentence, standing=Standing.KEPT)
            return replace(outcome, previous=same)
    return outcome


_THAT_IS_AS_BEFORE = regex(
    r"^(?:that|this|it) (?:is|was) (?:also |just |exactly )?(?:where|what|how|the same|the (?:grade|"
    r"rating|verdict|mark|word|judge?ment)|no (?:better|worse|"
    r"different|"
    r"higher|lower|advance))\b[^.;]*\b(?:(?:19|20)\d\d|last time|ago|before|previous|previously|"
    r"last inspection)\b"
)


def _points_back(before: Sentence | None, sentence: Sentence, grade: str) -> bool:
    """Whether a sentence says that the grade of the one before is the old one: "That is where it stood"."""
    if before is None or _THAT_IS_AS_BEFORE.match(sentence.low) is None:
        return False
    return any(m.value == grade for m in (*before.of("grade"), *before.of("plain_grade")))


def _says_the_same(sentence: Sentence) -> bool:
    """Whether a sentence says of the service, not of an area or a councillor's wish, that it is as before."""
    found = [m for m in sentence.marks if (m.kind, m.value) in {("trend", "same"), ("time", "unchanged")}]
    if not found or (sentence.voice == "council" and sentence.speech):
        return False
    if sentence.has("flag", "correction"):
        return False  # that was what had been said, and was wrong
    return not any(mark.start < found[0].start for mark in sentence.of("area"))
