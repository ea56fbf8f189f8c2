from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.model import Delivery, DeliveryState, Receipt
from monitor.store import deliveries, destinations, messages
from monitor.store.store import Store
from tests.support.stories import NOON

KEY = "reading-2026-11-a3f/1"


def promised(store: Store, *destinations: str) -> list[Delivery]:
    with store.transaction() as connection:
        deliveries.promise(
            connection,
            KEY,
            dict.fromkeys(destinations, NOON),
            now=NOON,
            story_id="reading-2026-11-a3f",
            revision=1,
        )
        return list(deliveries.of_key(connection, KEY))


def test_what_was_promised_is_owed_from_its_time_on(store: Store) -> None:
    promised(store, "slack:#a")
    with store.reading() as connection:
        assert not deliveries.owed(connection, NOON - timedelta(seconds=1))
        assert [one.destination for one in deliveries.owed(connection, NOON)] == ["slack:#a"]


def test_a_promise_is_made_once_however_often_it_is_repeated(store: Store) -> None:
    promised(store, "slack:#a")
    (first,) = promised(store, "slack:#a")
    with store.transaction() as connection:
        deliveries.settle(connection, first, Receipt("C1", "1.2"), now=NOON)
    (again,) = promised(store, "slack:#a")
    assert again.state is DeliveryState.SENT
    assert again.receipt == Receipt("C1", "1.2")


def test_only_one_of_two_claims_succeeds(store: Store) -> None:
    (delivery,) = promised(store, "slack:#a")
    with store.transaction() as connection:
        assert deliveries.claim(connection, delivery, NOON)
        assert not deliveries.claim(connection, delivery, NOON)


def test_a_settled_delivery_is_owed_no_more(store: Store) -> None:
    first, _second = promised(store, "email:a@b.test", "slack:#a")
    with store.transaction() as connection:
        deliveries.settle(connection, first, Receipt("", "m"), now=NOON)
        assert destinations.owed_by_destination(connection) == {"slack:#a": 1}


@pytest.mark.parametrize(
    ("state", "owed"),
    [
        (DeliveryState.DUE, True),
        (DeliveryState.SENDING, True),
        (DeliveryState.UNCERTAIN, True),
        (DeliveryState.HELD, False),
        (DeliveryState.SET_ASIDE, False),
    ],
)
def test_only_what_the_monitor_can_go_on_with_is_tried_again(
    store: Store, state: DeliveryState, owed: bool
) -> None:
    (delivery,) = promised(store, "slack:#a")
    with store.transaction() as connection:
        deliveries.postpone(connection, delivery, state=state, due=NOON, error="no answer")
        assert bool(deliveries.owed(connection, NOON)) == owed


def test_a_message_said_anew_is_the_storys_root_from_then_on(store: Store) -> None:
    with store.transaction() as connection:
        messages.posted(connection, "s", "slack:#a", Receipt("C1", "1"))
        messages.posted(connection, "s", "slack:#a", Receipt("C1", "2"))
        assert messages.message_at(connection, "s", "slack:#a") == Receipt("C1", "2")


def test_a_message_is_refreshed_once_for_each_change_of_its_story(store: Store) -> None:
    with store.transaction() as connection:
        messages.posted(connection, "s", "slack:#a", Receipt("C1", "1"))
        assert not messages.to_refresh(connection, NOON)
        messages.refresh(connection, "s", NOON)
        (message,) = messages.to_refresh(connection, NOON)
        messages.refreshed(connection, message, None)
        assert not messages.to_refresh(connection, NOON)
