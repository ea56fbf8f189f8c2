"""Two events of one council in one article: one is the news, the other stands beside it, each proved."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.model import Event
from monitor.understand.classify import classify

RATED = "Leeds City Council’s children’s services have been rated good overall by Ofsted.\n"
VISITED = "A third monitoring visit to Leeds City Council’s children’s services found slow progress.\n"
FOCUSED = (
    "Ofsted’s letter on a focused visit praises the front door of Leeds City Council’s children’s services.\n"
)


def events(title: str, text: str) -> tuple[Event, list[Event]]:
    """The event that is the news, and those beside it."""
    (finding,) = classify(text, title=title, published=date(2024, 11, 20)).findings
    for other in finding.also:
        for one in other.evidence:
            place = title if one.place == "title" else text
            assert place[one.start : one.end] == one.quote
    return finding.event, [other.event for other in finding.also]


@pytest.mark.parametrize(
    ("title", "text", "news", "also"),
    [
        (
            "Two reports in a week for Leeds",
            RATED
            + "An area SEND inspection, published on Friday, found inconsistent experiences and outcomes.",
            Event.INSPECTION,
            [Event.AREA_SEND],
        ),
        (
            "Ofsted’s third monitoring visit to Leeds finds slow progress",
            VISITED + "Separately, ministers today appointed a commissioner for the service.",
            Event.MONITORING_VISIT,
            [Event.INTERVENTION],
        ),
        (
            "Focused visit to Leeds praises front door",
            FOCUSED
            + "A joint targeted area inspection, also published this week, found neglect spotted early.",
            Event.FOCUSED_VISIT,
            [Event.JTAI],
        ),
    ],
)
def test_a_further_event_that_is_news_of_its_own_stands_beside_the_news(
    title: str, text: str, news: Event, also: list[Event]
) -> None:
    told, beside = events(title, text)
    assert {told, *beside} == {news, *also}
    assert len(beside) == len(also)


@pytest.mark.parametrize(
    "text",
    [
        RATED + "A focused visit in 2022 had found gaps at the front door.",
        RATED + "Ministers had appointed a commissioner in 2021 after an earlier report.",
        RATED + "The grade comes after six monitoring visits since the last inspection.",
    ],
)
def test_history_is_no_further_event(text: str) -> None:
    assert events("Leeds rated good", text) == (Event.INSPECTION, [])
