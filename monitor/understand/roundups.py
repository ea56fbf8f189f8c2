"""Articles on several councils told in running prose: which of them are news, and with which clauses."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from monitor.understand.document import Document, make_document
from monitor.understand.grade_words import may_grade
from monitor.understand.passage import Passage, Sentence
from monitor.understand.regexes import regex
from monitor.understand.statement import Standing, Statement
from monitor.understand.statements import read_statements
from monitor.understand.subject import Subject
from monitor.understand.topics import NUMBERS, TWO, Told, patterns, told_clauses


def told_in_prose(document: Document, titled: frozenset[str]) -> tuple[Subject, ...]:
    """The councils that headline or lead announces together, each with the clauses that speak of it."""
    if len(document.story.slugs()) < TWO:
        return ()
    if len(titled) == 1 and not any(patterns().counted.search(s.low) for s in document.titles):
        return ()
    most = counted(document)
    plural = most is not None or document.lead.has("plural", "several")
    if not plural and not _opens_on_two(document):
        return ()
    parts = _by_council(told_clauses(document, document.story))
    ranks = {slug: _rank(_grades(document, slug, own), own) for slug, own in parts.items()}
    ready = [slug for slug, rank in ranks.items() if rank is _Rank.REPORTED]
    if not plural and len(titled) >= TWO and not titled <= set(ready):
        return ()
    if most is not None and len(ready) < most:
        ready += [slug for slug, rank in ranks.items() if rank is _Rank.TOLD][: most - len(ready)]
    chosen = _chosen(document, {slug: parts[slug] for slug in ready}, titled, most)
    if len(chosen) < TWO:
        return ()
    return tuple(_subject(slug, own) for slug, own in parts.items() if slug in chosen)


def _subject(slug: str, parts: list[Sentence]) -> Subject:
    """The council with its name in the first clause that has it."""
    best = next((s, m) for s in parts for m in s.mentions if slug in m.slugs)
    return Subject(slug, best[0], best[1], Passage(parts))


def _chosen(
    document: Document, ready: dict[str, list[Sentence]], titled: frozenset[str], most: int | None
) -> set[str]:
    """Of the councils reported the ones that are news: the headline's, else as many as it counts."""
    if len(titled) >= TWO and titled <= set(ready) and (most is None or most <= len(titled)):
        return set(titled)
    if most is None or len(ready) <= most:
        return set(ready)
    lead = {(s.place, s.start) for s in document.lead}

    def weight(slug: str) -> tuple[bool, int, int]:
        parts = ready[slug]
        early = any((s.place, s.start) in lead for s in parts)
        return (slug in titled or early, len(parts), -parts[0].start)

    return set(sorted(ready, key=weight, reverse=True)[:most])


def counted(document: Document) -> int | None:
    """How many councils or reports headline and lead count at most; None where they count none."""
    found = [
        NUMBERS[m.group(1)]
        for s in document.lead
        if any(number in s.low for number in _NUMBERS)
        for m in patterns().counted.finditer(s.low)
    ]
    if not found:
        return None
    return max(found) + any(_ONE_MORE.search(s.low) for s in document.lead)


_NUMBERS = tuple(f"{number} " for number in NUMBERS)
_ONE_MORE = regex(
    r"\ba (?:third|fourth|fifth|sixth)\b(?! of)|\bone (?:[\w-]+ ){1,4}and (?:two|three|four|five)\b"
)


def _opens_on_two(document: Document) -> bool:
    """Whether headline or lead tell of two councils, each with news of its own."""
    told = told_clauses(document, document.lead)
    return _title_pairs(told) or _lead_pairs(document, told)


def _title_pairs(told: list[Told]) -> bool:
    """Whether the headline tells of two councils at once, or gives each a grade."""
    heads = [(s, slugs) for s, slugs in told if s.place == "title"]
    graded = {slug for s, slugs in heads if s.has_grade() for slug in slugs}
    return len(graded) >= TWO or any(len(slugs) >= TWO for _, slugs in heads)


def _lead_pairs(document: Document, told: list[Told]) -> bool:
    """Whether the opening gives two councils each a new grade of its own."""
    early = [(s, slugs) for s, slugs in told if s.place == "text"]
    if len({slug for s, slugs in early if may_grade(s) for slug in slugs}) < TWO:
        return False  # a quick look
    graded = {
        slug
        for slug, parts in _by_council(early).items()
        if any(s.overall for s in _fresh(_grades(document, slug, parts))) and not _all_recalled(parts)
    }
    return len(graded) >= TWO


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


def _fresh(grades: list[Statement]) -> list[Statement]:
    """Of a council's grades the new ones that are told as news."""
    return [s for s in grades if s.fresh and not s.part]


def _rank(grades: list[Statement], parts: list[Sentence]) -> _Rank:
    """How much is told of a council; what is only remembered or awaited is nothing."""
    fresh = _fresh(grades)
    if fresh and not all(_is_recalled(s.sentence) for s in fresh):
        return _Rank.REPORTED
    if any(_tells_visit(s) for s in parts):
        return _Rank.REPORTED
    live = [s for s in parts if not _is_recalled(s)]
    if fresh or not live:
        return _Rank.NAMED
    told = any(not _is_recalled(s.sentence) for s in grades) or any(
        s.has("trend") or s.has("intervene") for s in live
    )
    return _Rank.TOLD if told else _Rank.NAMED


def _is_recalled(sentence: Sentence) -> bool:
    return patterns().recalled.search(sentence.low) is not None


def _tells_visit(sentence: Sentence) -> bool:
    return speaks_of_visit(sentence) and not patterns().recalled.search(sentence.low)


def speaks_of_visit(sentence: Sentence) -> bool:
    """Whether a sentence names a visit or what inspectors looked at, and not one still to come."""
    visit = sentence.has("event", "focused_visit") or sentence.has("event", "monitoring_visit")
    return (visit or _LOOKED.search(sentence.low) is not None) and not sentence.has("time", "expected")


_LOOKED = regex(r"\b(?:inspectors (?:looking|who looked|found)|letter)\b")


def _all_recalled(parts: list[Sentence]) -> bool:
    return all(patterns().recalled.search(s.low) for s in parts)


def reported(document: Document, among: Collection[str]) -> dict[str, float]:
    """Of these councils those of which clauses tell news, with its weight.

    A grade of the service weighs 1.0, one of areas or a visit 0.5.
    """
    found = {}
    for slug, parts in _by_council(told_clauses(document, document.story)).items():
        if slug not in among:
            continue
        grades = _grades(document, slug, parts)
        if _rank(grades, parts) is _Rank.REPORTED:
            found[slug] = 1.0 if any(s.overall for s in _fresh(grades)) else 0.5
    return found
