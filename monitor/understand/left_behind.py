"""Tells whether a grade was lost or left for another: "no longer", "up from", "shed its"."""

from __future__ import annotations

import re

from monitor.understand.endings import last_word
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.unreal import NEAR_FROM

_NEAR_LEAVE = 42
"""So many characters may stand between a verb of leaving and the grade that was left."""
_COST = regex(
    r"\b(?:cost(?:s|ing)?|rob(?:s|bed)?|strip(?:s|ped)?|depriv(?:es?|ed)|den(?:y|ies|"
    r"ied))\b(?:(?! and )[^.;,]){1,50}"
    r"\b(?:its|their|the|of)(?: [\w-]+){0,2} [\"']*$"
)
_LOSING = frozenset(
    {"remove", "removes", "removed", "withdraws", "withdrew", "revoke", "revokes", "revoked"}
    | {"lose", "loses", "lost", "losing", "surrender", "surrenders", "forfeit", "forfeits"}
    | {"relinquish", "relinquishes", "relinquished", "relinquishing"}
    | {"swap", "swaps", "shed", "sheds", "ditch", "ditched", "ditches"}
)
_AWAY = frozenset({"away", "above", "of", "beyond"})
_LIFTED = regex(
    r"\b(?:takes away|took away|"
    r"(?:lift|haul|drag|rais|pull)(?:s|e|es|ed|ing)? [\w' ]{1,40} (?:above|out of|beyond))"
    r"(?: its| the| their)? [\"']?$"
)
_ITS = frozenset({"its", "the", "their"})
_COSTING = ("cost", "rob", "strip", "depriv", "den")
"""Something "costs Leeds its good rating", or Leeds "loses good rating": the grade was left."""


_TAKEN = regex(r"\b(?:taken|takes?|took|taking) away (?:[\w'-]+ ){1,5}[\"']?$")
_NEITHER = regex(r"\bneither,? any (?:longer|more),? (?:is|are) (?:it|they) [\"']?$")


def is_left(sentence: Sentence, mark: Mark, marks: list[Mark]) -> bool:
    """Whether words beside the grade say that it was lost, or left for another."""
    before = sentence.between(max(sentence.start, mark.start - 90), mark.start)
    verb = last_word(before, _ITS)
    if verb in _LOSING or (verb in _AWAY and _LIFTED.search(before)):
        return True
    if any(verb in before for verb in _COSTING) and _COST.search(before):
        return True
    if " away " in before and _TAKEN.search(before):
        return True
    if "neither" in before and _NEITHER.search(before):
        return True
    return _is_left_behind(sentence, mark, marks) or _is_gone(sentence, mark)


_SEVERAL = regex(
    r"\b(?:two|three|four|several|successive|consecutive|earlier|past|repeated|"
    r"(?:run|string|series) of)(?: \w+)? [\"']?$"
)
_PLURAL = re.compile(r"^[\"']* (?:ratings|grades|verdicts|judge?ments|reports|findings)\b")
"""Of "two inadequate ratings" none is today's."""


_COUNT = regex(r"\b(?:two|three|four) (?:\w+ )?[\"']?$")


def is_counted(sentence: Sentence, mark: Mark) -> bool:
    """Whether the areas that got the grade are only counted: "two good grades and two that fall short"."""
    if not _PLURAL.match(sentence.after(mark)):
        return False
    if not _COUNT.search(sentence.between(max(sentence.start, mark.start - 30), mark.start)):
        return False
    return not sentence.has("time", "old") and not _IN_A_ROW.search(sentence.low)


_IN_A_ROW = regex(
    r"\b(?:19|20)\d\d\b|\b(?:successive|consecutive|past|earlier|repeated|in a row|running|(?:run|string|"
    r"series|succession) of)\b"
)


def is_of_several(sentence: Sentence, mark: Mark) -> bool:
    """Whether the grade is that of several earlier reports: "two inadequate ratings"."""
    if not _PLURAL.match(sentence.after(mark)):
        return False
    return _SEVERAL.search(sentence.between(max(sentence.start, mark.start - 90), mark.start)) is not None


_OTHER_FROM = regex(r",|\b(?:to|is|are|was|were|it|they|us|we|and)\b")
"""Between "from" and a grade these say that something else was left: "from this morning it is good"."""
_ANOTHER_VERB = re.compile(r" and |, being |\(|\b(?:is|are|was|were)\b")


def _is_left_behind(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether the words right before say that this grade was left: "no longer", "up from", "shed its"."""
    for other in reversed(left):
        if other.kind == "break" and other.value == "strong":
            return False
        gap = mark.start - other.end
        if other.kind == "time" and other.value == "from" and gap <= NEAR_FROM:
            if any(area.start < other.start < area.end for area in sentence.of("area")):
                continue  # "moving on from care" is what they are called
            gap_words = sentence.between(other.end, mark.start)
            return _OTHER_FROM.search(f"{gap_words} ") is None
        if other.kind == "time" and other.value == "leave" and gap <= _NEAR_LEAVE:
            return _ANOTHER_VERB.search(sentence.between(other.end, mark.start)) is None
    return False


_REQUIRED = re.compile(r"^required\b")
_THAT = regex(r"\b(?:which|that|who) [\"']*$")
"""A service "that required improvement" does so no more."""
_GONE = re.compile(
    r"^[\"']*(?:(?: rating| grade| badge| label| status)? (?:taken away|stripped away|revoked|withdrawn)\b"
    r"| (?:label |tag |rating |grade |badge )?(?:comes off|came off|is off|is shed|is lifted|"
    r"is removed|is no more)\b| behind| once stood| stood,| used to (?:be|stand)| no (?:more|longer)\b|"
    r" (?:will|must|has to|have to) (?:now )?(?:have to )?(?:come|be taken) (?:down|off)\b| (?:has |"
    r"have )?(?:ended|come to an end|came to an end)\b| (?:is|are) (?:over|gone)\b"
    r"|,? but (?:that|it) was (?:last time|then|before|in (?:19|20)\d\d)"
    r"| was (?:what|where|how|the (?:grade|rating|verdict|word|mark|finding|label|outcome|result|"
    r"conclusion|answer))\b"
    r"[^.;]{0,60}\b(?:(?:19|20)\d\d|last|before|then|years?)\b)"
)


def _is_gone(sentence: Sentence, mark: Mark) -> bool:
    """Whether the words after the grade say that it was left: "leaving inadequate behind"."""
    if _REQUIRED.match(sentence.words(mark)):
        return _THAT.search(sentence.before(mark)) is not None
    return _GONE.match(sentence.after(mark)) is not None
