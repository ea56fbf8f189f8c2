from datetime import date

import pytest

from monitor.understand.classify import classify
from monitor.understand.document import read_document
from monitor.understand.topics import clauses, told_clauses

DAY = date(2025, 3, 4)
Reading = dict[str, tuple[str | None, str | None]]


def _read(title: str, text: str) -> Reading:
    """Council → new grade and grade before."""
    found = classify(text, title=title, published=DAY).findings
    return {one.council: (one.judgement, one.previous_judgement) for one in found}


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        pytest.param(
            "Ofsted: three verdicts in a day",
            "Three councils in the north learnt their Ofsted grades for children's services on Tuesday.\n"
            "Gateshead kept its outstanding rating; Sunderland slipped from outstanding to good, while "
            "Durham climbed from requires improvement to good.\n"
            "Northumberland, its neighbour, was rated outstanding in 2024.",
            {
                "gateshead": ("outstanding", "outstanding"),
                "sunderland": ("good", "outstanding"),
                "durham": ("good", "requires_improvement"),
            },
            id="clauses-of-one-sentence",
        ),
        pytest.param(
            "Sheffield up, Rotherham down in Ofsted reports",
            "Two South Yorkshire councils have had their children's services inspected.\n"
            "Sheffield was upgraded from good to outstanding. Rotherham was downgraded from good to "
            "requires improvement.\nDoncaster, also in South Yorkshire, is rated good.",
            {"sheffield": ("outstanding", "good"), "rotherham": ("requires_improvement", "good")},
            id="a-comparator-is-none-of-the-two",
        ),
        pytest.param(
            "How three boroughs fared with Ofsted",
            "Hackney, Tower Hamlets and Newham were rated good, requires improvement and inadequate "
            "respectively for their children's services this week.\nHackney had been inadequate.",
            {
                "hackney": ("good", "inadequate"),
                "tower-hamlets": ("requires_improvement", None),
                "newham": ("inadequate", None),
            },
            id="respectively",
        ),
        pytest.param(
            "Ofsted watch: children's services",
            "• Bolton – Good (previously requires improvement)\n• Bury – Inadequate (previously requires "
            "improvement)\n• Rochdale – focused visit on care leavers",
            {
                "bolton": ("good", "requires_improvement"),
                "bury": ("inadequate", "requires_improvement"),
                "rochdale": (None, None),
            },
            id="list-with-bullets",
        ),
        pytest.param(
            "Inspectors contrast two Cheshire councils",
            "Cheshire East's children's services have been rated inadequate by Ofsted; Cheshire West and "
            "Chester, inspected in the same month, was rated good.\nHalton was not inspected.",
            {"cheshire-east": ("inadequate", None), "cheshire-west-and-chester": ("good", None)},
            id="semicolon",
        ),
    ],
)
def test_each_council_of_a_round_up_has_the_grades_of_its_own_clause(
    title: str, text: str, told: Reading
) -> None:
    assert _read(title, text) == told


@pytest.mark.parametrize(
    ("title", "text", "council"),
    [
        pytest.param(
            "Sefton children's services still inadequate as neighbour Wirral rated good",
            "Sefton Council's children's services remain inadequate, Ofsted has said.\n"
            "Wirral, next door, was judged good last month. Knowsley is also good.",
            "sefton",
            id="neighbour-in-the-headline",
        ),
        pytest.param(
            "Stockport rated outstanding",
            "Stockport's services for children have been rated outstanding by Ofsted. It is the third "
            "council in Greater Manchester at the top, after Salford and Manchester, which were both rated "
            "outstanding this year.",
            "stockport",
            id="comparators-with-the-same-grade",
        ),
        pytest.param(
            "Bi-borough service: Westminster retains its top grade",
            "Westminster's children's services have again been judged outstanding by Ofsted.\nThe service is "
            "shared with Kensington and Chelsea, which will have an inspection later this year.",
            "westminster",
            id="partner-not-inspected",
        ),
        pytest.param(
            "Improvement partner named for Herefordshire",
            "Leeds City Council will be the improvement partner for Herefordshire, whose children's services "
            "Ofsted rated inadequate in 2022.\nMinisters issued an improvement notice to Herefordshire last "
            "autumn.",
            "herefordshire",
            id="helper-named-first",
        ),
        pytest.param(
            "Children's services in Northamptonshire improve",
            "Northamptonshire Children's Trust serves West Northamptonshire and North Northamptonshire.\n"
            "Ofsted rated West Northamptonshire good. North Northamptonshire will be inspected next year.",
            "west-northamptonshire",
            id="one-of-a-shared-trust",
        ),
        pytest.param(
            "In brief",
            "LUTON: Ofsted says the borough's children's services require improvement.\n"
            "BEDFORD: roadworks on the bridge for a month.",
            "luton",
            id="other-news-in-a-list",
        ),
    ],
)
def test_councils_named_by_the_way_are_no_further_subjects(title: str, text: str, council: str) -> None:
    assert set(_read(title, text)) == {council}


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Kent was rated good, while in Essex services are inadequate.", 2),
        ("Kent was rated good and Essex inadequate, but Norfolk requires improvement.", 3),
        ("Good for Kent, inadequate for Essex.", 2),
        ("Kent and Essex were both rated good.", 1),
        ("Kent and Essex were rated good and inadequate respectively.", 1),
        ("Kent was rated good in 2019 and is good again.", 1),
    ],
)
def test_a_sentence_on_several_councils_is_cut_between_their_clauses(sentence: str, parts: int) -> None:
    (whole,) = read_document("", sentence, None).sentences
    found = clauses(whole)
    assert len(found) == parts
    assert all(sentence[one.start : one.end] == one.raw for one in found)


def test_former_latter_and_both_point_back_to_councils() -> None:
    text = "Kent and Essex parted. The former is good, the latter inadequate. Both were good."
    document = read_document("", text, None)
    told = told_clauses(document, document.story)
    assert [slugs for _, slugs in told] == [("kent", "essex"), ("kent",), ("essex",), ("kent", "essex")]
