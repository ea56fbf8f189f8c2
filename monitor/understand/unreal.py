"""Tells whether a grade was given to nobody: hoped for, denied, asked about, taken back."""

from __future__ import annotations

import re

from monitor.understand.endings import last_word
from monitor.understand.former import NEAR_OLD
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

NEAR_FROM = 28
"""So many characters may stand between "from" or "shed" and the grade that was left."""
_NEAR_DENIED = 30
_NEAR_EXPECTED = 45
"""Beyond a joint a hope or a denial reaches only so far."""
_FOR_LATER = re.compile(
    r"^[\"']*,? (?:is|was|will be|can|must|remains)(?: \w+){0,2} (?:another day|later|next time|a dream|"
    r"the goal|the aim|the target|the ambition|wait|within reach|in sight|far off)\b"
)
"""A grade that "is for another day" was not given."""
_WAS_WRONG = regex(
    r"^[\"']*(?: (?:rating|grade|verdict|claim))?(?: for (?:[\w'-]+ ){0,3}[\w'-]+)? (?:was|is|were) "
    r"(?:wrong|false|untrue|mistaken)\b"
)
"""Nor was one that "was wrong"."""


_SETTLES = regex(
    r"\b(?:must|has to|have to|will have to) (?:now )?(?:get used to|settle for|make do with|be "
    r"content with|live with)"
    r"(?: being)?(?: an?)? [\"']?$"
)
"""What a council must get used to, it was given."""
_IS_WHAT = re.compile(
    r"^[\"']* (?:is|was) (?:what|how|the (?:word|verdict|grade|rating|judge?ment|mark|label|answer))\b"
)
_OPENS_CLAUSE = regex(r"(?:^|[,;:] )(?:and |but |so )?[\"']*$")
"""A grade that is itself the subject, "… is what it says", no hope before it reaches."""
_SETTLING = frozenset({"to", "for", "with", "being"})
_ARTICLES = frozenset({"a", "an"})
_MUTTERING = frozenset({"muttered", "whispered", "joked", "quipped", "mouthed", "predicted", "guessed"})
"""A grade that somebody mutters was given by nobody."""
_RUNNING = frozenset({"over", "running", "ran", "of"})
_IS_ACCUSED = regex(
    r"\b(?:opposition|labour|conservative|tory|lib dem|liberal democrat|green|reform|independent|union|cllr|"
    r"councillor|spokes\w+|critics|campaigners|parents|mp)\b[^.;]*\b(?:presid(?:ed|ing) over|running|ran|"
    r"in charge of) (?:an? )?[\"']*$"
)
"""What an opponent says that others have "presided over" is an accusation, and no grade."""


