"""Which area of the service each grade of a sentence belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.understand.document import read_document
from monitor.understand.echoes import echo
from monitor.understand.statement import Standing
from monitor.understand.statements import read_statements

LEADERS, HELP, CARE, LEAVERS = "leadership", "help_and_protection", "children_in_care", "care_leavers"
GOOD, POOR, MIDDLING, BEST = "good", "inadequate", "requires_improvement", "outstanding"


def areas_of(text: str) -> dict[str, str]:
    """Area → grade, as the newly given grades of a text say; the first one counts."""
    found: dict[str, str] = {}
    for statement in read_statements(read_document("", text, date(2024, 5, 1))):
        if statement.standing in {Standing.NEW, Standing.KEPT} and not statement.spoken:
            for area in statement.areas:
                found.setdefault(area, statement.grade)
    return found


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Leadership good, help and protection good, care leavers outstanding.", (GOOD, GOOD, None, BEST)),
        ("Leaders: Good\nCare leavers – Outstanding", (GOOD, None, None, BEST)),
        ("Children in care\nRequires improvement\nCare leavers\nGood", (None, None, MIDDLING, GOOD)),
        ("Leaders good, protection inadequate, in care good.", (GOOD, POOR, GOOD, None)),
        (
            "The marks are these: for its leadership good, for children in care inadequate.",
            (GOOD, None, POOR, None),
        ),
    ],
)
def test_areas_and_grades_side_by_side_belong_together(text: str, areas: tuple[str | None, ...]) -> None:
    assert areas_of(text) == _named(areas)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Judged inadequate were leadership, and help and protection.", (POOR, POOR, None, None)),
        ("The council was found to be good at protecting children.", (None, GOOD, None, None)),
        (
            "It is good when it comes to leadership, to children in care and to care leavers.",
            (GOOD, None, GOOD, GOOD),
        ),
        (
            "Three areas were rated good: leadership, care leavers, children in care.",
            (GOOD, None, GOOD, GOOD),
        ),
        ("For care leavers the borough got a requires improvement.", (None, None, None, MIDDLING)),
        (
            "Ofsted rated it inadequate for overall effectiveness and for leadership.",
            (POOR, None, None, None),
        ),
        ("Good is also the word for how care leavers are supported.", (None, None, None, GOOD)),
    ],
)
def test_areas_may_stand_after_their_grade(text: str, areas: tuple[str | None, ...]) -> None:
    assert areas_of(text) == _named(areas)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Leadership is inadequate. On keeping children safe, the same.", (POOR, POOR, None, None)),
        ("Leadership is good. The help given to families is the same.", (GOOD, GOOD, None, None)),
        ("Leadership is good. Help and protection fared the same.", (GOOD, GOOD, None, None)),
        (
            "It is good overall. Leadership and keeping children safe get the same grade as the whole.",
            (GOOD, GOOD, None, None),
        ),
        ("Care leavers have the best of it, and their service is outstanding.", (None, None, None, BEST)),
        (
            "Inspectors looked at children in care and care leavers. Both of them require improvement.",
            (None, None, MIDDLING, MIDDLING),
        ),
        (
            "Care leavers are well, but both leadership and help and protection now require improvement.",
            (MIDDLING, MIDDLING, None, None),
        ),
        ("Children who live in care and those who have moved on shared a good between them.", ()),
    ],
)
def test_a_grade_can_be_told_by_pointing_back(text: str, areas: tuple[str | None, ...]) -> None:
    found = areas_of(text)
    if not areas:
        assert found == {"children_in_care_and_care_leavers": GOOD}
    else:
        assert {area: grade for area, grade in found.items() if grade} == _named(areas)


@pytest.mark.parametrize(
    "text",
    [
        "Leadership is strong and the remaining two judgements are good.",
        "The local safeguarding children board was found to require improvement.",
        "Protection plans were good news for leaders.",
        "The one that is not good is help and protection.",
        "Care costs are high and leaders are tired.",
    ],
)
def test_no_area_is_given_a_grade_that_is_not_its_own(text: str) -> None:
    assert areas_of(text) == {}


def test_a_grade_of_what_is_left_over_is_none_of_the_whole() -> None:
    text = "Leadership earned the highest grade, with the remaining two judgements being good."
    statements = read_statements(read_document("", text, date(2024, 5, 1)))
    assert [(s.grade, s.areas, s.overall) for s in statements] == [
        (BEST, (LEADERS,), False),
        (GOOD, (), False),
    ]


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("So is leadership.", True),
        ("Leadership is, too.", False),
        ("On help and protection, the same.", True),
        ("The picture in the town is the same.", False),
    ],
)
def test_a_sentence_repeats_a_grade_only_in_set_forms(text: str, *, repeats: bool) -> None:
    sentence = read_document("", text, None).sentences[0]
    assert (echo(sentence) is not None) is repeats


def _named(grades: tuple[str | None, ...]) -> dict[str, str]:
    return {area: grade for area, grade in zip((LEADERS, HELP, CARE, LEAVERS), grades, strict=True) if grade}
