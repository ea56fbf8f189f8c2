"""Tells where a grade stands in time, by its words of time and by the form in which it is told."""

from __future__ import annotations

import re
from datetime import date

from monitor.understand.after_grades import NOUN_AFTER, RATED_AFTER
from monitor.understand.calendar_words import ANY_YEAR
from monitor.understand.holders import Holder
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.statement import Standing
from monitor.understand.times import Timing


def standing_of(sentence: Sentence, mark: Mark, timing: Timing, holder: Holder) -> Standing:
    """Where a grade stands in time, by its words of time and by the form in which it is told."""
    if timing.unreal:
        return Standing.UNREAL
    if not timing.former and RATED_AFTER.match(sentence.after(mark)):
        return Standing.STANDING
    if timing.former and not (timing.by_the_way and holder.areas):
        return Standing.FORMER
    if sentence.low.startswith(" until ", mark.end - sentence.start):
        return Standing.STANDING
    if timing.kept:
        return Standing.KEPT
    told_by_the_way = _is_adjective(sentence, mark) or (
        not holder.areas
        and (_is_relative(sentence, mark) or (timing.year is None and _is_inserted(sentence, mark)))
    )
    if told_by_the_way and _OF_A_RATING.search(sentence.before(mark)):
        told_by_the_way = False
    return Standing.STANDING if timing.standing or told_by_the_way else Standing.NEW


_BLANK = regex(r"^[\"']* $")
_ADJECTIVE = re.compile(
    r"^[\"']*[ -]+(?:rated |graded |judged )?(?:children's|councils?\b|boroughs?\b|authorit|"
    r"local authorit|services?\b|departments?)"
)


def _is_adjective(sentence: Sentence, mark: Mark) -> bool:
    """Whether the grade names a council or service by its standing ("inadequate-rated Bradford")."""
    if mark.kind in {"same", "step"}:
        return False
    right = sentence.after(mark)
    if RATED_AFTER.match(right) or any(
        _BLANK.match(sentence.between(mark.end, m.start)) for m in sentence.mentions if m.start >= mark.end
    ):
        return True
    left = sentence.before(mark).rstrip("\"'")
    if NOUN_AFTER.match(right) and left.endswith((" with an ", " with a ", " carrying an ", " under an ")):
        return _LANDED.search(left) is None
    if _ADJECTIVE.match(right) is None or _OFFERED.match(right) or left.endswith(("rated ", "judged ")):
        return False
    return _GIVES.search(left) is None


_GIVES = regex(
    r"(?:receiv\w+|expect|(?:rely|count|depend) on|getting|get|"
    r"having|to have|given|as|giv\w+|provid\w+|found|saw|offer\w*|enjoy\w*|"
    r"deliver\w*) (?:an? )?$"
)
_OFFERED = regex(
    r"^[\"']* services?\b[^.;]{0,40} (?:is|are|was|were)(?: being)? (?:given|provided|offered|delivered)\b"
)
"""A good service "was being given to care leavers": inspectors found it so now."""
_LANDED = regex(
    r"\b(?:land|saddl|le(?:ft|av)|hit|slapp?|brand|tagg?|present|emerg|c[oa]me|walk|end|depart|return|"
    r"reward|far(?=es?\b|ed\b)|scor|finish|d(?:id|oes|one)\b)\w*\b"
    r"[^,.;]{0,60},? with an? $"
)
"""Somebody is landed with a grade now: it is no standing one."""
_RELATIVE = regex(
    r"\b(?:which|who|(?:whose|where) [\w' ]{1,40}) (?:is|are|ha(?:s|ve)(?: \w+)? been|stays?|"
    r"remains?)(?: now|"
    r" currently| still| already)?(?: rated| judged| graded)?(?: as)? [\"']?$"
    r"|\bservices here (?:is|are)(?: currently| already| still)? (?:rated|judged|graded) [\"']?$"
    r"|\bwhose [\w' ]{1,40} (?:holds?|carr(?:y|ies)|boasts?) (?:(?:an?|the|ofsted's) )?[\"']?$"
    r"|\b(?:service|council|authority|department|team|borough)s?,? (?:that |which )?(?:ofsted|inspectors|"
    r"the watchdog) (?:rates?|calls?|judges?|considers?|deems?)(?: as| to be)? [\"']?$"
)


_WHOSE = ("wh", "services here", "ofsted", "inspectors", "watchdog")
"""A quick look at what every such clause has."""


_OF_A_RATING = regex(
    r"\b(?:grade|rating|verdict|judge?ment|mark|effectiveness|result),? which (?:is|was) (?:now |again |"
    r"also )?[\"']*$"
)
"""Of a grade it is no aside what it is: "the overall grade, which is good"."""


