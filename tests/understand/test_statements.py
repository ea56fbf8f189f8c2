"""What single sentences say of a grade: whose, of what, and since when."""

from datetime import date

import pytest

from monitor.understand.document import read_document
from monitor.understand.statement import Standing, Statement
from monitor.understand.statements import read_statements

NEWS_DAY = date(2024, 6, 20)


def _read(text: str, published: date | None = NEWS_DAY) -> list[Statement]:
    return list(read_statements(read_document("", text, published)))


def _grades(text: str, standing: Standing) -> list[str]:
    return [s.grade for s in _read(text) if s.standing is standing]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Oldham’s services were rated ‘good’ by Ofsted.", "good"),
        ("Ofsted has judged the council to be outstanding.", "outstanding"),
        ("The department requires improvement to be good, inspectors say.", "requires_improvement"),
        ("It was handed the lowest possible rating.", "inadequate"),
        ("Overall: Outstanding", "outstanding"),
        ("The overall grade is RI.", "requires_improvement"),
        ("Oldham goes straight from inadequate to good.", "good"),
        ("The council has been found to be adequate.", "adequate"),
        ("It earned the second-highest grade.", "good"),
    ],
)
def test_a_grade_that_is_announced_is_new(text: str, grade: str) -> None:
    assert _grades(text, Standing.NEW) == [grade]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("It was rated inadequate in 2018.", "inadequate"),
        ("The borough is no longer inadequate.", "inadequate"),
        ("The county has shed its ‘inadequate’ label.", "inadequate"),
        ("The service is up from requires improvement.", "requires_improvement"),
        ("It was judged good at its last inspection.", "good"),
        ("This is the visit since the council was judged inadequate.", "inadequate"),
        ("The council had previously been rated good.", "good"),
        ("Inspectors stripped it of its ‘good’ rating.", "good"),
        ("Four years ago the city was rated outstanding.", "outstanding"),
        ("They came when the service was rated inadequate.", "inadequate"),
    ],
)
def test_a_grade_that_was_given_before_is_former(text: str, grade: str) -> None:
    assert _grades(text, Standing.FORMER) == [grade]
    assert _grades(text, Standing.NEW) == []


@pytest.mark.parametrize(
    "text",
    [
        "The council hopes to be rated good by 2026.",
        "It could be judged inadequate.",
        "The department is on track for good.",
        "It is not inadequate.",
        "Councils are rated outstanding, good, requires improvement or inadequate.",
        "Leaders want services that are good or outstanding.",
        "Its goal is a good rating next.",
        "An earlier version of this story said the council was rated good.",
    ],
)
def test_what_is_hoped_denied_explained_or_withdrawn_was_given_to_nobody(text: str) -> None:
    assert {s.standing for s in _read(text)} <= {Standing.UNREAL}


@pytest.mark.parametrize(
    "text",
    [
        "Inspectors saw good practice and good progress.",
        "There are outstanding issues and an outstanding example.",
        "Good news: it is a good place to work.",
        "He said the good work goes on.",
        "An adequate standard of housing is lacking.",
        "Areas for improvement were listed, and areas requiring improvement.",
        "Her assessment was inadequate.",
    ],
)
def test_everyday_words_are_no_grades(text: str) -> None:
    assert _read(text) == []


