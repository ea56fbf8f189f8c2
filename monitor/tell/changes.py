"""Why a story speaks again, and what was said before and is said now. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model import Finding, Revision, RevisionKind, Story
from monitor.stories.differences import differences, in_words
from monitor.stories.revise import withdrawn
from monitor.tell import names, wording

WITHDRAWN = "Withdrawn"
NOT_STATED = "none stated"

_PROVED_BY = {
    "event": frozenset({"event", "visit_ordinal"}),
    "overall grade": frozenset({"judgement"}),
    "earlier grade": frozenset({"previous_judgement"}),
    "direction": frozenset({"direction"}),
}
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
        return f"{self.label}: {self.account}"

    @property
    def account(self) -> str:
        """What is true now, then what was said."""
        return f"now {self.now}; said before: {self.said}"


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


def who(revision: Revision) -> str:
    """Who or what corrected the story: its reason without the facts, which stand for themselves."""
    if revision.before is None or revision.kind is not RevisionKind.CORRECTION:
        return ""
    return revision.reason.removesuffix(in_words(differences(revision.before, revision.story))).strip()


def proofs(revision: Revision) -> tuple[str, str]:
    """The words behind the first thing that changed: of what had been believed, and of what is said now."""
    before, after = revision.before, revision.story
    if before is None:
        return "", after.quote
    changed = next((one.what for one in changes(revision)), "")
    fields = _fields(changed, before, after)
    return _proof(before, fields) or before.quote, _proof(after, fields) or after.quote


def _fields(what: str, before: Story, after: Story) -> frozenset[str]:
    """The evidence fields that prove a shown fact; a council's name alone proves nothing."""
    if what == "areas":
        areas = {*before.areas, *after.areas}
        return frozenset(f"areas.{area}" for area in areas if before.areas.get(area) != after.areas.get(area))
    return _PROVED_BY.get(what, frozenset())


def _proof(story: Story, fields: frozenset[str]) -> str:
    """The longest quote for one of the fields, of an article that says what the story says."""
    quotes = (
        one.quote
        for told in story.coverage
        for one in told.finding.evidence
        if one.field in fields and _value(told.finding, one.field) == _value(story, one.field)
    )
    return max(quotes, key=len, default="")


def _value(telling: Story | Finding, field: str) -> object:
    whole, _, area = field.partition(".")
    return telling.areas.get(area) if area else getattr(telling, whole)


def _grade(slug: str | None) -> str:
    return NOT_STATED if slug is None else names.grade_name(slug)
