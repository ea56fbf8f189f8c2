"""Words that say that a grade is history: "had been", "at its last inspection", "(was good)"."""

from __future__ import annotations

import re
from datetime import date

from monitor.understand.calendar_words import MONTHS
from monitor.understand.endings import last_word
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

NEAR_OLD = 130
"""So far before a grade words of the past are looked for."""

_LAST = re.compile(r"\b(?:last|previous|earlier|since|prior)")
_CLOSES_OLD = frozenset({"with", "saying", "adding"})
_REPORTED = regex(
    r"\b(?:learn(?:ed|t)|heard|told|announced|revealed|confirmed|found out|asked (?:why|how|whether)|"
    r"wondered why|pointed out|complained|noted|advised|informed|"
    r"reported|explained) (?:[\w']+ ){0,6}$"
)


_ALSO_REPORTED = regex(
    r"\b(?:learn(?:ed|t)|heard|told|noted|informed|advised|reported)\b.{0,420}"
    r"(?:[;,]|\b(?:and|but),?) that (?:[\w'-]+ ){1,16}$"
)
"""What was told goes on: "told that A had been rated good, but that B and C had come out as …"."""


def _is_backshifted(sentence: Sentence, old: Mark) -> bool:
    """Whether "had been" only follows a verb of telling: "learned that it had been rated good"."""
    if not sentence.words(old).startswith("had"):
        return False
    left = sentence.before(old)
    return _REPORTED.search(left) is not None or (
        " that " in left and _ALSO_REPORTED.search(left) is not None
    )


def _is_fronted(sentence: Sentence, old: Mark, grade: Mark) -> bool:
    """Whether the words of time belong to a clause that opens the sentence: "A year after X, it was …"."""
    comma = sentence.low.find(",")
    inside = comma >= 0 and old.end <= sentence.start + comma < grade.start
    return inside and _FRONTED.match(sentence.low) is not None


def _is_closed(sentence: Sentence, old: Mark, grade: Mark) -> bool:
    """Whether the words of time belong to an aside that has ended: "Kent, which had been …, is …"."""
    if "," not in sentence.between(old.end, grade.start):
        return False
    if _RELATIVE_CLAUSE.search(sentence.before(old)) is not None:
        return True
    return in_an_aside(sentence, old.start, grade)


def in_an_aside(sentence: Sentence, place: int, grade: Mark) -> bool:
    """Whether a place lies in an aside before the grade's own verb: "The service, run since 2014, is"."""
    left = sentence.between(sentence.start, place)
    opened = left.rfind(", ")
    closed = sentence.low.find(",", place - sentence.start)
    if opened <= 0 or closed < 0 or sentence.start + closed >= grade.start:
        return False
    if _TIME_ONLY.match(sentence.low[opened + 2 : closed]):
        return False
    if any(
        opened <= m.start - sentence.start < closed
        for m in (*sentence.of("grade"), *sentence.of("plain_grade"))
    ):
        return False
    rest = sentence.between(sentence.start + closed, grade.start)
    return "," not in rest[1:] and ";" not in left[opened:]


_TIME_ONLY = regex(
    r"^(?:in|since|until|by|back in|on)\b(?: \w+){1,3}$|^(?:\w+ ){0,3}(?:years?|months?) (?:ago|earlier|"
    r"later)$"
)


_RELATIVE_CLAUSE = regex(r", (?:which|who|whose|where|itself|a council|an authority)\b[^,]*$")
_FRONTED = regex(r"^\W*(?:[\w-]+ ){0,4}(?:after|since|having|following|when|although|despite)\b")

_WHEN_THEY = re.compile(
    r"^when (?:last|it(?! (?:comes|came))|they|the|its|their|inspectors|ofsted|services|children"
    r"|[\w'&-]+(?: [\w'&-]+){0,3} (?:was|were|had been|got|stood))\b"
)
_COUNCIL_THAT = regex(
    r"(?:council|authority|services?|department|borough|county|city|trust|town|place|island)s?,? $"
)
_PAST = regex(r"^[^,;]{0,60}\b(?:was|were)(?: \w+){0,2}[ \"']*(?:as |to be |an? )?[\"']*$")