def _is_relative(sentence: Sentence, mark: Mark) -> bool:
    """Whether a relative clause in the present tells a grade by the way ("Kent, which is rated good, …")."""
    before = sentence.between(max(sentence.start, mark.start - 90), mark.start)
    if sentence.words(mark).startswith("requires ") and before.endswith((", which ", ", which still ")):
        return True
    return any(word in before for word in _WHOSE) and _RELATIVE.search(before) is not None


_RATED_ASIDE = regex(
    r"(?:,|–|—|\() (?:already |still |once |long |itself )?(?:rated|judged|graded|deemed|ranked|"
    r"classed)(?: as)? [\"']*$"
)
_ASIDE_ENDS = regex(
    r"^[\"']*(?: overall)?(?: by (?:ofsted|inspectors|the watchdog|the inspectorate))?"
    r"(?: (?:in|since|last|at|for) [^,;.–—)]{1,30})?(?:,| –| —|\)) (?!(?:but|and|while|with|up|down)\b)"
)
_IN_FORCE = regex(
    r"\b(?:currently|presently|at present|at the moment)(?: rated| judged| graded| has the| holds the|"
    r" carries the)?(?: as)? [\"']*$"
    r"|\bfor (?:now|the moment|the time being),? (?:[\w']+ ){1,4}(?:is|are)(?: still)? [\"']*$"
    r"|(?<! now) (?:holds|boasts) an? (?:rating|grade|judge?ment) of [\"']*$"
    r"|\b(?:because|since) [^.;,]{0,70}\b(?:is|are) (?:still |currently )?(?:rated|judged|"
    r"graded)(?: as)? [\"']*$"
)


def _is_inserted(sentence: Sentence, mark: Mark) -> bool:
    """Whether an aside tells what is in force: "its services, rated good by Ofsted, are …", "currently"."""
    before = sentence.between(max(sentence.start, mark.start - 60), mark.start)
    if _IN_FORCE.search(before):
        return True
    ended = _ASIDE_ENDS.match(sentence.after(mark)) if sentence.place == "text" else None
    return ended is not None and _RATED_ASIDE.search(before) is not None


_WAS_THEN = re.compile(
    r"^(?:that|this|it) was (?:the )?(?:outcome|result|verdict|grade|judge?ment|finding|rating)\b[^.;]{0,40}"
    r"\b((?:19|20)\d\d)\b"
)


def is_dated_by(after: Sentence, published: date | None) -> bool:
    """Whether the sentence after dates the grade to a past year: "That was the outcome in 2023"."""
    found = _WAS_THEN.match(after.low)
    return found is not None and (published is None or int(found.group(1)) < published.year)


_EARLIER_REPORT = regex(
    r"\b(?:previous|last|earlier|prior)\b (?:\w+ ){0,3}(?:report|inspection|visit|check|"
    r"look)\b[^;]{0,60}\b(?:was|came|took place|dates|appeared|happened|in (?:19|20)\d\d)\b|\bsince (?:an?|"
    r"the|its) (?:\w+ )?(?:19|20)\d\d (?:report|inspection|visit)\b"
    r"|\b(?:years?|months?)(?: this \w+)? since (?:ofsted|inspectors|the watchdog) (?:published|issued|gave|"
    r"delivered|came|visited|found)\b"
)
_IT_SAID = regex(
    r"^(?:it|that|they|inspectors|that (?:one|time|report|document|inspection)|then) (?:\w+ )?(?:rated|"
    r"gave|found|judged|graded|had|concluded|was|were|put)\b"
)


_DATED_VERDICT = regex(
    r"\b(?:verdict|report|judge?ment|inspection|findings)s? (?:of|from|in|published in|issued in) "
    r"(?:\w+ )?((?:19|20)\d\d)\b"
)
_WAS_JUDGED = regex(
    r"^(?:it|they|the (?:\w+ )?(?:council|authority|services?|department)|(?:its )?children's services) "
    r"(?:was|were) (?:then )?(?:found|judged|rated|graded|declared|called|branded)\b"
)


def goes_on_about_a_year(before: Sentence, sentence: Sentence, published: date | None) -> bool:
    """Whether the sentence before is on a verdict of years ago, and this one says which it was."""
    if published is None or before.paragraph != sentence.paragraph or " 20" not in before.low:
        return False
    found = _DATED_VERDICT.search(before.low)
    return (
        found is not None
        and int(found.group(1)) < published.year - 1
        and _WAS_JUDGED.match(sentence.low) is not None
        and ANY_YEAR.search(sentence.low) is None
    )


_THAT_REPORT = re.compile(r"^that (?:report|document|inspection)\b")


def goes_on_about_earlier(before: Sentence, sentence: Sentence) -> bool:
    """Whether the sentence before is on an earlier report, and this one goes on: "It rated the service …"."""
    if before.place != sentence.place:
        return False
    if before.paragraph != sentence.paragraph and not _THAT_REPORT.match(sentence.low):
        return False
    return _EARLIER_REPORT.search(before.low) is not None and _IT_SAID.match(sentence.low) is not None
