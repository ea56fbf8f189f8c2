"""A classification for a person: what was found, why, and the text with the proving words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from monitor.commands.output import folded, paragraphs
from monitor.model import Classification, Evidence, Finding
from monitor.understand.councils import display_name
from monitor.understand.grades import area_name, event_name, grade_name

OPEN, CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that proves one or more claims."""

    start: int
    end: int
    fields: tuple[str, ...]


def explained(name: str, text: str, answer: Classification, *, title: str = "") -> str:
    """The whole answer as a page for the terminal."""
    visible = text if answer.plain is None else answer.plain
    evidence = [one for finding in all_findings(answer) for one in finding.evidence]
    parts = [
        f"{name}: {'news of this beat' if answer.relevant else 'not news of this beat'}",
        *("\n".join(_finding(finding)) for finding in all_findings(answer)),
        _mentioned(answer),
        "Why:\n" + "\n".join(folded(reason, "  ") for reason in answer.reasons),
    ]
    if evidence:
        parts += [
            f"The text, with the words that prove a claim between {OPEN} and {CLOSE}:",
            paragraphs(marked(title, evidence, "title")),
            paragraphs(marked(visible, evidence, "text")),
        ]
    return "\n\n".join(part for part in parts if part)


def all_findings(answer: Classification) -> tuple[Finding, ...]:
    """Each finding, followed by the further events of its council."""
    return tuple(chain.from_iterable((one, *one.also) for one in answer.findings))


def _finding(finding: Finding) -> Iterator[str]:
    ordinal = f" no. {finding.visit_ordinal}" if finding.visit_ordinal else ""
    yield f"{display_name(finding.council)}: {event_name(finding.event)}{ordinal}"
    if finding.judgement:
        yield f"  judgement            {grade_name(finding.judgement)}"
    for area, grade in finding.areas.items():
        yield f"  {area_name(area):<20} {grade_name(grade)}"
    if finding.previous_judgement:
        yield f"  previous judgement   {grade_name(finding.previous_judgement)}"
    if finding.direction:
        yield f"  direction            {finding.direction.value}"
    if finding.flags:
        yield f"  flags                {', '.join(flag.value.replace('_', ' ') for flag in finding.flags)}"
    for strength in finding.highlights.strengths:
        yield folded(f"+ {strength}", "  ")
    for concern in finding.highlights.concerns:
        yield folded(f"− {concern}", "  ")
    yield f"  confidence           {finding.confidence:.2f}"


def _mentioned(answer: Classification) -> str:
    names = ", ".join(display_name(slug) for slug in answer.mentioned)
    return f"Only mentioned: {names}" if names else ""


def marked(text: str, evidence: Sequence[Evidence], place: str) -> str:
    """The text with each proving stretch between marks, followed by what it proves."""
    parts, at = [], 0
    for mark in marks([one for one in evidence if one.place == place]):
        said = f"{OPEN}{text[mark.start : mark.end]}{CLOSE} ({', '.join(mark.fields)})"
        parts += [text[at : mark.start], said]
        at = mark.end
    return "".join([*parts, text[at:]])


def marks(evidence: Sequence[Evidence]) -> tuple[Mark, ...]:
    """The stretches in their order, those that overlap made one."""
    found: list[Mark] = []
    for one in sorted(evidence, key=lambda one: (one.start, -one.end, one.field)):
        if found and one.start < found[-1].end:
            last = found.pop()
            fields = tuple(dict.fromkeys((*last.fields, one.field)))
            found.append(Mark(last.start, max(last.end, one.end), fields))
        else:
            found.append(Mark(one.start, one.end, (one.field,)))
    return tuple(found)
