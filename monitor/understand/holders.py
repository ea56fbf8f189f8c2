"""Finds what a grade is given to: areas of the service, the whole of it, or something else."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from monitor.understand.area_lists import is_bare_list, listed_behind_colon, listed_for_some
from monitor.understand.cuts import Cut
from monitor.understand.grids import row_above
from monitor.understand.lexicon import Mark
from monitor.understand.numbered import numbered
from monitor.understand.other_things import is_of_another
from monitor.understand.passage import Sentence
from monitor.understand.pointed_areas import (
    area_here,
    chosen_for,
    graded_this,
    last_area,
    that_one,
    that_part,
)
from monitor.understand.references import (
    Around,
    areas_of_all,
    areas_pointed_at,
    counts_some,
    former_or_latter,
    is_of_something_else,
    opens_with_areas,
    slugs,
)
from monitor.understand.regexes import regex
from monitor.understand.relative_areas import relative_area
from monitor.understand.subject_areas import areas_of
from monitor.understand.wholes import NEAR_OVERALL, OVERALL_TOO, is_explicit


class Holder(Struct, frozen=True):
    """What was graded."""

    areas: tuple[str, ...] = ()
    every: bool = False
    explicit: bool = False
    part: bool = False


class _Given(Struct):
    """A grade in its sentence, with the phrases of its own stretch."""

    sentence: Sentence
    grade: Mark
    cut: Cut
    around: Around
    inside: list[Mark]
    before: list[Mark]
    after: list[Mark]
    kinds_before: set[str]
    kinds_after: set[str]
    explicit: bool

    @property
    def earlier(self) -> Sentence | None:
        """The sentence before."""
        return self.around[0]

    def areas(self) -> tuple[str, ...]:
        """The areas bound to the grade by their place in its stretch."""
        if "area" not in self.kinds_before and "area" not in self.kinds_after:
            return ()
        return areas_of(self.before, self.after, self.cut, self.sentence, self.grade)


def holder_of(sentence: Sentence, grade: Mark, cut: Cut, around: Around) -> Holder:
    """What a grade is given to: areas of the service, the whole of it, or a part that is no area."""
    inside = [m for m in sentence.marks if cut.start <= m.start and m.end <= cut.end and m is not grade]
    before = [m for m in inside if m.end <= grade.start]
    after = [m for m in inside if m.start >= grade.end]
    given = _Given(
        sentence=sentence,
        grade=grade,
        cut=cut,
        around=around,
        inside=inside,
        before=before,
        after=after,
        kinds_before={m.kind for m in before},
        kinds_after={m.kind for m in after},
        explicit=is_explicit(sentence, grade, before, after),
    )
    for rule in _RULES:
        if (holder := rule(given)) is not None:
            return holder
    return _by_default(given)


def _by_step(given: _Given) -> Holder | None:
    """A grade one above or below another is that of the areas before it."""
    if given.grade.kind == "step":
        return Holder(slugs([m for m in given.before if m.kind == "area"]))
    return None


def _by_colon(given: _Given) -> Holder | None:
    """Areas listed behind a colon that the grade opens."""
    if "area" in given.kinds_before or not given.sentence.has("area"):
        return None
    listed = listed_behind_colon(given.sentence, given.grade, given.cut.end)
    whole = given.explicit and not any(_is_of_some(m) for m in given.inside)
    return Holder(listed, explicit=whole) if listed else None


def _is_of_some(mark: Mark) -> bool:
    """Whether a phrase tells of areas by their number: beside it "overall" may only sum them up."""
    return mark.kind == "subpart" or (mark.kind == "overall" and mark.value != "overall")


def _by_other_thing(given: _Given) -> Holder | None:
    """Something that is no council service."""
    return Holder(part=True) if is_of_another(given.sentence, given.before, given.grade) else None


def _by_row_above(given: _Given) -> Holder | None:
    """What the line above a lone grade names."""
    row = row_above(given.earlier, given.sentence, given.grade)
    return None if row is None else Holder(row, explicit=not row)


def _by_pointing(given: _Given) -> Holder | None:
    """The area that "which", "the former" or "that judgement" means."""
    sentence, grade = given.sentence, given.grade
    if (relative := relative_area(sentence, grade)) is not None:
        return Holder((relative,))
    meant = former_or_latter(given.earlier, sentence, grade, given.cut.start)
    if not meant and given.earlier is not None and "area" in given.earlier.kinds:
        meant = (
            that_one(given.earlier, sentence, grade)
            or chosen_for(given.earlier, sentence, grade)
            or graded_this(given.earlier, sentence, grade)
            or numbered(given.earlier, sentence, grade, given.cut.start)
        )
    return Holder(meant) if meant else None


def _by_whom_it_serves(given: _Given) -> Holder | None:
    """The area whose young people "the service that they get" is for; a part where that is not known."""
    if "area" in given.kinds_before or "area" in given.kinds_after:
        return None
    left = given.sentence.between(given.cut.start, given.grade.start)
    if "they " not in left or not _THEY_GET.search(left):
        return None
    named = slugs(given.earlier.of("area")) if given.earlier else ()
    if not named:
        return None
    return Holder(named if len(named) == 1 else (), part=len(named) != 1)


_THEY_GET = regex(
    r"\b(?:the|what) (?:(?:service|support|help|care|offer|provision)s? )?(?:that |which )?"
    r"they (?:are |were )?(?:get|got|receive|received|given|offered|enjoy)\b"
)


def _by_all(given: _Given) -> Holder | None:
    """All areas, both, each of these: with their names where they can be known."""
    sentence, grade, cut = given.sentence, given.grade, given.cut
    overall = "overall" in given.kinds_before or "overall" in given.kinds_after
    every = [m for m in given.inside if m.kind == "overall" and m.value != "overall"] if overall else []
    if every and _SHARED_BY_ALL.match(sentence.between(grade.end, cut.end)):
        return Holder(explicit=True)
    if not every and not opens_with_areas(sentence, grade):
        return None
    named = areas_of_all(given.around, sentence, (cut.start, cut.end), every, given.areas())
    if every and every[0].start >= grade.end and "same" in given.kinds_after:
        named = tuple(dict.fromkeys(given.areas() + named))
    pair = any(m.value in {"pair", "those"} for m in every)
    earlier = given.earlier
    judged = sentence.has("rate", "verb") or sentence.has("time", "old")
    of_councils = judged and earlier is not None and bool(earlier.mentions) and not earlier.has("area")
    two = pair and not sentence.mentions and "holder" not in given.kinds_before
    return Holder(
        named or areas_before_colon(sentence, grade),
        every=bool(every),
        explicit=given.explicit,
        part=two and not named and not of_councils,
    )


def _by_name(given: _Given) -> Holder | None:
    """The whole where "overall" is said before any areas behind the grade; else the areas named."""
    areas = given.areas()
    if given.explicit and not given.cut.post:
        both = given.grade.kind == "same" or OVERALL_TOO.search(
            given.sentence.between(given.grade.end, given.cut.end)
        )
        return Holder(areas if both else (), explicit=True)
    if areas:
        pointed = (
            that_part(given.earlier, given.sentence, given.before) if given.cut.post else _taken_up(given)
        )
        areas = tuple(dict.fromkeys(pointed + areas))
        return Holder(areas, explicit=given.cut.post and not pointed and _is_shared(given))
    if "subpart" not in given.kinds_after:
        return None
    listed = listed_for_some(given.sentence, given.after, given.cut.end)
    return Holder(listed) if listed else None


def _by_part(given: _Given) -> Holder | None:
    """A part of the service ("three of the five", "that area") that is no area by name."""
    behind = [m for m in given.after if m.kind == "subpart"] if "subpart" in given.kinds_after else []
    if given.cut.post or any(m.start - given.grade.end <= NEAR_OVERALL for m in behind):
        return Holder(explicit=given.explicit, part=bool(behind) and not given.explicit)
    if "subpart" not in given.kinds_before:
        return None
    part = [m for m in given.before if m.kind == "subpart"]
    if any(m.kind == "holder" and m.start > part[-1].end and _names(given.sentence, m) for m in given.before):
        return None
    named = _taken_up(given)
    return Holder(named, part=not named)


def _taken_up(given: _Given) -> tuple[str, ...]:
    """The area that "that part of the service" before the grade takes up from the sentence before."""
    part = [m for m in given.before if m.kind == "subpart"]
    if not part or not given.sentence.words(part[-1]).startswith("that "):
        return ()
    if any(m.kind == "area" and m.end <= part[-1].start for m in given.before):
        return ()  # it takes up the one that its own sentence names
    return last_area(given.earlier)


def _names(sentence: Sentence, holder: Mark) -> bool:
    """Whether a holder names the service itself, and is no "it", "they" or "our"."""
    return " " in sentence.words(holder)


def _by_pronoun(given: _Given) -> Holder | None:
    """The areas that "it" or "they" stand for."""
    pointed = areas_pointed_at(given.earlier, given.sentence, given.grade, given.cut.start)
    return Holder(pointed) if pointed else None


def _by_place(given: _Given) -> Holder | None:
    """The area that "here" takes up."""
    here = area_here(given.earlier, given.sentence)
    return Holder(here) if here else None


def _by_default(given: _Given) -> Holder:
    """The whole service, unless the grade is said of a thing that is not known."""
    strange = counts_some(given.sentence, given.grade, given.cut.start)
    strange = strange or is_of_something_else(given.sentence, given.before, given.grade, given.cut.start)
    return Holder(explicit=given.explicit, part=not given.explicit and strange)


_RULES: tuple[Callable[[_Given], Holder | None], ...] = (
    _by_step,
    _by_colon,
    _by_other_thing,
    _by_row_above,
    _by_pointing,
    _by_whom_it_serves,
    _by_all,
    _by_name,
    _by_part,
    _by_pronoun,
    _by_place,
)
"""The first that knows what was graded is right."""
_SHARED_BY_ALL = regex(r"^[\"']*,? (?:as|and so) (?:does|do|did|is|are|was|were) (?:each|every|all)\b")
"""The whole has the grade, and each of its areas too, unnamed."""


def areas_before_colon(sentence: Sentence, grade: Mark) -> tuple[str, ...]:
    """The areas that a sentence lists before a colon, and then grades each: "A, B, C: each got the same"."""
    colon = sentence.before(grade).find(": ")
    if colon < 0 or not is_bare_list(sentence, sentence.start, sentence.start + colon):
        return ()
    return slugs([m for m in sentence.of("area") if m.end <= sentence.start + colon])


def _is_shared(given: _Given) -> bool:
    """Whether the grade of the whole is said to be that of areas too: "X is good, as are its leaders"."""
    sentence, grade = given.sentence, given.grade
    if "area" in given.kinds_before:
        return False
    areas = [m for m in given.after if m.kind == "area"]
    if given.explicit and areas and _AND_FOR.search(sentence.between(grade.end, areas[0].start)):
        return True
    if not any(m.kind == "same" and m.value == "as" for m in given.after):
        return False
    return (
        given.explicit
        or "holder" in given.kinds_before
        or any(m.end <= grade.start for m in sentence.mentions)
    )


_AND_FOR = regex(r"\boverall(?: effectiveness)?,? (?:and|as well as|but also|for)\b")
