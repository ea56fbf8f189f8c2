"""When something is due next, and what a wrong clock can do to that."""

from __future__ import annotations

from datetime import timedelta

from monitor.model import Receipt
from monitor.store import agenda, articles, clock, deliveries, destinations, messages, sources, watches
from monitor.store.destinations import DestinationState
from monitor.store.sources import SourceState
from monitor.store.store import Store
from tests.support.stories import NOON, an_article

HOUR = timedelta(hours=1)
STORY = "reading-2026-11-a3f"


def promise(store: Store, revision: int, due: timedelta, destination: str = "slack:#a") -> None:
    with store.transaction() as connection:
        deliveries.promise(
            connection,
            f"{STORY}/{revision}",
            {destination: NOON + due},
            now=NOON,
            story_id=STORY,
            revision=revision,
        )


def due(store: Store) -> timedelta | None:
    with store.reading() as connection:
        found = agenda.next_due(connection, ["Care Weekly"])
    return None if found is None else found - NOON


def test_nothing_is_due_in_an_empty_state(store: Store) -> None:
    assert due(store) is None


def test_the_earliest_message_counts(store: Store) -> None:
    promise(store, 1, 2 * HOUR)
    promise(store, 1, HOUR, "email:a@b.test")
    assert due(store) == HOUR


def test_a_later_revision_waits_for_the_earlier_one(store: Store) -> None:
    promise(store, 1, 2 * HOUR)
    promise(store, 2, HOUR)
    assert due(store) == 2 * HOUR


def test_nothing_is_due_at_a_destination_before_it_may_be_asked_again(store: Store) -> None:
    promise(store, 1, HOUR)
    with store.transaction() as connection:
        state = DestinationState(name="slack:#a", state="paused", wait_until=NOON + 5 * HOUR)
        destinations.remember(connection, state)
    assert due(store) == 5 * HOUR


def test_a_message_at_a_paused_destination_is_brought_up_to_date_when_that_may_be_asked_again(
    store: Store,
) -> None:
    with store.transaction() as connection:
        messages.posted(connection, STORY, "slack:#a", Receipt("C1", "1"))
        messages.refresh(connection, STORY, NOON)
    assert due(store) == timedelta(0)
    with store.transaction() as connection:
        state = DestinationState(name="slack:#a", state="paused", wait_until=NOON + HOUR)
        destinations.remember(connection, state)
    assert due(store) == HOUR


def test_times_that_only_a_wrong_clock_wrote_are_brought_back(store: Store) -> None:
    years = timedelta(days=1000)
    promise(store, 1, years)
    with store.transaction() as connection:
        articles.keep(connection, an_article(), full_text=False, history=False, read_due=NOON + years)
        watches.watch(connection, [("Berkshire", "reading")], NOON + years)
        asked = SourceState(
            name="Care Weekly",
            url="https://careweekly.test/feed",
            last_attempt=NOON + years,
            last_success=NOON + years,
            next_poll=NOON + years + HOUR,
        )
        sources.remember(connection, [asked])
        destinations.remember(connection, DestinationState(name="slack:#a", wait_until=NOON + years))
        clock.put_right(connection, NOON)
        assert watches.watching_since(connection) == {("Berkshire", "reading"): NOON}
        assert sources.known(connection)["Care Weekly"].next_poll == NOON
        assert articles.to_read(connection, NOON, 10)
        assert deliveries.owed(connection, NOON)
    assert due(store) == timedelta(0)


def test_times_that_were_meant_stay_as_they_are(store: Store) -> None:
    promise(store, 1, timedelta(hours=20))
    with store.transaction() as connection:
        articles.keep(
            connection, an_article(), full_text=False, history=False, read_due=NOON + timedelta(days=7)
        )
        clock.put_right(connection, NOON)
        assert not articles.to_read(connection, NOON + timedelta(days=6), 10)
        assert not deliveries.owed(connection, NOON + timedelta(hours=19))
