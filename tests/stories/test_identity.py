from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Entry
from monitor.stories.identity import entry_keys, keys_of_fetch, repeated_guids, story_id
from tests.stories.support import NOON, entry

_TITLE = "Reading lifted to good after six years"


def _same(one: Entry, other: Entry) -> bool:
    return bool(set(entry_keys(one)) & set(entry_keys(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            entry("http://www.care.test/?p=231904", "https://care.test/a", "Old title"),
            entry("https://care.test/?p=231904", "https://care.test/b", "New title"),
            id="the guid's scheme flips, slug and title change",
        ),
        pytest.param(
            entry("a1b2c3", "https://care.test/a?utm_source=rss", "One"),
            entry("d4e5f6", "http://www.care.test/a/", "Two"),
            id="the guid is made anew",
        ),
        pytest.param(
            entry(
                "https://www.gov.uk/government/news/x#2026-11-18T00:15:00+00:00",
                "https://www.gov.uk/government/news/x",
            ),
            entry(
                "https://www.gov.uk/government/news/x#2026-11-19T00:15:00+00:00",
                "https://www.gov.uk/government/news/x",
            ),
            id="GOV.UK gives each update a new id",
        ),
        pytest.param(
            entry(url="https://law.test/care/392-news/104211-ofsted-at-county", title="One"),
            entry(url="https://law.test/care/392-news/104211-ofsted-finds-weakness", title="Two"),
            id="Joomla keeps the number when the slug changes",
        ),
        pytest.param(
            entry(url="https://paper.test/news/15330177.first-headline/", title="One"),
            entry(url="https://paper.test/news/15330177.second-headline/", title="Two"),
            id="Newsquest keeps the number",
        ),
        pytest.param(
            entry("https://care.test/?p=231904", "https://care.test/2026/good", "One"),
            entry(url="https://care.test/?p=231904", title="Two"),
            id="WordPress's short link",
        ),
        pytest.param(
            entry("guid-1", "https://care.test/a", f"{_TITLE}!"),
            entry("guid-2", "https://care.test/b", f"  {_TITLE.upper()}"),
            id="headline and day",
        ),
        pytest.param(
            entry("CBMiAAAA", "https://news.google.com/rss/articles/CBMiAAAA?oc=5", _TITLE, publisher="BBC"),
            entry(
                "CBMiBBBB",
                "https://news.google.com/rss/articles/CBMiBBBB?oc=5",
                f"{_TITLE} - BBC",
                publisher="BBC",
            ),
            id="an aggregator's new token for one outlet's headline",
        ),
    ],
)
def test_an_entry_is_known_again_when_one_of_its_names_stays(one: Entry, other: Entry) -> None:
    assert _same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            entry("?p=1234", "https://care.test/a", "One"),
            entry("?p=1234", "https://law.test/a", "Two"),
            id="two outlets that count alike",
        ),
        pytest.param(
            entry("g-one", "https://care.test/a", _TITLE),
            entry("g-two", "https://law.test/a", _TITLE),
            id="wire copy in two papers",
        ),
        pytest.param(
            entry("g-one", "https://care.test/a", _TITLE),
            entry("g-two", "https://care.test/b", _TITLE, NOON + timedelta(days=7)),
            id="a weekly headline",
        ),
        pytest.param(
            entry("g-one", "https://care.test/a", "News in brief"),
            entry("g-two", "https://care.test/b", "News in brief"),
            id="a headline that says little",
        ),
        pytest.param(
            entry("1", "https://care.test/a", "One"),
            entry("1", "https://care.test/b", "Two"),
            id="a guid that is only the place in the list",
        ),
        pytest.param(
            entry("g-one", "https://care.test/", "One"),
            entry("g-two", "https://care.test", "Two"),
            id="links to the front page",
        ),
        pytest.param(
            entry("g-one", "https://care.test/20261120-news", "One"),
            entry("g-two", "https://care.test/20261120-more", "Two"),
            id="a date is no article number",
        ),
        pytest.param(
            entry("g-one", "https://care.test/15000-children-wait", "One"),
            entry("g-two", "https://care.test/15000-families-hope", "Two"),
            id="a count is no article number",
        ),
        pytest.param(
            entry("g-one", "https://care.test/a", _TITLE, None),
            entry("g-two", "https://care.test/b", _TITLE, None),
            id="one headline without dates",
        ),
        pytest.param(
            entry("CBMiAAAA", "https://news.google.com/rss/articles/CBMiAAAA", _TITLE, publisher="BBC"),
            entry("CBMiBBBB", "https://news.google.com/rss/articles/CBMiBBBB", _TITLE, publisher="LGC"),
            id="two outlets through one aggregator",
        ),
    ],
)
def test_different_articles_share_no_name(one: Entry, other: Entry) -> None:
    assert not _same(one, other)


