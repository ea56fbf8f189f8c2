"""Reads areas and grades set side by side: "Leaders good, help and protection inadequate"."""

from __future__ import annotations

import re

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex

_CELL = regex(
    r"^[\"')]*\s*(?:[:=|,–—-]|\s-)?\s*(?:(?:is|are|was|were|at|an?|as|rated|judged|graded) )*[\"'(]*$"
)
_JOINT = regex(
    r"^[\"').]*\s*(?:[,;|/•·–—-]|,? ?(?:and|but|while))?\s*"
    r"(?:(?:and|but|for|on|in|the|its|their|our) )*[\"']*$"
)
_PARTNER = regex(
    r"^[\"']*\s*(?:,|,? ?and|&|/)\s*(?:(?:for|of|the|its|their|our|both|care|support|work|services?|help|"
    r"experiences?|progress|those|that|with|given|offered|provided|to|how|in|quality) )*[\"']*$"
)
_GOES_ON = re.compile(r"^[\"']* (?:for|in|on|to|at|across) ")
_BLANK = regex(r"^[\s\"').,;|/]*$")


def paired(sentence: Sentence, grades: list[Mark]) -> dict[Mark, tuple[str, ...]]:
    """The areas of each grade in a run of "area grade, area grade"; empty where there is no such run."""
    areas = sentence.of("area")
    if len(grades) < 2 or len(areas) < 2:  # noqa: PLR2004 - one pair is no run
        return {}
    found: dict[Mark, tuple[str, ...]] = {}
    run: list[tuple[Mark, list[Mark]]] = []
    for at, grade in enumerate(grades):
        left = grades[at - 1].end if at else sentence.start
        cell = _cell(sentence, [m for m in areas if left <= m.start and m.end <= grade.start], grade)
        if run and not (cell and _follows(sentence, run[-1][0], cell[0])):
            _keep(run, found)
            run = []
        if cell:
            run.append((grade, cell))
    _keep(run, found)
    if grades[-1] in found and _SO_ARE.match(sentence.after(grades[-1])):
        behind = [m.value for m in areas if m.start >= grades[-1].end]
        found[grades[-1]] = tuple(dict.fromkeys([*found[grades[-1]], *behind]))
    return found


_SO_ARE = regex(r"^[\"']*,? (?:and |as )?(?:so |also )?(?:is|are|was|were) (?!not\b)")
"""Behind the last grade of a run: "…, B good, and so are C"."""


def _keep(run: list[tuple[Mark, list[Mark]]], found: dict[Mark, tuple[str, ...]]) -> None:
    """Notes the pairs of a run, if it is one."""
    if len(run) > 1:
        found.update((grade, tuple(dict.fromkeys(m.value for m in cell))) for grade, cell in run)


def _cell(sentence: Sentence, areas: list[Mark], grade: Mark) -> list[Mark]:
    """The areas right before a grade, joined by "and"; none where other words part them from it."""
    if not areas or not _CELL.match(sentence.between(areas[-1].end, grade.start)):
        return []
    if _GOES_ON.match(sentence.after(grade)):
        return []
    cell = [areas[-1]]
    for mark in reversed(areas[:-1]):
        if not _PARTNER.match(sentence.between(mark.end, cell[0].start)):
            break
        cell.insert(0, mark)
    return cell


def _follows(sentence: Sentence, grade: Mark, area: Mark) -> bool:
    """Whether nothing but a joint stands between a grade and the area of the next."""
    gap = sentence.between(grade.end, area.start)
    return bool(gap.strip(" \"'")) and _JOINT.match(gap) is not None


# --- names that are areas only beside a grade ---------------------------------------------------

_NAME_BEFORE = regex(
    r"(?:^[\W]*|[,;:–—|] (?:and |but )?|\b(?:for|does|do|did|is|are|was|were|and|but|on|in|from|through|"
    r"to)(?: its|"
    r" the)? )[\"']*$"
)
_NAME_AFTER = regex(
    r"^[\"']*(?:[.;:=|]|$|\s[–—-]\s|, (?:[\"']|or |and )|"
    r" (?:is|are|was|were|does|do|did|too|gets?|got|an?|all|both|each|ha(?:s|ve|d)|come|came|scored?|"
    r"fared?)\b| [\"'])"
)


_ROW = regex(
    r"^\W*(?:in care|those in care|protection|care|help|governance)\W*[|:=–—-]\W*(?:[\w]+ ?){1,6}\W*$"
)
"""A row of a table names what it grades, however short."""
_LISTED_WITH = regex(r"^,? (?:and|or|through to|to) (?:the |its )?$")


