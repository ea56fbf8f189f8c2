"""Finds where a sentence repeats the grade of the one before without saying it: "So is A"."""

from __future__ import annotations

import re

from monitor.understand.area_lists import is_bare_list
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex


def echo(sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence without a grade repeats the last one: "So is A", "A does too", "On A, the same"."""
    low = sentence.low
    ending = low.rstrip(".\"'")  # a look at the last word spares most sentences a search
    areas = "area" in sentence.kinds
    if areas and (found := _of_areas(sentence, ending)):
        return found.span()
    if low.startswith(_SO) and (found := _SO_OPENS.match(low)):
        return found.span()
    if areas and ending.endswith(("better", "worse")) and (found := _NO_BETTER.search(low)):
        return found.span()
    if ending.endswith(_TOO) and (found := _TOO_ENDS.search(low)):
        return found.span()
    return None


def _of_areas(sentence: Sentence, ending: str) -> re.Match[str] | None:
    """The words that give areas the grade told last, or that name those it was given to."""
    low = sentence.low
    if ending.endswith(_SAME) and (found := _SAME_ENDS.search(low)):
        return found
    if any(word in low for word in _REPEATING) and (found := _REPEATED.search(low)):
        return found
    if "the other" in low and (found := _THE_OTHER.search(low)):
        return found
    if names_one(sentence):
        return _NAMES_ONE.match(low) or _ITEM.match(low)
    return _THEY_ARE.match(low) if names_those(sentence) else None


def names_those(sentence: Sentence) -> bool:
    """Whether a sentence only names what was counted right before: "They are A and B"."""
    if not sentence.low.startswith(_THEY) or not _names_several(sentence):
        return False
    return _THEY_ARE.match(sentence.low) is not None


def names_one(sentence: Sentence) -> bool:
    """Whether a sentence only names one of those counted before: "The first was A", "That was B", "• C"."""
    if not sentence.low.startswith(_ONES) or sentence.has_grade():
        return False
    if "area" not in sentence.kinds:
        return False
    if _ITEM.match(sentence.low):
        return is_bare_list(sentence, sentence.start + len("• "), sentence.end)
    return _NAMES_ONE.match(sentence.low) is not None


_ONES = ("the ", "that ", "one ", "inspectors ", "ofsted ", "they ", "• ", "- ", "– ", "* ")
_ITEM = regex(r"^[•*–-] ")
_NAMES_ONE = regex(
    r"^(?:inspectors|ofsted|they) (?:bestowed|gave|awarded) one (?:on|for|to) "
    r"|^(?:the (?:first|second|third|fourth|last)|that|one) (?:(?:is|was)(?: for| on)?|went to|goes to|"
    r"belongs to) "
    r"(?!not\b|because\b|why\b|when\b|what\b|said\b|"
    r"(?:also )?the (?:grade|rating|verdict|mark|word|judge?ment)\b)"
)
_COUNTED = regex(
    r"\b(?:one|two|three|four|both)\b(?: of (?:them|these|those|the \w+))?(?: [\w'-]+){0,2}? "
    r"(?:parts|areas|headings|strands|things|judge?ments|grades|marks)\b"
    r"|\b(?:only|just) one (?:is|was)\b|\b(?:one|two|three) of (?:them|these|those) (?:is|are|was|were)\b"
)
"""What is counted are areas or grades: two weeks, or two recommendations, have none."""
_FOR_EACH = regex(r"\b(?:for|in|on|to) (?:each|all|both|every)\b[^:]*:$")


def _is_of_a_count(sentence: Sentence) -> bool:
    """Whether a sentence counts what got its grade, and does not name it, or goes on naming."""
    if names_one(sentence):
        return True
    if sentence.raw.endswith(":"):
        return _FOR_EACH.search(sentence.low) is not None
    return "area" not in sentence.kinds and _COUNTED.search(sentence.low) is not None


def may_take_up(sentence: Sentence, told: Sentence, before: Sentence | None) -> bool:
    """Whether the grade told last can be what a sentence takes up that only names its areas."""
    if names_one(sentence):
        return _is_of_a_count(told) and (told is before or names_one(told))
    if names_those(sentence):
        return told is before and (told.has("subpart") or told.has("overall") or _is_of_a_count(told))
    return told is before or not _takes_up_the_last(sentence, before)


def _names_several(sentence: Sentence) -> bool:
    """Whether a sentence names several areas, or the joined one that is two."""
    areas = sentence.of("area")
    return len(areas) > 1 or any(m.value == "children_in_care_and_care_leavers" for m in areas)


def _takes_up_the_last(sentence: Sentence, before: Sentence | None) -> bool:
    """Whether only the sentence before can say which grade is meant: "so was" after "graded"."""
    if before is None or not sentence.low.startswith("so "):
        return False
    return _GRADED.search(before.low) is not None and _SO_OPENS.match(sentence.low) is not None


_GRADED = regex(r"\b(?:graded|rated|judged|marked|scored)\b")
_THEY = ("they", "those", "these", "the two", "the three")
_THEY_ARE = regex(
    r"^(?:they|(?:those|these|the)(?: two| three| four)?) "
    r"(?:are|were|relate to|related to|concern|concerned|cover|covered|went to|go to)\b"
)
"""After "two areas were found to be good": "They are leadership and …"."""
_SO = ("so", "nor", "neither", "as", "the same")
_REPEATING = (
    "same",
    "level",
    "identical",
    "echoed",
    "repeated",
    "mirrored",
    "matched",
    "extended",
    "applied",
)
_SAME = ("same", "again", "likewise", "ditto", "similarly")
_TOO = ("too", "as well", "likewise")
_NO_BETTER = regex(r"\b(?:fare[sd]?|fare|do|does|did|was|were|is|are) no (?:better|worse)[.\"']*$")

_TOO_ENDS = regex(
    r"\b(?:is|are|was|were|do|does|did|has|have|had)(?: them| it| one| so)? (?:too|as well|"
    r"likewise)\b[.\"']*$"
)


_SAME_ENDS = regex(
    r"(?:, (?:likewise|ditto|the same|the same again|similarly)|"
    r"\b(?:is|are|was|were|gets?|got|fares?|fared|comes? out)(?: much| just| exactly)? the same)[.\"']*$"
)
_REPEATED = regex(
    r"\b(?:the |that |this )?(?:very |exact )?same (?:overall |general |final )?(?:grade|rating|mark|"
    r"verdict|judge?ment|word|outcome|result|level|conclusion|score|description|"
    r"category)s?\b(?: as (?:the )?(?:overall|whole)\b)?"
    r"|\b(?:it|that|this|which)(?: verdict| grade| judge?ment| word| mark| phrase)? (?:is|was|were|has been) "
    r"(?:repeated|echoed|mirrored|matched|extended|applied)\b|\bthe same (?:is|was|goes|went|holds|held|"
    r"applies|applied)\b"
    r"|\bat (?:that|the same) level\b|\bthe same as (?:the (?:one|grade|rating|"
    r"verdict) )?(?:[\w']+ ){0,3}(?:overall|whole)\b|\bidentical\b"
)
_THE_OTHER = regex(
    r"^the other(?: one| two| three)?,? (?:is|are|was|were)\b"
    r"|\b(?:is|are|was|were) the other(?: one| two| three)?[.\"']*$"
)
"""After "one of two to get it": "The other was adoption", "Leadership was the other"."""
_SO_OPENS = regex(
    r"^(?:so|nor|neither|as),? (?:[\w' ]{1,40}, )?(?:is|are|was|were|do|does|did|has|have)\b"
    r"|^the same (?:is true|was true|goes|went|applies|applied|can be said|holds)(?: of| for| to)?\b"
)
