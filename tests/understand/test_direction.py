"""Which way things went: the article's own words on the service, and nobody's hopes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from monitor.model import Direction
from monitor.understand.classify import classify

LEADS = {
    "monitoring": (
        "Ofsted published the letter of a third monitoring visit to Leeds council’s children’s services.",
        date(2024, 11, 20),
    ),
    "focused": (
        "Ofsted published the letter of a focused visit to Leeds council’s children’s services in October.",
        date(2024, 11, 20),
    ),
    "areas": (
        "Leadership in Leeds’s children’s services was graded good by Ofsted, which came in September 2026.",
        date(2026, 11, 20),
    ),
}


CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "direction.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["words"][:50])
def test_the_direction_is_what_inspectors_or_the_article_say_of_the_service(
    case: dict[str, str | None],
) -> None:
    wanted, words = case["direction"], case["words"] or ""
    first, published = LEADS[case["lead"] or ""]
    text = f"{first}\n{words.replace('. ', '.' + chr(10), 1)}\nThe council has 900 children in its care."
    (finding,) = classify(text, title="Ofsted report on Leeds published", published=published).findings
    assert finding.direction == (Direction(wanted) if wanted else None)
    assert any(one.field == "direction" for one in finding.evidence) == (wanted is not None)
