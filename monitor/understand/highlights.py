"""What inspectors said: strengths, concerns, and the themes for the digest, each in its own words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from monitor.model import Highlights, Theme
from monitor.understand.clauses import LONGEST, SHORTEST, reads_alone, toned_parts, trimmed
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.speech import Speaker, Told
from monitor.understand.tone import Tone, tone_of

MOST = 3


class Remark(Struct, frozen=True):
    """Praise or blame by inspectors, in the text's own words."""

    tone: Tone
    quote: str
    named: bool
    """Whether inspectors are named in the sentence itself."""


def quotable(told: Told) -> Told:
    """The sentences of a story that can be quoted as what inspectors said of practice."""
    return tuple(
        (sentence, speaker)
        for sentence, speaker in told
        if speaker in _OF_INSPECTORS and _is_quotable(sentence, speaker)
    )


_OF_INSPECTORS = frozenset({Speaker.INSPECTORS, Speaker.CONTINUED})


def find_highlights(said: Told) -> Highlights:
    """Up to three strengths and three concerns that inspectors voiced, in words that read well alone."""
    remarks = list(read_remarks(said))
    return Highlights(strengths=_first(remarks, Tone.STRENGTH), concerns=_first(remarks, Tone.CONCERN))


def _first(remarks: list[Remark], tone: Tone) -> tuple[str, ...]:
    """The first three of a tone, those that name inspectors before others, in the order of the text."""
    own = list(dict.fromkeys((r.quote, r.named) for r in remarks if r.tone is tone))
    chosen = sorted(own, key=lambda pair: not pair[1])[:MOST]
    return tuple(quote for quote, named in own if (quote, named) in chosen)


def read_remarks(said: Told) -> Iterator[Remark]:
    """Every sentence or clause of the quotable ones in which inspectors praise or blame what is done."""
    for sentence, speaker in said:
        for tone, start, end in toned_parts(sentence):
            quote = sentence.raw[start - sentence.start : end - sentence.start]
            yield Remark(tone, quote, named=speaker is Speaker.INSPECTORS)


def _is_quotable(sentence: Sentence, speaker: Speaker) -> bool:
    """Whether a sentence can be a remark on practice: no grade, no history, nothing still to come."""
    if sentence.heading or len(sentence.raw) < SHORTEST:
        return False
    if not sentence.has("practice", "subject") or sentence.has_any(_NO_REMARK):
        return False
    if any(mark.value not in _HARMLESS for mark in sentence.of("flag")):
        return False  # No reporting: an advert, a correction …
    if any(m.value == "ours" and not sentence.spoken(m.start) for m in sentence.of("practice")):
        return False  # The council's own pen, even where it retells inspectors.
    if sentence.has("unfit", "other") or (
        sentence.has("unfit", "next") and not sentence.has("unfit", "advice")
    ):
        return False
    # "Since the last inspection leaders have …" is news; what inspectors say of then ("had been …") is not.
    return not sentence.has("unfit", "history") and not (
        speaker is Speaker.CONTINUED and "had " in sentence.low and _LONG_PAST.search(sentence.low)
    )


_NO_REMARK = frozenset({"grade", "plain_grade", "send", "intervene", "furniture"})
"""Signs that a sentence states a grade or a step of the government, or is no part of the story."""
_HARMLESS = frozenset({"fresh", "late", "occasion", "official", "trifle"})
"""Flags that say when and where something is told, not what sort of text it is."""


_LONG_PAST = regex(r"\bhad (?:been|begun|become|left|lost|closed|moved)\b")


# --- themes -------------------------------------------------------------------------------------


def find_themes(said: Told) -> tuple[Theme, ...]:
    """The themes that inspectors raise in quotable sentences, each with the one that says it best."""
    found: dict[str, tuple[int, str]] = {}
    for sentence, speaker in said:
        if not sentence.has("theme"):
            continue
        start, end = trimmed(sentence, sentence.start, sentence.end)
        if end - start > LONGEST or not tone_of(sentence, start, end):
            continue
        worth = 2 * reads_alone(sentence, start, end) + (speaker is Speaker.INSPECTORS)
        for mark in sentence.of("theme"):
            if mark.value not in found or found[mark.value][0] < worth:
                found[mark.value] = worth, sentence.raw[start - sentence.start : end - sentence.start]
    return tuple(Theme(name=name, quote=quote) for name, (_, quote) in found.items())
