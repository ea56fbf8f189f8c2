"""The outcome of an area SEND inspection: one of three, never one of the four grades."""

from __future__ import annotations

from msgspec import Struct

from monitor.understand.passage import Passage, Sentence
from monitor.understand.regexes import regex
from monitor.understand.visits import is_ahead


class SendOutcome(Struct, frozen=True):
    """One of the three outcomes, with the sentence that states it."""

    outcome: str
    sentence: Sentence


_RANKS = {
    "first": "positive",
    "best": "positive",
    "top": "positive",
    "highest": "positive",
    "second": "inconsistent",
    "middle": "inconsistent",
    "third": "systemic_failings",
    "worst": "systemic_failings",
    "lowest": "systemic_failings",
    "bottom": "systemic_failings",
    "last": "systemic_failings",
    "gravest": "systemic_failings",
}
_RANK = "|".join(_RANKS)
_OUTCOMES = (
    r"(?:possible |available |official )?"
    r"(?:outcomes?|findings?|verdicts?|results?|conclusions?|answers?|bands?|ones?)"
)
_OF_THREE = regex(
    rf"\b({_RANK})\b (?:possible )?(?:{_OUTCOMES} )?(?:out )?of (?:the |its |only )?three\b|"
    rf"\b(?:of|among) (?:the )?three {_OUTCOMES}[^.;]{{0,40}}\bthe ({_RANK})\b"
)
"""The first of three, of three the first."""
_THREE = regex(rf"\bone of (?:the )?three {_OUTCOMES}\b|\bthree {_OUTCOMES}\b")
_THE_RANK = regex(rf"\bthe ({_RANK}) (?:of (?:these|those|them|the three)|{_OUTCOMES})\b")
"""Only after the three were spoken of."""
_UNEVEN = regex(
    r"\b(?:experiences?|outcomes?|support|help|provision)\b[^.;]{0,90}\b(?:is|are|was|"
    r"were) (?:too )?[\"']?inconsistent|[\"']inconsistent[\"'][^.;]{0,60}\b(?:experiences|outcomes|term|"
    r"finding|verdict|outcome)\b"
)
_RECALLED = regex(
    r"^[^.;,]{0,20}\b(?:found|identified|reported|seen|uncovered|listed) (?:in|at|by|during) (?:the |an? )?"
    r"(?:\w+ )?(?:20\d\d|last|previous|earlier|inspection)"
)

_OF_BEFORE = regex(
    r"\b(?:original|previous|earlier|initial|prior|old|last)(?: \w+)? (?:outcome|verdict|inspection|"
    r"report|result|finding|"
    r"judge?ment|conclusion|visit)s?\b|\b(?:which|inspectors|that|they) had (?:found|identified|"
    r"uncovered|pointed|reported)\b|\byears? (?:ago|earlier)\b"
    r"|\b(?:in|of|from|since) (?:the )?(?:\w+ )?20\d\d,? (?:when|which|after|where)\b"
)
"""What an earlier inspection found is no outcome of this one."""


def send_outcome(story: Passage) -> SendOutcome | None:
    """The outcome that the story states first; None where it states none."""
    three = False
    for sentence in story:
        if outcome := _stated(sentence, three=three):
            return SendOutcome(outcome, sentence)
        three = three or _THREE.search(sentence.low) is not None
    return None


def _stated(sentence: Sentence, *, three: bool) -> str | None:
    """The outcome a sentence states; what was found at an earlier inspection, or may come, is none."""
    for mark in sentence.of("send"):
        left = sentence.between(mark.start - 60, mark.start)
        right = sentence.between(mark.end, mark.end + 60)
        recalled = _RECALLED.match(right) or _OF_BEFORE.search(sentence.before(mark))
        if not recalled and not is_ahead(left, right):
            return mark.value
    found = _OF_THREE.search(sentence.low) or (three and _THE_RANK.search(sentence.low)) or None
    if found:
        return _RANKS[next(word for word in found.groups() if word)]
    return "inconsistent" if _UNEVEN.search(sentence.low) else None
