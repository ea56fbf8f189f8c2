"""Whose a grade is, and which councils are named only in passing: neighbours, helpers, former places."""

from __future__ import annotations

import re

from monitor.understand.lexicon import Mark
from monitor.understand.names import Mention
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.spellings import Strength

_ROLE = 30
"""So far before a name its role is looked for."""


def is_aside(sentence: Sentence, mention: Mention) -> bool:
    """Whether a council is named only as a neighbour, a helper or somebody's former place; asked often."""
    key = ("aside", mention.start)
    if key not in sentence.known:
        sentence.known[key] = _is_named_in_passing(sentence, mention)
    return sentence.known[key] is True


def _is_named_in_passing(sentence: Sentence, mention: Mention) -> bool:
    after = sentence.after(mention)
    if sentence.place == "title" and sentence.before(mention).strip() == "while":
        return True  # "While Leeds licks its wounds": the news is of another
    if _NEIGHBOUR.match(after) or _HELPER.match(after) or (after == "?" and sentence.place == "text"):
        return True
    for mark in sentence.of("role"):
        if 0 <= mention.start - mark.end <= _ROLE:
            between = sentence.between(mark.end, mention.start)
            ended = _ENDED.search(between) or _is_compared_to_a_thing(sentence, mark, between)
            if not (ended or _is_of_another(sentence, mark) or _is_run_by_another(sentence, mark)):
                return True
    return False


def _is_run_by_another(sentence: Sentence, role: Mark) -> bool:
    """Whether "Hampshire called in to run …" tells of the council that is helped."""
    return any(m.end <= role.start and _HELPER.match(sentence.after(m)) for m in sentence.mentions)


def _is_of_another(sentence: Sentence, role: Mark) -> bool:
    """Whether "Hull's neighbour, Leeds" says whose neighbour the council is: then it is spoken of itself."""
    return any(sentence.between(m.end, role.start) in {"'s ", "' "} for m in sentence.mentions)


def _is_compared_to_a_thing(sentence: Sentence, role: Mark, between: str) -> bool:
    """Whether "like homework, Leeds …" likens something to a thing before it names the council."""
    like = sentence.words(role) in {"like", "unlike"}
    return like and between.rstrip().endswith(",") and between.strip(" ,") != ""


_ENDED = regex(
    r", (?:is|was|has|will|are|were|have|spent|went|came|found|visited|looked)\b|[;:.]|"
    r"^ (?:help|rescu|sav|lift)(?:e?d|e?s) | as $"
)
_NEIGHBOUR = re.compile(
    r"^(?:'s)? (?:[\w-]+ )?(?:neighbours?|cousin|counterpart|opposite number|"
    r"twin town|helper|partner|pupil)\b|^'s neck of\b|^-(?:style|like|born|bred)\b"
    r"|^, (?:(?:just )?next door|(?:just )?(?:across|over) the (?:border|river|boundary)|(?:up|down) "
    r"the road|its (?:[\w-]+ ){0,2}neighbours?|"
    r"a neighbour),"
    r"|^(?:'s)? (?:unitary|town(?! hall\b)|village|coast|coastal|seaside|port)\b"
)


_HELPER = re.compile(
    r"^(?: city| county| borough)?(?: council)?(?:, [^,;]{1,60},)? (?:will be|is to be|is|was|has been|"
    r"was named|becomes|has been named|has been appointed) (?:as )?(?:the |its |an? )?(?:\w+ )?"
    r"(?:improvement (?:partner|adviser)|to help|helping)\b"
    r"|^(?: council)? (?:steps|stepped) in\b(?! after)"
    r"|^(?: council)?'s (?:[\w-]+ ){1,4}(?:has|have) (?:offered|promised) (?:to )?help\b"
    r"|^(?: council)? (?:called in|drafted in|brought in|asked|told|ordered|directed|chosen|picked|"
    r"lined up|hired|enlisted|"
    r"sent in|drafted) to (?:run|take over|take charge|help|rescue|turn|lead|oversee|support)\b"
)


