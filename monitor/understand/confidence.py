"""How far a finding can be trusted, for ranking: what goes along with mistakes, each with its weight.

The weights are those of a logistic regression over the labelled articles of `tests/understand/articles` and
over articles that no rule had been made for. They order findings; nothing is told or withheld by them.
"""

from __future__ import annotations

from math import exp

from monitor.model import Event
from monitor.understand.document import Document
from monitor.understand.judgements import Outcome
from monitor.understand.statement import Statement

SURE = 3.2
"""What speaks for a finding of which nothing below is true."""
LEAST, MOST = 0.05, 0.99
KIND = {
    Event.OTHER: 2.7,
    Event.INTERVENTION: -0.5,
    Event.AREA_SEND: -0.4,
    Event.JTAI: -0.9,
    Event.FOCUSED_VISIT: -0.9,
}
"""A kind that is not known is a doubt; those that come with their own words are less of one than a grade."""
NO_JUDGEMENT = 1.2
SEVERAL_GRADES = 0.7
"""For each further place that tells a new overall grade: one of them may be another's."""
UNGRADED_AREA = 0.7
"""For each area that is named and for which no grade was found."""
GRADED_AREA = -0.4
UNTOLD = 0.5
"""For each word of a grade that was taken for none."""
LATE = 0.4
"""The judgement is not told in headline or lead."""
POWER = 0.5
"""The story of an inspection speaks of the government's powers too."""
RIVAL = 0.4
"""For each other council in headline and lead."""
NAMED = 0.3
"""For each other council in the story."""
ABOUT = 0.8
"""For each word in the lead of what is no inspection: an appointment, a budget, a review."""
QUESTION = 0.6
NO_BEFORE = 0.5
NO_DIRECTION = 0.3
TITLE_GRADE, TITLE_COUNCIL, OFSTED = -0.7, -0.3, -0.3
"""The headline names a grade, or the council; the lead names Ofsted."""


def confidence(  # noqa: PLR0913 - everything that may cast doubt
    document: Document,
    slug: str,
    event: Event,
    outcome: Outcome,
    *,
    statements: tuple[Statement, ...],
    own: tuple[Statement, ...],
    directed: bool,
) -> float:
    """Between 0 and 1; the lower, the likelier a person should look.

    `own` are those of the article's statements that may be this council's.
    """
    doubt = KIND.get(event, 0.0) + _of_the_lead(document, slug)
    doubt += NO_BEFORE * (outcome.previous is None) + NO_DIRECTION * (not directed)
    doubt += UNTOLD * _capped(_grade_words(document) - len(statements), 3)
    doubt += SEVERAL_GRADES * _capped(len(_announced(own)) - 1, 3)
    doubt += LATE * (outcome.judgement is not None and not _is_told_first(document, own))
    if event is Event.INSPECTION:
        doubt += _of_an_inspection(document, outcome)
    return min(MOST, max(LEAST, 1 / (1 + exp(doubt - SURE))))


def _capped(number: int, most: int) -> int:
    return max(0, min(number, most))


def _of_the_lead(document: Document, slug: str) -> float:
    """What headline and lead say of whose news it is, and of what."""
    lead, titles = document.lead, document.titles
    others, rivals = document.story.slugs() - {slug}, lead.slugs() - {slug}
    doubt = NAMED * _capped(len(others), 4) + RIVAL * _capped(len(rivals), 2)
    doubt += ABOUT * _capped(len(set(lead.values("about"))), 2)
    doubt += QUESTION * any(sentence.raw.endswith("?") for sentence in lead)
    doubt += TITLE_GRADE * titles.has_grade()
    doubt += TITLE_COUNCIL * (slug in titles.slugs())
    return doubt + OFSTED * lead.names_ofsted()


def _of_an_inspection(document: Document, outcome: Outcome) -> float:
    """What is missing from an inspection's grades."""
    named = set(document.story.values("area"))
    doubt = UNGRADED_AREA * _capped(len(named - set(outcome.areas)), 3)
    doubt += GRADED_AREA * _capped(len(outcome.areas), 4) + NO_JUDGEMENT * (outcome.judgement is None)
    return doubt + POWER * document.story.has("power")


def _grade_words(document: Document) -> int:
    return len(document.story.values("grade")) + len(document.story.values("plain_grade"))


def _announced(own: tuple[Statement, ...]) -> list[Statement]:
    """The places that tell a new grade of the whole service."""
    return [s for s in own if s.overall and s.fresh and not s.spoken and not s.part]


def _is_told_first(document: Document, own: tuple[Statement, ...]) -> bool:
    announced = _announced(own)
    return bool(announced) and announced[0].sentence in document.lead