def test_a_standing_grade_names_a_council() -> None:
    assert _grades("Inadequate-rated Sefton had a visit.", Standing.STANDING) == ["inadequate"]
    assert _grades("Kent, which is rated good, has sent help.", Standing.STANDING) == ["good"]


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Leadership was rated good.", {"leadership": "good"}),
        (
            "The borough was graded good for children in care and for the impact of leaders.",
            {"leadership": "good", "children_in_care": "good"},
        ),
        (
            "Help and protection is inadequate, as is leadership.",
            {"help_and_protection": "inadequate", "leadership": "inadequate"},
        ),
        (
            "Leadership requires improvement, while care leavers get a good service.",
            {"leadership": "requires_improvement", "care_leavers": "good"},
        ),
        (
            "Only for care leavers does the service require improvement.",
            {"care_leavers": "requires_improvement"},
        ),
        (
            "Adoption is outstanding. So is leadership.",
            {"adoption": "outstanding", "leadership": "outstanding"},
        ),
        (
            "Inspectors looked at leadership, help and protection and children in care. Each was good.",
            {"leadership": "good", "help_and_protection": "good", "children_in_care": "good"},
        ),
        (
            "Leadership (good), help and protection (requires improvement) and care leavers (outstanding).",
            {
                "leadership": "good",
                "help_and_protection": "requires_improvement",
                "care_leavers": "outstanding",
            },
        ),
        ("The council was rated good overall.", {}),
        (
            "Leadership and adoption were judged inadequate and good respectively.",
            {"leadership": "inadequate", "adoption": "good"},
        ),
        (
            "Children in care and care leavers were rated good and outstanding in that order.",
            {"children_in_care": "good", "care_leavers": "outstanding"},
        ),
        (
            "Inspectors wrote of leadership and of care leavers. Both were good.",
            {"leadership": "good", "care_leavers": "good"},
        ),
        ("Both areas were good.", {}),
        ("Leadership has slipped. It is now inadequate.", {"leadership": "inadequate"}),
        (
            "Children in care and care leavers did better: the former were good, the latter outstanding.",
            {"children_in_care": "good", "care_leavers": "outstanding"},
        ),
        (
            "Leadership requires improvement. Help and protection does too.",
            {"leadership": "requires_improvement", "help_and_protection": "requires_improvement"},
        ),
        (
            "Leadership is good. The same goes for adoption.",
            {"leadership": "good", "adoption": "good"},
        ),
        (
            "Leadership\nGood\nAdoption\nRequires improvement",
            {"leadership": "good", "adoption": "requires_improvement"},
        ),
        (
            "Leadership Good\nAdoption | Inadequate",
            {"leadership": "good", "adoption": "inadequate"},
        ),
        ("Rated good: leadership; adoption.", {"leadership": "good", "adoption": "good"}),
        (
            "The county requires improvement, as do its leaders.",
            {"leadership": "requires_improvement"},
        ),
    ],
)
def test_an_area_has_the_grade_it_was_given(text: str, areas: dict[str, str]) -> None:
    assert {area: s.grade for s in _read(text) for area in s.areas} == areas


@pytest.mark.parametrize(
    ("text", "former", "new"),
    [
        ("Once good, the service is inadequate.", ["good"], ["inadequate"]),
        ("Kent, which had been good since 2012, is inadequate.", ["good"], ["inadequate"]),
        ("The council is good (was inadequate).", ["inadequate"], ["good"]),
        ("The outstanding verdict replaces the good grade of 2019.", ["good"], ["outstanding"]),
        (
            "Having been good in 2012 and good in 2016, it is now inadequate.",
            ["good", "good"],
            ["inadequate"],
        ),
        ("It is the first good rating since 2012.", [], ["good"]),
        ("A year after it was praised, Kent has been marked down to inadequate.", [], ["inadequate"]),
        ("The council is good. Its previous grade was inadequate.", ["inadequate"], ["good"]),
    ],
)
def test_history_is_told_from_news(text: str, former: list[str], new: list[str]) -> None:
    assert _grades(text, Standing.FORMER) == former
    assert _grades(text, Standing.NEW) == new


@pytest.mark.parametrize(
    "text",
    [
        "The council’s good rating was maintained.",
        "The council was found to be good, the same result as in 2019.",
        "The council is good, matching that of 2019.",
    ],
)
def test_a_grade_that_is_as_before_is_kept(text: str) -> None:
    assert _grades(text, Standing.KEPT) == ["good"]


def test_a_grade_of_a_thing_that_nobody_names_is_not_the_council_s() -> None:
    assert not any(s.overall for s in _read("Finding homes for dogs is already good today."))


def test_a_grade_of_the_whole_is_shared_with_its_areas() -> None:
    found = _read("Overall the county requires improvement, as do its leaders.")
    assert [(s.overall, s.areas) for s in found] == [(True, ("leadership",))]


def test_an_area_is_not_the_whole_service() -> None:
    assert not any(s.overall for s in _read("Leadership was judged inadequate."))
    assert all(s.overall for s in _read("The council’s children’s services were judged inadequate."))


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Oldham was rated good and Trafford was rated inadequate.", [{"oldham"}, {"trafford"}]),
        ("Neighbouring Kent, where services are rated good, has helped.", [{"kent"}]),
        ("Barnet and Ealing both hold outstanding ratings.", [{"barnet", "ealing"}]),
        ("The council was rated good.", [set()]),
    ],
)
def test_a_grade_is_bound_to_the_council_of_its_clause(text: str, slugs: list[set[str]]) -> None:
    assert [set(s.councils) for s in _read(text)] == slugs


def test_the_words_of_a_councillor_are_marked_as_spoken() -> None:
    text = "“We said for years that our services were rated good by everyone,” said the council leader."
    assert [s.spoken for s in _read(text)] == [True]
