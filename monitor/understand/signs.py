"""Finds the phrases that speak of an event, and weighs each by where it stands."""

from __future__ import annotations

import re

from msgspec import Struct

from monitor.understand.calendar_words import YEAR_SINCE_2000
from monitor.understand.document import Document
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.visits import FUTURE_BEFORE, is_ahead

TITLE, FIRST, LEAD, BODY = 6, 4, 3, 1
"""How much a sign of an event weighs by where it stands."""


class Sign(Struct, frozen=True):
    """A phrase that speaks of an event that happened, with its weight."""

    value: str
    weight: float
    sentence: Sentence
    mark: Mark
    background: bool


def read_signs(document: Document) -> tuple[Sign, ...]:
    """Every sign of an event in the story, weighed by place; what lies behind or ahead weighs nothing."""
    signs: list[Sign] = []
    lead = {id(sentence): weight for sentence, weight in _lead_weights(document)}
    for sentence in document.story:
        if "event" not in sentence.kinds and "intervene" not in sentence.kinds:
            continue
        weight = lead.get(id(sentence), BODY)
        for mark in sentence.marks:
            if mark.kind in {"event", "intervene"}:
                background = _is_background(document, sentence, mark)
                value = mark.value if mark.kind == "event" else f"intervene_{mark.value}"
                signs.append(Sign(value, 0 if background else weight, sentence, mark, background))
    return tuple(signs)


def _lead_weights(document: Document) -> list[tuple[Sentence, int]]:
    weights = []
    number = 0
    for sentence in document.lead:
        if sentence.place == "title":
            weights.append((sentence, TITLE))
        else:
            weights.append((sentence, FIRST if number == 0 else LEAD))
            number += 1
    return weights


_BEHIND_BEFORE = regex(
    r"\b(?:(?<!and )last(?! month| week)|previous|earlier|since the|separate|before that,?|ago,? an?|"
    r"back in \w+|(?<!has )(?<!have )had(?! ofsted)|a year after an?|in between|similar|other|"
    r"more of these|her next|any|(?:years|months|rounds|cycle) of)\b[^.;,]{0,28}$"
)
_BEHIND_AFTER = re.compile(
    r"^[^.;]{0,14}\b(?:in|of|from) (?:\w+ )?((?:19|20)\d\d)\b|^ (?:had (?:already|found|described|"
    r"flagged)|was carried out last year)"
)

_BECAUSE = re.compile(r"\bbecause (?:[\w'-]+ ){0,5}$")
"""A step told as a reason is no news: "because both councils hand over …"."""


def _is_background(  # noqa: PLR0911 - one return a rule
    document: Document, sentence: Sentence, mark: Mark
) -> bool:
    """Whether an event is only recalled, or still to come."""
    left = sentence.between(max(sentence.start, mark.start - 60), mark.start)
    right = sentence.between(mark.end, min(sentence.end, mark.end + 60))
    if mark.kind == "intervene" or mark.value == "intervention":
        ahead = FUTURE_BEFORE.search(left) if mark.kind == "intervene" else is_ahead(left, right)
        return bool(ahead) or _BECAUSE.search(left) is not None or is_of_years_ago(document, sentence)
    if is_ahead(left, right):
        return True
    if mark.value in {"inspection", "visit"}:
        return False
    dated = _YEAR_BEFORE.search(left) if "20" in left else None
    if dated and _is_past_year(document, int(dated.group(1))):
        return True
    if _BEHIND_BEFORE.search(left) and sentence.place == "text" and not right.startswith(" has "):
        return True
    if left.endswith("recent ") and sentence.words(mark).endswith("s"):
        return True
    behind = _BEHIND_AFTER.match(right)
    if behind is None:
        return False
    year = behind.group(1)
    if year is None or document.published is None:
        return year is None or document.story.has("flag", "fresh")
    return int(year) < document.published.year - _fresh_winter(document)


_YEAR_BEFORE = regex(
    r"\bin (?:\w+ )?(20\d\d) (?:at|after|by|following|during|on) (?:an?|its|the) (?:[\w-]+ )*$"
)


def _is_past_year(document: Document, year: int) -> bool:
    """Whether a year lies before that of the article."""
    return document.published is not None and year < document.published.year


def is_of_years_ago(document: Document, sentence: Sentence) -> bool:
    """Whether every year that a sentence names lies well before the article."""
    years = [int(year) for year in YEAR_SINCE_2000.findall(sentence.low)]
    return document.published is not None and bool(years) and max(years) < document.published.year - 1


def _fresh_winter(document: Document) -> int:
    """One year's grace for reports of the first half of a year: the visit was before New Year."""
    return int(document.published is not None and document.published.month <= 6)  # noqa: PLR2004 - June
