"""Why a story speaks again, and what was said before and is said now. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model import Revision, RevisionKind
from monitor.stories.revise import withdrawn
from monitor.tell import names, wording

WITHDRAWN = "Withdrawn"
NOT_STATED = "none stated"

_LEADS = {
    RevisionKind.NEWS: "",
    RevisionKind.JUDGEMENT: "New judgement",
    RevisionKind.OFFICIAL: "Now official",
    RevisionKind.CORRECTION: "Corrected",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was said wrongly and what is said now."""

    what: str
    said: str
    now: str
    corrects: bool = True
    """False where the first account was right in its time (a provisional outcome made official)."""

    @property
    def label(self) -> str:
        """`Corrected, overall grade`."""
        return f"{'Corrected' if self.corrects else 'Changed'}, {self.what}"

    @property
    def sentence(self) -> str:
        """The whole change in one line."""
        return f"{self.label}: said {self.said}, now {self.now}"


def lead(revision: Revision) -> str:
    """The word before the headline of a later message; empty for first news."""
    if withdrawn(revision):
        return WITHDRAWN
    return "News after all" if restored(revision) else _LEADS[revision.kind]


def restored(revision: Revision) -> bool:
    """Whether a story that was taken back is told again."""
    return revision.kind is RevisionKind.CORRECTION and revision.before is None


def changes(revision: Revision) -> tuple[Change, ...]:
    """Every shown fact that differs; what was never said is only a change where it corrects."""
    before, after = revision.before, revision.story
    if before is None:
        return ()
    corrects = revision.kind is RevisionKind.CORRECTION
    pairs = (
        ("council", names.council_name(before.council), names.council_name(after.council)),
        ("event", wording.what_happened(before), wording.what_happened(after)),
        ("overall grade", _grade(before.judgement), _grade(after.judgement)),
        (
            "areas",
            wording.areas_phrase(before.areas) or NOT_STATED,
            wording.areas_phrase(after.areas) or NOT_STATED,
        ),
        ("earlier grade", _grade(before.previous_judgement), _grade(after.previous_judgement)),
        ("direction", before.direction or NOT_STATED, after.direction or NOT_STATED),
    )
    return tuple(
        Change(what, said, now, corrects)
        for what, said, now in pairs
        if said != now and (corrects or said != NOT_STATED)
    )


def _grade(slug: str | None) -> str:
    return NOT_STATED if slug is None else names.grade_name(slug)
