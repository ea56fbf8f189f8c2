"""Tells what an article is about where its inspection is only recalled."""

from __future__ import annotations

from itertools import pairwise

from monitor.model import Event
from monitor.understand.dates import opens_months_ago
from monitor.understand.document import Document
from monitor.understand.events import EventReading
from monitor.understand.grade_words import GRADED
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.spellings import Strength
from monitor.understand.statement import Statement

_ABOUT = {
    "policy": "policy",
    "statistics": "national statistics",
    "appointment": "an appointment or the budget",
    "feature": "a feature",
    "review": "a review of one case",
    "court": "a court case or complaint",
    "advert": "a vacancy",
}
_READ = 14
"""Sentences that say what the article is about."""
_LATE = 12
"""A story of so few sentences is all lead."""
_AMONG = regex(
    r"\bthose (?:that|which|with|rated)\b[^.;]{0,60}\binclud|\bamong (?:those|the|them)\b|\branged? "
    r"from\b|\banywhere from\b"
)
"""Words that list councils by the grades they already have."""


def other_news(document: Document, event: EventReading, statements: tuple[Statement, ...]) -> str:
    """What the article is about, where its inspection is only recalled."""
    lead = document.lead
    if _is_advert(document, statements):
        return "a vacancy"
    if lead.has("about", "review") and not lead.has("body", "ofsted"):
        return "a review of one case"
    fresh = [s for s in statements if s.fresh and not s.spoken and not s.part]
    if (
        event.event in {Event.INSPECTION, Event.OTHER}
        and not fresh
        and _is_only_recalled(document, statements)
    ):
        return "something else"
    if event.event is Event.AREA_SEND and _is_of_special_needs_alone(document, statements):
        return "special needs"
    if about := _national(document, fresh) or _headline_news(document, event, fresh):
        return about
    return _not_told(document, event, fresh)


def _is_only_recalled(document: Document, statements: tuple[Statement, ...]) -> bool:
    """Whether headline and lead name Ofsted only to say what grade it gave once, and tell nothing of it."""
    if document.lead.has("event") or document.lead.has("trend") or document.lead.has("voice", "inspectors"):
        return False
    if any(s.has("flag", "provisional") or _NEW_DAY.search(s.low) for s in document.lead):
        return False
    if any(s.names_ofsted() or s.has("event") for s in document.story if s not in document.lead):
        return False
    bodies = [(s, m) for s in document.lead for m in s.of("body")]
    return bool(bodies) and all(
        any(
            told.sentence is sentence and abs(told.mark.start - mark.end) <= _BESIDE and not told.areas
            for told in statements
        )
        for sentence, mark in bodies
    )


_BESIDE = 60
_NEW_DAY = regex(
    r"\b(?:today|yesterday|this (?:week|morning)|as of (?:last )?(?:mon|tues|wednes|thurs|fri)day)\b"
)


def _is_of_special_needs_alone(document: Document, statements: tuple[Statement, ...]) -> bool:
    """Whether a story on special needs names inspectors only for what they found once."""
    if document.story.has("send"):
        return False
    anew = {id(s.sentence) for s in statements if s.fresh}
    judged = [s for s in document.story if s.names_ofsted() or s.has("body", "cqc")]
    return bool(judged) and all(
        (sentence.has_any(GRADED) and id(sentence) not in anew)
        or opens_months_ago(sentence, document.published)
        or (sentence not in document.lead and _YEARS_AGO.search(sentence.low))
        for sentence in judged
    )


_YEARS_AGO = regex(r"\b(?:years? ago|last year)\b")


def _is_advert(document: Document, statements: tuple[Statement, ...]) -> bool:
    """Whether the article is a vacancy, and not a council's news of its grade that ends on one."""
    if document.lead.has("about", "advert"):
        return True
    if len(document.story.having("about", "advert")) <= 1:
        return False
    return not any(
        s.overall
        and s.fresh
        and s.sentence in document.head
        and s.sentence.has("body", "ofsted")
        and s.sentence.has("flag", "fresh")
        for s in statements
    )


def _national(document: Document, fresh: list[Statement]) -> str:
    """Policy or figures of the whole country: no council heads the article or is newly graded."""
    kinds = [about for about in document.lead.values("about") if about in {"policy", "statistics"}]
    if not kinds:
        return ""
    head = document.head
    named = any(m.strength > Strength.BODY for s in head for m in s.mentions)
    early = {id(sentence) for sentence in document.story[:_NEXT]}
    graded = any(
        s.sentence.slugs()
        and not _AMONG.search(s.sentence.low)
        and not _is_an_example(s)
        and id(s.sentence) in early
        for s in fresh
    )
    return "" if named or graded else _ABOUT[kinds[0]]


