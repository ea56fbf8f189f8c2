"""Articles on several councils told in running prose: which clause speaks of which council."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import pairwise

from monitor.understand.asides import is_aside
from monitor.understand.document import Document, Sentence, make_document
from monitor.understand.lexicon import expand
from monitor.understand.names import Mention, Strength
from monitor.understand.statements import Standing, Statement, read_statements
from monitor.understand.subject import Subject
from monitor.understand.tables import read_toml

_TWO = 2
Told = tuple[Sentence, tuple[str, ...]]
"""A clause with the councils it speaks of."""


@dataclass(frozen=True, slots=True)
class _Words:
    counted: tuple[str, ...]
    openers: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    both: tuple[str, ...]
    every: tuple[str, ...]
    general: tuple[str, ...]
    recalled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    counted: re.Pattern[str]
    opener: re.Pattern[str]
    pairs: tuple[re.Pattern[str], ...]
    both: re.Pattern[str]
    every: re.Pattern[str]
    general: re.Pattern[str]
    recalled: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = read_toml("roundups.toml", _Words)
    numbers = "|".join(_NUMBERS)
    return _Patterns(
        counted=re.compile(rf"\b({numbers})\b(?: of)?(?: [\w'-]+){{0,4}}? (?:{_choice(words.counted)})\b"),
        opener=re.compile(rf"[\s,;:\"'(–—-]*(?:(?:{_choice(words.openers)})\b[\s,\"'(]*){{0,3}}"),
        pairs=tuple(re.compile(rf"\b(?:{_choice(side)})\b") for side in zip(*words.pairs, strict=True)),
        both=re.compile(rf"^[\W]*(?:but |and )?(?:{_choice(words.both)})\b"),
        every=re.compile(rf"^[\W]*(?:but |and )?(?:{_choice(words.every)})\b"),
        general=re.compile(rf"^[\W]*(?:{_choice(words.general)})\b"),
        recalled=re.compile(rf"\b(?:{_choice(words.recalled)})\b"),
    )


_NUMBERS = {
    "both": 2, "two": 2, "pair": 2, "couple": 2, "trio": 3, "three": 3, "quartet": 4, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip


def _choice(written: tuple[str, ...]) -> str:
    phrases = {phrase for pattern in written for phrase in expand(pattern)}
    return "|".join(sorted(phrases, key=lambda one: (-len(one), one)))


def told_in_prose(document: Document, titled: frozenset[str]) -> tuple[Subject, ...]:
    """The councils that headline or lead announces together, each with the clauses that speak of it."""
    most = _counted(document)
    if len(titled) == 1 and not any(_patterns().counted.search(s.low) for s in document.lead if s.place == "title"):
        return ()
    told = told_clauses(document)
    plural = most is not None or any(s.has("plural", "several") for s in document.lead)
    if not plural and not _title_pairs(told) and not _lead_pairs(document, told):
        return ()
    parts = _by_council(told)
    ranks = {slug: _rank(document, slug, own) for slug, own in parts.items()}
    ready = [slug for slug, rank in ranks.items() if rank is _Rank.REPORTED]
    if not plural and len(titled) >= _TWO and not titled <= set(ready):
        return ()
    if most is not None and len(ready) < most:
        ready += [slug for slug, rank in ranks.items() if rank is _Rank.TOLD][: most - len(ready)]
    chosen = _chosen(document, {slug: parts[slug] for slug in ready}, titled, most)
    if len(chosen) < _TWO:
        return ()
    return tuple(_subject(slug, own) for slug, own in parts.items() if slug in chosen)


def _subject(slug: str, parts: list[Sentence]) -> Subject:
    """The council with its name in the first clause that has it."""
    best = next((s, m) for s in parts for m in s.mentions if slug in m.slugs)
    return Subject(slug, best[0], best[1], tuple(parts))


def _chosen(
    document: Document, ready: dict[str, list[Sentence]], titled: frozenset[str], most: int | None
) -> set[str]:
    """Of the councils reported the ones that are news: the headline's, else as many as it counts."""
    if len(titled) >= _TWO and titled <= set(ready) and (most is None or most <= len(titled)):
        return set(titled)
    if most is None or len(ready) <= most:
        return set(ready)
    lead = {(s.place, s.start) for s in document.lead}
    def weight(slug: str) -> tuple[bool, int, int]:
        parts = ready[slug]
        early = any((s.place, s.start) in lead for s in parts)
        return (slug in titled or early, len(parts), -parts[0].start)
    return set(sorted(ready, key=weight, reverse=True)[:most])


