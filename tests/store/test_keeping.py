from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from monitor.model import Classification, Event, Finding, Revision, Source, Story
from monitor.store import articles, coverage, entries, schema, sources, stories, watches
from monitor.store.articles import ArticleState
from monitor.store.entries import EntryVerdict, KeptEntry
from monitor.store.sources import SourceState
from monitor.store.store import Store
from monitor.store.values import from_text, to_text
from tests.support.stories import NOON, a_finding, a_revision, a_story, an_article

HOUR = timedelta(hours=1)


def kept_article(store: Store, **options: object) -> articles.KeptArticle:
    with store.transaction() as connection:
        number = articles.keep(
            connection,
            an_article(),
            full_text=False,
            history=bool(options.get("history")),
            read_due=NOON if options.get("unread") else None,
        )
        return articles.by_id(connection, number)


def test_every_value_of_the_model_comes_back_as_it_was_kept() -> None:
    for value, kind in (
        (a_story(), Story),
        (a_finding(also=(a_finding(council="slough"),)), Finding),
        (a_revision(before=a_story(judgement=None)), Revision),
    ):
        assert from_text(to_text(value), kind) == value


@given(st.datetimes(timezones=st.timezones()), st.datetimes(timezones=st.timezones()))
def test_times_come_back_as_the_same_instant_and_sort_as_text(one: datetime, other: datetime) -> None:
    column, dialect = schema.UtcTime(), sqlite.dialect()
    kept, kept_other = (column.process_bind_param(time, dialect) for time in (one, other))
    assert kept is not None
    assert kept_other is not None
    assert column.process_result_value(kept, dialect) == one.astimezone(UTC)
    assert (kept < kept_other) == (one.astimezone(UTC) < other.astimezone(UTC))


def test_an_unread_article_is_read_then_understood_then_left_alone(store: Store) -> None:
    kept = kept_article(store, unread=True)
    with store.transaction() as connection:
        assert not articles.to_understand(connection, 10)
        (due,) = articles.to_read(connection, NOON, 10)
        articles.was_read(
            connection, due, page_title="T", text="The page.", partial=False, read_due=NOON + HOUR
        )
        assert not articles.to_read(connection, NOON, 10)
        (ready,) = articles.to_understand(connection, 10)
        assert ready.article.text == "The page."
        articles.was_understood(connection, ready, Classification(findings=(a_finding(),)))
        assert not articles.to_understand(connection, 10)
        assert articles.by_id(connection, kept.id).state is ArticleState.UNDERSTOOD


def test_a_page_that_cannot_be_read_leaves_the_feeds_words_to_be_understood(store: Store) -> None:
    kept = kept_article(store, unread=True)
    with store.transaction() as connection:
        articles.was_not_read(connection, kept, error="no answer", read_due=NOON + HOUR)
        (ready,) = articles.to_understand(connection, 10)
        assert ready.error == "no answer"
        assert articles.to_read(connection, NOON + HOUR, 10)


def test_a_second_reading_with_other_words_is_a_correction_and_the_same_words_are_not(store: Store) -> None:
    kept = kept_article(store, unread=True)
    with store.transaction() as connection:
        articles.was_read(connection, kept, page_title="T", text="One.", partial=False, read_due=NOON)
        first = articles.by_id(connection, kept.id)
        assert not first.corrected
        assert not articles.was_read(
            connection, first, page_title="T", text="One.", partial=False, read_due=NOON
        )
        again = articles.by_id(connection, kept.id)
        assert articles.was_read(connection, again, page_title="T", text="Two.", partial=False, read_due=None)
        assert articles.by_id(connection, kept.id).corrected


def test_a_finding_that_stays_at_its_council_keeps_its_story(store: Store) -> None:
    kept = kept_article(store)
    with store.transaction() as connection:
        articles.was_understood(connection, kept, Classification(findings=(a_finding(),)))
        (said,), _ = coverage.of_council(connection, "reading")
        coverage.belongs(connection, [said], "reading-2026-11-a3f")
        articles.was_understood(connection, kept, Classification(findings=(a_finding(judgement="good"),)))
        _, known = coverage.of_council(connection, "reading")
        assert known == {(kept.id, 0): "reading-2026-11-a3f"}


