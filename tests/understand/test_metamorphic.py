"""Change an article in a way whose effect is known, and compare answer with answer."""

from __future__ import annotations

from functools import cache

import pytest

from monitor.model import Classification
from monitor.understand.classify import classify
from monitor.understand.councils import all_councils, council
from tests.understand.labels import LabelledArticle, expectations, read_articles
from tests.understand.scoring import score
from tests.understand.variations import (
    about_another_council,
    at_another_visit,
    beginnings,
    names_one_plain_council,
    ranks_its_grades,
    sense,
    sorted_said,
    straightened,
    with_asides,
    with_grades_exchanged,
)

ARTICLES = read_articles()
LIVING = {one.slug for one in all_councils()}
OTHER_COUNCILS = ("calderdale", "hartlepool", "warwickshire")
EXCHANGED = {"outstanding": "inadequate", "inadequate": "outstanding"}

# Cut short, these rightly say something else than they do as a whole.
COUNTED_IN_OTHER_WORDS = {"bj-t18": "its opening visit, and the first word from inspectors since"}
TURNED_BY_THEIR_LAST_LINES = {
    "correction-grade-was-wrong": "the correction that takes back the first grade stands at the foot",
    "cb-219": "only the second sentence says that the first was wrong",
    "bab-t14": "the answer to the question, which tells the step of the government, stands behind it",
    "bad-t09": "the second paragraph says that the grade of the first was wrong",
    "cd-t22": "only the text says that the headline's grade is the leaders' alone",
    "cd-t44": "it goes on as a history, of which the last line is still to come",
    "al-t01": "the second paragraph turns from the neighbour's news to the council's own",
}


@cache
def wrong_as_they_stand() -> frozenset[str]:
    return frozenset(faults.article.id for faults in score(ARTICLES).faults if faults.wrong)


def answer_to(
    article: LabelledArticle, *, title: str | None = None, text: str | None = None
) -> Classification:
    return classify(
        article.text if text is None else text,
        title=article.title if title is None else title,
        published=article.day,
    )


@cache
def flawed_as_they_stand() -> frozenset[str]:
    return frozenset(faults.article.id for faults in score(ARTICLES).faults)


every_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda one: one.id)


@every_article
def test_straight_quotation_marks_change_nothing(article: LabelledArticle) -> None:
    plain = answer_to(article, title=straightened(article.title), text=straightened(article.text))
    assert sense(plain) == sense(answer_to(article))


@every_article
def test_asides_below_the_story_change_nothing_in_any_order(article: LabelledArticle) -> None:
    if "partial" in (article.label.flags or ()):  # it breaks off: nothing stands below
        return
    answers = {sense(answer_to(article, text=text)) for text in with_asides(article.text)}
    assert answers == {sense(answer_to(article))}


@every_article
def test_a_story_cut_short_invents_no_judgement(article: LabelledArticle) -> None:
    if article.id in TURNED_BY_THEIR_LAST_LINES:
        return
    announced = {finding.council: finding.judgement for finding in answer_to(article).findings}
    true = {slug: one.judgement for slug, one in expectations(article.label).items()}
    for text in beginnings(article.text):
        for finding in answer_to(article, text=text).findings:
            council = finding.council
            assert finding.judgement in {None, announced.get(council), true.get(council)}, text[-200:]


@pytest.mark.parametrize("other", OTHER_COUNCILS)
def test_the_answer_follows_the_council(other: str) -> None:
    tried, strayed = 0, set[str]()
    for article in ARTICLES:
        if article.id in wrong_as_they_stand() or not set(article.label.councils) & LIVING:
            continue
        here, there = council(article.label.councils[0]), council(other)
        if here == there or not names_one_plain_council(article, here):
            continue
        title = about_another_council(article.title, here, there)
        text = about_another_council(article.text, here, there)
        if (title, text) == (article.title, article.text):  # only a misspelt name stands there
            continue
        moved = answer_to(article, title=title, text=text)
        expected = tuple((other, *rest) for _, *rest in sorted_said(answer_to(article)))
        tried += 1
        if sorted_said(moved) != expected:
            strayed.add(article.id)
    assert strayed == set()
    assert tried >= 15


@pytest.mark.parametrize("other", [7, 9])
def test_the_answer_follows_the_ordinal(other: int) -> None:
    tried, strayed = 0, set[str]()
    for article in ARTICLES:
        ordinal = article.label.visit_ordinal
        if ordinal is None or article.id in wrong_as_they_stand():
            continue
        before = answer_to(article)
        if [finding.visit_ordinal for finding in before.findings] != [ordinal]:
            continue
        after = answer_to(
            article,
            title=at_another_visit(article.title, ordinal, other),
            text=at_another_visit(article.text, ordinal, other),
        )
        proofs = [
            one.quote
            for finding in before.findings
            for one in finding.evidence
            if one.field == "visit_ordinal"
        ]
        if article.id in COUNTED_IN_OTHER_WORDS or any(
            at_another_visit(quote, ordinal, other) == quote for quote in proofs
        ):
            continue
        expected = tuple((*start, other, *rest) for *start, _, rest in _split_at_ordinal(before))
        tried += 1
        if sorted_said(after) != expected:
            strayed.add(article.id)
    assert strayed == set()
    assert tried >= 8


def _split_at_ordinal(answer: Classification) -> list[tuple[object, object, object, tuple[object, ...]]]:
    """Each finding as council, event, ordinal and all the rest."""
    return [(one[0], one[1], one[2], one[3:]) for one in sorted_said(answer)]


def test_the_answer_follows_the_grade() -> None:
    tried, strayed = 0, set[str]()
    for article in ARTICLES:
        if article.id in flawed_as_they_stand() or ranks_its_grades(article) or not article.label.relevant:
            continue
        before = answer_to(article)
        after = answer_to(
            article,
            title=with_grades_exchanged(article.title, EXCHANGED),
            text=with_grades_exchanged(article.text, EXCHANGED),
        )
        tried += before != after
        if _grades(after, {}) != _grades(before, EXCHANGED):
            strayed.add(article.id)
    assert strayed == set()
    assert tried >= 15


def _grades(answer: Classification, exchange: dict[str, str]) -> dict[str, tuple[object, ...]]:
    """The grades of each finding, each exchanged for its partner."""

    def partner(grade: str | None) -> str | None:
        return exchange.get(grade or "", grade)

    return {
        finding.council: (
            partner(finding.judgement),
            partner(finding.previous_judgement),
            {area: partner(grade) for area, grade in finding.areas.items()},
        )
        for finding in answer.findings
    }
