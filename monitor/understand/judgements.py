"""What came of it: the overall grade newly announced, the one before, and the areas graded. Never derived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from monitor.understand import grades
from monitor.understand.after_grades import RATED_AFTER
from monitor.understand.document import Document
from monitor.understand.graded_areas import graded_areas
from monitor.understand.grades import Framework
from monitor.understand.headline_areas import besides_the_headline
from monitor.understand.regexes import regex
from monitor.understand.send import SendOutcome
from monitor.understand.statement import Standing, Statement


class Outcome(Struct, frozen=True):
    """What one council was given, each with the statement that says so."""

    judgement: Statement | None
    previous: Statement | None
    areas: dict[str, Statement]
    send: SendOutcome | None = None


REPORT_TAKES = timedelta(days=60)
"""From an inspection's beginning to its report, where the text gives no date."""


def framework_for(document: Document, inspected: date | None, statements: Iterable[Statement]) -> Framework:
    """The framework of the inspection: by its date, else by the article's, else by the words used."""
    if inspected is not None:
        return grades.framework_on(inspected)
    if document.published is not None:
        return grades.framework_on(document.published - REPORT_TAKES)
    by_slug = {framework.slug: framework for framework in grades.frameworks()}
    fresh = [s for s in statements if s.fresh]
    if any(s.grade == "adequate" for s in fresh):
        return by_slug["child_protection_arrangements"]
    areas = set(document.story.values("area"))
    return by_slug["single_inspection_framework" if "adoption" in areas else "ilacs_2023"]


def without_overall(document: Document, framework: Framework, inspected: date | None) -> bool:
    """Whether this inspection can have no overall grade: by its framework, or because the text says so."""
    if inspected is not None:
        return not framework.overall
    if document.story.has("flag", "still_overall"):
        return False
    return not framework.overall or (document.story.has("flag", "no_overall") and _after_the_change(document))


def _after_the_change(document: Document) -> bool:
    change = min((one.since for one in grades.frameworks() if not one.overall), default=date.max)
    return document.published is None or document.published >= change


def decide_outcome(  # noqa: PLR0913 - what is known of the event decides how its grades are read
    statements: tuple[Statement, ...],
    slug: str,
    framework: Framework,
    *,
    graded: bool,
    overall: bool,
    several: bool,
) -> Outcome:
    """One council's outcome of a graded inspection (`graded`) or of a visit, where all grades are old."""
    own = [
        _as_overall(s, framework)
        for s in statements
        if not s.part
        and (slug in s.councils or not s.councils)
        and not (s.fresh and grades.is_yet_to_come(s.grade, framework))
    ]
    if not graded:
        return Outcome(None, _standing(own), {})
    judgement = _announced(own, several=several) if overall else None
    return Outcome(judgement, _previous(own, judgement), graded_areas(own, framework))


def _as_overall(statement: Statement, framework: Framework) -> Statement:
    """A grade of the area by whose name a framework's whole was known is the overall grade."""
    if statement.areas and all(area in framework.overall_words for area in statement.areas):
        return replace(statement, areas=())
    old = statement.year is not None and grades.framework_on(date(statement.year, 1, 1)).overall_words
    if old and statement.areas and all(area in old for area in statement.areas):
        return replace(statement, areas=())
    return statement


def _announced(own: list[Statement], *, several: bool) -> Statement | None:
    """The newly announced overall grade: said outright, then in the title, then first."""
    new = [s for s in own if s.overall and s.fresh and (s.explicit or not s.every)]
    new = new or [
        s
        for s in own
        if s.overall
        and s.standing is Standing.STANDING
        and (several or s.sentence.place == "title")
        and not RATED_AFTER.match(s.sentence.after(s.mark))
    ]
    new = new or [s for s in own if s.every and not s.areas and s.fresh]
    new = new or [s for s in own if _is_headline_for_children(s)]
    new = [s for s in new if not s.spoken] or [s for s in new if _is_cited(s)]
    told = [s for s in new if s.explicit] or besides_the_headline(new, own)
    if not told:
        return None
    told = [s for s in told if not _is_advice(s)] or told
    if len({s.grade for s in told}) > 1:
        return max(told, key=_newness)
    return told[0]


def _is_cited(statement: Statement) -> bool:
    """Whether somebody of the council who tells the grade says whose it is, or tells it before all else."""
    sentence = statement.sentence
    return sentence.names_ofsted() or sentence.paragraph <= _OPENING_LINES


def _is_advice(statement: Statement) -> bool:
    """Whether everyday words ("must do better") stand for the grade: beside one by name they give none."""
    return statement.grade == "requires_improvement" and statement.mark.kind == "plain_grade"


def _newness(statement: Statement) -> int:
    """How plainly a grade is told as today's: where two are told, the plainer one is the news."""
    sentence = statement.sentence
    left = sentence.between(max(sentence.start, statement.mark.start - 60), statement.mark.start)
    worth = (
        2 * bool(_TODAY.search(left)) + sentence.has("body", "ofsted") + sentence.has("body", "inspectors")
    )
    worth += (sentence.place == "title") + bool(statement.councils) + (sentence.paragraph <= _OPENING_LINES)
    return worth


_OPENING_LINES = 2
"""The news stands at the top: a grade told only further down is more often another's, or nobody's."""
_TODAY = regex(
    r"\b(?:now|today|yesterday|this (?:week|morning|time)|(?:has|have) (?:now |just |been )?\w+)\b"
)


