"""Reads each grade word of an article as a statement: what was graded, at whose council, and when.

A grade word in this beat is usually history. So nothing is concluded here: each statement only gets its
holder (the whole service, areas of it, something else), its council where one is named, and its standing.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from monitor.understand.area_lists import name_areas, paired
from monitor.understand.asides import councils_of, helper_spoken_of
from monitor.understand.cuts import Cut, cuts
from monitor.understand.dates import nearby_year
from monitor.understand.document import Document
from monitor.understand.echoes import echo, may_take_up, names_one
from monitor.understand.grade_words import GRADED, graded_marks, may_grade, scales
from monitor.understand.grids import Column, brackets_hold_former, column_of, dated_rows, in_brackets
from monitor.understand.holders import Holder, holder_of
from monitor.understand.lexicon import Mark
from monitor.understand.likened import likened
from monitor.understand.linked import from_to, had_by_the_whole, inherit, of_the_same_time, share_out
from monitor.understand.numbered import takes_turns
from monitor.understand.parliament import is_an_answer
from monitor.understand.passage import Sentence
from monitor.understand.references import Around
from monitor.understand.respectively import Share, shared_out
from monitor.understand.spellings import Strength
from monitor.understand.standings import goes_on_about_a_year, goes_on_about_earlier, is_dated_by, standing_of
from monitor.understand.statement import Standing, Statement
from monitor.understand.times import Timing, timing_of
from monitor.understand.unreal import is_given_to_nobody, is_taken_back


def read_statements(document: Document) -> tuple[Statement, ...]:
    """Every grade that the story states, in order."""
    found: list[Statement] = []
    story = document.story
    tables = dated_rows(document)
    bracketed = brackets_hold_former(document)
    for position, sentence in enumerate(story):
        if not (may_grade(sentence) if found else sentence.has_any(GRADED)):
            continue  # nor can a sentence point back where no grade has been told
        name_areas(sentence)
        before = _sentence_before(document, position)
        after = story[position + 1] if position + 1 < len(story) else None
        told = _read_sentence(document, sentence, (before, after), found)
        if len(told) > 1:
            told = _with_former_in_brackets(told, told_so=bracketed)
        if columns := tables.get(id(sentence)):
            told = [_of_column(statement, columns) for statement in told]
        found.extend(told)
    if found and is_an_answer(document):
        found = [replace(s, standing=Standing.FORMER, recent=True) if s.fresh else s for s in found]
    return tuple(found)


def _sentence_before(document: Document, position: int) -> Sentence | None:
    """The sentence before one of the story; before one that takes its turn in a list, the list."""
    story, sentence = document.story, document.story[position]
    last = position - 1
    if takes_turns(sentence):
        while last > 0 and takes_turns(story[last]):
            last -= 1
    return story[last] if last >= 0 and story[last].place == sentence.place else None


def _with_former_in_brackets(told: list[Statement], *, told_so: bool) -> list[Statement]:
    """A grade alone in brackets behind another one is what that was before: "Leaders: good (inadequate)"."""
    found = list(told)
    for at, (first, second) in enumerate(pairwise(told)):
        if not in_brackets(first.sentence, first.mark, second.mark):
            continue
        if told_so or first.grade != second.grade:
            found[at + 1] = replace(
                first, grade=second.grade, mark=second.mark, standing=Standing.FORMER, recent=True, year=None
            )
    return found


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
    """The statements of a sentence, read once for the same neighbours and the same grades told before."""
    last = overall = ""
    if earlier and (sentence.has("same") or echo(sentence) is not None):
        last, overall = _last_grade(earlier), _last_overall(earlier)
        if names_one(sentence):
            last = earlier[-1].grade
        if not may_take_up(sentence, earlier[-1].sentence, around[0]):
            last = ""
    areas = _areas_told(earlier) if likened(sentence) else {}
    key = (id(around[0]), id(around[1]), last, overall, *areas.items())
    if key not in sentence.known:
        # With the neighbours beside them, whose numbers are nobody else's as long as they are kept.
        sentence.known[key] = (
            around,
            _read_anew(document, sentence, around, graded_marks(sentence, last, overall, areas)),
        )
    statements: list[Statement] = sentence.known[key][1]
    return statements


def _read_anew(document: Document, sentence: Sentence, around: Around, marks: list[Mark]) -> list[Statement]:
    shares = shared_out(sentence, marks)
    shares.update((mark, Share(areas=areas)) for mark, areas in paired(sentence, marks).items())
    unreal = set() if shares else scales(sentence, marks)
    corrects = document.titles.has("flag", "correction")
    found = []
    for mark, cut in zip(marks, cuts(sentence, marks), strict=True):
        timing = timing_of(sentence, mark, cut, document.published)
        if (
            mark in unreal
            or is_given_to_nobody(sentence, mark, former=timing.former)
            or is_taken_back(sentence, around[1], corrects=corrects)
        ):
            timing = replace(timing, unreal=True)
        holder = holder_of(sentence, mark, cut, around)
        found.append(
            _statement(sentence, mark, cut, timing, holder, published=document.published, around=around)
        )
    dated = of_the_same_time(sentence, from_to(sentence, found), published=document.published)
    named = [_of_pair(statement, around[0]) for statement in inherit(sentence, dated)]
    return share_out(had_by_the_whole(sentence, named), shares)


def _of_pair(statement: Statement, before: Sentence | None) -> Statement:
    """A grade of "the former" or "the latter" of two councils belongs to that one."""
    sentence = statement.sentence
    words = sentence.before(statement.mark)
    place = max((words.rfind("the former"), 0), (words.rfind("the latter"), 1))
    if place[0] < 0 or statement.areas:
        return statement
    own = [m for m in sentence.mentions if m.end <= sentence.start + place[0]]
    named = own or ([] if before is None else before.mentions)
    pair = list(dict.fromkeys(m.slugs for m in named if m.strength > Strength.SHARED))
    if len(pair) != 2:  # noqa: PLR2004 - the former and the latter are two
        return statement
    return replace(statement, councils=frozenset(pair[place[1]]))


def _last_grade(earlier: list[Statement]) -> str:
    """The grade to which "so is" and "the same" point back: the last one that is in force."""
    in_force = [s for s in earlier if s.fresh and s.sentence.place == "text"]
    return (in_force or earlier)[-1].grade if earlier else ""


def _areas_told(earlier: list[Statement]) -> dict[str, str]:
    """The grades of the areas told so far: what "the same as leaders" means."""
    return {area: s.grade for s in earlier if s.fresh for area in s.areas}


def _last_overall(earlier: list[Statement]) -> str:
    """The grade of the service as a whole that was told last: what "the same grade as the whole" means."""
    told = [s for s in earlier if s.overall and s.fresh and not s.every]
    told = told or [s for s in earlier if s.overall and s.standing is Standing.FORMER]
    told = [s for s in told if s.explicit] or told
    return told[-1].grade if told else ""


def _statement(  # noqa: PLR0913 - all that is known of one grade
    sentence: Sentence,
    mark: Mark,
    cut: Cut,
    timing: Timing,
    holder: Holder,
    *,
    published: date | None,
    around: Around,
) -> Statement:
    before, after = around
    standing = standing_of(sentence, mark, timing, holder)
    recalled = standing is Standing.NEW and (
        (before is not None and goes_on_about_earlier(before, sentence))
        or (before is not None and goes_on_about_a_year(before, sentence, published))
        or (after is not None and is_dated_by(after, published))
    )
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
