from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.demo.library import Edition, Piece, outlets, pieces
from monitor.demo.newsroom import HOURS, OPENING
from tests.demo.truth import CORRECTED_EDITION, FIRST_EDITION, LATER_EDITION

BACKFILL = timedelta(days=7)
FIRST = pieces(Edition.FIRST)
ALL = pieces(*Edition)


def test_every_article_has_been_read_by_a_person() -> None:
    assert {piece.key for piece in FIRST} == set(FIRST_EDITION)
    assert {piece.key for piece in pieces(Edition.LATER)} == set(LATER_EDITION)
    assert {piece.key for piece in pieces(Edition.CORRECTED)} == set(CORRECTED_EDITION)


@pytest.mark.parametrize("piece", ALL, ids=lambda piece: piece.key)
def test_an_article_is_of_press_length(piece: Piece) -> None:
    assert 120 <= piece.words <= 350


def test_the_newsroom_is_of_a_size_worth_watching() -> None:
    assert len(FIRST) >= 20
    assert len({piece.outlet.name for piece in FIRST}) >= 6
    assert len({outlet.feed for outlet in outlets().values()} - {""}) >= 4


def test_addresses_and_posts_are_never_shared() -> None:
    assert len({piece.path for piece in ALL}) == len(ALL)
    numbered = [(piece.outlet.slug, piece.number) for piece in ALL if piece.number]
    assert len(set(numbered)) == len(numbered)


def test_a_later_edition_replaces_an_article_of_the_same_file_name_and_adds_the_others() -> None:
    assert len(ALL) == len(FIRST) + len(LATER_EDITION)
    corrected = next(piece for piece in ALL if piece.key == "shropshire-four-grades")
    assert corrected.updated > corrected.published
    assert corrected.lines[-1].startswith("Correction")


def test_articles_come_newest_first() -> None:
    assert list(ALL) == sorted(ALL, key=lambda piece: piece.published, reverse=True)


def test_one_article_is_older_than_the_backfill_and_the_rest_are_to_be_told() -> None:
    old = {piece.key for piece in FIRST if piece.published < OPENING - BACKFILL}
    assert old == {"sunderland-september"}


@pytest.mark.parametrize("edition", list(Edition))
def test_nothing_is_published_before_its_time(edition: Edition) -> None:
    assert all(piece.updated <= HOURS[edition] for piece in pieces(edition))
