"""Picks the grade of each area from an article's statements."""

from __future__ import annotations

from monitor.understand.grades import Framework
from monitor.understand.regexes import regex
from monitor.understand.statement import Statement


def graded_areas(own: list[Statement], framework: Framework) -> dict[str, Statement]:
    """Each area graded in this event, under the framework's name for it."""
    found: dict[str, Statement] = {}
    for statement in own:
        if not statement.fresh or (statement.spoken and not _is_read_out(statement, own)):
            continue
        for area in statement.areas:
            for slug in _named(area, framework):
                told = found.setdefault(slug, statement)
                if _is_plainer(statement, told):
                    found[slug] = statement
    return found


def _is_plainer(statement: Statement, told: Statement) -> bool:
    """Whether a grade counts more than one told before: of an area alone, or told in the text."""
    if told.sentence.place == "title" and statement.sentence.place == "text":
        return statement.grade != told.grade
    return len(statement.areas) < len(told.areas) and not statement.every


def _is_read_out(statement: Statement, own: list[Statement]) -> bool:
    """Whether somebody of the council reads out the grades: "Leadership – good", "good for A, good for B"."""
    sentence, mark = statement.sentence, statement.mark
    if sum(other.sentence is sentence and _is_for_an_area(other) for other in own) > 1:
        return True
    before = [m for m in sentence.of("area") if m.end <= mark.start]
    cell = bool(before) and sentence.between(before[-1].end, mark.start).strip(" \"'") in _CELLS
    return cell or _THEY_TOLD.search(sentence.before(mark)) is not None


_CELLS = frozenset({"–", "—", "-", ":"})
_THEY_TOLD = regex(
    r"\b(?:inspectors|ofsted|the watchdog|the report)(?: have| has)? "
    r"(?:told|said|says?|found|rated|judged|graded|gave)\b"
)
"""What an opponent thinks of an area is no grade; what inspectors told the council is."""


def _is_for_an_area(statement: Statement) -> bool:
    """Whether a grade is given as in a list of them: "good for adoption"."""
    return bool(statement.areas) and statement.sentence.after(statement.mark).lstrip("\"'").startswith(
        " for "
    )


def _named(area: str, framework: Framework) -> tuple[str, ...]:
    """How a framework writes an area down; the joined one is two where they are judged apart."""
    merged = framework.merge.get(area, area)
    if merged in framework.areas:
        return (merged,)
    if merged == "children_in_care_and_care_leavers":
        first = framework.merge.get("children_in_care", "children_in_care")
        return tuple(slug for slug in (first, "care_leavers") if slug in framework.areas)
    return ()
