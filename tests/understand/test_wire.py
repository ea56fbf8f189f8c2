import json
from datetime import date

import pytest

from monitor.understand.classify import classify
from monitor.understand.wire import published_date, read_line, to_wire

KEYS = {
    "council",
    "council_name",
    "event",
    "visit_ordinal",
    "judgement",
    "areas",
    "previous_judgement",
    "direction",
    "confidence",
    "flags",
    "highlights",
    "also",
    "evidence",
}


def test_every_key_is_always_there() -> None:
    answer = read_line('{"id": "a", "text": "Ofsted has rated Oldham’s children’s services good."}')
    assert set(answer) == {"id", "relevant", "findings", "mentioned"}
    assert set(answer["findings"][0]) == KEYS
    assert set(answer["findings"][0]["evidence"][0]) == {"field", "quote", "in", "start", "end"}
    assert read_line('{"id": "a", "text": ""}') == {
        "id": "a",
        "relevant": False,
        "findings": [],
        "mentioned": [],
    }


def test_html_is_answered_with_the_visible_text() -> None:
    answer = read_line(json.dumps({"id": "a", "text": "<p>Ofsted rated <b>Oldham</b> good.</p>"}))
    assert answer["plain"] == "Ofsted rated Oldham good."


def test_the_answer_is_json() -> None:
    found = classify("Ofsted has rated Oldham’s children’s services good.", published=date(2024, 5, 1))
    assert json.loads(json.dumps(to_wire("a", found)))["findings"][0]["judgement"] == "good"


@pytest.mark.parametrize(
    ("line", "identifier"),
    [
        ("", None),
        ("not json", None),
        ("[1]", None),
        ('{"text": "x"}', None),
        ('{"id": 3, "text": "x"}', 3),
        ('{"id": "a"}', "a"),
        ('{"id": "a", "text": 4}', "a"),
        ('{"id": "a", "text": "x", "title": 4}', "a"),
        ('{"id": "a", "text": "x", "published": 2024}', "a"),
    ],
)
def test_a_bad_line_is_told_in_its_place(line: str, identifier: object) -> None:
    answer = read_line(line)
    assert set(answer) == {"id", "error"}
    assert answer["id"] == identifier
    assert answer["error"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-06", date(2024, 5, 6)),
        ("2024-05-06T23:00:00+01:00", date(2024, 5, 6)),
        ("2024-05", date(2024, 5, 1)),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_read_as_iso(written: str | None, day: date | None) -> None:
    assert published_date(written) == day
