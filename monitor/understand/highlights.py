"""What inspectors said: strengths, concerns, and the themes for the digest, each in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.model import Highlights, Theme
from monitor.understand.document import Sentence
from monitor.understand.speech import Speaker, speakers_of
from monitor.understand.tone import Tone, tone_of

MOST = 3
_SHORTEST, _LONGEST = 40, 320
"""Shorter sentences say too little alone, longer ones are no highlight."""
_SHORTEST_CLAUSE = 28


@dataclass(frozen=True, slots=True)
class Remark:
    """Praise or blame by inspectors, in the text's own words."""

    tone: Tone
    quote: str
    named: bool
    """Whether inspectors are named in the sentence itself."""


def find_highlights(story: tuple[Sentence, ...]) -> Highlights:
    """Up to three strengths and three concerns that inspectors voiced, in words that read well alone."""
    remarks = list(read_remarks(story))
    return Highlights(strengths=_first(remarks, Tone.STRENGTH), concerns=_first(remarks, Tone.CONCERN))


def _first(remarks: list[Remark], tone: Tone) -> tuple[str, ...]:
    """The first three of a tone, those that name inspectors before others, in the order of the text."""
    own = list(dict.fromkeys((r.quote, r.named) for r in remarks if r.tone is tone))
    chosen = sorted(own, key=lambda pair: not pair[1])[:MOST]
    return tuple(quote for quote, named in own if (quote, named) in chosen)


def read_remarks(story: tuple[Sentence, ...]) -> Iterator[Remark]:
    """Every sentence or clause in which inspectors praise or blame what is done for children."""
    for sentence, speaker in zip(story, speakers_of(story), strict=True):
        if speaker in {Speaker.INSPECTORS, Speaker.CONTINUED} and _is_quotable(sentence, speaker):
            for tone, start, end in _toned_parts(sentence):
                quote = sentence.raw[start - sentence.start : end - sentence.start]
                yield Remark(tone, quote, named=speaker is Speaker.INSPECTORS)


def _is_quotable(sentence: Sentence, speaker: Speaker) -> bool:
    """Whether a sentence can be a remark on practice: no grade, no history, nothing still to come."""
    if sentence.heading or len(sentence.raw) < _SHORTEST:
        return False
    if any(mark.kind in _NO_REMARK for mark in sentence.marks) or not sentence.has("practice", "subject"):
        return False
    if any(m.value == "ours" and not sentence.spoken(m.start) for m in sentence.of("practice")):
        return False  # The council's own pen, even where it retells inspectors.
    if sentence.has("unfit", "other") or (sentence.has("unfit", "next") and not sentence.has("unfit", "advice")):
        return False
    # "Since the last inspection leaders have …" is news; what inspectors say of then ("had been …") is not.
    return not sentence.has("unfit", "history") and not (
        speaker is Speaker.CONTINUED and _LONG_PAST.search(sentence.low)
    )


_NO_REMARK = frozenset({"grade", "plain_grade", "send", "intervene", "furniture", "flag"})
_LONG_PAST = re.compile(r"\bhad (?:been|begun|become|left|lost|closed|moved)\b")


# --- words that read well alone -----------------------------------------------------------------


def _toned_parts(sentence: Sentence) -> Iterator[tuple[Tone, int, int]]:
    """The whole sentence where it is of one tone, else the clauses that are."""
    start, end = _trimmed(sentence, sentence.start, sentence.end)
    tone = tone_of(sentence, sentence.start, sentence.end)
    if tone is None:
        return
    if tone is not Tone.MIXED:
        if _SHORTEST <= end - start <= _LONGEST and _reads_alone(sentence, start, end):
            yield tone, start, end
        return
    for left, right in _clauses(sentence):
        start, end = _trimmed(sentence, left, right)
        part = tone_of(sentence, start, end)
        if part in {Tone.STRENGTH, Tone.CONCERN} and _is_clause(sentence, start, end):
            yield part, start, end


def _clauses(sentence: Sentence) -> list[tuple[int, int]]:
    """The two sides of a sentence that turns ("… but …", "While …, …"); none where it turns twice."""
    turns = [m for m in sentence.of("joint") if not _is_first_word(sentence, m.start)]
    opening = [m for m in sentence.of("joint") if _is_first_word(sentence, m.start)]
    if len(turns) == 1 and not opening:
        return [(sentence.start, turns[0].start), (turns[0].end, sentence.end)]
    if not opening or turns:
        return []
    commas = [sentence.start + found.start() for found in re.finditer(r", ", sentence.low)]
    commas = [at for at in commas if at > opening[0].end + 1]
    if len(commas) != 1:
        return []
    return [(opening[0].end, commas[0]), (commas[0] + 1, sentence.end)]


