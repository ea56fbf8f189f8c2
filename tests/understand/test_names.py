from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.folding import fold_text
from monitor.understand.names import find_mentions
from monitor.understand.spellings import Strength


def _named(text: str, published: date | None = None) -> set[str]:
    return {
        slug
        for m in find_mentions(fold_text(text), published)
        if m.strength > Strength.BODY
        for slug in m.slugs
    }


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Inspectors went to Reading in May.", {"reading"}),
        ("Reading’s children’s services improved.", {"reading"}),
        ("READING COUNCIL was told today.", {"reading"}),
        ("The LBBD report and the RBWM letter are out.", {"barking-and-dagenham", "windsor-and-maidenhead"}),
        ("Staff in Notts and Bucks agreed.", {"nottinghamshire", "buckinghamshire"}),
        ("North East Lincolnshire Council spoke.", {"north-east-lincolnshire"}),
        ("Cheshire West and Chester, not Cheshire East.", {"cheshire-west-and-chester", "cheshire-east"}),
        ("Stoke-on-Trent City Council was visited.", {"stoke-on-trent"}),
        ("St. Helens and St Helens are one place.", {"st-helens"}),
        ("Bath & North East Somerset heard first.", {"bath-and-north-east-somerset"}),
        ("Hammersmith & Fulham did well.", {"hammersmith-and-fulham"}),
        ("Telford & Wrekin did well.", {"telford-and-wrekin"}),
        ("Kingston upon Hull, called Hull.", {"kingston-upon-hull"}),
        ("Middlesborough Council is misspelled.", {"middlesbrough"}),
        ("Wolverhamton Council is misspelled too.", {"wolverhampton"}),
        ("Northumberland is not Cumberland.", {"northumberland", "cumberland"}),
        ("In the city of Nottingham and the city of York.", {"nottingham", "york"}),
        ("The royal borough of Kensington and Chelsea spoke.", {"kensington-and-chelsea"}),
    ],
)
def test_a_council_is_found_under_every_name(text: str, slugs: set[str]) -> None:
    assert _named(text) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "Reading the report, she wept.",
        "Pupils’ reading and writing are weak.",
        "Bury the lede and be sorry.",
        "They bury bad news.",
        "He slipped into a slough of despair.",
        "A harrowing read.",
        "Greater Manchester is ten councils.",
        "Bury St Edmunds is in Suffolk’s west."[:16],
        "New York and New Hampshire.",
        "Newcastle-under-Lyme has no say.",
        "Sutton Coldfield and Sutton-in-Ashfield.",
        "bcp and rbwm in small letters.",
        "A city of reading and of county durham hounds.",
        "John Bolton and Councillor Sutton met Mr Kent.",
        "Solihullian, Derbyite and Readingesque.",
    ],
)
def test_words_people_and_other_places_are_no_councils(text: str) -> None:
    assert _named(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Reading FC lost again.",
        "The University of Reading said so.",
        "Kent Police are slow.",
        "Leicester City FC and Stockport County FC drew.",
        "HMP Wandsworth was inspected.",
        "Kingston Hospital is full.",
        "The city of Derby University is old.",
    ],
)
def test_a_club_or_body_of_the_same_name_is_a_mention_at_most(text: str) -> None:
    assert _named(text) == set()
    assert all(m.strength is Strength.BODY for m in find_mentions(fold_text(text)))


def test_a_trust_stands_for_its_council_in_its_time() -> None:
    text = "Slough Children’s Services Trust was visited."
    assert _named(text, date(2017, 3, 1)) == {"slough"}
    assert "slough" in _named("Brighter Futures for Children and Slough", date(2026, 3, 1))
    assert _named("Brighter Futures for Children was visited.", date(2026, 3, 1)) == {"reading"}
    assert _named("Worcestershire Children First was visited.", date(2015, 3, 1)) == {"worcestershire"}


def test_a_shared_trust_stands_for_all_its_councils() -> None:
    found = find_mentions(fold_text("Northamptonshire Children’s Trust was visited."), date(2022, 1, 1))
    assert [m.strength for m in found] == [Strength.SHARED]
    assert set(found[0].slugs) == {"north-northamptonshire", "west-northamptonshire"}


@given(st.text(max_size=300))
def test_every_mention_stands_where_it_says(text: str) -> None:
    for mention in find_mentions(fold_text(text)):
        assert 0 <= mention.start < mention.end <= len(text)


@given(st.sampled_from(["Oldham", "Trafford", "Wirral", "Luton"]), st.text("abc .,“’\n\u200b", max_size=40))
def test_a_name_is_found_wherever_it_stands(name: str, around: str) -> None:
    text = f"{around} {name} {around}"
    found = find_mentions(fold_text(text))
    assert [text[m.start : m.end] for m in found] == [name]