def _is_headline_for_children(statement: Statement) -> bool:
    """Whether a headline grades a council "for children at risk": it means the service, not that area."""
    return (
        statement.sentence.place == "title"
        and statement.areas == ("help_and_protection",)
        and statement.fresh
    )


def _previous(own: list[Statement], judgement: Statement | None) -> Statement | None:
    """The latest overall grade before: said to be the last, else the latest dated, else the first told."""
    former = [s for s in own if s.overall and s.standing is Standing.FORMER]
    former = [s for s in former if not s.spoken] or former
    held = [s for s in own if s.overall and s.held and judgement is not None and s.grade == judgement.grade]
    if judgement is not None and _is_still(judgement) and not _was_another(judgement, former):
        held.append(judgement)
    if held:
        return held[0]
    standing = [s for s in own if s.overall and s.standing is Standing.STANDING]
    if judgement is None and standing and not any(s.recent and s.year is None for s in former):
        return standing[0]
    if latest := _latest(former):
        return latest
    kept = [s for s in own if s.overall and s.standing is Standing.KEPT]
    if judgement is not None and (same := [s for s in kept if s.grade == judgement.grade]):
        return same[0]
    if judgement is None and kept:
        return kept[0]
    different = [s for s in standing if judgement is None or s.grade != judgement.grade]
    return different[0] if different else None


_STILL = regex(r"\bstill(?: \w+){0,2} [\"']?$")


def _is_still(judgement: Statement) -> bool:
    """Whether the judgement is told as what it was before, whatever else is recalled: "still inadequate"."""
    sentence = judgement.sentence
    return judgement.standing is Standing.KEPT and _STILL.search(sentence.before(judgement.mark)) is not None


def _was_another(judgement: Statement, former: list[Statement]) -> bool:
    """Whether "still" only concedes ("better, but still requires improvement"): it was lower before."""
    if judgement.grade != "requires_improvement" or any(s.grade == judgement.grade for s in former):
        return False
    before = judgement.sentence.before(judgement.mark)
    if _CONCEDES.search(before) is None:
        return False
    return any(s.grade == "inadequate" and (s.left or s.recent or s.given is not None) for s in former)


_CONCEDES = regex(r"\b(?:but|though|although|yet|while)\b")


def _latest(former: list[Statement]) -> Statement | None:
    """The latest former grade; of "went from X to Y" in the past, Y."""
    found = _latest_told(former)
    if found is None:
        return None
    after = [
        s
        for s in former
        if s.sentence is found.sentence
        and s.mark.start > found.mark.start
        and not s.left
        and not _EARLIER.search(s.sentence.between(found.mark.end, s.mark.start))
    ]
    return next((s for s in reversed(after) if s.year == found.year or found.left), found)


_EARLIER = regex(r"\b(?:before|after|earlier|prior|previously)\b")


def _latest_told(former: list[Statement]) -> Statement | None:
    """Of former grades the latest by year; one without a year that was "the last" beats older years."""
    if not former:
        return None
    dated = [s for s in former if s.given is not None]
    recent = [s for s in former if s.recent]
    if recent:
        newest = max((s.given for s in dated if s.given), default=0)
        with_year = [s for s in recent if s.given is None or s.given >= newest]
        if with_year:
            return _left_for(with_year[0], former) or with_year[0]
    if dated:
        newest = max(s.given for s in dated if s.given)
        return next(s for s in dated if s.given == newest)
    return former[0]


def _left_for(found: Statement, former: list[Statement]) -> Statement | None:
    """The former grade for which another was left: in "rated good, having been lifted out of …" the good."""
    if not found.left:
        return None
    before = [
        s for s in former if s.sentence is found.sentence and not s.left and s.mark.end < found.mark.start
    ]
    return before[0] if before and before[0].given is not None else None


def _standing(own: list[Statement]) -> Statement | None:
    """For a visit: the grade in force, however it is told; only hopes and denials aside."""
    whole = [
        s
        for s in own
        if s.overall
        and s.standing is not Standing.UNREAL
        and not (s.standing is Standing.NEW and _is_opinion(s))
    ]
    present = [s for s in whole if s.standing in {Standing.KEPT, Standing.STANDING}]
    risen = [s for s in whole if s.standing is Standing.NEW]
    if found := present or risen:
        return found[0]
    whole = [s for s in whole if not s.spoken] or whole
    if risen_to := next((s for s in whole if not s.left and _leaves_another(s, whole)), None):
        return risen_to
    if any(s.recent or s.given is not None for s in whole):
        return _latest_told(whole)
    moved = [s for s in whole if _MOVED_TO.search(s.sentence.before(s.mark))]
    return next(iter(moved or whole), None)


_MOVED_TO = regex(
    r"\b(?:raised|lifted|upgraded|promoted|moved|cut|lowered|downgraded|dropped)\b[^.;]{0,40}\bto [\"']?$"
)
"""Of old grades without a date the one to which the service was moved is the later."""


_WERE_JUDGED = regex(r"\b(?:was|were|been) (?:last )?(?:judged|rated|graded|found)\b[^.;]{0,80}$")


def _is_opinion(statement: Statement) -> bool:
    """Whether somebody uses the word of the service in speech, and does not say how it was judged."""
    sentence = statement.sentence
    return statement.spoken and not _WERE_JUDGED.search(sentence.before(statement.mark))


def _leaves_another(statement: Statement, told: list[Statement]) -> bool:
    """Whether its sentence says which grade was left for this: "rated good, lifting it off the bottom"."""
    return any(s.left and s.sentence is statement.sentence for s in told)
