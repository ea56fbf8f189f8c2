"""Knows a minister's answer in Parliament: it tells what was done, after reports that are out already."""

from __future__ import annotations

from monitor.understand.document import Document
from monitor.understand.regexes import regex

_ANSWER = regex(
    r"\bwritten (?:question|answer)|\bto ask the (?:secretary of state|minister)\b"
    r"|\basked by the (?:hon\w* )?member\b"
)


def is_an_answer(document: Document) -> bool:
    """Whether headline or lead say that a member asked and a minister answers."""
    return any(
        ("written " in sentence.low or " ask" in sentence.low) and _ANSWER.search(sentence.low) is not None
        for sentence in document.lead
    )
