"""The outbox: what was promised to whom, what is owed, what arrived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Delivery, DeliveryState, Receipt
from monitor.store import schema
from monitor.store.values import from_text, to_text

OWED = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.UNCERTAIN)
"""States that still ask for work; a held or set-aside delivery waits for a person."""


def promise(  # noqa: PLR0913 - one argument for each column that the caller decides
    connection: Connection,
    key: str,
    destinations: Mapping[str, datetime],
    *,
    now: datetime,
    story_id: str | None = None,
    revision: int | None = None,
) -> None:
    """Owe this to each destination from its time on; what was promised before stays as it is."""
    rows = [
        {
            "key": key,
            "destination": destination,
            "story_id": story_id,
            "revision": revision,
            "made": now,
            "due": due,
            "state": DeliveryState.DUE.value,
        }
        for destination, due in destinations.items()
    ]
    if rows:
        connection.execute(insert(schema.deliveries).on_conflict_do_nothing(), rows)


def owed(connection: Connection, now: datetime | None = None) -> Sequence[Delivery]:
    """What is owed (due by `now`, where given), in the order in which it was promised."""
    columns = schema.deliveries.c
    query = select(schema.deliveries).where(columns.state.in_([state.value for state in OWED]))
    if now is not None:
        query = query.where(columns.due <= now)
    return [_delivery(row) for row in connection.execute(query.order_by(columns.number))]


def waiting_of(connection: Connection, story_id: str) -> Mapping[str, datetime]:
    """The destinations that are still owed something of this story, and until when at the longest."""
    columns = schema.deliveries.c
    rows = connection.execute(
        select(columns.destination, func.max(columns.due, type_=schema.UtcTime()).label("due"))
        .where(columns.story_id == story_id, columns.state.in_([state.value for state in OWED]))
        .group_by(columns.destination)
    )
    return {row.destination: row.due for row in rows}


def of_story(connection: Connection, story_id: str) -> Sequence[Delivery]:
    """Everything of this story that was promised, in the order in which it was promised."""
    columns = schema.deliveries.c
    query = select(schema.deliveries).where(columns.story_id == story_id).order_by(columns.number)
    return [_delivery(row) for row in connection.execute(query)]


def arrivals_of(connection: Connection, story_id: str) -> Mapping[tuple[str, str], datetime]:
    """When each delivery (key, destination) of this story arrived, for those that did."""
    columns = schema.deliveries.c
    query = select(columns.key, columns.destination, columns.settled).where(
        columns.story_id == story_id, columns.settled.is_not(None)
    )
    return {(row.key, row.destination): row.settled for row in connection.execute(query)}


def left_to_a_person(connection: Connection) -> Sequence[Delivery]:
    """What the monitor does not go on with by itself: held, or refused for good; each says why."""
    columns = schema.deliveries.c
    states = [DeliveryState.HELD.value, DeliveryState.SET_ASIDE.value]
    query = select(schema.deliveries).where(columns.state.in_(states)).order_by(columns.number)
    return [_delivery(row) for row in connection.execute(query)]


def release_held(connection: Connection, now: datetime) -> None:
    """The config does not hold uncertain messages any more: go on with them."""
    columns = schema.deliveries.c
    connection.execute(
        update(schema.deliveries)
        .where(columns.state == DeliveryState.HELD.value)
        .values(state=DeliveryState.UNCERTAIN.value, due=now)
    )


def of_key(connection: Connection, key: str) -> Sequence[Delivery]:
    """Everybody to whom this was promised."""
    query = select(schema.deliveries).where(schema.deliveries.c.key == key)
    return [_delivery(row) for row in connection.execute(query.order_by(schema.deliveries.c.destination))]


def claim(connection: Connection, delivery: Delivery, now: datetime) -> bool:
    """Mark a delivery as being sent; False when somebody else has it already.

    Found in this state at a later start, it is uncertain: the process died between sending and settling.
    """
    columns = schema.deliveries.c
    result = connection.execute(
        update(schema.deliveries)
        .where(
            columns.key == delivery.key,
            columns.destination == delivery.destination,
            columns.state == delivery.state.value,
            columns.attempts == delivery.attempts,
        )
        .values(state=DeliveryState.SENDING.value, attempts=delivery.attempts + 1, tried=now)
    )
    return result.rowcount == 1


def tried_at(connection: Connection, delivery: Delivery) -> datetime | None:
    """When the delivery was last claimed."""
    columns = schema.deliveries.c
    return connection.execute(
        select(columns.tried).where(columns.key == delivery.key, columns.destination == delivery.destination)
    ).scalar()


def at_its_twin(connection: Connection, delivery: Delivery) -> Receipt | None:
    """The same message's receipt, where another name of the same Slack channel (its id) has taken it."""
    kind, _, place = delivery.destination.partition(":")
    if kind != "slack":
        return None
    columns = schema.deliveries.c
    arrived = select(columns.receipt).where(columns.state == DeliveryState.SENT.value)
    last = connection.execute(
        arrived.where(columns.destination == delivery.destination).order_by(columns.number.desc()).limit(1)
    ).scalar()
    places = {place} if last is None else {place, from_text(last, Receipt).place}
    same = arrived.where(columns.key == delivery.key, columns.destination.like("slack:%"))
    receipts = (from_text(text, Receipt) for text in connection.execute(same).scalars())
    return next((receipt for receipt in receipts if receipt.place in places), None)


