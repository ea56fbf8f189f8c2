"""Tells whether the areas that a grade is given to stand after it: "good for A", "good, as was A"."""

from __future__ import annotations

import re

from monitor.understand.area_lists import is_bare_list
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

POST = regex(
    r"^[\"']*(?: (?:apiece|each))?(?: (?:services?|experiences?|ones?)(?:, (?:\w+ ){1,2}(?:said|say|says|"
    r"found|found|wrote),)?|,? *(?:overall,? (?:and (?:also )?(?=for|in|"
    r"on))?)?(?:sub-?)?(?:grades?|ratings?|judge?ments?|marks?|scores?|"
    r"verdicts?|findings?|outcomes?)?(?:,? (?:across the board|throughout|all round))?),? ?(?:too |"
    r"also )?(?:(?:was|were|went|goes|go|is|are|came|comes|belongs|has been|have been)(?: also| being|"
    r" only)? )?(?:given |awarded |offered |provided |reserved |kept |saved |issued |made |recorded |"
    r"returned |handed (?:out |down |over )?|(?:that )?(?:we|it|they) (?:have|has) (?:just |now |"
    r"been )*(?:awarded|given|got|received|won|earned|handed) )?(?:(?:the |its |"
    r"their )?(?:verdict|grade|rating|word|judge?ment|mark)s? (?=on|for|in))?(?:again |once more )?"
    r"(?:when it comes to|with regard to|in respect of|in relation to|in terms of|as regards|for|in|to|on|"
    r"at|against)"
    r"(?: both| its| the| their| how| each of| all of| each| every one of)* "
)
"""What leads from a grade to the areas after it."""


def is_post(sentence: Sentence, grade: Mark, grades: list[Mark]) -> bool:
    """Whether areas follow the grade: "good for A", "good, as was A"."""
    areas = [m for m in sentence.of("area") if grade.end <= m.start]
    end = next((other.start for other in grades if other.start > grade.start), sentence.end)
    if not areas or areas[0].start >= end:
        return False
    areas = [m for m in areas if m.start < end]
    right = sentence.between(grade.end, end)
    if _EXPERIENCES.match(right):
        return True
    gap, rest = right[: areas[0].start - grade.end], right[areas[0].start - grade.end :]
    if grade.kind == "same" or _SO.search(gap) or _TOO.search(rest) or _qualifies(sentence, grade, gap):
        return True
    if _COVERS.match(gap) or _INCLUDING.match(gap) or _is_fronted(sentence, grade, gap) or leads_to(gap):
        return True
    if _is_inverted(sentence, grade, gap) or _heads_a_list(sentence, grade, right, areas, end):
        return True
    return any(m.value == "as" and grade.end <= m.start < areas[0].start + 1 for m in sentence.of("same"))


_INCLUDING = regex(
    r"^[\"']*(?:,| –| —| -) (?:among them|including|notably|not least|one of them|namely) (?:the |its |"
    r"for )?$"
)
_COMMA = re.compile(r"^[\"']*, (?:the |its )?$")
_AT = regex(r"^\W*(?:at|on|with)(?: an?| only| just)? [\"']*$")


def _is_fronted(sentence: Sentence, grade: Mark, gap: str) -> bool:
    """Whether a sentence opens with the grade of the area that follows: "At good, leadership is …"."""
    return _COMMA.match(gap) is not None and _AT.match(sentence.before(grade)) is not None


def leads_to(gap: str) -> bool:
    """Whether nothing but words that lead there stands between a grade and the area after it."""
    found = POST.match(gap)
    return found is not None and _FILLER.match(_WHOSE.sub("", gap[found.end() :], count=1)) is not None


_WHOSE = regex(r"^(?:[\w-]+ ){0,3}[\w-]+(?:'s|s') ")
"""Whose they are does not matter: "outstanding verdict on Gateshead's support for care leavers"."""


_EXPERIENCES = re.compile(r"^[\"']* (?:experiences?|progress)(?: and (?:experiences?|progress))? (?:of|for) ")
"""Outstanding "experiences of children in care" are a grade of theirs."""


def _qualifies(sentence: Sentence, grade: Mark, gap: str) -> bool:
    """Whether the grade is that of the areas by its place: "good help", "one good, that of A", "Good: A"."""
    if _THAT_OF.match(gap) or _ADJECTIVAL.match(gap) or _SHARED_WITH.match(gap):
        return True
    return _HEADS.match(gap) is not None and _opens(sentence, grade)


