"""Work grows with the text and no faster: counted in calls, not in seconds."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from monitor.understand.classify import classify

PARAGRAPH = (
    "Ofsted has rated Oldham’s children’s services good, up from inadequate in 2018, and leadership "
    "outstanding. "
    "Neighbouring Kent is rated good.\n“Too many wait,” inspectors said; a second monitoring visit "
    "is due in May.\n"
)
WITHOUT_STOPS = "rated good and inadequate for leadership and care leavers in Oldham since 2018 but "


def _calls(work: Callable[[], object]) -> int:
    count = 0

    def note(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("text", [PARAGRAPH, WITHOUT_STOPS, "“", "Read more: Kent\n", "<p>Oldham</p>"])
def test_four_times_the_text_is_about_four_times_the_work(text: str) -> None:
    classify(text)
    small = _calls(lambda: classify(text * 40))
    large = _calls(lambda: classify(text * 160))
    assert large < 7 * small + 2_000
