"""Tells the grade words of a sentence from everyday words that look like them."""

from __future__ import annotations

import re
from itertools import pairwise

from monitor.understand import grades
from monitor.understand.area_lists import paired
from monitor.understand.document import Sentence
from monitor.understand.echoes import echo
from monitor.understand.grids import is_cell
from monitor.understand.lexicon import Mark
from monitor.understand.postposed import is_post

_RATED_NOUN = re.compile(
    r"^'?s?[\"']*[ -]*(?:$|[,.;:!?()\]/–—|\"']|- |(?:rated|rating|ratings|grades?|judge?ments?|verdicts?|"
    r"label|tag|marks?|"
    r"ones?|ofsted|respectively|in that order|category|status|scores?|services?|councils?|authorit|"
    r"local authorit|departments?|children's|overall|"
    r"in|for|across|by|under|to|"
    r"at|on|and|but|or|as|while|with|after|since|when|from|again|once|too|also|already|name|despite|"
    r"following|because|than|that|last|"
    r"this|over|level|comes?|came|makes?|means?|puts?|experiences?|outcomes?|before|until|is|was|were|"
    r"are|though|although|which|who|where|"
    r"so|except|today|now|"
    r"due|thanks|of (?:19|20)[0-9]{2}|sub|every|all|both|just|four|three|two|five|six|eight|seven|"
    r"more|months?|years?|barely|only|says?|said|there|here|instead|either|neither|if|unless|nor|during|"
    r"within|without|between|among|through|throughout|against|about|outside|inside|whereas|whilst|he|she|"
    r"they|it|we|has|have|had|will|would|could|do|does|did|not|no|likewise|even|"
    r"albeit|except|whose|how|what|plus|ever|anyway|nonetheless|nevertheless|however|therefore|"
    r"and|or|via|per|apart|alongside|meaning|leaving|making|saying|according|compared|rather|given|"
    r"awarded|handed|(?:a|one|two|three|four|five|six|seven|ten) (?:years?|months?|decades?))\b)"
)
_LISTED = re.compile(r"(?:[:(=]|\s[–—-])\s*[\"']?$")
_OR = re.compile(r"^[\"',]*\s*(?:,|or|and|/|, or|, and)\s*[\"']?$")
TO = re.compile(
    r"^[\"',]*\s*(?:rating |grade |category |judgement )?(?:straight |up |back |all the way )?to\s*(?:a |"
    r"an )?[\"']*$"
)
RATED_AFTER = re.compile(r"^[\"']*[ -](?:rated|graded|judged)\b")
_GRADED = frozenset({"grade", "plain_grade", "same"})
_GRADED_SIGNS = frozenset((kind, None) for kind in _GRADED)
_NEAR = 95
_TOUCHING = 3
_FAR = 220
"""Areas may stand between the verb and the grade."""


def may_grade(sentence: Sentence) -> bool:
    """Whether a sentence can state a grade at all: a quick look."""
    return not sentence.signs.isdisjoint(_GRADED_SIGNS) or echo(sentence) is not None


def graded_marks(sentence: Sentence, last: str, overall: str = "") -> list[Mark]:
    """The marks of a sentence that are grades; "the same grade" has the value of the one before (`last`).

    "The same grade as the whole" has the value of the service's own grade (`overall`).
    """
    found: list[Mark] = []
    listed = paired(sentence, [m for m in sentence.marks if m.kind in {"grade", "plain_grade"}])
    for mark in sentence.marks:
        if mark.kind not in _GRADED:
            continue
        if (
            mark in listed
            or (mark.kind == "grade" and not _is_of_a_thing(sentence, mark))
            or (mark.kind == "plain_grade" and _is_meant(sentence, mark, found))
        ):
            found.append(mark)
        elif mark.kind == "same" and mark.value in _STEPS:
            value = _a_step_from(sentence, mark, found[-1].value if found else last)
            if value:
                found.append(mark._replace(kind="step", value=value))
        elif mark.kind == "same" and (mark.value == "grade" or mark.start - sentence.start <= _OPENING):
            value = found[-1].value if found else last
            if _AS_A_WHOLE.search(sentence.between(mark.start, mark.end)):
                value = overall
            if value:
                found.append(mark._replace(value=value))
    if not found and last and (repeats := echo(sentence)):
        start, end = sentence.start + repeats[0], sentence.start + repeats[1]
        value = overall if _AS_A_WHOLE.search(sentence.between(start, end)) else last
        if value:
            found.append(Mark(start, end, "same", value))
    return found


