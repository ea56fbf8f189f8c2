"""Tells whether "inadequate" is said of a thing nobody grades ("his assessment was inadequate")."""

from __future__ import annotations

import re

from monitor.understand.after_grades import NOUN_AFTER, OF_CASES, RATED_NOUN
from monitor.understand.left_behind import is_of_several
from monitor.understand.lexicon import Mark
from monitor.understand.numbered import takes_turns
from monitor.understand.passage import Sentence
from monitor.understand.postposed import is_post
from monitor.understand.regexes import regex

_SERVICE_SIGNS = frozenset(
    {"area", "holder", "overall", "subpart", "service", "body", "other_thing", "event"}
)


def is_of_a_thing(sentence: Sentence, mark: Mark) -> bool:
    """Whether "inadequate" is said of a thing nobody grades ("his assessment was inadequate")."""
    left = sentence.before(mark)
    if sentence.words(mark) != "inadequate" or _RATED_AS.search(left[-40:]):
        return False
    right = sentence.after(mark)
    quoted = left.endswith(('"', "'"))
    if is_of_several(sentence, mark):
        return False
    if _OF_THOSE.search(left) and _ENDS.match(right):
        return True
    if OF_CASES.match(right) or (not quoted and _qualifies_a_thing(sentence, mark, right)):
        return True
    if sentence.place == "title" or quoted or not _IS_BEFORE.search(left):
        return False
    return not _is_of_a_service(sentence, mark, right)


def _is_of_a_service(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether a council or its service is named, or a time of rating: then the word is a grade."""
    if NOUN_AFTER.match(right) or _IN_YEAR.match(right) or sentence.mentions or sentence.has("time", "old"):
        return True
    if takes_turns(sentence):
        return True
    return is_post(sentence, mark, [mark]) or any(
        m.kind in _SERVICE_SIGNS or (m.kind == "rate" and m.value != "be")
        for m in sentence.marks
        if m.end <= mark.start
    )


_OF_THOSE = regex(r"\b(?:to|for|among|of) the [\"']*$")
_ENDS = regex(r"^[\"']*[.,;:!?]")
"""What "happens to the inadequate" is told of all such councils."""
_IN_YEAR = regex(r"^[\"']* (?:in|since|from) (?:\w+ )?(?:19|20)\d\d\b")
_RATED_AS = regex(
    r"\b(?:rated|judged|graded|marked|branded|ranked|labelled|declared|deemed|pronounced|(?:grade|rating|"
    r"judge?ment|verdict|mark|"
    r"label) of)(?: as)?(?: an?)? [\"']*$"
)
_IS_BEFORE = re.compile(r"\b(?:is|was|were|are|been|an) $")


def _qualifies_a_thing(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether a noun follows that is no council, service or rating ("inadequate issues remain")."""
    if RATED_NOUN.match(right):
        return False
    at = mark.end - sentence.start + len(right) - len(right.lstrip("\"' "))
    return at < len(sentence.raw) and not sentence.raw[at].isupper()
