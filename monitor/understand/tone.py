"""Whether words of inspectors are praise or blame, turned round where the sentence turns them round."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence


class Tone(StrEnum):
    """What inspectors make of a matter."""

    STRENGTH = "strength"
    CONCERN = "concern"
    MIXED = "mixed"


_OPPOSITE = {"strength": "concern", "concern": "strength", "mild_concern": ""}
_BEFORE, _AFTER = 28, 24
_AMOUNT_BEFORE = 14
"""So near stands a word that turns another round: "without any undue delay", "delays have since fallen"."""


def tone_of(sentence: Sentence, start: int, end: int) -> Tone | None:
    """The tone of the words between two offsets; None where they have none."""
    marks = [m for m in sentence.of("tone") if start <= m.start and m.end <= end]
    found = set(_tones(sentence, marks))
    if found >= {"strength", "concern"} or found >= {"mild_strength", "concern"}:
        return Tone.MIXED
    if found & {"strength", "concern"} and "unsure" in found:
        return Tone.MIXED
    if "strength" in found:
        return Tone.STRENGTH
    return Tone.CONCERN if found & {"concern", "mild_concern"} else None


def _tones(sentence: Sentence, marks: list[Mark]) -> Iterator[str]:
    for place, mark in enumerate(marks):
        if mark.value in _OPPOSITE:
            yield _OPPOSITE[mark.value] if _is_turned(sentence, marks, place) else mark.value
        elif mark.value in {"mild_strength", "unsure"}:
            yield mark.value
        elif mark.value in {"burden", "asset"}:
            yield _by_amount(sentence, marks, place)


def _is_turned(sentence: Sentence, marks: list[Mark], place: int) -> bool:
    """Whether a word of tone is denied ("no drift") or lessened ("delays have fallen")."""
    before = _neighbour(sentence, marks, place, -1)
    after = _neighbour(sentence, marks, place, +1)
    if marks[place].value == "strength":
        return before is not None and before.value == "flip"
    return (before is not None and before.value in {"flip", "lower"}) or (
        after is not None and after.value == "lower"
    )


def _by_amount(sentence: Sentence, marks: list[Mark], place: int) -> str:
    """The tone of a burden or an asset, by whether there is more or less of it."""
    for step in (-1, +1):
        near = _neighbour(sentence, marks, place, step, _AMOUNT_BEFORE)
        if near is not None and near.value in {"lower", "raise", "flip"}:
            more = near.value == "raise"
            return "strength" if more == (marks[place].value == "asset") else "concern"
    return ""


def _neighbour(
    sentence: Sentence, marks: list[Mark], place: int, step: int, before: int = _BEFORE
) -> Mark | None:
    """The word of tone right before (-1) or after (+1), within the same run of words."""
    if not 0 <= place + step < len(marks):
        return None
    mark, near = marks[place], marks[place + step]
    first, last = (near, mark) if step < 0 else (mark, near)
    between = sentence.between(first.end, last.start)
    reach = before if step < 0 else _AFTER
    return near if len(between) <= reach and not set(between) & set(",;:–—.") else None