_STEPS = {"above": 1, "below": -1}
_NO_STEP = re.compile(
    r"^[\"']* (?:than(?! (?:that|this|the rest|the others|the whole)\b)|on|from|since|compared)\b"
)


def _a_step_from(sentence: Sentence, mark: Mark, grade: str) -> str:
    """The grade one rung from the one told last, where an area is said to have it; else nothing."""
    if not grade or not any(m.kind == "area" and m.end <= mark.start for m in sentence.marks):
        return ""
    if sentence.has("time", "old") or _NO_STEP.match(sentence.between(mark.end, sentence.end)):
        return ""
    return grades.next_to(grade, _STEPS[mark.value])


_AS_A_WHOLE = re.compile(r"\b(?:whole|overall)\b")


_SERVICE_SIGNS = frozenset(
    {"area", "holder", "overall", "subpart", "service", "body", "other_thing", "event"}
)


def _is_of_a_thing(sentence: Sentence, mark: Mark) -> bool:
    """Whether "inadequate" is said of a thing nobody grades ("his assessment was inadequate")."""
    if sentence.between(mark.start, mark.end) != "inadequate":
        return False
    left = sentence.between(sentence.start, mark.start)
    right = sentence.between(mark.end, sentence.end)
    if _RATED_AS.search(left):
        return False
    quoted = left.endswith(('"', "'"))
    if _OF_CASES.match(right) or (not quoted and _qualifies_a_thing(sentence, mark, right)):
        return True
    if sentence.place == "title" or quoted or not _IS_BEFORE.search(left):
        return False
    if NOUN_AFTER.match(sentence.between(mark.end, sentence.end)) or sentence.mentions:
        return False
    if is_post(sentence, mark, [mark]) or sentence.has("time", "old"):
        return False
    return not any(
        m.kind in _SERVICE_SIGNS or (m.kind == "rate" and m.value != "be")
        for m in sentence.marks
        if m.end <= mark.start
    )


_RATED_AS = re.compile(
    r"\b(?:rated|judged|graded|marked|branded|ranked|labelled|(?:grade|rating|judge?ment|verdict|mark|"
    r"label) of)(?: as)?"
    r"(?: an?)? [\"']*$"
)
_IS_BEFORE = re.compile(r"\b(?:is|was|were|are|been|an) $")


