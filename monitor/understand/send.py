"""The outcome of an area SEND inspection: one of three, never one of the four grades."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.understand.document import Sentence


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """One of the three outcomes, with the sentence that states it."""

    outcome: str
    sentence: Sentence


def send_outcome(story: tuple[Sentence, ...]) -> SendOutcome | None:
    """The outcome that the story states first; None where it states none."""
    for sentence in story:
        for mark in sentence.of("send"):
            return SendOutcome(mark.value, sentence)
    return None