# --- whose grade --------------------------------------------------------------------------------

_RELATIVE = regex(r",? ?\b(?:which|where|whose|that)\b|^,")
_JOINED = regex(r"^(?: council)?(?:,| and|, and| &) (?:in |the )?$")
_AFTER_NAME = 24
_RATED_BEFORE = regex(r"^[\"']*[ -]*(?:rated |graded |judged )?(?:(?:county|neighbour) )?[\"']*$")


def councils_of(sentence: Sentence, grade: Mark, since: int) -> frozenset[str]:
    """The councils that the clause from `since` on gives the grade to; none where it names none."""
    if not sentence.mentions:
        return frozenset()
    named = [m for m in sentence.mentions if m.strength > Strength.SHARED and not is_where(sentence, m)]
    after = [m for m in named if m.start >= grade.end]
    if (
        after
        and after[0].start - grade.end <= _AFTER_NAME
        and _RATED_BEFORE.match(sentence.between(grade.end, after[0].start))
    ):
        return frozenset(after[0].slugs)
    before = [m for m in named if m.end <= grade.start and not _is_whence(sentence, m)]
    own = [m for m in before if m.start >= since] or before
    kept = [m for m in own if not _is_aside(sentence, m, grade)] or own
    if not kept:
        return frozenset()
    found = set(kept[-1].slugs)
    for left, right in zip(reversed(kept[:-1]), reversed(kept), strict=False):
        if not _JOINED.match(sentence.between(left.end, right.start)):
            break
        found.update(left.slugs)
    return frozenset(found)


_WHERE = regex(
    r"^ (?:market |seaside |coastal |mill |cathedral |new |unitary )?(?:town|city|borough|village|resort|"
    r"port|authority|council|district|unitary)\b"
)
_PLACE = regex(r"^ (?:[\w-]+ )?(?:town|unitary|resort|port|village)\b(?! hall\b)")
_ARTICLE = regex(r"\b(?:the|a|an|this|another) (?:(?:north|south|east|west|mid)[\w-]* )?$")


def is_where(sentence: Sentence, mention: Mention) -> bool:
    """Whether a county's name only says where a town is: "the Wiltshire town", "the Kent unitary"."""
    after = sentence.after(mention)
    if not (_WHERE.match(after) if mention.slugs[0].endswith("shire") else _PLACE.match(after)):
        return False
    return _ARTICLE.search(sentence.before(mention)) is not None


_WHENCE = re.compile(
    r"\b(?:living|placed|housed) (?:as far (?:away |off )?as |in |near )+$"
    r"|\b(?:sent|drafted|borrowed|seconded|hired|recruited|poached)(?: (?:down|in|over|up))? from $"
)


def _is_whence(sentence: Sentence, mention: Mention) -> bool:
    """Whether a council is only where somebody came from: no grade of the clause is its own."""
    return _WHENCE.search(sentence.before(mention)) is not None


def helper_spoken_of(before: Sentence | None, sentence: Sentence) -> frozenset[str]:
    """The helper or neighbour that "It" speaks of, where the sentence before named it last."""
    if (
        before is None
        or before.paragraph != sentence.paragraph
        or not sentence.low.startswith(("it ", "its "))
    ):
        return frozenset()
    named = [m for m in before.mentions if m.strength > Strength.SHARED]
    if len(named) < 2 or not is_aside(before, named[-1]):  # noqa: PLR2004 - the subject and its helper
        return frozenset()
    return frozenset(named[-1].slugs)


_PERSON = re.compile(
    r"^'s? (?:\w+ )?(?:director|staff|leaders?|team|chief|town hall|people|officers|social workers|"
    r"councillors?|mp)\b"
)


def _is_aside(sentence: Sentence, mention: Mention, grade: Mark) -> bool:
    """Whether a council stands in an aside ("with help from Leeds") that says nothing more of it."""
    if _PERSON.match(sentence.after(mention)):
        return True
    return is_aside(sentence, mention) and not _RELATIVE.match(sentence.between(mention.end, grade.start))
