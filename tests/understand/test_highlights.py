"""What inspectors said: praise and blame told apart, in their own words, and nobody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.document import read_document
from monitor.understand.highlights import MOST, find_highlights, find_themes, read_remarks


class Case(NamedTuple):
    """A short text and whether its last sentence praises, blames, does both, or is no remark."""

    half: str
    tone: str
    text: str

    @property
    def wanted(self) -> set[str]:
        """The tones that may be told."""
        return {"both": {"strength", "concern"}, "none": set()}.get(self.tone, {self.tone})


CASES = [
    Case(**json.loads(line))
    for line in (Path(__file__).parent / "tone.jsonl").read_text(encoding="utf-8").splitlines()
]


def tones(text: str) -> set[str]:
    """The tones of the remarks that are found in a text."""
    return {remark.tone.value for remark in read_remarks(read_document("", text, None).story)}


@pytest.mark.parametrize("half", ["first", "unseen"])
def test_of_what_is_told_as_praise_or_blame_nearly_all_is_rightly_told(half: str) -> None:
    told = [(tone, case) for case in CASES if case.half == half for tone in tones(case.text)]
    right = [tone in case.wanted for tone, case in told]
    assert sum(right) / len(right) >= 0.95


@pytest.mark.parametrize(("half", "share"), [("first", 0.9), ("unseen", 0.6)])
def test_most_praise_and_blame_is_found(half: str, share: float) -> None:
    wanted = [(tone, case) for case in CASES if case.half == half for tone in case.wanted]
    found = [tone in tones(case.text) for tone, case in wanted]
    assert sum(found) / len(found) >= share
