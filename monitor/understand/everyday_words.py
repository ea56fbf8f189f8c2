"""Tells the grade "good" from the everyday word, and so the other words that are seldom grades."""

from __future__ import annotations

import re

from monitor.understand.after_grades import NOUN_AFTER, OF_CASES, RATED_AFTER, RATED_NOUN, TO
from monitor.understand.calendar_words import YEAR_SINCE_2000
from monitor.understand.grids import is_cell
from monitor.understand.kept import is_turned_round
from monitor.understand.left_behind import is_of_several
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.postposed import is_post
from monitor.understand.regexes import regex

_LISTED = re.compile(r"(?:[:(=|]|\s[–—-])\s*[\"']?$")
OR = re.compile(r"^[\"',]*\s*(?:,|or|and|/|, or|, and)\s*[\"']?$")
_NEAR = 95
_TOUCHING = 3
_SHORT = 20
"""Patterns that look at the end of what stands before need no more of it."""
_FAR = 220
"""Areas may stand between the verb and the grade."""
_FROM = (" from ", " from the ", " from a ", " from an ")


def is_meant(sentence: Sentence, mark: Mark, found: list[Mark]) -> bool:
    """Whether an everyday word ("good") is meant as a grade here."""
    left = sentence.before(mark)
    right = sentence.after(mark)
    if mark.value == "requires_improvement" and left.endswith(_OF_NOTHING):
        return False
    if _stands_apart(sentence, mark, left, right) or is_of_several(sentence, mark):
        return True
    if not RATED_NOUN.match(right) or OF_CASES.match(right) or _opens_prose(left, right):
        return False
    return (
        (_OPENS_LINE.match(left) is not None and _GOES_ON_TIME.match(right) is not None)
        or _needs_to_improve(sentence, mark, right)
        or _is_of_a_council_in_a_headline(sentence, mark)
        or (left.endswith("the ") and _OF_YEAR.match(right) is not None)
        or (left.endswith(", ") and _SINCE_YEAR.match(right) is not None)
        or _is_led_to(sentence, mark, left, right)
        or (bool(found) and _goes_on_from(sentence, found[-1], mark))
        or (_SERVED.match(right) is not None and sentence.has("area"))
        or is_post(sentence, mark, [mark])
        or _goes_to_grade(sentence, mark)
        or is_turned_round(sentence, mark)
        or _is_predicate(sentence, left, right)
        or _is_rated(sentence, mark, right)
    )


_OF_NOTHING = ("we ", "things that ", "points that ", "matters that ", "issues that ", "what ")
"""Behind these "must improve" is a council's own vow, or said of whatever it may be."""


def _opens_prose(left: str, right: str) -> bool:
    """Whether the word opens a quotation that goes on in prose: "good and getting better"."""
    return left.endswith('"') and _GOES_ON_IN_PROSE.match(right) is not None


_GOES_ON_IN_PROSE = regex(r"^ (?:and|but) \w+(?:ing|ly)\b")


def _stands_apart(sentence: Sentence, mark: Mark, left: str, right: str) -> bool:
    """Whether the word is a cell, a quotation or a noun ("a good"): what follows then says nothing."""
    if _ONCE_BEFORE.search(left[-_SHORT:]) is not None and _is_of_a_council(sentence, mark, right):
        return True
    if left.rstrip("\"'").endswith("the ") and _OF_YEAR.match(right):
        return True
    if (
        is_cell(sentence, mark)
        or _opens_a_row(sentence, mark, left)
        or _closes_an_area(sentence, mark, right)
        or _opens_a_bracket(sentence, mark, right)
    ):
        return True
    if _is_quoted(sentence, left, right):
        return True
    if sentence.has("area") and _STOPS.match(right) and _THEY_SAID.search(left[-_NEAR:]):
        return True
    return _STOPS.match(right) is not None and _A_GRADE.search(left[-_SHORT:]) is not None


_ALSO = re.compile(r"^[ \"',:]*(?:(?:still|also|again|now|both|all|each) )?[\"']*$")


def _is_of_a_council_in_a_headline(sentence: Sentence, mark: Mark) -> bool:
    """Whether the word follows a council in a headline, which leaves its verb out: "Leeds good for care"."""
    return sentence.place == "title" and any(
        not sentence.between(m.end, mark.start).strip() for m in sentence.mentions if m.end < mark.start
    )


def _is_led_to(sentence: Sentence, mark: Mark, left: str, right: str) -> bool:
    """Whether what touches the word makes it a grade: "up from good", ": good", "good-rated", "is Good"."""
    return (
        left.rstrip("\"'").endswith(_FROM)
        or _follows_time(sentence, mark)
        or _LISTED.search(left[-_SHORT:]) is not None
        or _DID_BETTER.search(left[-_CLAUSE:]) is not None
        or RATED_AFTER.match(right) is not None
        or _capital_inside(sentence, mark)
    )


