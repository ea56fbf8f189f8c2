"""Which clause of an article on several councils speaks of which: by name, by "the latter", by going on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from monitor.understand.asides import is_aside
from monitor.understand.document import Document
from monitor.understand.lexicon import expand
from monitor.understand.names import Mention
from monitor.understand.passage import Passage, Sentence, by_kind
from monitor.understand.regexes import regex
from monitor.understand.respectively import is_dealt_out
from monitor.understand.spellings import Strength
from monitor.understand.tables import read_toml

TWO = 2
Told = tuple[Sentence, tuple[str, ...]]
"""A clause with the councils it speaks of."""


class _Words(Struct, frozen=True):
    counted: tuple[str, ...]
    openers: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    both: tuple[str, ...]
    each: tuple[str, ...]
    every: tuple[str, ...]
    general: tuple[str, ...]
    recalled: tuple[str, ...]


class Patterns(Struct, frozen=True):
    """How an article on several councils says whose turn it is."""

    counted: re.Pattern[str]
    opener: re.Pattern[str]
    pairs: tuple[re.Pattern[str], ...]
    both: re.Pattern[str]
    every: re.Pattern[str]
    general: re.Pattern[str]
    recalled: re.Pattern[str]


_WHEN = (
    r"(?:(?:(?:[\w-]+ ){1,3}(?:years?|months?) (?:ago|earlier|before)|in (?:19|20)\d\d|last time|"
    r"previously),? )?"
)
"""What may date a clause before it says of whom it is."""


@cache
def patterns() -> Patterns:
    """The words of the data file as patterns."""
    words = read_toml("roundups.toml", _Words)
    numbers = "|".join(NUMBERS)
    return Patterns(
        counted=re.compile(rf"\b({numbers})\b(?: of)?(?: [\w'-]+){{0,4}}? (?:{_choice(words.counted)})\b"),
        opener=re.compile(rf"[\s,;:\"'(–—-]*(?:(?:{_choice(words.openers)})\b[\s,\"'(]*){{0,3}}"),
        pairs=tuple(re.compile(rf"\b(?:{_choice(side)})\b") for side in zip(*words.pairs, strict=True)),
        both=re.compile(
            rf"^[\W]*(?:but |and )?{_WHEN}(?:{_choice(words.both)})\b|\b(?:{_choice(words.each)})\b"
        ),
        every=re.compile(rf"^[\W]*(?:but |and )?(?:{_choice(words.every)})\b"),
        general=re.compile(rf"^[\W]*(?:{_choice(words.general)})\b"),
        recalled=re.compile(rf"\b(?:{_choice(words.recalled)})\b"),
    )


NUMBERS = {
    "both": 2, "two": 2, "pair": 2, "couple": 2, "trio": 3, "three": 3, "quartet": 4, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip


def _choice(written: tuple[str, ...]) -> str:
    phrases = {phrase for pattern in written for phrase in expand(pattern)}
    return "|".join(sorted(phrases, key=lambda one: (-len(one), one)))


# --- whose clause --------------------------------------------------------------------------------


def told_clauses(document: Document, passage: Passage) -> list[Told]:
    """Each clause of a passage with the councils it speaks of: those it names or those it points back to."""
    found: list[Told] = []
    titled = frozenset(_topic_of_title(document))
    current: tuple[str, ...] = ()
    recent: list[str] = []
    place = ""
    for sentence in passage:
        if sentence.place != place:
            place, current = sentence.place, ()  # what a headline ends on, the text does not begin with
        for piece in clauses(sentence):
            named = _topic(piece, titled)
            if named:
                current = named
            elif (pointed := _pointed(piece, recent)) is not None:
                found.append((piece, pointed))
                continue
            elif piece.place == "title" or _leaves(piece) or (len(current) > 1 and piece.raw == sentence.raw):
                current = ()
            recent = [slug for slug in recent if slug not in named] + list(named)
            if current:
                found.append((piece, current))
    return found


def is_general(sentence: Sentence) -> bool:
    """Whether a sentence opens as one that speaks of no single council."""
    opening = (patterns().general, patterns().both, patterns().every)
    return any(pattern.match(sentence.low) for pattern in opening)


def _leaves(piece: Sentence) -> bool:
    """Whether a clause speaks of other councils by the way, or of none any more."""
    return bool(piece.slugs()) or patterns().general.match(piece.low) is not None or piece.low.endswith("?")


def _pointed(piece: Sentence, recent: list[str]) -> tuple[str, ...] | None:
    """The councils that "the former", "both" or "all three" means; None where nothing points back."""
    if piece.slugs() or len(recent) < TWO:
        return None
    for place, pattern in enumerate(patterns().pairs):
        if pattern.search(piece.low):
            return (recent[-TWO:][place],)
    if patterns().both.search(piece.low):
        return tuple(recent[-TWO:])
    if found := patterns().every.match(piece.low):
        number = next((n for word, n in NUMBERS.items() if word in found.group().split()), 0)
        return tuple(recent[-number:])
    return None


_JOINED = regex(
    r"^(?: council)?(?:,| and|, and| &) (?:in |for )?"
    r"(?:the (?:[\w-]+ )?(?:city|county|borough|town|district) of )?$"
)


_HAS_A_VERB = regex(
    r"^ (?:moves?|climbs?|falls?|slips?|drops?|rises?|goes|gets?|stays?|holds?|keeps?|wins?|loses?|is|has)\b"
)
"""After "top grade for Essex, Bolton moves up" the second name begins a clause of its own."""
_ALONE = re.compile(r"^(?:'s?)? alone\b")


def _topic_of_title(document: Document) -> set[str]:
    """The councils that the headline names otherwise than by the way: they are no mere neighbours below."""
    heads = document.titles
    return {
        m.slugs[0] for s in heads for m in s.mentions if m.strength > Strength.SHARED and not is_aside(s, m)
    }


def _topic(piece: Sentence, titled: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The councils a clause speaks of: the first it names but by the way, and those joined to it."""
    named = [
        m
        for m in piece.mentions
        if m.strength > Strength.SHARED
        and (not is_aside(piece, m) or (len(titled) > 1 and m.slugs[0] in titled))
    ]
    if not named:
        return ()
    named = [m for m in named if _ALONE.match(piece.after(m))] or named
    slugs = list(named[0].slugs)
    for left, right in pairwise(named):
        gap = piece.between(left.end, right.start)
        if not _JOINED.match(gap) or (gap == ", " and _HAS_A_VERB.match(piece.after(right))):
            break
        slugs += [slug for slug in right.slugs if slug not in slugs]
    return tuple(slugs)


