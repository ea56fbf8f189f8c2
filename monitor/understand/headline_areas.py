"""Keeps a headline's grade for an area apart from the service as a whole."""

from __future__ import annotations

from monitor.understand.statement import Statement

_OF_THE_YOUNG = frozenset({"care_leavers", "children_in_care", "looked_after_children", "adoption"})
"""A headline on these is on them alone; one on leaders or on protection may stand for the whole."""


def _is_a_cheer(statement: Statement) -> bool:
    """Whether a headline only calls a grade out before it says whose it is: "Top marks! Care leavers …"."""
    said = statement.sentence
    return said.raw.endswith("!") and said.start == statement.mark.start and not said.mentions


def _is_of_the_young(title: list[Statement], own: list[Statement]) -> bool:
    """Whether a headline names a grade without a service, and the story gives it to young people alone."""
    if any(s.explicit or s.sentence.has("holder") or s.sentence.has("service") for s in title):
        return False
    told = [s for s in own if s.fresh and s.sentence.place == "text" and s.grade == title[0].grade]
    return bool(told) and all(s.areas and _OF_THE_YOUNG.issuperset(s.areas) for s in told)


def besides_the_headline(new: list[Statement], own: list[Statement]) -> list[Statement]:
    """Grades without those that the headline gives to young people alone, of whom the story then goes on."""
    title = [s for s in own if s.fresh and s.sentence.place == "title"]
    if title and all(s.sentence.place == "title" for s in new) and _is_of_the_young(title, own):
        return []
    if any(not s.areas and not _is_a_cheer(s) for s in title):
        return new
    theirs = {s.grade for s in title if s.areas and _OF_THE_YOUNG.issuperset(s.areas)}
    return [s for s in new if s.grade not in theirs]