def _headline_news(document: Document, event: EventReading, fresh: list[Statement]) -> str:
    """An appointment, a budget, a court case, a feature: headline and first sentence tell no outcome."""
    head = document.head
    kinds = head.values("about")
    if document.titles.slugs():
        kinds = [kind for kind in kinds if kind not in {"policy", "statistics"}]
    titles = document.titles.values("about")
    judged = head.names_ofsted() or head.has("event")
    if not judged and "court" in titles:
        return _ABOUT["court"]
    if any(_is_of_these_days(s) and s.sentence in document.lead for s in fresh):
        return ""
    told = any(s.sentence in document.lead and not _is_by_the_way(s) for s in fresh)
    told = told or any(_is_of_these_days(s) and s.sentence in document.story[:_READ] for s in fresh)
    if not kinds or any(s.sentence in head for s in fresh) or (told and set(kinds) <= {"feature"}):
        return ""
    if not judged and (titles or "appointment" in kinds):
        return _ABOUT[(titles or ["appointment"])[0]]
    if event.event in {Event.OTHER, Event.INSPECTION} and not told and not _several(fresh):
        return _ABOUT[kinds[0]]
    return ""


def _is_of_these_days(statement: Statement) -> bool:
    """Whether a grade of the service is told as Ofsted's of this week: news, in a column too."""
    sentence = statement.sentence
    return statement.overall and sentence.has("body", "ofsted") and _LATELY.search(sentence.low) is not None


def _several(fresh: list[Statement]) -> bool:
    """Whether the story grades more than one council: a round-up opens on none of them."""
    return len({slug for s in fresh for slug in s.sentence.slugs()}) > 1


def _not_told(document: Document, event: EventReading, fresh: list[Statement]) -> str:
    """Why headline and lead tell no news of an inspection, if so."""
    lead = document.lead
    if any(s.sentence in lead for s in fresh):
        return ""
    beat = lead.has("event") or lead.has("intervene") or lead.names_ofsted()
    beat = beat or (event.event is Event.INTERVENTION and lead.has("body", "government"))
    if not beat:
        fresh = [s for s in fresh if not _is_by_the_way(s)]
        late = _is_told_late(document, fresh) or _is_announced(document, fresh)
        return "" if late or _is_told_next(document) else "something else"
    if event.event is not Event.OTHER:
        return ""
    if lead.has("body", "other"):
        return "another body's review"
    said = lead.has("event") or lead.has("voice", "inspectors") or lead.has("trend")
    said = said or any(_is_outcome(s) or _TOLD.search(s.low) for s in lead)
    return "" if said or _is_told_late(document, fresh) else "something else"


_IN_FORCE = regex(
    r"\b(?:is|are)(?: currently| already| still)? (?:rated|judged|graded)(?: as| to be)? [\"']?$"
)
_IS_SO = regex(r"\b(?:is|are)(?: currently| already| still)?(?: (?:rated|judged|graded)(?: as)?)? [\"']?$")


def _is_by_the_way(statement: Statement) -> bool:
    """Whether a text on something else says only what is in force ("services are rated good by Ofsted")."""
    left = statement.sentence.before(statement.mark)
    return _IN_FORCE.search(left) is not None


def _is_an_example(statement: Statement) -> bool:
    """Whether a text on the whole country only says how a council is graded."""
    left = statement.sentence.before(statement.mark)
    return _IS_SO.search(left) is not None


_TOLD = regex(
    r"\bofsted (?:has |have |)(?:just |now )?(?:told|tells|rates|ruled|judged|written to|wrote to)\b"
)


def _is_announced(document: Document, fresh: list[Statement]) -> bool:
    """Whether a story that opens on a scene comes to a new grade, and says who gave it."""
    early = document.story[:_READ]
    told = [
        sentence
        for before, sentence in pairwise(early)
        if before.has("body") or sentence.has("body") or "report" in sentence.low
    ]
    return any((s.overall or s.areas) and s.sentence in told for s in fresh)


_RANKED = regex(
    r"\b(?:highest|lowest|best|worst|top|bottom|second|class|badge|medal|rung|step|grade|rating|mark|verdict|"
    r"report|letter|visit|publish\w*|withdraw\w*|withdrew|taken down)\b"
)


def _is_outcome(sentence: Sentence) -> bool:
    """Whether Ofsted and a grade, or how it ranks, stand in one sentence."""
    return sentence.has("body", "ofsted") and (
        sentence.has_grade() or _RANKED.search(sentence.low) is not None
    )


_WERE_THERE = regex(
    r"\b(?:letter|visit|visits|visited|came|calls?|called|sent|stopped|looked in|looked at|days|observers|"
    r"people from|publish|report|two from|pair|team|direction|notice|commissioner|intervention|finds?|"
    r"found)\b"
)


_NEXT = 8
_LATELY = regex(
    r"\b(?:yesterday|today|(?:has|have) just been|this (?:week|morning)|on (?:mon|tues|wednes|thurs|"
    r"fri)day|last night)\b"
)


def _is_told_next(document: Document) -> bool:
    """Whether a story with a long run-up then says that Ofsted wrote or came these days."""
    return any(
        s.has("body", "ofsted") and _LATELY.search(s.low) and _WERE_THERE.search(s.low)
        for s in document.story[:_NEXT]
    )


def _is_told_late(document: Document, fresh: list[Statement]) -> bool:
    """Whether a short story comes to its news at the end: a new grade, or that Ofsted's people were there."""
    if any(s.sentence in document.story[:_LATE] for s in fresh):
        return True
    if len(document.story) > _LATE:
        return False
    if not document.lead.has("about") and any(
        _is_outcome(s) for s in document.story.having("body", "ofsted")
    ):
        return True
    bodies = document.story.having("body")
    return any(_WERE_THERE.search(s.low) for s in bodies if s.names_ofsted() or s.has("body", "government"))
