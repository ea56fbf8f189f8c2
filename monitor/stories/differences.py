"""What differs between two tellings, in plain words: the heart of every correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from monitor.model import Classification, Event, Evidence, Finding
from monitor.stories.words import EVENT_WORDS, UNSAID, capital, placed, spoken


class Telling(Protocol):
    """What a story and a finding have in common: claims that can turn out wrong."""

    @property
    def council(self) -> str:
        """Whose news it is."""
        ...

    @property
    def event(self) -> Event:
        """What happened."""
        ...

    @property
    def visit_ordinal(self) -> int | None:
        """Which visit it was."""
        ...

    @property
    def judgement(self) -> str | None:
        """The overall grade."""
        ...

    @property
    def areas(self) -> Mapping[str, str]:
        """Each area's grade."""
        ...

    @property
    def previous_judgement(self) -> str | None:
        """The grade before."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One claim that is now another: what was said, what is said, and the words behind each."""

    field: str
    """As in `Evidence.field`."""
    was: str
    now: str
    was_quote: str = ""
    now_quote: str = ""

    @property
    def words(self) -> str:
        """The difference as a clause: “the judgement was good and is now inadequate”."""
        field = _FIELD_WORDS.get(self.field) or _area_words(self.field)
        return f"the {field} was {self.was} and is now {self.now}"


_FIELD_WORDS = {
    "council": "council",
    "event": "event",
    "visit_ordinal": "number of the visit",
    "judgement": "judgement",
    "previous_judgement": "previous judgement",
}


def differences(was: Telling, now: Telling) -> tuple[Difference, ...]:
    """Every claim about council, event, outcome or previous outcome that differs."""
    left, right = _claims(was), _claims(now)
    fields = [*left, *(field for field in right if field not in left)]
    return tuple(
        Difference(field=field, was=left.get(field, UNSAID), now=right.get(field, UNSAID))
        for field in fields
        if left.get(field, UNSAID) != right.get(field, UNSAID)
    )


def compare(was: Classification, now: Classification) -> tuple[Difference, ...]:
    """What one article says now that it did not say before, with the quotes of both readings.

    Findings are compared council by council; one that came or went is a difference too.
    """
    pairs = _paired(_all_findings(was), _all_findings(now))
    return tuple(found for left, right in pairs for found in _compared(left, right))


def in_words(found: tuple[Difference, ...]) -> str:
    """All differences as one sentence; empty where there are none."""
    sentence = "; ".join(one.words for one in found)
    return f"{capital(sentence)}." if sentence else ""


def _claims(telling: Telling) -> dict[str, str]:
    ordinal = telling.visit_ordinal
    areas = {f"areas.{area}": spoken(grade) for area, grade in sorted(telling.areas.items())}
    return {
        "council": placed(telling.council),
        "event": EVENT_WORDS[telling.event],
        "visit_ordinal": UNSAID if ordinal is None else str(ordinal),
        "judgement": spoken(telling.judgement),
        **areas,
        "previous_judgement": spoken(telling.previous_judgement),
    }


def _area_words(field: str) -> str:
    return f"grade for {spoken(field.removeprefix('areas.'))}"


def _all_findings(classification: Classification) -> list[Finding]:
    return [one for finding in classification.findings for one in (finding, *finding.also)]


def _paired(was: list[Finding], now: list[Finding]) -> list[tuple[Finding | None, Finding | None]]:
    """The same event of the same council in both readings; then the same council; then what is left."""
    pairs: list[tuple[Finding | None, Finding | None]] = []
    left, right = list(was), list(now)
    for same in (_same_event, _same_council):
        for one in list(left):
            other = next((found for found in right if same(one, found)), None)
            if other is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    if len(left) == len(right) == 1:
        return [*pairs, (left[0], right[0])]
    return [*pairs, *((one, None) for one in left), *((None, other) for other in right)]


def _same_event(one: Finding, other: Finding) -> bool:
    return (one.council, one.event, one.visit_ordinal) == (other.council, other.event, other.visit_ordinal)


def _same_council(one: Finding, other: Finding) -> bool:
    return one.council == other.council


def _compared(was: Finding | None, now: Finding | None) -> tuple[Difference, ...]:
    if was is None or now is None:
        present = was or now
        if present is None:
            return ()
        said = f"{EVENT_WORDS[present.event]} at {placed(present.council)}"
        quote = _quote(present, "event")
        if now is None:
            return (Difference(field="event", was=said, now=UNSAID, was_quote=quote),)
        return (Difference(field="event", was=UNSAID, now=said, now_quote=quote),)
    return tuple(
        Difference(
            field=one.field,
            was=one.was,
            now=one.now,
            was_quote=_quote(was, one.field),
            now_quote=_quote(now, one.field),
        )
        for one in differences(was, now)
    )


def _quote(finding: Finding, field: str) -> str:
    found: tuple[Evidence, ...] = tuple(one for one in finding.evidence if one.field == field)
    return found[0].quote if found else ""
