"""What a reader must know beside the outcome: corrections, leaks, urgent matters, cut-off texts."""

from __future__ import annotations

from monitor.model import Flag
from monitor.understand.document import Document, Sentence


def find_flags(document: Document, story: tuple[Sentence, ...]) -> dict[Flag, Sentence]:
    """The flags of a finding, each with the sentence that raises it."""
    found: dict[Flag, Sentence] = {}
    lead = {id(sentence) for sentence in document.lead}
    for sentence in document.sentences:
        if sentence.has("flag", "correction"):
            found.setdefault(Flag.CORRECTION, sentence)
        if sentence.has("flag", "partial") and sentence.place == "text":
            found.setdefault(Flag.PARTIAL, sentence)
    for sentence in story:
        if (
            sentence.has("flag", "priority_action")
            and "no area" not in sentence.low
            and "not " not in sentence.low
        ):
            found.setdefault(Flag.PRIORITY_ACTION, sentence)
        if id(sentence) in lead:
            for flag in (Flag.PROVISIONAL, Flag.RESTATED):
                if sentence.has("flag", flag.value):
                    found.setdefault(flag, sentence)
    return found
