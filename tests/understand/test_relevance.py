import pytest

from monitor.understand.classify import classify
from monitor.understand.relevance import worth_reading


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Ofsted’s verdict on city’s care of children", ""),
        ("‘Inadequate’ children’s services told to do better", ""),
        ("Progress, but slow", "Inspectors visited the council’s social care teams."),
        ("Commissioner sent in", "Ministers have stepped in at the council."),
        ("Council sorry after damning report", "The children’s services department was visited in May."),
        ("Families let down", "A joint targeted area inspection found gaps."),
        ("SEND inspection finds systemic failings", ""),
        ("Sefton rated inadequate again", ""),
        ("Monitoring visit finds green shoots", ""),
    ],
)
def test_a_page_that_may_be_on_the_beat_is_worth_reading(title: str, summary: str) -> None:
    verdict = worth_reading(title, summary)
    assert verdict
    assert verdict.reason.endswith(".")


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("", ""),
        ("Bypass to open in spring", "Oldham Council said the road would cut queues."),
        ("Striker signs for Reading FC", "The club is good at home."),
        ("Ten good recipes", "Outstanding puddings."),
    ],
)
def test_a_page_that_cannot_be_is_not(title: str, summary: str) -> None:
    verdict = worth_reading(title, summary)
    assert not verdict
    assert verdict.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Oldham primary rated inadequate by Ofsted",
            "Pupils at the school fall behind in phonics, says the head.",
        ),
        (
            "Home in Oldham shut",
            "The children’s home was rated inadequate by Ofsted. The home was run by a firm.",
        ),
        (
            "Oldham fostering agency good",
            "The fostering agency was rated good by Ofsted, its registered manager said.",
        ),
        (
            "Adult social care in Oldham rated good",
            "The Care Quality Commission rated adult social care good.",
        ),
        (
            "Police in Oldham must improve",
            "HMICFRS rated the police force inadequate at protecting children.",
        ),
        ("Social worker wanted in Oldham", "We are recruiting. Ofsted rated us good. Closing date: Friday."),
        ("Oldham to build a bridge", "It will be good."),
        (
            "New boss for Oldham’s care teams",
            "Oldham’s next director of children’s services starts soon. Her last council is rated good.",
        ),
        (
            "Ombudsman finds against Oldham",
            "A boy went without school for a year. Ofsted called SEND help in Oldham inconsistent in 2022.",
        ),
        (
            "Six in ten councils now good",
            "A survey of 150 councils counts Ofsted’s grades. Oldham and Bolton are among those rated good.",
        ),
        (
            "Children’s services in Wrexham",
            "Care Inspectorate Wales has found gaps. Cheshire East sent staff.",
        ),
    ],
)
def test_what_only_sounds_alike_is_not_relevant(title: str, text: str) -> None:
    answer = classify(text, title=title)
    assert not answer.relevant
    assert answer.reasons