def name_areas(sentence: Sentence) -> None:
    """Takes short names ("protection", "in care") for areas where a grade and another area are near."""
    short = sentence.of("short_area")
    if not short:
        return
    listed = sentence.has("area") or len(short) > 1 or _ROW.match(sentence.low) is not None
    for at, mark in enumerate(sentence.marks):
        if mark.kind == "short_area" and (
            (listed and _is_named(sentence, mark)) or _are_graded_bosses(sentence, mark)
        ):
            sentence.rename(at, "area")


def _are_graded_bosses(sentence: Sentence, mark: Mark) -> bool:
    """Whether a headline grades those who lead, right before it names them: "'Outstanding' bosses"."""
    if sentence.place != "title" or mark.value != "leadership":
        return False
    marks = (*sentence.of("grade"), *sentence.of("plain_grade"))
    return any(sentence.between(m.end, mark.start).strip(" \"'") == "" for m in marks if m.end < mark.start)


def _is_named(sentence: Sentence, mark: Mark) -> bool:
    """Whether a short name stands alone in its place of the sentence, or right before a grade."""
    if not _NAME_BEFORE.search(sentence.before(mark)):
        return False
    if _NAME_AFTER.match(sentence.after(mark)):
        return True
    others = [m for m in sentence.marks if m.kind in {"area", "short_area"} and m.start >= mark.end]
    if others and _LISTED_WITH.match(sentence.between(mark.end, others[0].start)):
        return True
    grades = [m for m in sentence.marks if m.kind in {"grade", "plain_grade"} and m.start >= mark.end]
    return bool(grades) and _BLANK.match(sentence.between(mark.end, grades[0].start)) is not None


# --- a bare list after a grade --------------------------------------------------------------------

_LIST_WORDS = regex(
    r"^(?:[\s,;.:&–—()\"'-]|\([a-e]\)|\b(?:and|the|its|our|their|for|of|in|to|with|both|how|children|given|services?|"
    r"support|work|care|experiences?|progress|quality|those|that|offered|provided|who|they|get|gets|"
    r"receives?|young|"
    r"people|families|help|standard|effectiveness|on|also|separately|as well as|overall|one|about|takes|"
    r"impact|covering|covers|together|are|getting|doing|upbringing|raising|available|combined|category|"
    r"that covers|individual|social|next)\b)*$"
)


def listed_behind_colon(sentence: Sentence, grade: Mark, end: int) -> tuple[str, ...]:
    """The areas of a list behind a colon that a grade opens: "Four of the five were good: A, B, C and D"."""
    gap = sentence.between(grade.end, end)
    opened = _COLON.match(gap) if ":" in gap or " –" in gap or " —" in gap or " -" in gap else None
    if opened is None:
        return ()
    start = grade.end + opened.end()
    rest = sentence.between(start, end)
    stop = None if ";" in rest else _LIST_STOPS.search(rest)  # a list parted by semicolons goes on
    finish = start + stop.start() if stop else end
    areas = [m for m in sentence.of("area") if start <= m.start < finish]
    if len(areas) < 2 or not is_bare_list(sentence, start, finish):  # noqa: PLR2004 - one is no list
        return ()
    return tuple(dict.fromkeys(m.value for m in areas))


_COLON = regex(r"^[^.;:]{0,90}(?::| [–—-])(?= )")
_LIST_STOPS = regex(
    r",? and (?:therefore|thus|hence|so)\b|, (?:where|which|with|while|though|but|in contrast|whereas|"
    r"only)\b|\. "
)


def is_bare_list(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch names areas and says nothing of them ("leadership, and help and protection.")."""
    place = start
    for mark in sentence.of("area"):
        if mark.start < start or mark.end > end:
            continue
        if not _LIST_WORDS.match(sentence.between(place, mark.start)):
            return False
        place = mark.end
    return place > start and _LIST_WORDS.match(sentence.between(place, end)) is not None


def listed_for_some(sentence: Sentence, after: list[Mark], end: int) -> tuple[str, ...]:
    """The areas listed behind a grade for some of them: "good in the other three areas: A, B and C"."""
    some = next(m for m in after if m.kind == "subpart")
    areas = [m for m in sentence.of("area") if some.end <= m.start < end]
    if not areas or not _LIST_OPENS.match(sentence.between(some.end, areas[0].start)):
        return ()
    return tuple(dict.fromkeys(mark.value for mark in areas))


_LIST_OPENS = regex(
    r"^[^.;]{0,30}?(?:\s?[:–—(-]|,| namely| being)[\s\"'(]*(?:for |in |the |its |both |that is )*$"
)
