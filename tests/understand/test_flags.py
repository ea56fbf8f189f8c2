"""What a reader must know beside the outcome, each flag with its words."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.model import Event, Flag
from monitor.understand.document import read_document
from monitor.understand.flags import find_flags

RATED = "Leeds City Council’s children’s services have been rated good by Ofsted."


def flags(text: str, *, title: str = "", event: Event = Event.INSPECTION) -> dict[str, str]:
    """The flags of a text with their quotes."""
    document = read_document(title, text, date(2025, 6, 11))
    return {
        flag.value: sentence.raw
        for flag, sentence in find_flags(document, document.story, event, graded=frozenset()).items()
    }


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        (
            Flag.RESTATED,
            "Leeds Council’s scrutiny committee spent an hour on an Ofsted report published last year.",
        ),
        (
            Flag.RESTATED,
            "Ten years after that night she keeps the first anniversary card of Ofsted’s verdict on Leeds.",
        ),
        (
            Flag.RESTATED,
            "In an interview the Leeds director recalls the inadequate grade that Ofsted gave in 2022.",
        ),
        (Flag.PROVISIONAL, "Leeds is expected to be downgraded by Ofsted, staff have heard."),
        (Flag.PROVISIONAL, "A full Ofsted inspection is under way in Leeds."),
        (Flag.PROVISIONAL, "Leeds awaits its report from Ofsted, whose inspectors left in May."),
        (Flag.PARTIAL, f"{RATED}\nTo read the rest of this story, take out a subscription."),
        (Flag.PARTIAL, f"{RATED}\nAlready a subscriber? Sign in to read more."),
        (Flag.PARTIAL, f"{RATED} Inspectors found that leaders know their […]"),
        (Flag.CORRECTION, f"{RATED}\nAn earlier version of this article said that the grade was inadequate."),
        (
            Flag.CORRECTION,
            f"{RATED}\nThis article was amended on 9 June: leadership was graded good, not outstanding.",
        ),
        (
            Flag.PRIORITY_ACTION,
            "A focused visit to Leeds found an area for priority action: the time children wait.",
        ),
    ],
)
def test_a_flag_is_raised_with_the_sentence_that_raises_it(flag: Flag, text: str) -> None:
    found = flags(text)
    assert set(found) == {flag.value}
    assert found[flag.value] in text


@pytest.mark.parametrize(
    "text",
    [
        RATED,
        "Ofsted has rated Leeds good today, a scrutiny committee heard, a year after it was inadequate.",
        "Councillors heard today that Leeds has been rated good by Ofsted, up from last year’s inadequate.",
        "Ofsted’s report on Leeds has now been published. A leaked draft had been harsher.",
        "Inspectors of Leeds set no area for priority action.",
        "Leeds must write a priority action plan with the NHS.",
        "Inspectors of Leeds said in 2022 that there was an area for priority action.",
        f"{RATED}\nThis article was amended on 9 June to correct a picture caption.",
        f"{RATED}\nMinisters asked for a course correction.",
        "Children in Leeds are seen by a social worker in a day, Ofsted says.",
    ],
)
def test_what_only_sounds_like_a_flag_raises_none(text: str) -> None:
    assert flags(text) == {}


def test_an_area_send_inspection_has_priority_action_plans_and_no_such_flag() -> None:
    text = "Inspectors of SEND in Leeds set two areas for priority action."
    assert flags(text, event=Event.AREA_SEND) == {}
    assert set(flags(text, event=Event.JTAI)) == {"priority_action"}


def test_an_intervention_talked_of_in_committee_is_still_news() -> None:
    text = (
        "Leeds Council’s scrutiny committee heard that Ofsted’s report of last month led to a commissioner."
    )
    assert flags(text, event=Event.INTERVENTION) == {}
