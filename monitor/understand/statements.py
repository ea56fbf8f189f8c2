"""Reads each grade word of an article as a statement: what was graded, at whose council, and when.

A grade word in this beat is usually history. So nothing is concluded here: each statement only gets its
holder (the whole service, areas of it, something else), its council where one is named, and its standing.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from monitor.understand.area_lists import name_areas, paired
from monitor.understand.asides import councils_of, helper_spoken_of
from monitor.understand.binding import Cut, Holder, cuts, holder_of
from monitor.understand.dates import nearby_year
from monitor.understand.document import Document, Sentence
from monitor.understand.grade_words import NOUN_AFTER, RATED_AFTER, TO, graded_marks, may_grade, scales
from monitor.understand.grids import Column, column_of, dated_rows
from monitor.understand.lexicon import Mark
from monitor.understand.names import Strength
from monitor.understand.references import Around
from monitor.understand.respectively import Share, shared_out
from monitor.understand.times import Timing, timing_of


class Standing(StrEnum):
    """Where a grade stands in time."""

    NEW = "new"
    KEPT = "kept"
    """New, and the same as before."""
    FORMER = "former"
    STANDING = "standing"
    """Given earlier, still in force: the grade of an "inadequate-rated" council."""
    UNREAL = "unreal"
    """Hoped for, feared, denied or explained: nobody was given it."""


class Statement(Struct, frozen=True):
    """One grade as one sentence states it."""

    grade: str
    standing: Standing
    sentence: Sentence
    mark: Mark
    areas: tuple[str, ...]
    """What was graded; empty for the whole service."""
    every: bool
    """True for "in all areas", whatever they are called."""
    explicit: bool
    """True where the sentence says "overall"."""
    whole: bool
    """True where the service as a whole was graded, with or without its areas."""
    part: bool
    """True where something smaller than the service was graded that is no area of it."""
    councils: frozenset[str]
    """Whose grade, where the clause names a council; else empty."""
    year: int | None
    given: int | None
    """The year in which it was given, where the clause names a year, a month or a season; roughly."""
    recent: bool
    """True for a former grade that is said to be the last one ("up from good")."""
    left: bool
    """True where it was left for another ("up from good", "shed its inadequate")."""
    held: bool
    """True where a verb of keeping says that the grade is as before."""
    spoken: bool
    """True in the speech of somebody who is no inspector."""

    @property
    def overall(self) -> bool:
        """Whether it grades the service as a whole."""
        return self.whole or (not self.areas and not self.part)


_BLANK = re.compile(r"^[\"']* $")
_ADJECTIVE = re.compile(
    r"^[\"']*[ -]+(?:rated |graded |judged )?(?:children's|councils?\b|boroughs?\b|authorit|"
    r"local authorit|services?\b|"
    r"departments?)"
)


def read_statements(document: Document) -> tuple[Statement, ...]:
    """Every grade that the story states, in order."""
    found: list[Statement] = []
    story = document.story
    tables = dated_rows(story)
    for position, sentence in enumerate(story):
        if not may_grade(sentence):
            continue
        name_areas(sentence)
        before = story[position - 1] if position and story[position - 1].place == sentence.place else None
        after = story[position + 1] if position + 1 < len(story) else None
        told = _read_sentence(document, sentence, (before, after), found)
        columns = tables.get(id(sentence), ())
        found.extend(_of_column(statement, columns) for statement in told)
    return tuple(found)


def _of_column(statement: Statement, columns: tuple[Column | None, ...]) -> Statement:
    """A grade in a table with a column for each inspection: its row says of what, its column since when."""
    found = column_of(statement.sentence, statement.mark, columns)
    if found is None:
        return statement
    column, areas = found
    return replace(
        statement,
        standing=Standing.FORMER if column.former else Standing.NEW,
        year=column.year,
        given=column.year,
        recent=column.former,
        areas=areas,
        whole=not areas,
        part=False,
        every=False,
    )


def _read_sentence(
    document: Document, sentence: Sentence, around: Around, earlier: list[Statement]
) -> list[Statement]:
    marks = graded_marks(sentence, _last_grade(earlier), _last_overall(earlier))
    shares = shared_out(sentence, marks)
    shares.update((mark, Share(areas=areas)) for mark, areas in paired(sentence, marks).items())
    unreal = set() if shares else scales(sentence, marks)
    general = not sentence.mentions and _OF_ALL_COUNCILS.match(sentence.low) is not None
    found = []
    for mark, cut in zip(marks, cuts(sentence, marks), strict=True):
        timing = timing_of(sentence, mark, cut, document.published)
        if (
            mark in unreal
            or general
            or _is_withdrawn(sentence, mark)
            or (_is_asked(sentence) and not timing.former)
        ):
            timing = replace(timing, unreal=True)
        holder = holder_of(sentence, mark, cut, around)
        found.append(
            _statement(sentence, mark, cut, timing, holder, published=document.published, before=around[0])
        )
    named = [_of_pair(statement, around[0]) for statement in _inherit(sentence, _from_to(sentence, found))]
    return _share_out(named, shares)


_OF_ALL_COUNCILS = re.compile(
    r"^\W*(?:nationally|across (?:england|the country)|in england)\b|^[^,;]{0,40}\b(?:of (?:all |the |"
    r"england's )?(?:councils|"
    r"authorities|local authorities)|councils (?:inspected|in england|nationally))\b"
)
"""A sentence on the councils of the country, which gives no grade to any."""


def _of_pair(statement: Statement, before: Sentence | None) -> Statement:
    """A grade of "the former" or "the latter" of two councils belongs to that one."""
    sentence = statement.sentence
    if before is None or statement.areas or statement.councils:
        return statement
    words = sentence.between(sentence.start, statement.mark.start)
    place = max((words.rfind("the former"), 0), (words.rfind("the latter"), 1))
    pair = list(dict.fromkeys(m.slugs for m in before.mentions if m.strength > Strength.SHARED))
    if place[0] < 0 or len(pair) != 2:  # noqa: PLR2004 - the former and the latter are two
        return statement
    return replace(statement, councils=frozenset(pair[place[1]]))


def _last_grade(earlier: list[Statement]) -> str:
    """The grade to which "so is" and "the same" point back: the last one that is in force."""
    in_force = [s for s in earlier if s.standing in _IN_FORCE and s.sentence.place == "text"]
    return (in_force or earlier)[-1].grade if earlier else ""


def _last_overall(earlier: list[Statement]) -> str:
    """The grade of the service as a whole that was told last: what "the same grade as the whole" means."""
    told = [s for s in earlier if s.overall and s.standing in _IN_FORCE and not s.every]
    told = told or [s for s in earlier if s.overall and s.standing is Standing.FORMER]
    told = [s for s in told if s.explicit] or told
    return told[-1].grade if told else ""


_IN_FORCE = frozenset({Standing.NEW, Standing.KEPT})


def _inherit(sentence: Sentence, found: list[Statement]) -> list[Statement]:
    """A grade with no holder has that of the one before: "leadership was good and is inadequate"."""
    for at in range(1, len(found)):
        first, second = found[at - 1], found[at]
        if (
            first.areas
            and second.areas
            and _GOES_ON_OF_IT.match(sentence.between(first.mark.end, second.mark.start))
        ):
            found[at] = replace(second, areas=tuple(dict.fromkeys(first.areas + second.areas)))
            continue
        if not first.areas or second.areas or second.explicit or second.part or second.every:
            continue
        if first.standing is second.standing or _WHOSE.search(
            sentence.between(sentence.start, first.mark.start)
        ):
            continue
        if _has_holder(sentence, first.mark.end, second.mark):
            continue
        found[at] = replace(second, areas=first.areas)
    return found


_WHOSE = re.compile(r", whose\b")
_GOES_ON_OF_IT = re.compile(
    r"^[\"']*[^,;]{0,30}, (?:is|are|has|have)(?: now| both| all| been)*(?: rated| judged)? [\"']*$"
)
"""After "leaders, who were good last time, are now" the subject is still the leaders."""


def _has_holder(sentence: Sentence, start: int, grade: Mark) -> bool:
    """Whether something that can be graded is named right before or after a grade."""
    if any(start <= m.start < grade.start for m in sentence.mentions):
        return True
    return any(
        m.kind in {"area", "holder", "overall", "service"} and start <= m.start < grade.start
        for m in sentence.marks
        if sentence.between(m.start, m.end) not in {"it", "they"}
    )


def _share_out(found: list[Statement], shares: dict[Mark, Share]) -> list[Statement]:
    """Gives each grade the area or council that "respectively" gives it."""
    return [
        replace(s, areas=share.areas, councils=share.councils or s.councils, part=False, every=False)
        if (share := shares.get(s.mark))
        else s
        for s in found
    ]


def _standing(sentence: Sentence, mark: Mark, timing: Timing, holder: Holder) -> Standing:
    """Where a grade stands in time, by its words of time and by the form in which it is told."""
    if timing.unreal:
        return Standing.UNREAL
    if not timing.former and RATED_AFTER.match(sentence.between(mark.end, sentence.end)):
        return Standing.STANDING
    if timing.former and not (timing.by_the_way and holder.areas):
        return Standing.FORMER
    if timing.kept:
        return Standing.KEPT
    if timing.standing:
        return Standing.STANDING
    if _is_adjective(sentence, mark) or (_is_relative(sentence, mark) and not holder.areas):
        return Standing.STANDING
    return Standing.NEW


def _statement(  # noqa: PLR0913 - all that is known of one grade
    sentence: Sentence,
    mark: Mark,
    cut: Cut,
    timing: Timing,
    holder: Holder,
    *,
    published: date | None,
    before: Sentence | None,
) -> Statement:
    standing = _standing(sentence, mark, timing, holder)
    recalled = standing is Standing.NEW and before is not None and _goes_on_about_earlier(before, sentence)
    return Statement(
        grade=mark.value,
        standing=Standing.FORMER if recalled else standing,
        sentence=sentence,
        mark=mark,
        areas=holder.areas,
        every=holder.every,
        explicit=holder.explicit,
        whole=holder.explicit,
        part=holder.part,
        councils=councils_of(sentence, mark, cut.time_start) or helper_spoken_of(before, sentence),
        year=timing.year,
        given=timing.year or nearby_year(sentence, mark, cut, published),
        recent=timing.recent or recalled,
        left=timing.left,
        held=timing.held,
        spoken=sentence.voice == "council" and sentence.spoken(mark.start),
    )


def _goes_on_about_earlier(before: Sentence, sentence: Sentence) -> bool:
    """Whether the sentence before speaks of an earlier report, and this one goes on: "It rated the service …"."""
    if before.place != sentence.place or before.paragraph != sentence.paragraph:
        return False
    return _EARLIER_REPORT.search(before.low) is not None and _IT_SAID.match(sentence.low) is not None


_EARLIER_REPORT = re.compile(
    r"\b(?:previous|last|earlier|prior)\b (?:\w+ ){0,3}(?:report|inspection|visit|check|"
    r"look)\b[^;]{0,60}\b(?:was|came|took place|dates|"
    r"appeared|happened|in (?:19|20)\d\d)\b|\bsince (?:an?|the|its) (?:\w+ )?(?:19|20)\d\d (?:report|"
    r"inspection|visit)\b"
)
_IT_SAID = re.compile(
    r"^(?:it|that|they|inspectors|that (?:one|time|report|document|inspection)|then) (?:\w+ )?(?:rated|"
    r"gave|found|judged|graded|had|concluded|was|were|put)\b"
)


def _is_withdrawn(sentence: Sentence, mark: Mark) -> bool:
    """Whether a correction takes the grade back: all it cites but what was so "in fact"."""
    return sentence.has("flag", "correction") and "in fact" not in sentence.between(
        sentence.start, mark.start
    )


def _is_asked(sentence: Sentence) -> bool:
    """Whether the text asks a question: it gives no grade."""
    return sentence.place == "text" and sentence.raw.endswith(("?", "?”", '?"'))


def _is_adjective(sentence: Sentence, mark: Mark) -> bool:
    """Whether the grade names a council or service by its standing ("inadequate-rated Bradford")."""
    if mark.kind in {"same", "step"}:
        return False
    right = sentence.between(mark.end, sentence.end)
    if RATED_AFTER.match(right) or any(
        _BLANK.match(sentence.between(mark.end, m.start)) for m in sentence.mentions if m.start >= mark.end
    ):
        return True
    left = sentence.between(sentence.start, mark.start).rstrip("\"'")
    if NOUN_AFTER.match(right) and left.endswith((" with an ", " with a ", " carrying an ", " under an ")):
        return _LANDED.search(left) is None
    if _ADJECTIVE.match(right) is None or left.endswith(("rated ", "judged ")):
        return False
    return re.search(r"(?:receiv\w+|getting|get|having|given|as|giv\w+|provid\w+) (?:an? )?$", left) is None


_LANDED = re.compile(
    r"\b(?:land|saddl|le(?:ft|av)|hit|slapp?|brand|tagg?|present|emerg|c[oa]me|walk|end|depart|return|reward)\w*\b"
    r"[^,.;]{0,60} with an? $"
)
"""Somebody is landed with a grade now: it is no standing one."""


_RELATIVE = re.compile(
    r"\b(?:which|who|(?:whose|where) [\w' ]{1,40}) (?:is|are|has been|have been|stays?|remains?)(?: now|"
    r" currently| still| already)?"
    r"(?: rated| judged| graded)?(?: as)? [\"']?$"
    r"|\bwhose [\w' ]{1,40} (?:holds?|carr(?:y|ies)|boasts?) (?:(?:an?|the|ofsted's) )?[\"']?$"
    r"|\b(?:service|council|authority|department|team|borough)s?,? (?:that |which )?(?:ofsted|inspectors|"
    r"the watchdog) "
    r"(?:rates?|calls?|judges?|considers?|deems?)(?: as| to be)? [\"']?$"
)


def _is_relative(sentence: Sentence, mark: Mark) -> bool:
    """Whether a relative clause in the present tells a grade by the way ("Kent, which is rated good, …")."""
    return _RELATIVE.search(sentence.between(max(sentence.start, mark.start - 90), mark.start)) is not None


_WHICH_ASIDE = re.compile(r", (?:which|where|that)\b[^,;]*,")
_AIMED = 45


def _is_aimed_at(sentence: Sentence, first: Mark) -> bool:
    """Whether the way from one grade to another is only hoped for ("the aim of going from X to Y")."""
    return any(
        m.kind == "time"
        and m.value == "expected"
        and 0 <= first.start - m.end <= _AIMED
        and "," not in sentence.between(m.end, first.start)
        for m in sentence.marks
    )


def _from_to(sentence: Sentence, found: list[Statement]) -> list[Statement]:
    """In "inadequate to good" the first is the former grade, the second shares whatever is said of both."""
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        gap = _WHICH_ASIDE.sub("", sentence.between(first.mark.end, second.mark.start))
        if not TO.match(gap):
            continue
        if second.standing is Standing.NEW and _is_aimed_at(sentence, first.mark):
            second = found[at + 1] = replace(second, standing=Standing.UNREAL)
        if second.standing is Standing.UNREAL and first.standing is not Standing.FORMER:
            found[at] = replace(first, standing=Standing.UNREAL)
            continue
        areas = tuple(dict.fromkeys(first.areas + second.areas))
        found[at] = replace(first, standing=Standing.FORMER, recent=True, areas=areas)
        if second.standing is Standing.FORMER and second.year is None:
            second = replace(second, standing=Standing.NEW)
        found[at + 1] = replace(second, areas=areas)
    return found
