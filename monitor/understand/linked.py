"""Carries over what one grade of a sentence shares with another: its areas, its time, its council."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from monitor.understand.after_grades import TO
from monitor.understand.dates import years_later
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.respectively import Share
from monitor.understand.statement import Standing, Statement


def inherit(sentence: Sentence, found: list[Statement]) -> list[Statement]:
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
        if _is_said_twice(sentence, first, second):
            areas = first.areas or second.areas
            found[at - 1] = replace(first, areas=areas, part=first.part or second.part)
            found[at] = replace(second, areas=areas, part=first.part or second.part)
            continue
        if not first.areas or second.areas or second.explicit or second.part or second.every:
            continue
        if first.standing is second.standing or _WHOSE.search(sentence.before(first.mark)):
            continue
        if _has_holder(sentence, first.mark.end, second.mark):
            continue
        found[at] = replace(second, areas=first.areas)
    return found


def _is_said_twice(sentence: Sentence, first: Statement, second: Statement) -> bool:
    """Whether a grade is named right behind a phrase for it: "its highest grade, outstanding"."""
    if (
        first.grade != second.grade
        or first.explicit
        or second.explicit
        or first.mark.kind == second.mark.kind == "step"
    ):
        return False
    return sentence.between(first.mark.end, second.mark.start).strip("\"' ") in {",", "–", "—", "-", ":"}


_WHOSE = regex(r", whose\b")
_GOES_ON_OF_IT = regex(
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
        if sentence.words(m) not in {"it", "they"}
    )


def from_to(sentence: Sentence, found: list[Statement]) -> list[Statement]:
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
        if _HAD_RISEN.search(sentence.before(first.mark)):
            second = replace(second, standing=Standing.FORMER)
        elif second.standing is Standing.FORMER and second.year is None:
            second = replace(second, standing=Standing.NEW)
        found[at + 1] = replace(second, areas=areas)
    return found


_HAD_RISEN = regex(
    r"\b(?:who|whose [\w' ]{1,30}) (?:has |had |have )?(?:led|took|taken|steered|brought|guided|lifted|"
    r"helped|saw|dragged|turned|moved|raised)"
    r" [^,;]{1,60} from [\"']?$"
    r"|\bhad (?:just |already |only )?(?:been (?:raised|lifted|promoted|upgraded|downgraded|moved|lowered)|"
    r"risen|climbed|moved|gone|fallen|slipped|dropped) (?:up |down )?from [\"']?$"
)
"""What "had been raised from inadequate to" a grade, or a person "who took" it there, has it from earlier."""
_WHICH_ASIDE = re.compile(r", (?:which|where|that)\b[^,;]*,")
_AIMED = 45


def _is_aimed_at(sentence: Sentence, first: Mark) -> bool:
    """Whether the way from one grade to another is only hoped for ("the aim of going from X to Y")."""
    return any(
        m.value == "expected"
        and 0 <= first.start - m.end <= _AIMED
        and "," not in sentence.between(m.end, first.start)
        for m in sentence.of("time")
    )


def of_the_same_time(
    sentence: Sentence, found: list[Statement], *, published: date | None
) -> list[Statement]:
    """In "the report of 2023 found X good, with its leaders judged inadequate" the second is old, too.

    So is a grade given "three years later", where that lies well before the article.
    """
    for at in range(1, len(found)):
        first, second = found[at - 1], found[at]
        if first.standing is not Standing.FORMER or first.year is None or second.standing is not Standing.NEW:
            continue
        later = years_later(sentence.after(second.mark))
        if later and published is not None and first.year + later < published.year:
            year = first.year + later
            found[at] = replace(second, standing=Standing.FORMER, year=year, given=year)
    return found


_WHOLE_HAD = regex(
    r"^[\"']*,? (?:(?:the|a) (?:grade|rating|verdict|mark|judge?ment) (?:that |which )?|which (?:is|"
    r"was) (?:also )?what )"
    r"(?:(?:the|its|their) )?(?:whole (?:service|council|department|authority)|(?:service|council|"
    r"authority|department|borough|city|county) "
    r"as a whole|(?=[^.;,]{1,40} overall\b)(?:council|authority|service|department|borough|city|county)) "
    r"(?:was given|was|had|got|scored|received|held|carried|earned)\b[^.;]{0,40}\b(?:((?:19|20)\d\d)|"
    r"last time|years ago|before)\b"
)


def had_by_the_whole(sentence: Sentence, found: list[Statement]) -> list[Statement]:
    """With the old grade of the service, where an area now has "the grade that the whole was given"."""
    more = []
    for statement in found:
        had = _WHOLE_HAD.match(sentence.after(statement.mark)) if statement.areas else None
        if had:
            year = int(had.group(1)) if had.group(1) else None
            more.append(
                replace(
                    statement,
                    areas=(),
                    whole=True,
                    standing=Standing.FORMER,
                    recent=True,
                    year=year,
                    given=year,
                )
            )
    return found + more


def share_out(found: list[Statement], shares: dict[Mark, Share]) -> list[Statement]:
    """Gives each grade the area or council that "respectively" gives it."""
    return [
        replace(s, areas=share.areas, councils=share.councils or s.councils, part=False, every=False)
        if (share := shares.get(s.mark))
        else s
        for s in found
    ]
