"""What inspectors said: strengths, concerns, and the themes for the digest, each in its own words."""

from __future__ import annotations

from monitor.model import Highlights, Theme
from monitor.understand.document import Sentence

MOST = 3
_SHORTEST, _LONGEST = 40, 320
"""Shorter sentences say too little alone, longer ones are no highlight."""


def find_highlights(story: tuple[Sentence, ...]) -> Highlights:
    """Up to three strengths and three concerns that inspectors voiced, as whole sentences."""
    strengths: list[str] = []
    concerns: list[str] = []
    for sentence in story:
        tones = {mark.value for mark in sentence.marks if mark.kind == "tone"}
        if not tones or not _is_quotable(sentence):
            continue
        if any(mark.kind in {"grade", "plain_grade"} for mark in sentence.marks):
            # The grades stand in the message already; a highlight tells what lies behind them.
            continue
        if "concern" in tones and len(concerns) < MOST:
            concerns.append(sentence.raw)
        elif tones == {"strength"} and len(strengths) < MOST:
            strengths.append(sentence.raw)
    return Highlights(strengths=tuple(strengths), concerns=tuple(concerns))


def _is_quotable(sentence: Sentence) -> bool:
    """Whether inspectors or the narrator say it, and it reads well alone."""
    if sentence.place == "title" or sentence.heading or not _SHORTEST <= len(sentence.raw) <= _LONGEST:
        return False
    return not (sentence.voice == "council" and sentence.speech) and not sentence.has("voice", "council")


def find_themes(story: tuple[Sentence, ...]) -> tuple[Theme, ...]:
    """The themes that inspectors raise, each with the sentence that raises it, in order of appearance."""
    found: dict[str, str] = {}
    for sentence in story:
        names = [mark.value for mark in sentence.marks if mark.kind == "theme"]
        if names and _is_quotable(sentence):
            for name in names:
                found.setdefault(name, sentence.raw)
    return tuple(Theme(name=name, quote=quote) for name, quote in found.items())