def test_names_stand_strongest_first() -> None:
    keys = entry_keys(entry("https://care.test/?p=231904", "https://care.test/x/99155-slug", _TITLE))
    assert [key.partition(":")[0] for key in keys] == ["guid", "url", "number", "title"]


def test_a_guid_shared_by_several_items_is_seen_and_left_out() -> None:
    items = [
        entry("same-for-all", f"https://care.test/{n}", f"Headline number {n} of today") for n in range(10)
    ]
    assert repeated_guids(items)
    keys = [entry_keys(item, guid_repeats=True) for item in items]
    assert len({key for found in keys for key in found}) == sum(map(len, keys))


def test_an_item_listed_twice_is_no_repeat() -> None:
    assert not repeated_guids(
        [entry("g1", "https://care.test/a", "A"), entry("g1", "https://care.test/a/", "B")]
    )
    assert not repeated_guids(
        [entry("g1", "https://care.test/a", "A"), entry("g1", "https://care.test/b", "A")]
    )
    assert not repeated_guids([entry("", "https://care.test/a", "A"), entry("", "https://care.test/b", "B")])


def test_items_that_all_link_to_one_page_stay_different_within_a_fetch() -> None:
    items = [entry(f"guid-{n}", "https://council.test/news#top", f"News {n}") for n in range(3)]
    keys = keys_of_fetch(items)
    assert len({key for found in keys for key in found}) == sum(map(len, keys))


def test_items_of_one_headline_and_day_stay_different_within_a_fetch() -> None:
    items = [
        entry(f"guid-{n}", f"https://ofsted.test/{n}", "Focused visit letter published") for n in range(3)
    ]
    one, two, three = map(set, keys_of_fetch(items))
    assert not one & two
    assert not two & three


def test_two_updates_of_one_page_within_a_fetch_are_one_entry() -> None:
    items = [
        entry(f"https://www.gov.uk/x#{n}", "https://www.gov.uk/x", "Outcomes by council") for n in range(2)
    ]
    one, two = map(set, keys_of_fetch(items))
    assert one & two


def test_a_whole_fetch_gives_the_keys_of_its_entries_where_nothing_repeats() -> None:
    items = [entry(f"guid-{n}", f"https://care.test/{n}", f"Headline number {n} today") for n in range(5)]
    assert keys_of_fetch(items) == tuple(entry_keys(item) for item in items)


_ENTRIES = st.builds(
    Entry,
    guid=st.text(max_size=30) | st.sampled_from(["http://[x", "https://a.test/?p=1", "x" * 999]),
    url=st.text(max_size=30)
    | st.sampled_from(["http://a.test/20/123456-x", "https://[", "https://a.test/?p=2"]),
    title=st.text(max_size=40),
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    content=st.text(max_size=10),
    publisher=st.text(max_size=8),
)


@given(_ENTRIES, st.booleans())
def test_every_entry_has_a_name_and_it_is_always_the_same(one: Entry, repeats: bool) -> None:
    keys = entry_keys(one, guid_repeats=repeats)
    assert keys
    assert keys == entry_keys(one, guid_repeats=repeats)
    assert all(len(key) < 300 for key in keys)


@given(st.lists(_ENTRIES, max_size=6))
def test_every_entry_of_a_fetch_has_a_name(entries: list[Entry]) -> None:
    assert all(keys_of_fetch(entries)) or not entries
    assert isinstance(repeated_guids(entries), bool)


def test_a_story_is_named_by_council_month_and_a_little_more() -> None:
    name = story_id("reading", datetime(2026, 11, 30, tzinfo=UTC), "seed", ())
    assert name.startswith("reading-2026-11-")
    assert len(name) == len("reading-2026-11-a3f")


def test_a_council_with_an_accent_or_a_blank_gives_a_plain_name() -> None:
    assert story_id("St Hélens", NOON, "x", ()).startswith("st-helens-2025-11-")
    assert story_id("—", NOON, "x", ()).startswith("council-2025-11-")


@given(st.lists(st.text(max_size=5), max_size=40), st.text(max_size=10))
def test_no_name_is_ever_used_again(seeds: list[str], council: str) -> None:
    taken: set[str] = set()
    for seed in [*seeds, *seeds]:
        name = story_id(council, NOON, seed, taken)
        assert name not in taken
        assert name.isascii()
        assert name == story_id(council, NOON, seed, taken)
        taken.add(name)
