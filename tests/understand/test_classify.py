"""The classifier as a whole: laws that hold for any text, and a few articles from end to end."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Classification, Direction, Event, Finding, Flag
from monitor.understand.classify import classify

WORDS = st.sampled_from(
    [
        *(
            "Ofsted",
            "inspectors",
            "Reading",
            "Oldham",
            "Kent",
            "Council",
            "children’s services",
            "SEND",
            "monitoring visit",
        ),
        *(
            "rated",
            "good",
            "inadequate",
            "‘outstanding’",
            "requires improvement",
            "overall",
            "leadership",
            "care leavers",
        ),
        *(
            "was",
            "has been",
            "in 2018",
            "from",
            "to",
            "no longer",
            "and",
            "but",
            "for",
            "second",
            "focused visit",
            "which",
        ),
        *(
            ".",
            ",",
            ";",
            "\n",
            "“",
            "”",
            "–",
            ":",
            "commissioner",
            "improved",
            "too slow",
            "<p>",
            "May",
            "Read more",
        ),
    ]
)
SENTENCES = st.lists(WORDS, max_size=60).map(" ".join)
DAYS = st.none() | st.dates(date(2005, 1, 1), date(2030, 1, 1))


def _claims(finding: Finding) -> set[str]:
    named = {"council", "event"}
    named |= {
        f for f in ("visit_ordinal", "judgement", "previous_judgement", "direction") if getattr(finding, f)
    }
    return named | {f"areas.{area}" for area in finding.areas} | {f"flags.{flag}" for flag in finding.flags}


def _check(answer: Classification, title: str, text: str) -> None:
    places = {"title": title, "text": text if answer.plain is None else answer.plain}
    findings = [one for finding in answer.findings for one in (finding, *finding.also)]
    for finding in findings:
        assert {proof.field for proof in finding.evidence} == _claims(finding)
        for proof in finding.evidence:
            assert proof.quote.strip()
            assert places[proof.place][proof.start : proof.end] == proof.quote
        assert 0 < finding.confidence <= 1
    assert not {finding.council for finding in answer.findings} & set(answer.mentioned)
    assert answer.reasons


@settings(max_examples=300, deadline=None)
@given(SENTENCES, SENTENCES, DAYS)
def test_each_claim_has_its_words_at_their_place(title: str, text: str, day: date | None) -> None:
    _check(classify(text, title=title, published=day), title, text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_is_answered(text: str, title: str) -> None:
    _check(classify(text, title=title), title, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x01",
        "a" * 300_000,
        "good " * 50_000,
        "“" * 20_000,
        "(" * 20_000,
        "<div>" * 20_000,
        "Окей 東京 \u202e",
    ],
)
def test_strange_texts_are_answered(text: str) -> None:
    assert not classify(text, title=text[:100]).relevant


def test_a_graded_inspection() -> None:
    found = classify(
        "Oldham Council’s children’s services have been rated good by Ofsted, up from requires "
        "improvement in 2019.\n"
        "Inspectors visited in March. Leadership is outstanding, while help and protection requires "
        "improvement.\n"
        "Neighbouring Rochdale is rated inadequate.",
        title="Oldham climbs to good",
        published=date(2024, 5, 1),
    )
    (finding,) = found.findings
    assert finding.council == "oldham"
    assert finding.event is Event.INSPECTION
    assert finding.judgement == "good"
    assert finding.previous_judgement == "requires_improvement"
    assert finding.direction is Direction.IMPROVED
    assert finding.areas == {"leadership": "outstanding", "help_and_protection": "requires_improvement"}
    assert found.mentioned == ("rochdale",)


def test_a_monitoring_visit_gives_no_grade() -> None:
    (finding,) = classify(
        "A third monitoring visit found progress at Oldham since it was rated inadequate in 2022. "
        "The front door is "
        "stronger, Ofsted said. There is an area for priority action.",
        title="Oldham making progress",
        published=date(2024, 5, 1),
    ).findings
    assert finding.event is Event.MONITORING_VISIT
    assert finding.visit_ordinal == 3
    assert finding.judgement is None
    assert finding.previous_judgement == "inadequate"
    assert finding.direction is Direction.IMPROVED
    assert finding.flags == (Flag.PRIORITY_ACTION,)


def test_since_april_2026_there_is_no_overall_grade_whatever_a_paper_says() -> None:
    (finding,) = classify(
        "Oldham’s children’s services have been rated good overall, says its leader, after Ofsted "
        "visited in July. "
        "Leadership was rated good and so were services for children in care.",
        title="Oldham rated good",
        published=date(2026, 9, 10),
    ).findings
    assert finding.judgement is None
    assert finding.areas == {"leadership": "good", "children_in_care": "good"}


def test_a_round_up_gives_each_council_its_own() -> None:
    found = classify(
        "Ofsted has reported on two councils’ children’s services this week.\nOldham was rated good.\n"
        "Trafford was found to be inadequate, down from good.",
        title="Two councils hear from Ofsted",
        published=date(2024, 5, 1),
    )
    assert {f.council: f.judgement for f in found.findings} == {"oldham": "good", "trafford": "inadequate"}
    for finding in found.findings:
        proof = next(p for p in finding.evidence if p.field == "judgement")
        assert finding.council.capitalize() in proof.quote


def test_a_leaked_grade_is_no_judgement() -> None:
    (finding,) = classify(
        "Ofsted has rated Oldham’s children’s services inadequate, a leaked draft report shows.",
        title="Leaked: Oldham inadequate",
        published=date(2024, 5, 1),
    ).findings
    assert finding.judgement is None
    assert Flag.PROVISIONAL in finding.flags


def test_the_outcome_of_a_send_inspection_is_no_grade() -> None:
    (finding,) = classify(
        "Ofsted and the CQC found widespread and systemic failings in Oldham’s support for children "
        "with SEND. Its "
        "social care is rated good.",
        title="SEND failings in Oldham",
        published=date(2024, 5, 1),
    ).findings
    assert finding.event is Event.AREA_SEND
    assert finding.areas == {"send": "systemic_failings"}
    assert finding.previous_judgement is None


def test_highlights_are_the_words_of_inspectors_not_of_the_council() -> None:
    (finding,) = classify(
        "A focused visit to Oldham by Ofsted took place in May.\nSocial workers build strong and "
        "trusting relationships, "
        "inspectors said.\nHowever, too many assessments are delayed and recording is weak.\n"
        "“We are proud of our excellent and stable workforce here,” said the council leader.",
        title="Ofsted visits Oldham",
        published=date(2024, 6, 1),
    ).findings
    assert any("trusting relationships" in line for line in finding.highlights.strengths)
    assert any("assessments are delayed" in line for line in finding.highlights.concerns)
    assert not any("proud" in line for line in finding.highlights.strengths)
    assert "assessments and plans" in {theme.name for theme in finding.themes}
