"""The contract's JSON: one line in, one object out; every key is always there."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from monitor.model import Classification, Finding
from monitor.understand.classify import classify
from monitor.understand.councils import display_name


def to_wire(identifier: str, classification: Classification) -> dict[str, Any]:
    """A classification in the shape of `classify --jsonl`."""
    answer: dict[str, Any] = {
        "id": identifier,
        "relevant": classification.relevant,
        "findings": [_finding(finding) for finding in classification.findings],
        "mentioned": list(classification.mentioned),
    }
    if classification.plain is not None:
        answer["plain"] = classification.plain
    return answer


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "council": finding.council,
        "council_name": display_name(finding.council),
        "event": finding.event.value,
        "visit_ordinal": finding.visit_ordinal,
        "judgement": finding.judgement,
        "areas": dict(finding.areas),
        "previous_judgement": finding.previous_judgement,
        "direction": finding.direction.value if finding.direction else None,
        "confidence": round(finding.confidence, 2),
        "flags": [flag.value for flag in finding.flags],
        "highlights": {
            "strengths": list(finding.highlights.strengths),
            "concerns": list(finding.highlights.concerns),
        },
        "also": [_finding(other) for other in finding.also],
        "evidence": [
            {"field": one.field, "quote": one.quote, "in": one.place, "start": one.start, "end": one.end}
            for one in finding.evidence
        ],
    }


def read_line(line: str | bytes) -> dict[str, Any]:
    """The answer to one line of JSON; `{"id", "error"}` for a line that cannot be read."""
    try:
        case = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeError) as error:
        return {"id": None, "error": f"not a line of JSON: {error}"}
    if not isinstance(case, dict):
        return {
            "id": None,
            "error": 'not a JSON object: a line is {"id", "text"}, title, published and url if known',
        }
    identifier = str(case.get("id"))
    if problem := _problem(case):
        return {"id": case.get("id"), "error": problem}
    answer = classify(
        case["text"],
        title=case.get("title") or "",
        published=published_date(case.get("published")),
        url=case.get("url") or "",
    )
    return to_wire(identifier, answer)


def _problem(case: dict[str, Any]) -> str:
    """What is wrong with a case, in plain words; empty where nothing is."""
    if not isinstance(case.get("id"), str):
        return "`id` is missing or no text"
    if not isinstance(case.get("text"), str):
        return "`text` is missing or no text"
    for key in ("title", "published", "url"):
        if case.get(key) is not None and not isinstance(case[key], str):
            return f"`{key}` is no text"
    return ""


def published_date(written: str | None) -> date | None:
    """The day of an ISO date or date-time, or a month's first day; None for anything else."""
    if not written:
        return None
    for form in (written[:10], f"{written[:7]}-01"):
        try:
            return date.fromisoformat(form)
        except ValueError:
            continue
    return None