def _counted(document: Document) -> int | None:
    """How many councils or reports headline and lead count at most; None where they count none."""
    found = [_NUMBERS[m.group(1)] for s in document.lead for m in _patterns().counted.finditer(s.low)]
    if not found:
        return None
    return max(found) + any(_ONE_MORE.search(s.low) for s in document.lead)


_ONE_MORE = re.compile(r"\ba (?:third|fourth|fifth|sixth)\b(?! of)|\bone (?:[\w-]+ ){1,4}and (?:two|three|four|five)\b")


def _title_pairs(told: list[Told]) -> bool:
    """Whether the headline tells of two councils at once, or gives each a grade."""
    heads = [(s, slugs) for s, slugs in told if s.place == "title"]
    graded = {slug for s, slugs in heads if s.has("grade") or s.has("plain_grade") for slug in slugs}
    return len(graded) >= _TWO or any(len(slugs) >= _TWO for _, slugs in heads)


def _lead_pairs(document: Document, told: list[Told]) -> bool:
    """Whether the opening gives two councils each a new grade of its own."""
    until = max((s.end for s in document.lead if s.place == "text"), default=0)
    early = [(s, slugs) for s, slugs in told if s.place == "text" and s.end <= until]
    graded = {
        slug
        for slug, parts in _by_council(early).items()
        if any(s.overall for s in _fresh(document, slug, parts)) and not _all_recalled(parts)
    }
    return len(graded) >= _TWO


# --- which council is reported -------------------------------------------------------------------


class _Rank(Enum):
    """How much the clauses on a council tell of it."""

    REPORTED = "a new grade or a visit"
    TOLD = "a grade, a change or a step of the government"
    NAMED = "nothing"


def _by_council(told: list[Told]) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    for sentence, slugs in told:
        for slug in slugs:
            found.setdefault(slug, []).append(sentence)
    return {slug: parts for slug, parts in found.items() if any(slug in s.slugs() for s in parts)}


def _grades(document: Document, slug: str, parts: list[Sentence]) -> list[Statement]:
    """The grades that the clauses on a council give it, old ones too."""
    part = make_document(document.title, document.text, document.published, tuple(parts))
    return [
        s
        for s in read_statements(part)
        if s.standing is not Standing.UNREAL and not s.spoken and (slug in s.councils or not s.councils)
    ]


def _fresh(document: Document, slug: str, parts: list[Sentence]) -> list[Statement]:
    """The new grades that the clauses on a council give it."""
    return [s for s in _grades(document, slug, parts) if s.standing in {Standing.NEW, Standing.KEPT} and not s.part]


def _rank(document: Document, slug: str, parts: list[Sentence]) -> _Rank:
    """How much is told of a council; what is only remembered or awaited is nothing."""
    fresh = _fresh(document, slug, parts)
    if fresh and not all(_patterns().recalled.search(s.sentence.low) for s in fresh):
        return _Rank.REPORTED
    if any(_tells_visit(s) for s in parts):
        return _Rank.REPORTED
    if fresh or _all_recalled(parts):
        return _Rank.NAMED
    live = [s for s in parts if not _patterns().recalled.search(s.low)]
    told = _grades(document, slug, live) or any(s.has("trend") or s.has("intervene") for s in live)
    return _Rank.TOLD if told else _Rank.NAMED


def _tells_visit(sentence: Sentence) -> bool:
    visit = sentence.has("event", "focused_visit") or sentence.has("event", "monitoring_visit")
    looked = _LOOKED.search(sentence.low) is not None
    return (visit or looked) and not sentence.has("time", "expected") and not _patterns().recalled.search(sentence.low)


_LOOKED = re.compile(r"\b(?:inspectors (?:looking|who looked|found)|letter)\b")


def _all_recalled(parts: list[Sentence]) -> bool:
    return all(_patterns().recalled.search(s.low) for s in parts)