# --- clauses -------------------------------------------------------------------------------------

_STRONG = regex(r"[;:]|\b(?:while|whereas|but|although|though)\b|\s[–—]\s")
_WEAK = re.compile(r",|\band\b")
_SAYS = frozenset({"grade", "plain_grade", "event", "trend", "time", "rate", "same", "intervene", "area"})
_GRADE_FIRST = regex(r"^[\s,;:\"'(–—-]*(?:and |but |while )?[\"']?$")
_FOR = regex(r"^[\"']* (?:for|in|at) $")


def clauses(sentence: Sentence) -> list[Sentence]:
    """The clauses of a sentence on several councils, one for each; the sentence itself where it is on one."""
    if is_dealt_out(sentence.low):
        return [sentence]
    cuts = sorted({*_council_cuts(sentence), *_pair_cuts(sentence)})
    if not cuts:
        return [sentence]
    edges = [sentence.start, *cuts, sentence.end]
    return [_piece(sentence, start, end) for start, end in pairwise(edges)]


def _pair_cuts(sentence: Sentence) -> Iterator[int]:
    """Before the joint that parts "the former …" from "the latter …"."""
    for first, second in zip(
        patterns().pairs[0].finditer(sentence.low), patterns().pairs[1].finditer(sentence.low), strict=False
    ):
        gap = sentence.low[first.end() : second.start()]
        if joints := list(_STRONG.finditer(gap)) or list(_WEAK.finditer(gap)):
            yield sentence.start + first.end() + joints[-1].start()


def _council_cuts(sentence: Sentence) -> Iterator[int]:
    """Where one council's clause ends and the next one's begins: at the last joint between their names."""
    named = [m for m in sentence.mentions if m.strength > Strength.SHARED]
    start = sentence.start
    for left, right in pairwise(named):
        if left.slugs == right.slugs:
            continue
        cut = _cut_between(sentence, left, right)
        if cut is None or not _says(sentence, start, cut) or not _says(sentence, cut, sentence.end):
            continue
        start = cut
        yield cut


def _cut_between(sentence: Sentence, left: Mention, right: Mention) -> int | None:
    gap = sentence.between(left.end, right.start)
    for joint in (_STRONG, _WEAK):
        for found in reversed(list(joint.finditer(gap))):
            if _opens(sentence, left.end + found.start(), right.start):
                return _with_joint(gap, found.start()) + left.end
    return None


def _with_joint(gap: str, at: int) -> int:
    """The place of the joint, with the comma before an "and" or "while"."""
    before = gap[:at].rstrip()
    return len(before) - 1 if before.endswith((",", ";")) else at


def _opens(sentence: Sentence, joint: int, name: int) -> bool:
    """Whether a name opens the clause after a joint ("…, while in Leeds"; "…, inadequate for Leeds")."""
    between = sentence.between(joint, name)
    opener = patterns().opener.match(between)
    if opener is not None and opener.end() == len(between):
        return True
    return any(
        m.kind in {"grade", "plain_grade"}
        and joint <= m.start
        and m.end <= name
        and _GRADE_FIRST.match(sentence.between(joint, m.start))
        and _FOR.match(sentence.between(m.end, name))
        for m in sentence.marks
    )


def _says(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch says something of a council, rather than only naming it in a list."""
    return any(m.kind in _SAYS and start <= m.start and m.end <= end for m in sentence.marks)


def _piece(sentence: Sentence, start: int, end: int) -> Sentence:
    """A stretch of a sentence as a sentence of its own, blanks and loose joints left out."""
    raw = sentence.raw[start - sentence.start : end - sentence.start]
    start += len(raw) - len(raw.lstrip(" ,;:–—-"))
    end -= len(raw) - len(raw.rstrip())
    marks = [m for m in sentence.marks if start <= m.start and m.end <= end]
    return replace(
        sentence,
        start=start,
        end=end,
        raw=sentence.raw[start - sentence.start : end - sentence.start],
        low=sentence.between(start, end),
        marks=marks,
        mentions=[m for m in sentence.mentions if start <= m.start < end],
        kinds=by_kind(marks),
        known={},
        heading=False,
        speech=tuple((max(a, start), min(b, end)) for a, b in sentence.speech if a < end and b > start),
    )
