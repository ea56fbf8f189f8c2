from __future__ import annotations

import pytest

from monitor.errors import UsageError
from monitor.model import Event
from monitor.stories.cluster import group, match_ids, member
from monitor.stories.orders import merge, split
from tests.stories.support import DAY, NOON, coverage, told

_THREE = tuple(coverage(n, judgement="good", at=NOON + n * DAY) for n in (1, 2, 3))
_FOURTH = coverage(4, Event.MONITORING_VISIT, visit_ordinal=4)
_FIFTH = coverage(5, Event.MONITORING_VISIT, visit_ordinal=5, at=NOON + DAY)


def _members(groups: object) -> list[list[int]]:
    return [[part.article_id for part in found.coverage] for found in groups]  # type: ignore[attr-defined]


def test_a_person_takes_an_article_out_of_a_story_for_good() -> None:
    order = split(told(*_THREE), "https://example.test/1")
    assert _members(group(_THREE, [order])) == [[1], [2, 3]]
    later = coverage(9, judgement="good", at=NOON + 3 * DAY)
    assert not any({1, 2} <= set(found) for found in _members(group([*_THREE, later], [order])))


def test_the_story_keeps_its_name_when_its_first_article_is_taken_out() -> None:
    two = _THREE[:2]
    order = split(told(*two, story_id="kept"), "https://example.test/1")
    matched = match_ids(group(two, [order]), {member(part): "kept" for part in two})
    assert [(found.coverage[0].article_id, story) for found, story in matched] == [(1, None), (2, "kept")]


def test_a_person_joins_two_stories_that_rules_keep_apart() -> None:
    order = merge(told(_FOURTH, story_id="four"), told(_FIFTH, story_id="five"))
    (found,) = group([_FOURTH, _FIFTH], [order])
    assert found.reasons == (
        "A person said that “Article 5” (Outlet 5) belongs with “Article 4” (Outlet 4).",
    )


@pytest.mark.parametrize("ordinal", [4, 5])
def test_more_coverage_of_either_side_joins_what_a_person_merged(ordinal: int) -> None:
    order = merge(told(_FOURTH, story_id="four"), told(_FIFTH, story_id="five"))
    later = coverage(6, Event.MONITORING_VISIT, visit_ordinal=ordinal, at=NOON + 2 * DAY)
    assert len(group([_FOURTH, _FIFTH, later], [order])) == 1
    stranger = coverage(6, Event.MONITORING_VISIT, visit_ordinal=6, at=NOON + 2 * DAY)
    assert len(group([_FOURTH, _FIFTH, stranger], [order])) == 2


def test_the_last_word_counts() -> None:
    parted = split(told(*_THREE), "https://example.test/1")
    joined = merge(told(_THREE[0], story_id="one"), told(*_THREE[1:], story_id="rest"))
    assert len(group(_THREE, [parted, joined])) == 1
    assert len(group(_THREE, [joined, parted])) == 2


def test_orders_about_articles_that_are_gone_do_nothing() -> None:
    order = split(told(*_THREE), "https://example.test/1")
    assert _members(group(_THREE[1:], [order])) == [[2, 3]]


def test_what_cannot_be_split_is_said_in_plain_words() -> None:
    with pytest.raises(UsageError, match="has no article at"):
        split(told(*_THREE), "https://example.test/99")
    with pytest.raises(UsageError, match="only article"):
        split(told(_THREE[0]), "https://example.test/1")


def test_what_cannot_be_merged_is_said_in_plain_words() -> None:
    with pytest.raises(UsageError, match="named twice"):
        merge(told(_FOURTH), told(_FOURTH))
    elsewhere = told(coverage(7, council="slough"), story_id="slough-1")
    with pytest.raises(UsageError, match="different councils"):
        merge(told(_FOURTH), elsewhere)