def test_a_finding_that_moves_to_another_council_asks_both_to_be_looked_at(store: Store) -> None:
    kept = kept_article(store)
    with store.transaction() as connection:
        articles.was_understood(connection, kept, Classification(findings=(a_finding(),)))
        moved = Classification(findings=(a_finding(council="slough"),))
        assert articles.was_understood(connection, kept, moved) == {"reading", "slough"}


VISIT = a_finding(event=Event.MONITORING_VISIT, visit_ordinal=4)
NEXT_VISIT = a_finding(event=Event.MONITORING_VISIT, visit_ordinal=5)
INSPECTION = a_finding(event=Event.INSPECTION)
ELSEWHERE = a_finding(council="slough", event=Event.INSPECTION)


@pytest.mark.parametrize(
    ("before", "now", "places"),
    [
        ([INSPECTION, ELSEWHERE], [ELSEWHERE, INSPECTION], (1, 0)),
        ([INSPECTION, VISIT], [VISIT, INSPECTION], (1, 0)),
        ([VISIT, NEXT_VISIT], [NEXT_VISIT, VISIT], (1, 0)),
        ([VISIT], [INSPECTION], (0,)),
        ([VISIT], [INSPECTION, VISIT], (1, 0)),
        ([INSPECTION, ELSEWHERE], [ELSEWHERE], (1,)),
        ([INSPECTION], [ELSEWHERE], (0,)),
        ([], [INSPECTION, ELSEWHERE], (0, 1)),
    ],
)
def test_a_finding_keeps_its_place_wherever_it_now_stands_in_the_article(
    before: list[Finding], now: list[Finding], places: tuple[int, ...]
) -> None:
    assert coverage.places(dict(enumerate(before)), now) == places


def test_an_entry_is_known_by_any_of_its_keys_and_only_at_its_source(store: Store) -> None:
    entry = KeptEntry(
        id=0,
        source="A",
        url="u",
        title="T",
        published=None,
        first_seen=NOON,
        body_hash="h",
        verdict=EntryVerdict.PASSED_OVER,
        reason="a school",
        article_id=None,
    )
    with store.transaction() as connection:
        kept = entries.keep(connection, entry)
        entries.add_keys(connection, "A", {"guid:1": kept.id, "url:u": kept.id})
        assert entries.known(connection, "A", ["url:u", "url:other"]) == {"url:u": kept}
        assert not entries.known(connection, "B", ["url:u"])


def test_a_source_with_a_new_address_starts_afresh(store: Store) -> None:
    here = Source(name="A", url="https://a.test/feed", every=HOUR)
    with store.transaction() as connection:
        sources.remember(connection, [SourceState(name="A", url=here.url, etag='"1"', state="ok")])
        assert sources.states_of(connection, [here])["A"].etag == '"1"'
        moved = Source(name="A", url="https://a.test/new", every=HOUR)
        assert sources.states_of(connection, [moved])["A"] == SourceState(name="A", url=moved.url)


def test_a_pair_keeps_the_day_on_which_it_was_first_watched(store: Store) -> None:
    with store.transaction() as connection:
        watches.watch(connection, {("T", "reading")}, NOON)
        watches.watch(connection, {("T", "reading"), ("T", "slough")}, NOON + HOUR)
        assert watches.watching_since(connection) == {
            ("T", "reading"): NOON,
            ("T", "slough"): NOON + HOUR,
        }


def test_a_pair_that_was_given_up_starts_anew_when_it_comes_back(store: Store) -> None:
    with store.transaction() as connection:
        watches.watch(connection, {("T", "reading")}, NOON)
        watches.watch(connection, set(), NOON + HOUR)
        watches.watch(connection, {("T", "reading")}, NOON + 2 * HOUR)
        assert watches.watching_since(connection) == {("T", "reading"): NOON + 2 * HOUR}


def test_a_weeks_stories_are_those_first_seen_or_revised_in_it(store: Store) -> None:
    week = timedelta(days=7)
    with store.transaction() as connection:
        stories.keep(connection, a_story(id="old", first_seen=NOON - 2 * week), now=NOON)
        stories.keep(connection, a_story(id="revised", first_seen=NOON - 2 * week), now=NOON)
        stories.revise(connection, a_revision(story=a_story(id="revised")))
        stories.keep(connection, a_story(id="new"), now=NOON)
        stories.keep(connection, a_story(id="taken back"), now=NOON, withdrawn=True)
        found = stories.of_week(connection, NOON, NOON + week)
    assert {story.id for story in found} == {"revised", "new"}