def is_unreal(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether the grade is hoped for, feared or denied."""
    if _FOR_LATER.match(sentence.after(mark)) or _WAS_WRONG.match(sentence.after(mark)):
        return True
    before = sentence.before(mark)
    verb = last_word(before, _ARTICLES)
    if verb in _MUTTERING and before.endswith(('"', "'")):
        return True
    if verb in _RUNNING and _IS_ACCUSED.search(before):
        return True
    if verb in _SETTLING and _SETTLES.search(before):
        return False
    if _IS_WHAT.match(sentence.after(mark)) and _OPENS_CLAUSE.search(before):
        return False
    return _is_hoped_or_denied(sentence, mark, left)


def _is_hoped_or_denied(sentence: Sentence, mark: Mark, left: list[Mark]) -> bool:
    """Whether words of hope or denial before the grade reach it."""
    plain = True
    for other in reversed(left):
        gap = mark.start - other.end
        plain = plain and other.kind != "break"
        if other.kind == "break" and (other.value == "strong" or sentence.words(other) in _STOPS):
            return False
        if other.kind != "time":
            continue
        if other.value == "denied" and _denies(sentence, other, mark):
            return True
        if other.value == "expected" and _is_told_anew(sentence.between(other.end, mark.start)):
            continue
        if other.value == "expected" and gap <= (
            NEAR_OLD if plain and "," not in sentence.between(other.end, mark.start) else _NEAR_EXPECTED
        ):
            return True
        if other.value in {"leave", "from"} and gap <= NEAR_FROM:
            # "aims to move from inadequate": what is left behind is real.
            return False
    return False


_STOPS = frozenset(
    {"until", "which", "who", "whose", "when", "after", "where", "because", "saying", "adding", "following"}
)
"""These open a clause that a hope before them does not reach."""
_OWN_CLAUSE = regex(
    r"^[^,]{3,60}, (?:[\w']+ ){1,4}(?:is|are|was|were|has been|have been)(?: \w+){0,2} [\"']*$"
)
"""Behind "expected by …, the council is" the grade has a verb of its own."""


def _is_told_anew(gap: str) -> bool:
    """Whether a hope ended before the grade: at a colon, or where a verb of its own gives it."""
    return ": " in gap or gap.endswith((", with a ", ", with an ")) or _OWN_CLAUSE.search(gap) is not None


def _denies(sentence: Sentence, denied: Mark, mark: Mark) -> bool:
    """Whether a "not" or "escaped" takes the grade back: not across a colon or into another clause."""
    gap = sentence.between(denied.end, mark.start)
    if _BETWEEN_COMMAS.match(gap):
        return True
    if " and " in gap and sentence.words(mark).startswith(("require", "need")):
        return False  # a grade that is a verb itself: "is not good and requires improvement"
    verdict = _OWN_VERDICT.search(gap)
    if gap.endswith("(") or _AND_GAVE.search(gap):
        return False
    if ": " in gap or _OTHER_CLAUSE.search(gap) or (verdict is not None and verdict.start() > 1):
        return False
    return len(gap) <= (NEAR_OLD if "any" in sentence.words(denied) else _NEAR_DENIED)


_BETWEEN_COMMAS = regex(
    r"^, [^,;:]{3,80}, (?:been )?(?:rated|judged|graded|given|awarded|found|called)[^,;:]{0,20}$"
)
_AND_GAVE = regex(r"\band (?:said|gave|rated|judged|graded|awarded|called|put|chose)\b")
"""After a denial a verb of giving tells anew: "found nothing to fault and said outstanding"."""
_OTHER_CLAUSE = regex(
    r", so (?:the|its|their|it|they) |^[^,]*, (?:(?:and|but) )?(?:[\w']+ ){0,3}(?:still|being|was|were|is|"
    r"are|"
    r"got|gets?|with|at|rated|"
    r"judged|graded) |, [^,]*\b(?:they|it|which|services|leadership|protection|council) [\"']?$"
)
"""What is denied ends where another verb or subject begins."""
_OWN_VERDICT = regex(
    r"\b(?:has|have|was|were|is|are)(?: now| just| also)? (?:been )?(?:judged|rated|graded|given|found|"
    r"declared|handed)\b"
)
"""A verdict with a verb of its own is not denied: "told its children were not safe has been judged good"."""


def _is_withdrawn(sentence: Sentence, mark: Mark) -> bool:
    """Whether a correction takes the grade back: all it cites but what was so "in fact"."""
    return sentence.has("flag", "correction") and "in fact" not in sentence.before(mark)


def _is_asked(sentence: Sentence) -> bool:
    """Whether the text asks a question: it gives no grade."""
    return sentence.place == "text" and sentence.raw.endswith(("?", "?”", '?"'))


_ASKED = re.compile(r"^[\"']*\?[\"']*(?: |$)")
"""A headline may ask and then say no: "'Outstanding'? No – but good"."""
_OF_ALL_COUNCILS = regex(
    r"^\W*(?:nationally|across (?:england|the country)|in england)\b|^[^,;]{0,40}\b(?:of (?:all |the |"
    r"england's )?(?:councils|authorities|local authorities)|councils (?:inspected|in england|nationally))\b"
    r"|^(?:ofsted|inspectors|it|the watchdog) (?:rates?|grades?|judges?) (?:councils|authorities|"
    r"local authorities|"
    r"them|services) (?:on|from|as)\b|\b(?:scale|ladder) (?:that |which )?(?:runs?|goes|ranges?) from\b"
)
"""A sentence on the councils of the country, or on the scale, which gives no grade to any."""


_HALF = re.compile(
    r"^(?:the|its) (?:north|south|east|west)(?:ern half|ern part)?(?:,|(?: is| was| has| now| remains)\b)"
)
"""Half of a county that is two councils: which of them is meant is not said."""


def _is_of_all_or_half(low: str) -> bool:
    """Whether a sentence tells of the country's councils, or of an unnamed half of a county."""
    of_all = any(word in low for word in _COUNTRY) and _OF_ALL_COUNCILS.match(low) is not None
    return of_all or _HALF.match(low) is not None


_COUNTRY = ("councils", "authorities", "nationally", "country", "england", " from ", " as ", " on ")
"""A quick look at what the longer pattern needs."""


_WE_SAID = regex(
    r"\b(?:we|this (?:paper|newspaper|site|website)|our (?:report|story|headline|front page|article|"
    r"bulletin|newsletter)"
    r"(?: (?:on|of|last) \w+)?(?: \([^)]{1,20}\))?|"
    r"(?:last|yesterday's|monday's|"
    r"tuesday's|wednesday's|thursday's|friday's) [\w' ]{0,20}(?:paper|issue|edition|report|story)) "
    r"(?:\w+ly )?(?:reported|said|stated|told (?:you|readers)|wrote|claimed|suggested|ran)\b"
    r"|\b(?:copy|version|report|text|page|table) (?:first |originally |earlier )"
    r"(?:uploaded|published|posted|printed|issued)\b[^.;]{0,60}\b(?:gave|said|showed|stated)\b"
)
_WRONGLY = re.compile(
    r"^(?:in (?:actual )?fact|in truth|this|that|it|they|the (?:report|council|service)) ?,? ?(?:(?:was|"
    r"is|were|are) "
    r"(?:wrong|incorrect|mistaken|untrue|not\b|an? (?:\w+ )?(?:error|mistake|misprint|slip)\b)|"
    r"(?:had|have|has|did|does) not\b)|"
    r"^in (?:actual )?(?:fact|truth)\b|^not so\b|^we were wrong\b"
)


def is_taken_back(sentence: Sentence, after: Sentence | None, *, corrects: bool) -> bool:
    """Whether an outlet recalls what it said, under "Correction" or before it says that this was wrong."""
    wrong = corrects or (after is not None and _WRONGLY.match(after.low) is not None)
    return wrong and _WE_SAID.search(sentence.low) is not None


_FOR_ONE = regex(
    r"^[\"']* (?:rating |grade |verdict )?for (?:(?:one|another) "
    r"(?:city|borough|county|council|authority|town|owner)|the other)\b"
)
"""A headline of several reports gives this grade to one that it does not name."""


def is_given_to_nobody(sentence: Sentence, mark: Mark, *, former: bool) -> bool:
    """Whether the sentence as a whole gives the grade to none: a question, a correction, all of England."""
    if not sentence.mentions and _is_of_all_or_half(sentence.low):
        return True
    if sentence.place == "title" and _FOR_ONE.match(sentence.after(mark)):
        return True
    asked = _is_asked(sentence) or _ASKED.match(sentence.after(mark)) is not None
    return _is_withdrawn(sentence, mark) or _is_of_a_draft(sentence, mark) or (asked and not former)


def _is_of_a_draft(sentence: Sentence, mark: Mark) -> bool:
    """Whether a sentence of the text only tells what a draft contained."""
    before = sentence.before(mark)
    return sentence.place == "text" and "draft" in before and "final" not in before