def _is_first_word(sentence: Sentence, at: int) -> bool:
    return not sentence.between(sentence.start, at).strip(" \"'")


_LEADING = re.compile(
    r"(?:[\s,;:–—\-]|(?:(?:but|and) that|however|but|and|yet|also|meanwhile|overall|in addition|by contrast|as a result|nevertheless|"
    r"nonetheless|elsewhere|similarly|likewise|moreover|furthermore|even so|still)\b,?"
    r"|(?:it|they|inspectors) (?:also |further |)(?:added|noted|found|said|says|adds|notes|warned|concluded) that\b)+"
)
_EDGES = " \t,;:–—-"


def _trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The part without the words that only tie it to what came before, and without a lone quotation mark."""
    first, last = start - sentence.start, end - sentence.start
    while True:
        before = first
        if found := _LEADING.match(sentence.low, first, last):
            first = found.end()
        first, last = _without_lone_quotes(sentence.low, first, last)
        if first == before:
            break
    while last > first and sentence.low[last - 1] in _EDGES:
        last -= 1
    return sentence.start + first, sentence.start + last


def _without_lone_quotes(low: str, first: int, last: int) -> tuple[int, int]:
    """Leaves out a quotation mark at either end whose partner stands elsewhere."""
    if low.count('"', first, last) % 2:
        if low[first : first + 1] == '"':
            return first + 1, last
        stripped = last - len(low[first:last]) + len(low[first:last].rstrip(" ,."))
        if low[stripped - 1 : stripped] == '"':
            return first, stripped - 1
        if low[last - 1 : last] == '"':
            return first, last - 1
    return first, last


_DANGLING = re.compile(
    r"(?:since then|what (?:it|they)|(?:the )?(?:first|second|third|fourth) (?:is|was|of)|it|they|this|that|these|those|he|she|such|others?|both|neither|here|there,|its|their|them|which|who|"
    r"one of (?:them|these)|some of (?:them|these)|(?:all|most|many|few|none) of (?:them|these|this|that)|"
    r"the (?:same|latter|former|picture|result|other|second|third)|as was|so (?:was|were|did|do)|too|nor|because|"
    r"as|in this|in that|for this|among (?:them|these)|when|where|with|to|of|in others?|in some cases|only that|not|is|are|was|were|has|have)\b"
)


def _reads_alone(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a reader needs nothing before it: no pronoun opens it, no question, quotes are whole."""
    low = sentence.between(start, end)
    return _DANGLING.match(low.lstrip("\"'")) is None and low.count('"') % 2 == 0 and not low.endswith(("?", ":"))


_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|cannot|know|knows|live|lives|wait|waits|get|gets|"
    r"receive|receives|feel|feels|remain|remains|benefit|benefits|make|makes|lack|lacks|need|needs|work|works|see|sees|"
    r"lead|leads|keep|keeps|give|gives|take|takes|come|comes|fall|falls|lag|lags|vary|varies|drift|drifts|hold|holds|"
    r"understand|understands|respond|responds|leave|leaves|move|moves|stay|stays|meet|meets|start|starts|act|acts|fail|fails|\w{3,}ed)\b"
)


def _is_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a part of a sentence has a subject of practice before its verb, and reads alone."""
    if not _SHORTEST_CLAUSE <= end - start <= _LONGEST or not _reads_alone(sentence, start, end):
        return False
    subjects = [m for m in sentence.of("practice") if start <= m.start and m.end <= end]
    verb = _FINITE.search(sentence.between(start, end))
    return bool(subjects) and verb is not None and subjects[0].start < start + verb.start()


# --- themes -------------------------------------------------------------------------------------


def find_themes(story: tuple[Sentence, ...]) -> tuple[Theme, ...]:
    """The themes that inspectors raise, each with the sentence that raises it, in order of appearance."""
    found: dict[str, str] = {}
    for sentence, speaker in zip(story, speakers_of(story), strict=True):
        if speaker not in {Speaker.INSPECTORS, Speaker.CONTINUED} or not _is_quotable(sentence, speaker):
            continue
        if len(sentence.raw) <= _LONGEST and tone_of(sentence, sentence.start, sentence.end):
            for mark in sentence.of("theme"):
                found.setdefault(mark.value, sentence.raw)
    return tuple(Theme(name=name, quote=quote) for name, quote in found.items())