def _is_relative_past(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether the grade stands in "a council that was rated …", with the news still to come."""
    for other in reversed(left):
        if other.kind != "break":
            continue
        word = sentence.words(other)
        if word in {"which", "whose", "who"} or (
            word == "that" and _COUNCIL_THAT.search(sentence.before(other))
        ):
            past = _PAST.match(sentence.between(other.end, mark.start)) is not None
            return past and _REPORT_IS_OUT.search(sentence.before(mark)) is None
    return _WHOSE_WERE.search(sentence.before(mark)) is not None


_WHOSE_WERE = regex(
    r"\b(?:council|authority|borough|county|city|trust|department) whose (?:[\w']+ ){1,5}(?:was|were) "
    r"(?:rated|judged|graded|found|branded|declared|called)(?: as| to be)? [\"']*$"
)
"""A council "whose services were rated inadequate" is one of which something else is told now."""
_REPORT_IS_OUT = regex(
    r"\b(?:published|issued|released|out with) (?:its|a|the|their|ofsted's) (?:\w+ ){0,2}(?:report|"
    r"findings|verdict)\b"
)
"""Where a report is out, what the service "which was judged" is now stands in it."""
_LATELY = re.compile(r"^last (?:month|week)\b")
_INSPECTED = regex(r"\b(?:inspection|visit|inspectors|report)\b[^,;]{0,40}$")
"""An inspection of last month is the news."""
_BEFORE_A_FEAST = re.compile(
    r"^before (?:christmas|easter|new year|the (?:summer|holidays?|half-term|new year))\b"
)
"""An inspection "before Christmas" is dated so, and is not the one before."""
_NEXT_TO = 12
"""Only so near does "eight years as …" speak of the grade."""


def _governs(sentence: Sentence, old: Mark, grade: Mark) -> bool:
    """Whether words of time belong to the clause of the grade, and not to another one before it."""
    gap = sentence.between(old.end, grade.start)
    if _LATELY.match(sentence.words(old)) and _INSPECTED.search(sentence.before(old)):
        return False
    if _BEFORE_A_FEAST.match(sentence.between(old.end - len("before"), grade.start)):
        return False
    if gap.endswith("(") or (sentence.before(old).endswith(_FOR_THE_FIRST) and _YEAR.match(gap)):
        return False  # a grade in brackets has no verb
    if _OLD_REPORT_SAID.match(gap):
        return True
    if gap.startswith(",") or (len(gap) > _NEXT_TO and sentence.words(old).endswith(" as")):
        return False
    return not (
        _is_backshifted(sentence, old)
        or _is_fronted(sentence, old, grade)
        or _is_closed(sentence, old, grade)
        or _is_of_now(sentence, old, grade)
    )


_FOR_THE_FIRST = ("first time ", "first inspection ", "first visit ", "first report ")
_YEAR = re.compile(r"^ (?:\w+ )?(?:19|20)\d\d\b")
"""What happens "for the first time since 2019" happens now."""
_OLD_REPORT_SAID = regex(
    r"^, (?:reported|published|carried out|held|conducted|in|of|from|which)\b[^,;]*, (?:concluded|found|"
    r"rated|judged|gave|said|"
    r"had|graded)\b"
)
"""After "its previous inspection" the verb goes on with that one."""


def _is_of_now(sentence: Sentence, old: Mark, grade: Mark) -> bool:
    """Whether a later clause with a verb of its own tells the grade: "it grew, and its leaders are good"."""
    gap = sentence.between(old.end, grade.start)
    if _OWN_VERB.search(gap):
        return True
    verb = sentence.words(grade).startswith(("requires ", "require "))
    return verb and _OWN_SUBJECT.search(gap) is not None


_OWN_VERB = regex(
    r", (?:which|that) (?:says?|shows?|states?|concludes?|finds?|confirms?) (?:that )?"
    r"|(?:[,;:]|[,;:\"'] that\b)(?! (?:which|who|whose|where)\b) [^,;:]*\b(?:is|are)(?: \w+){0,3} [\"']*$"
    r"|,? and that (?:[\w'-]+ ){1,5}(?:is|are|was|were) [\"']*$"
    r"|,? and (?:their|its) (?:\w+ ){1,3}(?:is|are|was|were)(?: \w+){0,2} [\"']*$"
    r"|,? and (?:gave|gives|put|puts|marked|marks|graded|grades|rated|rates|judged|judges|found|finds|"
    r"declared|declares|called|calls) (?:(?:them|it|its|that|this)(?: \w+){0,5}|"
    r"the (?:impact|experiences|work|care|support)(?: \w+){0,8}) [\"']*$"
)
_OWN_SUBJECT = regex(
    r"[,;:] (?!which|who|whose|where)(?:\w[\w'-]*,? ){0,3}(?:council|authority|county|city|borough|"
    r"services?|they|it|town|department|leaders|leadership|protection|care|leavers)(?: still| now|"
    r" also)? [\"']*$"
)


def old_kind(sentence: Sentence, mark: Mark, left: list[Mark], right: str) -> str:
    """The kind of old time that the clause tells: `last`, `old` or nothing."""
    if _FOLLOWS.match(sentence.low) or _is_of_the_last_report(sentence, mark, left):
        return "last"
    if kind := _kind_by_words_before(sentence, mark, left):
        return "" if kind == "now" else kind
    if _LAST_TIME.match(right) or _THEN_WAS.match(sentence.low) or _LAST_MONTH.match(sentence.low):
        return "old"
    if _is_relative_past(sentence, mark, left):
        return "relative"
    if _is_called_old(sentence.before(mark)) and not _is_of_the_former(sentence, mark):
        return "last"
    after = _OLD_AFTER.match(right)
    return "old" if after and not _DATES_THE_VISIT.search(after.group()) else ""


def _kind_by_words_before(sentence: Sentence, mark: Mark, left: list[Mark]) -> str:
    """What words of time before the grade say: `last`, `old`, `now` where a colon ends them, or nothing."""
    for other in reversed(left):
        if mark.start - other.end > NEAR_OLD or (other.kind == "break" and other.value == "strong"):
            break
        if other.kind == "break" and sentence.words(other) in _CLOSES_OLD:
            break
        if other.kind == "break" and _WHEN_THEY.match(sentence.between(other.start, mark.start)):
            return "now" if ": " in sentence.between(other.end, mark.start) else "old"
        if other.kind == "time" and other.value == "old" and _governs(sentence, other, mark):
            return "last" if _LAST.search(sentence.words(other)) else "old"
    return ""


def _is_called_old(opening: str) -> bool:
    """Whether the word right before the grade makes it an old one: "a previous", "once 'inadequate'"."""
    word = last_word(opening)
    once = word in _ONCE_WORDS and _ONCE.search(opening) is not None
    return word in _PRIOR or once or _OPENS_OLD.match(opening) is not None


def _is_of_the_former(sentence: Sentence, mark: Mark) -> bool:
    """Whether "the former" is one of two, of which a grade is told: "The former requires improvement"."""
    verb = sentence.words(mark).startswith(("requires ", "needs "))
    return verb and sentence.before(mark).endswith("the former ")


_LAST_REPORT_OPENS = re.compile(
    r"^\W*(?:(?:that year's|(?:the|its|their|our|ofsted's) (?:previous|last|earlier|old|"
    r"former)) (?:\w+ ){0,2}(?:verdict|"
    r"rating|grade|"
    r"judge?ment|report|inspection|result|outcome)|when last (?:inspected|visited|seen|rated|judged))\b"
)


def _is_of_the_last_report(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether the sentence opens with the last report, and nothing turns to today before the grade."""
    if _LAST_REPORT_OPENS.match(sentence.low) is None:
        return False
    turned = any(m.kind == "break" and m.value == "strong" for m in left)
    return not turned and " now " not in sentence.before(mark)


_FOLLOWS = re.compile(
    r"^\W*(?:it|this|that|they|the (?:move|decision|step|direction|order|appointment|intervention|"
    r"announcement|visit|"
    r"notice)s?) (?:follow|follows|followed|comes? after|came after|flows? from|stems? from|"
    r"was prompted by)\b"
)
"""What such a sentence tells of led to the news, and is not the news."""
_THEN_WAS = re.compile(
    r"^[\W]*(?:then|in those days|at that point|previously|beforehand),? (?:it|they|services|"
    r"the \w+) (?:was|were)\b"
)
_LAST_MONTH = re.compile(rf"^\W*last (?:year|{'|'.join(MONTHS)}),? ")
_LAST_TIME = re.compile(r"^[\"']* (?:last time|(?:at|in) (?:its|the|their) last)\b")
_OPENS_OLD = re.compile(r"^(?:once|formerly|previously)(?: (?:rated|judged|graded|branded))? (?:as )?[\"']*$")
_ONCE = regex(r"(?<!at )\b(?:once|formerly) [\"']$|(?<!at )\b(?:once|formerly|previously)-[\"']?$")
_PRIOR = frozenset({"previous", "prior", "earlier", "former"})
"""A "previous inadequate rating" is none of today."""
_ONCE_WORDS = frozenset({"once", "formerly", "once-", "formerly-", "previously-"})
"""A service "once 'inadequate'" is so no more."""
_DATES_THE_VISIT = regex(
    r"\b(?:after|following|by) (?:an? |the |its )?(?:[\w-]+ ){0,3}(?:visit|inspection|look)\b"
)
"""After these the words of time date the very inspection: "after a four-week visit in the summer"."""
_OLD_AFTER = re.compile(
    r"^(?!.{0,60}\b(?:but|while|although|though)\b|[\"']* \((?:not|never|"
    r"no)\b)[^;]{0,60}?\b(?:last (?:year|spring|summer|"
    r"autumn|winter|time|inspect|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)|ago|previously|earlier this|at (?:its|the|their) (?:last|previous)|"
    r"(?:in the|this) (?:summer|spring|autumn|winter)|until|at the time|then$|then,|"
    r"years? (?:before|earlier)|before (?:that|then)|since (?:that|then)|when (?:\w+ ){0,4}(?:last|"
    r"previously)\b|"
    r"last (?:visited|called|came|looked|ranked|rated|judged|seen|examined|graded)|"
    r"at (?:each|all|both|every one) of (?:its|their|the) (?:\w+ )?(?:last|previous|earlier)|"
    r"for (?:the (?:past|last|previous)|more than|over|almost|nearly|\w+) (?:\w+ ){0,2}years|"
    r"for (?:the (?:past|last) )?(?:a decade|years))\b"
)


def is_bracketed(sentence: Sentence, mark: Mark, published: date | None) -> bool:
    """Whether a bracket recalls the grade: "(was good)", "(2020: good)", "(good, 2019)"."""
    left = sentence.before(mark)
    opened = left.rfind("(")
    if opened < 0 or ")" in left[opened:]:
        return False
    if _WAS_IN_BRACKETS.match(left[opened:]):
        return True
    dated = _YEAR_IN_BRACKETS.match(sentence.after(mark))
    return dated is not None and (published is None or int(dated.group(1)) < published.year)


_WAS_IN_BRACKETS = regex(
    r"^\((?:it )?(?:was|were|prev\.?|previously|formerly|from|up from|down from|last|had been|until|before|"
    r"(?:19|20)\d\d)\b"
)
_YEAR_IN_BRACKETS = regex(r"^[\"']*,? (?:in |since )?(?:\w+ )?((?:19|20)\d\d)\)")