def overtaken(connection: Connection, delivery: Delivery) -> bool:
    """Whether the destination has taken a message that was promised later."""
    columns = schema.deliveries.c
    mine = select(columns.number).where(
        columns.key == delivery.key, columns.destination == delivery.destination
    )
    query = select(columns.number).where(
        columns.destination == delivery.destination,
        columns.state == DeliveryState.SENT.value,
        columns.number > mine.scalar_subquery(),
    )
    return connection.execute(query.limit(1)).first() is not None


def settle(connection: Connection, delivery: Delivery, receipt: Receipt, *, now: datetime) -> None:
    """It arrived."""
    _set(
        connection,
        delivery,
        state=DeliveryState.SENT.value,
        receipt=to_text(receipt),
        settled=now,
        error="",
    )


def postpone(  # noqa: PLR0913 - one argument for each thing that a failure decides
    connection: Connection,
    delivery: Delivery,
    *,
    state: DeliveryState,
    due: datetime,
    error: str,
    counts: bool = True,
) -> None:
    """It did not surely arrive: keep why, in which state it stands, and when to go on.

    A try does not count where the message is not to blame.
    """
    attempts = {} if counts else {"attempts": delivery.attempts}
    _set(connection, delivery, state=state.value, due=due, error=error, **attempts)


def told_of(connection: Connection, story_id: str) -> frozenset[str]:
    """Destinations that were told this story, or are owed it."""
    columns = schema.deliveries.c
    query = select(columns.destination).where(
        columns.story_id == story_id, columns.state != DeliveryState.SET_ASIDE.value
    )
    return frozenset(connection.execute(query.distinct()).scalars())


def keep_notice(connection: Connection, key: str, subject: str, lines: Iterable[str]) -> None:
    """Keep the words of a notice to the operator."""
    connection.execute(
        insert(schema.notices)
        .values(key=key, subject=subject, lines=to_text(tuple(lines)))
        .on_conflict_do_nothing()
    )


def notice(connection: Connection, key: str) -> tuple[str, tuple[str, ...]]:
    """A notice's subject and lines."""
    row = connection.execute(select(schema.notices).where(schema.notices.c.key == key)).one()
    return row.subject, from_text(row.lines, tuple[str, ...])


def _set(connection: Connection, delivery: Delivery, **values: object) -> None:
    columns = schema.deliveries.c
    connection.execute(
        update(schema.deliveries)
        .where(columns.key == delivery.key, columns.destination == delivery.destination)
        .values(**values)
    )


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    return Delivery(
        key=row.key,
        destination=row.destination,
        made=row.made,
        due=row.due,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        error=row.error,
        receipt=None if row.receipt is None else from_text(row.receipt, Receipt),
    )