def _qualifies_a_thing(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether a noun follows that is no council, service or rating ("inadequate issues remain")."""
    if _RATED_NOUN.match(right):
        return False
    at = mark.end - sentence.start + len(right) - len(right.lstrip("\"' "))
    return at < len(sentence.raw) and not sentence.raw[at].isupper()


_FROM = (" from ", " from the ", " from a ", " from an ")
_OPENING = 5
"""A sentence that opens with "So was …" goes on with the grade of the one before."""


def _is_meant(  # noqa: PLR0911 - one return a rule
    sentence: Sentence, mark: Mark, found: list[Mark]
) -> bool:
    """Whether an everyday word ("good") is meant as a grade here."""
    left = sentence.between(sentence.start, mark.start)
    right = sentence.between(mark.end, sentence.end)
    if is_cell(sentence, mark) or _closes_an_area(sentence, mark, right):
        return True
    if _is_quoted(sentence, left, right) or (_A_GRADE.search(left) and _STOPS.match(right)):
        return True
    if not _RATED_NOUN.match(right) or _OF_CASES.match(right):
        return False
    if _OPENS_LINE.match(left) and _GOES_ON_TIME.match(right):
        return True
    if _needs_to_improve(sentence, mark, right):
        return True
    if sentence.place == "title" and any(
        not sentence.between(m.end, mark.start).strip() for m in sentence.mentions if m.end < mark.start
    ):
        # A headline leaves its verb out: "Cornwall good for social care".
        return True
    if (
        left.rstrip("\"'").endswith(_FROM)
        or _follows_time(sentence, mark)
        or _LISTED.search(left)
        or RATED_AFTER.match(right)
        or _capital_inside(sentence, mark)
    ):
        return True
    if found and _goes_on_from(sentence, found[-1], mark):
        return True
    if (_SERVED.match(right) and sentence.has("area")) or is_post(sentence, mark, [mark]):
        return True
    if _goes_to_grade(sentence, mark) or _is_predicate(sentence, left, right):
        return True
    return _is_rated(sentence, mark, right)


def _closes_an_area(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether the word stands right after an area and ends its clause: "leaders good, protection good"."""
    if _ENDS_CLAUSE.match(right) is None:
        return False
    return any(
        m.kind == "area" and m.end < mark.start and not sentence.between(m.end, mark.start).strip(" \"',")
        for m in sentence.marks
    )


_OPENS_LINE = re.compile(r"^[\W]*(?:(?:likewise|also|still|again|simply|just|once)[ ,]+)?[\"']*$")
_GOES_ON_TIME = re.compile(
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


_SAID = re.compile(r"^[,.][\"'] (?:wrote|writes|says|said|is|was|concludes?d?)\b")
_A_GRADE = re.compile(r"\b(?:an?|another|second|straight) [\"']*$")
_STOPS = re.compile(r"^[\"']*(?:[.,;:)–—]|$| (?:for|between|across|in (?:all|both|every|each))\b)")
_ADVERB = re.compile(r"^(?: \w+ly| therefore| also| still| too| both| all| each|,? however,?)* ?$")


def _needs_to_improve(sentence: Sentence, mark: Mark, right: str) -> bool:
    """Whether an area, and nothing of it, "needs to improve"."""
    if mark.value != "requires_improvement" or not _STOPS.match(right):
        return False
    areas = [m for m in sentence.marks if m.kind == "area" and m.end <= mark.start]
    return bool(areas) and _ADVERB.match(sentence.between(areas[-1].end, mark.start)) is not None


_LEFT_OPENS = re.compile(r"^(?:once|formerly|previously|having been)(?: (?:rated|judged|graded))? [\"']*$")
_IS_SAID = re.compile(
    r"\b(?:(it|they|this|that|one|which|result|report|verdict|inspection|grade|rating|mark|label|score|"
    r"status|"
    r"judge?ment|assessment|and|but|council|authority|borough|county|city|service|services|town|"
    r"district)(?: (?:had|has|have))?,? )?(?:is|are|was|were|been|had said|said)"
    r"(?: (?:now|only|still|also|already|then|once|again|both|all))? [\"']*$"
)
_ENDS = re.compile(
    r"^[\"']*(?:[.,;:)]|$| (?:in|at|when|last|before|overall|again|once|now|today|this|until|back|for|by|"
    r"from)\b)"
)


def _is_predicate(sentence: Sentence, left: str, right: str) -> bool:
    """Whether the word is said of the service at some time: "it was good in 2019", "once good, …"."""
    if _LEFT_OPENS.match(left):
        return right.lstrip("\"'").startswith((",", " in "))
    said = _IS_SAID.search(left)
    if said is None or not _ENDS.match(right):
        return False
    timed = sentence.has("time", "old") or _SOME_YEAR.search(sentence.low) is not None
    if not timed:
        return False
    if said.group(1):
        return True
    verb = sentence.start + said.start()
    near = [m.end for m in sentence.marks if m.kind in {"holder", "service", "area"}]
    near += [m.end for m in sentence.mentions]
    return any(0 <= verb - end <= _TOUCHING for end in near) or "last" in left[-_NEAR:]


_SOME_YEAR = re.compile(r"\b20\d\d\b")


def _follows_time(sentence: Sentence, mark: Mark) -> bool:
    """Whether words of keeping or leaving a grade stand right before ("keeps good", "up from good")."""
    return any(
        m.kind == "time"
        and (m.value in {"from", "leave", "keep"} or _LED_AS.search(sentence.between(m.start, m.end)))
        and m.end <= mark.start
        and _ARTICLE.match(sentence.between(m.end, mark.start))
        for m in sentence.marks
    )


_LED_AS = re.compile(r" (?:as|as an?|of being|rated|judged|graded)$|^used to be")
_ARTICLE = re.compile(r"^(?: an?| the| its)? [\"']*$")


def _goes_on_from(sentence: Sentence, last: Mark, mark: Mark) -> bool:
    """Whether the word follows a grade in a list or a history ("inadequate in 2016 and now good")."""
    gap = sentence.between(last.end, mark.start)
    if gap.rstrip("\"'").endswith(" and ") and sentence.between(mark.end, sentence.end).lstrip(
        "\"'"
    ).startswith(" again"):
        return True
    return any((_OR.match(gap), TO.match(gap), _THEN.search(gap), _LISTED_YEAR.match(gap)))


_LISTED_YEAR = re.compile(r"^[\"']* in (?:19|20)\d\d,?(?: and| then| but)*(?: again| only| just)? [\"']*$")


_THEN = re.compile(r"\b(?:now|then|later|today|finally|in (?:19|20)\d\d)(?:, [^,;.]{1,50},)?(?: as)? [\"']*$")


_OF_CASES = re.compile(
    r"^[\"']* in (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|some|a few|many|most)"
    r"(?: of (?:the )?\d+)? "
    r"(?:cases|files|instances|homes|visits)\b"
)
_SERVED = re.compile(r"^[\"']* (?:experiences?|services?)\b")


_IS_BE = re.compile(r"(?:had|was|were|remain|stay|kept|keep|continue)")


def _goes_to_grade(sentence: Sentence, mark: Mark) -> bool:
    """Whether the word is the first of "good to inadequate"."""
    return any(
        TO.match(sentence.between(mark.end, other.start))
        for other in sentence.marks
        if other.kind in {"grade", "plain_grade"} and other.start >= mark.end
    )


def _capital_inside(sentence: Sentence, mark: Mark) -> bool:
    """Whether the word has a capital that neither a sentence's beginning nor a headline explains."""
    at = mark.start - sentence.start
    if sentence.place == "title" or not sentence.raw[at].isupper() or at == 0:
        return False
    return sentence.raw[at - 1] == " " and sentence.raw[at - 2] not in ".:!?•"


NOUN_AFTER = re.compile(
    r"^[\"']*[ -]*(?:(?:ofsted|inspection|overall|inspectors') )?(?:ratings?|grades?|judge?ments?|"
    r"verdicts?|label|tag|marks?|overall|status|in (?:all|"
    r"every|each)|across (?:all|every|each))\b"
)


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
            other.kind == "time"
            and other.value in {"keep", "old"}
            and _IS_BE.match(sentence.between(other.start, other.end))
        ):
            subject = True
        elif (subject and other.kind in {"area", "holder", "overall", "service"}) or (
            other.kind in {"grade", "plain_grade"} and subject
        ):
            return True
    return subject and bool(sentence.mentions) and sentence.mentions[0].start < mark.start


_QUOTED_AND = re.compile(r"^[\"'] and [\"']$")
"""Two grades held up one by one ("'good' and 'outstanding'") are no scale."""


def scales(sentence: Sentence, marks: list[Mark]) -> set[Mark]:
    """Grades listed side by side to explain a scale or a share ("good or outstanding")."""
    listed: set[Mark] = set()
    for left, right in pairwise(marks):
        gap = sentence.between(left.end, right.start)
        if left.value != right.value and _OR.match(gap) and not _QUOTED_AND.match(gap):
            listed |= {left, right}
    return listed
