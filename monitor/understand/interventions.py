"""Tells whether a step of the government is the news, and not the report that led to it."""

from __future__ import annotations

from monitor.understand.document import Document
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.signs import FIRST, LEAD, TITLE, is_of_years_ago
from monitor.understand.statement import Statement


def is_intervention(document: Document, weights: dict[str, float], graded_lead: list[Statement]) -> bool:
    """Whether the news is what the government does or undoes: in headline or lead before any grade."""
    steps = max((weights.get(f"intervene_{kind}", 0) for kind in ("start", "end", "keep")), default=0)
    named = weights.get("intervention", 0)
    opening = [s for s in document.lead if s.place == "text"][:2]
    graded_early = any(s.sentence.place == "title" or s.sentence in opening for s in graded_lead)
    acts = not graded_early and any(_is_act_of_government(sentence) for sentence in opening)
    if acts or (not graded_lead and any(_is_just_done(sentence) for sentence in document.story[:_EARLY])):
        return True
    if weights.get("jtai", 0) >= LEAD and not document.lead.has("body", "government"):
        return False
    titles = document.titles
    stepped = titles.has("body", "government") or titles.has("intervene")
    if stepped and not titles.names_ofsted() and max(steps, named) >= LEAD and not _graded_title(graded_lead):
        return True
    if graded_lead and not _graded_title(graded_lead):
        return steps >= TITLE or (steps >= FIRST and named >= TITLE) or _comes_first(document, graded_lead)
    if graded_lead:
        return False
    return steps >= LEAD or (named >= TITLE and weights.get("monitoring_visit", 0) < FIRST)


def is_full_of_power(document: Document) -> bool:
    """Whether headline and lead tell of the government's powers in three ways, and the headline no grade."""
    if document.titles.has_grade():
        return False
    return len(set(document.lead.values("power"))) >= _MANY


_MANY = 3


def _graded_title(graded_lead: list[Statement]) -> bool:
    return any(s.sentence.place == "title" for s in graded_lead)


def _comes_first(document: Document, graded_lead: list[Statement]) -> bool:
    """Whether the lead speaks of an intervention in a sentence of its own before any grade."""
    for sentence in document.lead:
        if any(s.sentence is sentence for s in graded_lead):
            return False
        step = sentence.has("event", "intervention") or sentence.has("intervene")
        if step and not is_of_years_ago(document, sentence):
            return True
    return False


_EARLY = 10
_JUST_DONE = regex(r"\b(?:has|have|had) (?:today|yesterday|this (?:week|morning))\b")
_PAST = regex(r"\b(?:had|was|were|since|after|still|already|remains?)\b")


def _is_act_of_government(sentence: Sentence) -> bool:
    """Whether a sentence tells a step of the government, and not Ofsted's."""
    return _is_step_of_government(sentence) and not _PAST.search(sentence.low)


def _is_just_done(sentence: Sentence) -> bool:
    """Whether a sentence says that the government "has today" taken a step: the news, however late told."""
    return _is_step_of_government(sentence) and _JUST_DONE.search(sentence.low) is not None


def _is_step_of_government(sentence: Sentence) -> bool:
    if not sentence.has("intervene") and not sentence.has("event", "intervention"):
        return False
    government = sentence.has("body", "government") or "The Department " in sentence.raw
    return government and not sentence.names_ofsted()
