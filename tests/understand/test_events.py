from datetime import date

import pytest

from monitor.model import Event
from monitor.understand.document import read_document
from monitor.understand.events import choose_event
from monitor.understand.send import send_outcome
from monitor.understand.signs import read_signs
from monitor.understand.statements import read_statements
from monitor.understand.visits import event_date, visit_ordinal


def _event(title: str, text: str) -> Event | None:
    document = read_document(title, text, date(2024, 6, 20))
    found = choose_event(document, read_signs(document), read_statements(document), frozenset({"oldham"}))
    return found.event if found else None


@pytest.mark.parametrize(
    ("title", "text", "event"),
    [
        ("Oldham rated good", "Ofsted inspectors published their report today.", Event.INSPECTION),
        (
            "Progress in Oldham",
            "A second monitoring visit by Ofsted was held in May.",
            Event.MONITORING_VISIT,
        ),
        ("Oldham praised", "Ofsted made a focused visit to look at the front door.", Event.FOCUSED_VISIT),
        ("Oldham", "A joint targeted area inspection looked at neglect.", Event.JTAI),
        ("SEND support in Oldham", "The local area partnership has failed families.", Event.AREA_SEND),
        ("Oldham", "An assurance visit took place in October.", Event.ASSURANCE_VISIT),
        ("Commissioner appointed for Oldham", "Ministers stepped in.", Event.INTERVENTION),
        ("Oldham’s direction lifted", "The direction was revoked by the minister.", Event.INTERVENTION),
        ("Ofsted writes to Oldham", "The letter praises staff.", Event.OTHER),
        (
            "Oldham judged inadequate",
            "Monitoring visits will follow. A focused visit in 2021 had raised concerns.",
            Event.INSPECTION,
        ),
        (
            "Two days in Oldham",
            "Ofsted’s pair looked at the front door. Its grade, good, is of 2022.",
            Event.FOCUSED_VISIT,
        ),
        (
            "Oldham hears from Ofsted",
            "Two inspectors spent two days with social workers. Services were rated inadequate in 2021.",
            Event.MONITORING_VISIT,
        ),
        (
            "Oldham’s social workers do better",
            "A focused visit in May found calls answered. The borough, rated good, was pleased.",
            Event.FOCUSED_VISIT,
        ),
        (
            "Oldham’s SEND service gets an order",
            "The Department for Education served an improvement notice. Ofsted found SEND failings.",
            Event.INTERVENTION,
        ),
        ("The envoy arrives in Oldham", "The minister’s commissioner starts on Monday.", Event.INTERVENTION),
        (
            "Oldham’s badge",
            "Ofsted has put the borough in its top class for what it does for children.",
            Event.INSPECTION,
        ),
        (
            "Change is slow in Oldham",
            "Inspectors returned to check on progress since it was rated inadequate.",
            Event.MONITORING_VISIT,
        ),
    ],
)
def test_the_event_is_what_headline_and_lead_tell(title: str, text: str, event: Event) -> None:
    assert _event(title, text) is event


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It was the fourth monitoring visit.", 4),
        ("Inspectors were back for a second time.", 2),
        ("They have been back three times to monitor progress.", 3),
        ("The sixth and last monitoring visit was in July.", 6),
        ("After a monitoring visit in June, their third, they wrote a letter.", 3),
        ("A monitoring visit was made. The next visit, the fifth, is expected in May.", None),
        ("Ofsted’s callers were here again, the third such call since the grade.", 3),
        ("The letter, the second since it failed, is short.", 2),
        ("Letter number five was published.", 5),
        ("The letter (there had been three before) is kind.", 4),
        ("Two down, four to go.", 2),
        ("Four of the six check-ups planned for it are behind it.", 4),
        ("Ofsted’s opening visit was in May.", 1),
        ("It was the first of what will be several monitoring visits.", 1),
        ("Inspectors have been in the town for the sixth time since it failed.", 6),
        ("Inspectors were back two days later.", None),
        ("A third call is fixed for November.", None),
        ("For the first time the council was rated good.", None),
        ("Ofsted’s monitoring visit was in May.", None),
    ],
)
def test_a_visit_has_the_number_that_the_text_gives_it(text: str, number: int | None) -> None:
    found = visit_ordinal(read_document("", text, None))
    assert (found[0] if found else None) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Inspectors visited on 12 March.", date(2024, 3, 12)),
        ("The inspection took place in October 2023.", date(2023, 10, 1)),
        ("Inspectors visited in November.", date(2023, 11, 1)),
        ("The last inspection took place in 1999.", None),
        ("Inspectors visited on 31 February.", None),
    ],
)
def test_the_day_of_the_event_is_read_where_it_is_stated(text: str, day: date | None) -> None:
    assert event_date(read_document("", text, date(2024, 6, 20))) == day


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Of three possible outcomes the borough has the first.", "positive"),
        ("It was given the second of three findings.", "inconsistent"),
        ("There are three outcomes. It was placed in the middle one.", "inconsistent"),
        ("The experience of families is inconsistent, inspectors say.", "inconsistent"),
        ("It was the worst of the three possible verdicts.", "systemic_failings"),
        ("Leaders act on the systemic failings found in 2022.", None),
        ("The report is due next week.", None),
    ],
)
def test_an_outcome_for_send_is_read_by_name_or_by_its_rank_of_three(text: str, outcome: str | None) -> None:
    found = send_outcome(read_document("", text, None).story)
    assert (found.outcome if found else None) == outcome
