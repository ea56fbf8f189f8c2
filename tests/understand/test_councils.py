from datetime import date

import pytest

from monitor.understand import councils


def test_there_are_153_councils_in_nine_regions() -> None:
    assert len(councils.all_councils()) == 153
    assert len(councils.regions()) == 9
    assert len({one.slug for one in councils.all_councils()}) == 153


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Reading", "reading"),
        ("reading borough council", "reading"),
        ("RBWM", "windsor-and-maidenhead"),
        ("Bucks", "buckinghamshire"),
        ("Brighton & Hove", "brighton-and-hove"),
        ("brighton-and-hove", "brighton-and-hove"),
        ("the Wirral", "wirral"),
        ("Hull", "kingston-upon-hull"),
        ("Together for Children", "sunderland"),
        ("Somerset County Council", "somerset"),
        ("Borough of Poole", "bournemouth-christchurch-and-poole"),
        ("Middlesborough", "middlesbrough"),
    ],
)
def test_a_council_is_found_by_name_alias_slug_trust_or_older_name(name: str, slug: str) -> None:
    found = councils.find_council(name)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("name", ["", "Atlantis", "London", "Achieving for Children", "Cumbria"])
def test_a_name_of_no_or_of_several_councils_is_not_found(name: str) -> None:
    assert councils.find_council(name) is None


@pytest.mark.parametrize(
    ("wrong", "right"), [("Redding", "Reading"), ("Slogh", "Slough"), ("Birmigham", "Birmingham")]
)
def test_a_misspelling_is_answered_with_the_nearest_name(wrong: str, right: str) -> None:
    assert councils.suggest(wrong)[0] == right


def test_nonsense_is_answered_with_no_suggestion() -> None:
    assert councils.suggest("zzzzqqqq") == []


def test_every_council_has_ten_living_neighbours_and_is_none_of_its_own() -> None:
    for one in councils.all_councils():
        found = councils.neighbours_of(one.slug)
        assert len(found) == 10
        assert one.slug not in found
        assert all(councils.council(slug) for slug in found)


def test_an_unknown_slug_has_no_neighbours_and_no_last_judgement() -> None:
    assert councils.neighbours_of("atlantis") == ()
    assert councils.latest_judgement("atlantis") is None


def test_an_abolished_council_is_followed_by_its_successors() -> None:
    assert councils.successors("cumbria") == ("cumberland", "westmorland-and-furness")
    assert councils.successors("reading") == ("reading",)
    assert councils.successors("atlantis") == ()


def test_a_slug_has_a_name_whether_its_council_lives_or_not() -> None:
    assert councils.display_name("kingston-upon-hull") == "Hull"
    assert councils.display_name("northamptonshire") == "Northamptonshire"
    assert councils.display_name("atlantis") == "atlantis"


def test_the_last_judgement_says_as_of_when_it_is_known() -> None:
    brent = councils.latest_judgement("brent")
    assert brent is not None
    assert brent.overall is None
    assert brent.care_leavers == "good"
    assert brent.as_of == date(2026, 6, 29)


def test_a_search_looks_at_names_regions_and_trusts() -> None:
    assert [one.name for one in councils.search_councils("west berks")] == ["West Berkshire"]
    assert len(councils.search_councils("north east")) >= 12
    assert {one.slug for one in councils.search_councils("achieving for")} == {
        "kingston-upon-thames",
        "richmond-upon-thames",
        "windsor-and-maidenhead",
    }
    assert len(councils.search_councils("")) == 153


def test_no_name_belongs_to_two_councils() -> None:
    owners: dict[str, str] = {}
    for one in councils.all_councils():
        for name in one.names:
            assert owners.setdefault(councils.fold(name), one.slug) == one.slug
