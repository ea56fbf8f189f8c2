"""The map of England and the strips of judgements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import CouncilRecord, Judged
from monitor.tell.map import draw, england_map, labels, places
from monitor.tell.pages import digest_html
from monitor.tell.shades import scale, shade, shade_of
from monitor.tell.strip import WIDTH, month, strip
from monitor.understand.councils import all_councils
from tests.tell.samples import LONDON, week

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def record(*grades: str | None, council: str = "reading", apart: int = 700) -> CouncilRecord:
    """A council judged so, one report after the other."""
    first = date(2018, 3, 1)
    return CouncilRecord(
        council=council,
        judged=tuple(
            Judged(on=first + timedelta(days=apart * number), judgement=grade, story_id=f"s{number}")
            for number, grade in enumerate(grades)
        ),
    )


# --- the map --------------------------------------------------------------------------------------


def test_every_council_has_one_tile_of_its_own() -> None:
    slugs = [place.slug for place in places()]
    assert sorted(slugs) == sorted(council.slug for council in all_councils())
    assert len(slugs) == 153
    assert len({(place.row, place.column) for place in places()}) == 153


def test_every_region_is_in_one_piece() -> None:
    regions = {council.slug: council.region for council in all_councils()}
    for region in set(regions.values()):
        tiles = {(one.row, one.column) for one in places() if regions[one.slug] == region}
        reached: set[tuple[int, int]] = set()
        waiting = [next(iter(tiles))]
        while waiting:
            row, column = waiting.pop()
            if (row, column) in tiles - reached:
                reached.add((row, column))
                waiting += [(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)]
        assert reached == tiles, region


def test_every_region_is_named_and_no_name_hides_a_tile() -> None:
    words = " ".join(label.words for label in labels())
    for name in ("North East", "Yorkshire", "London", "South West", "South East", "East Midlands"):
        assert name in words
    starts = {(int(label.row), int(label.column)) for label in labels()}
    assert not starts & {(place.row, place.column) for place in places()}


def test_england_keeps_its_shape() -> None:
    where = {place.slug: place for place in places()}
    assert where["northumberland"].row < where["leeds"].row < where["birmingham"].row < where["devon"].row
    assert where["cornwall"].column < where["bristol"].column < where["kent"].column


def test_a_tile_says_in_words_what_it_shows() -> None:
    known = [record("inadequate", "requires_improvement")]
    drawn = draw(known, news={"reading"}, own={"reading"})
    tile = next(one for one in drawn.tiles if one.name == "Reading")
    assert tile.title == "Reading: requires improvement, January 2020, news this week, yours"
    assert tile.shade.letter == "RI"
    other = next(one for one in drawn.tiles if one.name == "Slough")
    assert (other.title, other.shade.letter) == ("Slough: not known", "?")
    assert drawn.summary == "1 requires improvement and 152 not known"


def test_no_two_marks_look_alike_without_their_colours() -> None:
    letters = [one.letter for one in scale()]
    assert len(letters) == len(set(letters))


def test_a_report_without_an_overall_grade_shows_its_four_areas() -> None:
    areas = {"leadership": "good", "help_and_protection": "inadequate", "care_leavers": "outstanding"}
    mark = shade_of(Judged(on=date(2026, 6, 1), judgement=None, areas=areas))
    assert "".join(one.initial for one in mark.quarters) == "GI?O"
    assert shade_of(Judged(on=date(2026, 6, 1), judgement=None)).quarters == ()
    assert shade("requires_improvement").initial == "R"


def test_without_any_known_judgement_there_is_no_map() -> None:
    assert england_map(week()) is None
    assert "<svg" not in digest_html(week(), LONDON)


def test_the_page_draws_the_map_with_words_beside_it() -> None:
    digest = replace(week(), records=(record("good"),), as_of=date(2026, 6, 29))
    page = digest_html(digest, LONDON)
    assert page.count('role="img"') == 2  # the map, and Reading's strip
    assert "News this week: 5" in page
    assert "as listed on 29 June 2026" in page
    assert "<td>Reading (news)</td><td>Good, March 2018</td><td>South East</td>" in page


# --- the strip ------------------------------------------------------------------------------------


def test_one_judgement_is_enough_for_a_strip() -> None:
    drawn = strip(record("good"), news=frozenset(), today=date(2026, 11, 16))
    assert drawn is not None
    assert [(mark.shade.letter, mark.date, mark.new) for mark in drawn.marks] == [("G", "Mar 2018", False)]
    assert drawn.words == "good (March 2018)"


def test_the_weeks_own_judgement_is_marked() -> None:
    drawn = strip(record("inadequate", "good"), news=frozenset({"s1"}), today=date(2026, 11, 16))
    assert drawn is not None
    assert [mark.new for mark in drawn.marks] == [False, True]


def test_where_articles_name_another_last_grade_both_are_told() -> None:
    known, today = record("good", "requires_improvement"), date(2026, 11, 16)
    other = strip(known, news=frozenset(), today=today, said="inadequate")
    same = strip(known, news=frozenset(), today=today, said="requires_improvement")
    new = strip(known, news=frozenset({"s1"}), today=today, said="good")
    assert other is not None
    assert same is not None
    assert new is not None
    assert other.note == "The articles name inadequate as the last overall grade before."
    assert other.sentence.endswith(other.note)
    assert (same.note, new.note) == ("", "")


def test_a_strip_in_words_leaves_the_areas_to_the_picture() -> None:
    areas = {"leadership": "good", "help_and_protection": "inadequate"}
    judged = (Judged(on=date(2026, 6, 1), judgement=None, areas=areas),)
    drawn = strip(CouncilRecord(council="reading", judged=judged), news=frozenset(), today=date(2026, 7, 1))
    assert drawn is not None
    assert drawn.brief == "no overall grade (June 2026)"
    assert "help and protection inadequate" in drawn.words


def test_nothing_known_draws_nothing() -> None:
    assert strip(record(), news=frozenset(), today=date(2026, 11, 16)) is None


@given(
    grades=st.lists(st.sampled_from([*GRADES, "adequate", None]), min_size=1, max_size=9),
    apart=st.integers(1, 2_000),
    late=st.integers(-900, 4_000),
)
def test_marks_stand_in_order_side_by_side_and_inside(
    grades: list[str | None], apart: int, late: int
) -> None:
    known = record(*grades, apart=apart)
    drawn = strip(known, news=frozenset(), today=date(2018, 3, 1) + timedelta(days=late + 900))
    assert drawn is not None
    places_ = [mark.x for mark in drawn.marks]
    assert all(x - 31 >= 0 and x + 31 <= WIDTH for x in places_)
    assert all(later - earlier >= 62 for earlier, later in pairwise(places_))
    assert all(bar.width >= 0 for bar in drawn.bars)


@pytest.mark.parametrize(("short", "expected"), [(False, "September 2026"), (True, "Sep 2026")])
def test_months_are_written_out_or_short(short: bool, expected: str) -> None:
    assert month(date(2026, 9, 3), short=short) == expected