def reported(document: Document) -> dict[str, float]:
    """The councils of which a clause tells news: 1.0 for a new grade of the service, 0.5 for areas or a visit."""
    found = {}
    for slug, parts in _by_council(told_clauses(document)).items():
        if _rank(document, slug, parts) is _Rank.REPORTED:
            whole = any(s.overall for s in _fresh(document, slug, parts))
            found[slug] = 1.0 if whole else 0.5
    return found


# --- whose clause --------------------------------------------------------------------------------


def told_clauses(document: Document) -> list[Told]:
    """Each clause of the story with the councils it speaks of: those it names, else those it points back to."""
    found: list[Told] = []
    current: tuple[str, ...] = ()
    recent: list[str] = []
    for sentence in document.story:
        for piece in clauses(sentence):
            named = _topic(piece)
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
    opening = (_patterns().general, _patterns().both, _patterns().every)
    return any(pattern.match(sentence.low) for pattern in opening)


def _leaves(piece: Sentence) -> bool:
    """Whether a clause speaks of other councils by the way, or of none any more."""
    return bool(piece.slugs()) or _patterns().general.match(piece.low) is not None or piece.low.endswith("?")


def _pointed(piece: Sentence, recent: list[str]) -> tuple[str, ...] | None:
    """The councils that "the former", "both" or "all three" means; None where nothing points back."""
    if piece.slugs() or len(recent) < _TWO:
        return None
    for place, pattern in enumerate(_patterns().pairs):
        if pattern.search(piece.low):
            return (recent[-_TWO:][place],)
    if _patterns().both.match(piece.low):
        return tuple(recent[-_TWO:])
    if found := _patterns().every.match(piece.low):
        number = next((n for word, n in _NUMBERS.items() if word in found.group().split()), 0)
        return tuple(recent[-number:])
    return None


_JOINED = re.compile(
    r"^(?: council)?(?:,| and|, and| &) (?:in |for )?(?:the (?:[\w-]+ )?(?:city|county|borough|town|district) of )?$"
)


_ALONE = re.compile(r"^(?:'s?)? alone\b")


def _topic(piece: Sentence) -> tuple[str, ...]:
    """The councils a clause speaks of: the first it names but by the way, and those joined to it."""
    named = [m for m in piece.mentions if m.strength > Strength.SHARED and not is_aside(piece, m)]
    if not named:
        return ()
    named = [m for m in named if _ALONE.match(piece.between(m.end, piece.end))] or named
    slugs = list(named[0].slugs)
    for left, right in pairwise(named):
        if not _JOINED.match(piece.between(left.end, right.start)):
            break
        slugs += [slug for slug in right.slugs if slug not in slugs]
    return tuple(slugs)


# --- clauses -------------------------------------------------------------------------------------

_STRONG = re.compile(r"[;:]|\b(?:while|whereas|but|although|though)\b|\s[–—]\s")
_WEAK = re.compile(r",|\band\b")
_SAYS = frozenset({"grade", "plain_grade", "event", "trend", "time", "rate", "same", "intervene", "area"})
_DEALT = re.compile(r"\b(?:respectively|in that order|in turn)\b")
_GRADE_FIRST = re.compile(r"^[\s,;:\"'(–—-]*(?:and |but |while )?[\"']?$")
_FOR = re.compile(r"^[\"']* (?:for|in|at) $")


def clauses(sentence: Sentence) -> list[Sentence]:
    """The clauses of a sentence on several councils, one for each; the sentence itself where it is on one."""
    if _DEALT.search(sentence.low):
        return [sentence]
    cuts = sorted({*_council_cuts(sentence), *_pair_cuts(sentence)})
    if not cuts:
        return [sentence]
    edges = [sentence.start, *cuts, sentence.end]
    return [_piece(sentence, start, end) for start, end in pairwise(edges)]


def _pair_cuts(sentence: Sentence) -> Iterator[int]:
    """Before the joint that parts "the former …" from "the latter …"."""
    for first, second in zip(
        _patterns().pairs[0].finditer(sentence.low), _patterns().pairs[1].finditer(sentence.low), strict=False
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
    opener = _patterns().opener.match(between)
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
        signs={(m.kind, m.value) for m in marks} | {(m.kind, None) for m in marks},
        heading=False,
        speech=tuple((max(a, start), min(b, end)) for a, b in sentence.speech if a < end and b > start),
    )
