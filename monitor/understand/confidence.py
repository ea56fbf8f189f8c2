"""How far a finding can be trusted, for ranking: each thing that often goes wrong takes something away."""

from __future__ import annotations

from monitor.model import Event, Flag
from monitor.understand.grades import Framework
from monitor.understand.judgements import Outcome
from monitor.understand.statement import Statement

FULL = 0.97
LEAST = 0.05

ONE_OF_SEVERAL = 0.2
RIVAL = 0.12
"""Another council stands in headline or lead."""
KIND_UNKNOWN = 0.3
NO_JUDGEMENT = 0.35
"""A graded inspection under a framework with an overall grade, and none was found."""
CONFLICT = 0.25
"""The article seems to announce two different overall grades."""
AREAS_MISSING = 0.3
"""Some areas were found, but not all that the framework judges."""
NO_AREAS = 0.08
NO_PREVIOUS = 0.1
DOUBTFUL = 0.1
"""Not official, corrected, or cut short."""
UNDATED = 0.05


def confidence(  # noqa: PLR0913 - everything that may cast doubt
    *,
    event: Event,
    outcome: Outcome,
    framework: Framework,
    overall: bool,
    statements: tuple[Statement, ...],
    flags: frozenset[Flag],
    several: bool,
    rivals: int,
    dated: bool,
) -> float:
    """Between 0 and 1; the lower, the likelier a person should look."""
    doubt = 0.0 if dated else UNDATED
    doubt += ONE_OF_SEVERAL if several else RIVAL * min(rivals, 2)
    doubt += DOUBTFUL * len(flags - {Flag.PRIORITY_ACTION})
    if event is Event.OTHER:
        doubt += KIND_UNKNOWN
    if event is Event.INSPECTION:
        doubt += _doubt_of_inspection(outcome, framework, statements, overall=overall)
    elif outcome.previous is None and event is not Event.AREA_SEND:
        doubt += NO_PREVIOUS
    return max(LEAST, FULL - doubt)


def _doubt_of_inspection(
    outcome: Outcome, framework: Framework, statements: tuple[Statement, ...], *, overall: bool
) -> float:
    doubt = NO_JUDGEMENT if overall and outcome.judgement is None else 0.0
    announced = {s.grade for s in statements if s.overall and s.fresh and not s.spoken}
    doubt += CONFLICT if overall and len(announced) > 1 else 0.0
    if not outcome.areas:
        return doubt + (NO_AREAS if overall else NO_JUDGEMENT)
    usual = [area for area in framework.areas if area != "adoption"]
    return doubt + (AREAS_MISSING if any(area not in outcome.areas for area in usual) else 0.0)
