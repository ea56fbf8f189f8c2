"""Tells whether a grade is the same as the one before: "retains its", "again", "as in 2019"."""

from __future__ import annotations

import re

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

_NEAR_KEPT = 60
_NEAR_UNCHANGED = 25
"""So many characters may stand between words of keeping and the grade, before and after it."""
_AS_BEFORE = re.compile(
    r"^[\"']*(?: overall)?(?: as well)?,? (?:just |exactly |precisely |much )?"
    r"(?:no different (?:from|to|than) (?:what|the one|last time|before)\b|as (?:it|they) (?:was|"
    r"were|had been|did)\b|"
    r"as (?:the|that|its) (?:last |previous |earlier )?(?:one|last one|report|inspection|verdict)"
    r"(?: (?:of|in|from|before))?[\w ]{0,20} (?:did|had|was)\b|"
    r"which (?:is|was) (?:also |just )?(?:what|how) (?:it|they|the [\w' ]{3,40}) (?:was|were|got|had)\b|"
    r"the same as (?:in (?:\w+ )?(?:19|20)\d\d|last time|before|(?:at|in) (?:its|their|the) (?:last|"
    r"previous)|\w+ years ago)\b|"
    r"as before\b|which (?:is|was) (?:also )?(?:the (?:outcome|grade|rating|verdict|result|same)|"
    r"where (?:it|they) stood)|(?:exactly )?the same as (?:[\w']+ ){0,4}(?:last|previous|before|earlier|"
    r"19\d\d|20\d\d)\b)"
)
_UP_TO_THEN = regex(r"^\W*(?:up to|until|till|before|previously|then)\b")
"""A sentence on the time before: "until then it was good, as it had been"."""
_STAYS = regex(r"\b(?:remains|stays|is still|continues|came to|reached|using)\b")


def stays(sentence: Sentence, mark: Mark) -> bool:
    """Whether the grade is said to be as it was: "good, as before", "stays at the same grade"."""
    as_before = _AS_BEFORE.match(sentence.after(mark)) is not None
    if (as_before and not _UP_TO_THEN.match(sentence.low)) or is_turned_round(sentence, mark):
        return True
    return mark.kind == "same" and _STAYS.search(sentence.words(mark)) is not None


def is_turned_round(sentence: Sentence, mark: Mark) -> bool:
    """Whether the grade stands before its own verb of keeping: "good it was, and good it remains"."""
    after = sentence.after(mark)
    if "remain" not in after[:_SOON] and "stay" not in after[:_SOON]:
        return False
    return _IT_REMAINS.match(after) is not None and _OPENS.search(sentence.before(mark)) is not None


_SOON = 16
_IT_REMAINS = regex(r"^[\"']* (?:it|they|we) (?:remains?|stays?)\b")
_OPENS = regex(r"(?:^|[,;:] |\band )[\"']*$")


def is_unchanged(sentence: Sentence, mark: Mark) -> bool:
    """Whether words after the grade say that it is as before: "the same result as", "was maintained"."""
    return any(
        m.value == "unchanged"
        and 0 <= m.start - mark.end <= _NEAR_UNCHANGED
        and ";" not in sentence.between(mark.end, m.start)
        for m in sentence.of("time")
    )


def keeps(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether a verb of keeping governs the grade: "retains its", "left our grade where it was in 2019"."""
    found = [m for m in left if m.kind == "time" and mark.start - m.end <= _NEAR_KEPT]
    return (
        bool(found)
        and found[-1].value == "keep"
        and " and " not in sentence.between(found[-1].end, mark.start)
        and " been " not in sentence.between(found[-1].start - 6, found[-1].start)
    )


def is_kept(mark: Mark, left: list[Mark], clause: str, right: str) -> bool:
    """Whether the grade is given "again", "once more", "as in 2019"."""
    for other in reversed(left):
        if mark.start - other.end > _NEAR_KEPT or (other.kind == "break" and other.value == "strong"):
            break
        if other.kind == "time" and other.value in {"keep", "again"}:
            return True
    as_in = (" in " in clause and ("as " in clause or "like " in clause)) and _AS_IN.search(
        clause
    ) is not None
    return as_in or _KEPT_AFTER.match(right) is not None


_AS_IN = regex(
    r"\b(?:as|like)(?: (?:it|they|inspectors|ofsted) (?:did|had|was|were))?(?: back)? in (?:\w+ )?(?:19|"
    r"20)\d\d\b"
)
_KEPT_AFTER = re.compile(
    r"^[^;.]{0,50}?\b(?:after (?:getting|receiving|being given) (?:exactly )?(?:the|that) (?:very )?same|"
    r"again|once more|for (?:a |the )?(?:second|third) (?:consecutive |successive )?time|"
    r"much as in|just as in|as in (?:19|20)\d\d|as it was in|the same as|is unchanged|has been (?:kept|"
    r"maintained|retained)|unchanged from)\b"
)
_HELD_AFTER = re.compile(
    r"^[^;.]{0,30}\b(?:after (?:getting|receiving|being given) (?:exactly )?(?:the|that) (?:very )?same|"
    r"much as in|just as in|as in (?:19|20)\d\d|as it was in|unchanged from|the same as)\b"
)


def is_held(right: str) -> bool:
    """Whether the words after the grade set it beside the one before: "good, just as in 2019"."""
    return _HELD_AFTER.match(right) is not None
