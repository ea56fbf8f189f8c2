"""Compares the classifier's answers with labels, and counts.

A case is right as a whole when relevance, councils, events, judgements and areas all are; every other
count is of one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import msgspec

from monitor.model import Classification, Finding
from monitor.understand.classify import classify
from tests.understand.labels import Expected, LabelledArticle, expectations, slug_of


@dataclass(slots=True)
class Share:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        """Count one more, which did or did not hit."""
        self.hits += hit
        self.of += 1

    @property
    def value(self) -> float:
        """Between 0 and 1; 1 where there was nothing to count."""
        return self.hits / self.of if self.of else 1.0

    def __str__(self) -> str:
        """As people read it."""
        return f"{self.value:6.1%} ({self.hits} of {self.of})" if self.of else "     – (nothing to count)"


@dataclass(slots=True)
class Side:
    """How well a set was named: how much of what was named is right, how much of what is right was named."""

    precision: Share = field(default_factory=Share)
    recall: Share = field(default_factory=Share)

    def add(self, wanted: set[str], named: set[str], allowed: AbstractSet[str] = frozenset()) -> None:
        """Count one set; names in `allowed` are right whether named or not."""
        for name in sorted(named - allowed):
            self.precision.add(name in wanted)
        for name in sorted(wanted - allowed):
            self.recall.add(name in named)


@dataclass(slots=True)
class Field:
    """One field of a finding: stated ones that were read rightly, and silent ones that were filled."""

    stated: Share = field(default_factory=Share)
    invented: Share = field(default_factory=Share)

    def add(self, wanted: object, got: object) -> bool:
        """Count one; whether it is right."""
        if wanted is None:
            self.invented.add(got is not None)
        else:
            self.stated.add(got == wanted)
        return bool(got == wanted)


@dataclass(slots=True)
class Faults:
    """What is wrong with one answer: what makes the case wrong, and lesser slips."""

    article: LabelledArticle
    wrong: list[str] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """Everything that is counted over a set of articles."""

    relevance: Side = field(default_factory=Side)
    councils: Side = field(default_factory=Side)
    mentioned: Side = field(default_factory=Side)
    event: Field = field(default_factory=Field)
    judgement: Field = field(default_factory=Field)
    previous: Field = field(default_factory=Field)
    direction: Field = field(default_factory=Field)
    ordinal: Field = field(default_factory=Field)
    areas: Share = field(default_factory=Share)
    areas_invented: int = 0
    flags: Side = field(default_factory=Side)
    also: Side = field(default_factory=Side)
    unproved: Share = field(default_factory=Share)
    misplaced: Share = field(default_factory=Share)
    whole: Share = field(default_factory=Share)
    whole_sure: Share = field(default_factory=Share)
    lowest_quarter: Share = field(default_factory=Share)
    faults: list[Faults] = field(default_factory=list)


def score(articles: Iterable[LabelledArticle]) -> Score:
    """Classify every article and count."""
    total, confidences = Score(), list[tuple[float, bool]]()
    for article in articles:
        answer = classify(article.text, title=article.title, published=article.day)
        faults = _compare(article, answer, total)
        right = not faults.wrong
        total.whole.add(right)
        if not article.label.unsure:
            total.whole_sure.add(right)
        if answer.findings:
            confidences.append((min(finding.confidence for finding in answer.findings), right))
        if faults.wrong or faults.slips:
            total.faults.append(faults)
    total.lowest_quarter = in_lowest_quarter(confidences)
    return total


def in_lowest_quarter(confidences: list[tuple[float, bool]]) -> Share:
    """Of the wrong answers that name a council, those among the least confident quarter of all such answers.

    In a tie the right answer goes first, so that equal confidences are no merit.
    """
    ranked = sorted(confidences, key=lambda pair: (pair[0], not pair[1]))
    share, quarter = Share(), len(ranked) / 4
    for place, (_, right) in enumerate(ranked):
        if not right:
            share.add(place < quarter)
    return share


def _compare(article: LabelledArticle, answer: Classification, total: Score) -> Faults:
    """Count one answer against its label."""
    label, faults = article.label, Faults(article)
    total.relevance.add({"news"} if label.relevant else set(), {"news"} if answer.findings else set())
    if bool(answer.findings) != label.relevant:
        faults.wrong.append("taken for news" if answer.findings else "not taken for news")
    wanted = expectations(label) if label.relevant else {}
    named = {finding.council for finding in answer.findings}
    total.councils.add(set(wanted), named)
    if named != set(wanted) and label.relevant and answer.findings:
        faults.wrong.append(f"councils {sorted(named)} for {sorted(wanted)}")
    for finding in answer.findings:
        if finding.council in wanted:
            _compare_finding(finding, wanted[finding.council], article, total, faults)
    _compare_mentions(article, answer, total, faults)
    _check_evidence(article, answer, total, faults)
    return faults


def _compare_finding(
    finding: Finding, wanted: Expected, article: LabelledArticle, total: Score, faults: Faults
) -> None:
    """Count the fields of one council's finding."""
    council = finding.council
    if wanted.event is not msgspec.UNSET and not total.event.add(wanted.event, str(finding.event)):
        faults.wrong.append(f"{council}: event {finding.event} for {wanted.event}")
    if not total.judgement.add(wanted.judgement, finding.judgement):
        faults.wrong.append(f"{council}: judgement {finding.judgement} for {wanted.judgement}")
    for name, counted, right, got in (
        ("previous", total.previous, wanted.previous_judgement, finding.previous_judgement),
        ("direction", total.direction, wanted.direction, finding.direction and str(finding.direction)),
        ("ordinal", total.ordinal, wanted.visit_ordinal, finding.visit_ordinal),
    ):
        if right is not msgspec.UNSET and not counted.add(right, got):
            faults.slips.append(f"{council}: {name} {got} for {right}")
    if wanted.areas is not msgspec.UNSET:
        _compare_areas(finding, dict(wanted.areas), total, faults)
    if wanted.flags is not msgspec.UNSET:
        _compare_flags(finding, set(wanted.flags), article, total, faults)