_THAT_OF = regex(
    r"^[\"']*,? ?(?:overall )?(?:[,(]|–|—|-) ?(?:(?:that|those|the one)(?: is| being)? (?:of|for|on)|"
    r"(?:that|the one|this|these|those|they) being|namely|being)(?: of| for| on)?(?: the| its)? $"
)
"""One of several is picked out behind the grade: "just one was good, that of care leavers"."""
_SHARED_WITH = regex(
    r"^[\"']*(?: rating| grade)?, (?:a|an|the|its|one) ?(?:grade|mark|rating|verdict|judge?ment|honour|"
    r"accolade|distinction|result)?"
    r"(?:(?: that| which)? (?:it|they|these) (?:share|shares|shared|have in common|has in common) with|"
    r"(?: that is| which is| that was| which was)? (?:shared|matched|echoed|repeated) (?:by|in|for)) "
    r"(?:(?:the|its|their|those|people|teams?|staff|who|look|looks|after|care|cares|for|work|works|"
    r"services?|support|done|given|offered|with|of|and|both) )*$"
)
"""What has a grade shares it: "good, a mark they share with A and B"."""
_COVERS = regex(
    r"^[\"']* (?:(?:also )?(?:covers|extends to|applies to)|covered) (?:both |the |its |their )*$"
)
_INVERTED = regex(
    r"^[\"']*,? (?:(?:too|also|again),? )?(?:is|are|was|were)(?: also| too)?(?:,? too,?)? "
    r"(?:how (?:inspectors|ofsted|they|it|the \w+) (?:described|rated|judged|saw|found|summed up|viewed|"
    r"put) |(?:the|their|its|ofsted's) (?:separate |individual |other |remaining |sub-)*"
    r"(?:word|grade|verdict|mark|rating|description|finding|judge?ment|outcome|result|conclusion|answer)s?"
    r"(?: (?:chosen|used|given|reserved|they|it|inspectors|ofsted|chose|used|found|gave|reached))* "
    r"(?:(?:in|for|on) (?:just |only )?(?:one|a single) (?:area|heading|strand|category|judge?ment)(?:,|"
    r":| –)? ?(?:that )?|for|on|of|given to|to|in) ?)?"
    r"(?:(?:the|its|their|how|work|services?|support|experiences?|progress|and|care|help|for|with|of|"
    r"given|offered|to) )*$"
)
_NOT = regex(r"\b(?:not|never|n't) [\"']*$")
_LAST_JOINT = regex(r"[,;:–—(]|\b(?:and|but|while) (?:that )?")


def _is_inverted(sentence: Sentence, grade: Mark, gap: str) -> bool:
    """Whether the areas are the subject of a verb after the grade: "judged inadequate were A and B"."""
    if not _INVERTED.match(gap) or _NOT.search(sentence.before(grade)):
        return False
    left = sentence.before(grade)
    opened = sentence.start + max((found.end() for found in _LAST_JOINT.finditer(left)), default=0)
    subjects = {"area", "holder", "overall", "service"}
    if any(m.kind in subjects and opened <= m.start < grade.start for m in sentence.marks):
        return False
    return not any(opened <= m.start < grade.start for m in sentence.mentions)


def _heads_a_list(sentence: Sentence, grade: Mark, right: str, areas: list[Mark], end: int) -> bool:
    """Whether a colon or dash after the grade opens a mere list of areas."""
    opened = _OPENS_LIST.match(right[: areas[0].start - grade.end])
    if opened is None:
        return False
    if "(" not in opened.group() and any(m.end <= grade.start for m in sentence.of("area")):
        return False
    tail = _LIST_ENDS.search(sentence.between(areas[0].end, end))
    return is_bare_list(sentence, areas[0].start - 1, areas[0].end + tail.start() if tail else end)


_LIST_ENDS = regex(r", (?:where|which|with|while|though|but|as|and in)\b|[;)]| [–—-] ")


_OPENS_LIST = regex(
    r"^[\"')]*\s*(?:[:–—(]|\s-)\s*(?:(?:those|the|its|for|how|care|support|help|services?|work|"
    r"experiences?|and|"
    r"given|offered|provided|to|of|with) )*$"
)
_ADJECTIVAL = re.compile(
    r"^[\"']* (?:(?:support|help|services?|work|provision) (?:for|to|with) )?(?:its |the )?$"
)
_RATED_ONLY = regex(r"^[\W]*(?:(?:rated|graded|judged)(?: as)? [\"']*)?$")
_HEADS = regex(r"^[\"')]*(?:,? (?:likewise|also|too|again))?\s*(?:[:=–—-]|\s-)\s*(?:the |for )?$")


def _opens(sentence: Sentence, grade: Mark) -> bool:
    """Whether nothing but "rated" stands before the grade: it heads a list of areas ("Good: A; B")."""
    return _RATED_ONLY.match(sentence.before(grade)) is not None


_FILLER = regex(
    r"^(?:(?:the|both|its|their|our|how|services?|support|experiences?|progress|and|work|for|with|of|in|"
    r"overall|impact|respect|"
    r"effectiveness|quality|performance|help|care|that|which|what|it|is|does|do|done|gives?|given|offers?|"
    r"offered|provides?|provided|to|way|council|city|county|borough|authority|young|adults|people|"
    r"as well as|all|each|every|one|two|three|four|five|these|key|main|areas?|categor(?:y|ies)|headings?|"
    r"looks? after|"
    r"strands?|respects|fields|elements|everything|else|just|only|a|single|lone|sole|that|those|"
    r"[:–—(-]),? ?)*$"
)
_TOO = regex(
    r"^[^.;]{0,60}\b(?:do|does|did|is|are|was|were|have|has) (?:too|as well|likewise|the same)\b|"
    r"^[^.;]{0,40},? (?:too|likewise|as well|also)[\"']*(?:[.;,]|$)"
)
_SO = re.compile(r"\bso,? (?:[\w' ]{1,30}, )?(?:is|are|was|were|do|does|did|has|have)\b")
