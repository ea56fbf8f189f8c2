"""What inspectors said: praise and blame told apart, in their own words, and nobody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.document import read_document
from monitor.understand.figures import find_figures
from monitor.understand.highlights import MOST, find_highlights, find_themes, quotable, read_remarks
from monitor.understand.speech import Told, attribute


class Case(NamedTuple):
    """A short text and whether its last sentence praises, blames, does both, or is no remark."""

    half: str
    tone: str
    text: str

    @property
    def wanted(self) -> set[str]:
        """The tones that may be told."""
        return {"both": {"strength", "concern"}, "none": set()}.get(self.tone, {self.tone})


CASES = [
    Case(**json.loads(line))
    for line in (Path(__file__).parent / "tone.jsonl").read_text(encoding="utf-8").splitlines()
]


def _said(text: str) -> Told:
    """The sentences of a text that can be quoted."""
    return quotable(attribute(read_document("", text, None).story))


def tones(text: str) -> set[str]:
    """The tones of the remarks that are found in a text."""
    return {remark.tone.value for remark in read_remarks(_said(text))}


@pytest.mark.parametrize("half", ["first", "second", "unseen"])
def test_of_what_is_told_as_praise_or_blame_nearly_all_is_rightly_told(half: str) -> None:
    told = [(tone, case) for case in CASES if case.half == half for tone in tones(case.text)]
    right = [tone in case.wanted for tone, case in told]
    assert sum(right) / len(right) >= 0.95


@pytest.mark.parametrize(("half", "share"), [("first", 0.9), ("second", 0.8), ("unseen", 0.8)])
def test_most_praise_and_blame_is_found(half: str, share: float) -> None:
    wanted = [(tone, case) for case in CASES if case.half == half for tone in case.wanted]
    found = [tone in tones(case.text) for tone, case in wanted]
    assert sum(found) / len(found) >= share


def test_the_table_is_large_and_its_unseen_half_stands_apart() -> None:
    assert len(CASES) >= 80
    assert {case.half for case in CASES} == {"first", "second", "unseen"}


LETTER = (
    "Ofsted has published a letter on Leeds.\n"
    "Inspectors found that children are seen promptly. "
    "However, plans for children are often late and vague.\n"
    "Supervision is weak and workers are left alone with hard decisions.\n"
    "“We are proud of our excellent staff and of how well children do,” said Councillor Ann Lee.\n"
    "Families are helped early and well.\n"
    "The letter says that foster carers are well supported, but that too many children change school.\n"
)


def highlights(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The strengths and concerns found in a text."""
    found = find_highlights(_said(text))
    return found.strengths, found.concerns


def test_words_that_only_tie_a_sentence_to_the_last_one_are_left_out() -> None:
    assert "plans for children are often late and vague." in highlights(LETTER)[1]


def test_a_councillor_is_never_quoted_nor_what_follows_in_nobodys_name() -> None:
    told = " ".join(sum(highlights(LETTER), ()))
    assert "proud" not in told
    assert "Families are helped" not in told


def test_a_sentence_that_turns_gives_each_side_its_own_clause() -> None:
    strengths, concerns = highlights(LETTER)
    assert "The letter says that foster carers are well supported" in strengths
    assert "too many children change school." in concerns


@pytest.mark.parametrize(
    "sentence",
    [
        "The council was rated outstanding overall in 2022.",
        "It is a clear step up for children and families in the city.",
        "A commissioner was appointed to steer the improvement of help for children.",
        "Inspectors visited effective teams and skilled managers of children’s services in 2019.",
    ],
)
def test_grades_history_and_dangling_words_are_no_highlights(sentence: str) -> None:
    assert highlights(f"Inspectors were in Leeds.\n{sentence}") == ((), ())


@given(st.text(max_size=300))
def test_any_text_gives_quotes_that_stand_in_it_and_never_more_than_three(text: str) -> None:
    strengths, concerns = highlights(f"Inspectors found that {text}\n{LETTER}")
    assert len(strengths) <= MOST
    assert len(concerns) <= MOST
    assert all(quote in f"Inspectors found that {text}\n{LETTER}" for quote in strengths + concerns)


def test_a_theme_is_an_inspectors_finding_and_not_a_councillors_pledge() -> None:
    text = (
        "“We will cut caseloads and keep them manageable,” said Councillor Ann Lee.\n"
        "Inspectors found that caseloads are too high for newly qualified staff."
    )
    themes = {theme.name: theme.quote for theme in find_themes(_said(text))}
    assert themes["caseloads"] == "Inspectors found that caseloads are too high for newly qualified staff."


@pytest.mark.parametrize(
    ("sentence", "value", "what"),
    [
        (
            "Inspectors said that 64% of social workers are permanent.",
            "64%",
            "Inspectors said that 64% of social workers are permanent",
        ),
        (
            "Plans are better, and four in five assessments are done in time, the letter says.",
            "four in five",
            "four in five assessments are done in time",
        ),
        (
            "Caseloads are averaging 15 children; staff stay longer, inspectors found.",
            "averaging 15",
            "Caseloads are averaging 15 children",
        ),
    ],
)
def test_a_figure_comes_with_what_it_counts(sentence: str, value: str, what: str) -> None:
    (figure,) = find_figures(attribute(read_document("", f"Ofsted wrote to Leeds.\n{sentence}", None).story))
    assert (figure.value, figure.what, figure.quote) == (value, what, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council spent £4 million, or 12% of its budget, on children’s homes.",
        "In 2019 half of the social workers were from agencies.",
        "The director said that nine in ten social workers will be permanent by May.",
    ],
)
def test_money_history_and_promises_are_no_figures_of_practice(sentence: str) -> None:
    assert find_figures(attribute(read_document("", f"Ofsted wrote to Leeds.\n{sentence}", None).story)) == ()