def _compare_areas(finding: Finding, wanted: dict[str, str], total: Score, faults: Faults) -> None:
    """Count area judgements: each one that is stated, and each one that is not."""
    got = dict(finding.areas)
    for area, grade in wanted.items():
        total.areas.add(got.get(area) == grade)
    total.areas_invented += len(got.keys() - wanted.keys())
    if got != wanted:
        faults.wrong.append(f"{finding.council}: areas {got} for {wanted}")


def _compare_flags(
    finding: Finding, wanted: set[str], article: LabelledArticle, total: Score, faults: Faults
) -> None:
    """Count flags and further events, which only our own labels name."""
    label = article.label
    allowed = set(label.flags_optional)
    got = {str(flag) for flag in finding.flags}
    total.flags.add(wanted, got, allowed)
    if got - allowed != wanted - allowed:
        faults.slips.append(f"{finding.council}: flags {sorted(got)} for {sorted(wanted)}")
    further = {str(other.event) for other in finding.also}
    total.also.add(set(label.also), further)
    if further != set(label.also):
        faults.slips.append(f"{finding.council}: also {sorted(further)} for {sorted(label.also)}")


def _compare_mentions(article: LabelledArticle, answer: Classification, total: Score, faults: Faults) -> None:
    """Count councils that are only mentioned."""
    if article.label.mentioned_only is None:
        return
    wanted = {slug_of(name) for name in article.label.mentioned_only}
    allowed, got = set(article.label.mentioned_optional), set(answer.mentioned)
    total.mentioned.add(wanted, got, allowed)
    if missing := wanted - got - allowed:
        faults.slips.append(f"not mentioned: {sorted(missing)}")
    if extra := got - wanted - allowed:
        faults.slips.append(f"wrongly mentioned: {sorted(extra)}")


def claims(finding: Finding) -> list[str]:
    """The evidence fields that a finding owes a quote for."""
    plain = ("visit_ordinal", "judgement", "previous_judgement", "direction")
    return [
        "council",
        "event",
        *(name for name in plain if getattr(finding, name) is not None),
        *(f"areas.{area}" for area in finding.areas),
        *(f"flags.{flag}" for flag in finding.flags),
    ]


def every_finding(answer: Classification) -> Iterator[Finding]:
    """The findings and what stands in their `also`."""
    for finding in answer.findings:
        yield finding
        yield from finding.also


def misplaced_quotes(article: LabelledArticle, answer: Classification) -> list[str]:
    """The quotes that do not stand where their offsets say."""
    places = {"title": article.title, "text": article.text if answer.plain is None else answer.plain}
    return [
        proof.quote
        for finding in every_finding(answer)
        for proof in finding.evidence
        if places[proof.place][proof.start : proof.end] != proof.quote or not proof.quote.strip()
    ]


def _check_evidence(article: LabelledArticle, answer: Classification, total: Score, faults: Faults) -> None:
    """Count claims without a quote, and quotes that stand elsewhere."""
    for finding in every_finding(answer):
        proved = {proof.field for proof in finding.evidence}
        for claim in claims(finding):
            total.unproved.add(claim not in proved)
            if claim not in proved:
                faults.slips.append(f"{finding.council}: no quote for {claim}")
    lost = misplaced_quotes(article, answer)
    quotes = sum(len(finding.evidence) for finding in every_finding(answer))
    for place in range(quotes):
        total.misplaced.add(place < len(lost))
    faults.slips += [f"quote not at its place: {quote!r}" for quote in lost]