def _opens_a_row(sentence: Sentence, mark: Mark, left: str) -> bool:
    """Whether a council's row opens with the grade of an area: "Walsall: outstanding leadership, …"."""
    if not left.endswith(": ") or not sentence.mentions or sentence.mentions[0].start != sentence.start:
        return False
    return any(0 < m.start - mark.end <= _TOUCHING for m in sentence.of("area"))


def _opens_a_bracket(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether areas follow in brackets: "two were outstanding (leadership and children in care)"."""
    if not right.lstrip("\"'").startswith(" ("):
        return False
    return any(0 <= m.start - mark.end <= _BRACKETED for m in sentence.of("area"))


_BRACKETED = 20
_DID_BETTER = re.compile(
    r"\b(?:did|does|do|fared?|fares|came off|came out|comes off|comes out) (?:\w+ ){0,2}(?:better|best|"
    r"worse|worst|well)"
    r"(?:,|:| –| —| -)? (?:with|at|on|getting|earning)(?: an?)? [\"']*$"
)
_CLAUSE = 60


def _is_of_a_council(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether a council follows right behind, by name or noun."""
    named = any(
        not sentence.between(mark.end, m.start).strip(" \"'")
        for m in sentence.mentions
        if m.start >= mark.end
    )
    return named or _OF_A_COUNCIL.match(right) is not None


_OF_YEAR = regex(r"^[\"']* of (?:late |early |mid-|spring |summer |autumn )?(?:19|20)\d\d\b")
_ONCE_BEFORE = re.compile(r"\b(?:once|formerly|previously)[ -][\"']?$")
_OF_A_COUNCIL = regex(
    r"^[\"']* (?:council|authority|borough|county|city|services?|department|trust|children's)\b"
)


def _closes_an_area(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether the word stands right after an area and ends its clause: "leaders good, protection good"."""
    if _ENDS_CLAUSE.match(right) is None:
        return False
    return any(
        m.end < mark.start and _ALSO.match(sentence.between(m.end, mark.start)) for m in sentence.of("area")
    )


_SINCE_YEAR = regex(
    r"^[\"']* (?:since|from|in|back in|at (?:its|the|their) last (?:\w+ )?in) (?:\w+ )?(?:19|20)\d\d\b"
    r"|^[\"']* \((?:in )?(?:19|20)\d\d\)"
)
"""So long has a department had its grade: "good since 2015"."""
_OPENS_LINE = re.compile(r"^[\W]*(?:(?:likewise|also|still|again|simply|just|once)[ ,]+)?[\"']*$")
_GOES_ON_TIME = regex(
    r"^[\"']*(?:,? (?:last time|again|as in|once more|before|then|now|this time|overall|in (?:19|20)\d\d|"
    r"for (?:the|a|its))\b|[,.;:]|$)"
)
"""A line that is little more than a grade: "Good last time and good again"; "Likewise outstanding,"."""
_ENDS_CLAUSE = re.compile(r"^[\"']*(?: again| too| also| overall| as well| once more)?(?:[.,;)]|$)")


def _is_quoted(sentence: Sentence, left: str, right: str) -> bool:
    """Whether the word stands in quotation marks alone, or with the inspectorate as its speaker."""
    if left[-1:] not in {'"', "'"}:
        return False
    if right[:1] in {'"', "'"}:
        return len(right) == 1 or not right[1].isalnum()
    return _SAID.match(right) is not None and sentence.has("body")


_SAID = regex(r"^[,.][\"'] (?:wrote|writes|says|said|is|was|concludes?d?)\b")
_THEY_SAID = re.compile(
    r"\b(?:they|inspectors|ofsted|it|the watchdog)(?: only| also| again| have| has| now)? (?:said|say|says|"
    r"consider|considers|considered|wrote|answered) [\"']*$"
)
"""On an area inspectors "said good"."""
_A_GRADE = re.compile(
    r"\b(?:an?|another|second|straight|the (?:one|only|sole|single|first|lone|solitary)) [\"']*$"
)
_STOPS = re.compile(
    r"^[\"']*(?:[.,;:)–—]|$| now\b| this time\b| in (?:19|20)\d\d\b| of (?:its|their|his|her) own\b| "
    r"(?:for|between|across|in (?:all|both|every|each))\b)"
)
_ADVERB = regex(r"^(?: \w+ly| therefore| also| still| too| both| all| each|,? however,?)* ?$")


def _needs_to_improve(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether an area, and nothing of it, "needs to improve"."""
    if mark.value != "requires_improvement" or not _STOPS.match(right):
        return False
    areas = [m for m in sentence.of("area") if m.end <= mark.start]
    return bool(areas) and _ADVERB.match(sentence.between(areas[-1].end, mark.start)) is not None


_LEFT_OPENS = re.compile(r"^(?:once|formerly|previously|having been)(?: (?:rated|judged|graded))? [\"']*$")
_IS_SAID = regex(
    r"\b(?:(it|they|we|this|that|one|which|result|report|verdict|inspection|grade|rating|mark|label|score|"
    r"status|judge?ment|assessment|and|but|council|authority|borough|county|city|service|services|town|"
    r"district)(?:, (?:in|of|from) [^,]{3,24},)?(?: (?:had|has|have))?,? )?(?:is|are|was|were|been|"
    r"had said|said)"
    r"(?: (?:now|only|still|also|already|then|once|again|both|all))? [\"']*$"
)
_ENDS = re.compile(
    r"^[\"']*(?:[.,;:)]|$| (?:in|at|when|last|before|overall|again|once|now|today|this|until|back|for|"
    r"by|across|"
    r"from)\b)"
)


def _is_predicate(sentence: Sentence, left: str, right: str) -> bool:
    """Whether the word is said of the service at some time: "it was good in 2019", "once good, …"."""
    if _LEFT_OPENS.match(left):
        return right.lstrip("\"'").startswith((",", " in "))
    if not _ENDS.match(right):
        return False
    if _ALL_ELSE.match(left):
        return True
    timed = sentence.has("time", "old") or YEAR_SINCE_2000.search(sentence.low) is not None
    said = _IS_SAID.search(left) if timed else None
    if said is None:
        return False
    if said.group(1):
        return True
    verb = sentence.start + said.start()
    near = [m.end for m in sentence.marks if m.kind in {"holder", "service", "area"}]
    near += [m.end for m in sentence.mentions]
    return any(0 <= verb - end <= _TOUCHING for end in near) or "last" in left[-_NEAR:]


_ALL_ELSE = regex(
    r"^(?:but |and )?(?:(?:everything|all) else|all (?:but|except|bar|save) [\w ]{3,40}|"
    r"the (?:former|latter|first|second|third|fourth|last|final)(?: two| three)?(?: of (?:these|those|"
    r"them))?) (?:is|was|are|were) (?:both |also |now )?[\"']*$"
)


def _follows_time(sentence: Sentence, mark: Mark) -> bool:
    """Whether words of keeping or leaving a grade stand right before ("keeps good", "up from good")."""
    return any(
        m.end <= mark.start
        and (m.value in {"from", "leave", "keep"} or _LED_AS.search(sentence.words(m)))
        and _ARTICLE.match(sentence.between(m.end, mark.start))
        for m in sentence.of("time")
    )


_LED_AS = re.compile(r" (?:as|as an?|of being|rated|judged|graded)$|^used to be")
_ARTICLE = regex(r"^(?: an?| the| its)? [\"']*$")


def _goes_on_from(sentence: Sentence, last: Mark, mark: Mark) -> bool:
    """Whether the word follows a grade in a list or a history ("inadequate in 2016 and now good")."""
    gap = sentence.between(last.end, mark.start)
    if gap.rstrip("\"'").endswith(_JOINED) and sentence.after(mark).lstrip("\"'").startswith(" again"):
        return True
    return any((OR.match(gap), TO.match(gap), _THEN.search(gap), _LISTED_YEAR.match(gap)))


_JOINED = (" and ", " is ", " are ", " was ", " were ", " now ")
_LISTED_YEAR = regex(r"^[\"']* in (?:19|20)\d\d,?(?: and| then| but)*(?: again| only| just)? [\"']*$")
_THEN = regex(
    r"\b(?:now|then|later|today|finally|in (?:19|20)\d\d)(?:, [^,;.]{1,50},)?(?: as)? [\"']*$|"
    r"^[\"']* then, [\"']*$"
)
_SERVED = re.compile(r"^[\"']* (?:experiences?|services?)\b")
_IS_BE = regex(r"(?:had|was|were|remain|stay|kept|keep|continue)")


def _goes_to_grade(sentence: Sentence, mark: Mark) -> bool:
    """Whether the word is the first of "good to inadequate"."""
    return any(
        TO.match(sentence.between(mark.end, other.start))
        for other in (*sentence.of("grade"), *sentence.of("plain_grade"))
        if other.start >= mark.end
    )


def _capital_inside(sentence: Sentence, mark: Mark) -> bool:
    """Whether the word has a capital that neither a sentence's beginning nor a headline explains."""
    at = mark.start - sentence.start
    if sentence.place == "title" or not sentence.raw[at].isupper() or at == 0:
        return False
    return sentence.raw[at - 1] == " " and sentence.raw[at - 2] not in ".:!?•"


def _is_rated(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether a verb or noun of rating governs the word in its clause."""
    if NOUN_AFTER.match(right):
        return True
    subject = False
    reach = _NEAR
    for other in reversed([m for m in sentence.marks if m.end <= mark.start]):
        if other.kind == "area":
            reach = _FAR
        if other.kind == "overall" and mark.start - other.end <= _TOUCHING:
            return True
        if mark.start - other.end > reach or (other.kind == "break" and other.value == "strong"):
            break
        if other.kind == "rate" and other.value in {"verb", "noun"}:
            return True
        if other.kind == "rate" or (
            other.kind == "time" and other.value in {"keep", "old"} and _IS_BE.match(sentence.words(other))
        ):
            subject = True
        elif (subject and other.kind in {"area", "holder", "overall", "service"}) or (
            other.kind in {"grade", "plain_grade"} and subject
        ):
            return True
    return subject and bool(sentence.mentions) and sentence.mentions[0].start < mark.start
