"""The outbox: what was promised to whom, what is owed, what arrived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Delivery, DeliveryState, Receipt
from monitor.store import schema
from monitor.store.values import from_text, to_text

OWED = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.UNCERTAIN)
"""States that still ask for work; a held or set-aside delivery waits for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationState:
    """One destination's health."""

    name: str
    state: str = "new"
    """`new`, `ok`, `failing` or `paused`."""
    error: str = ""
    failing_since: datetime | None = None
    wait_until: datetime | None = None
    """Asked by the destination (Retry-After)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A story's message at a destination that can still be brought up to date."""

    story_id: str
    destination: str
    receipt: Receipt


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


def posted(connection: Connection, story_id: str, destination: str, receipt: Receipt) -> None:
    """This is the story's first message at the destination; later ones answer in its thread."""
    connection.execute(
        insert(schema.messages)
        .values(story_id=story_id, destination=destination, receipt=to_text(receipt))
        .on_conflict_do_nothing()
    )


def message_at(connection: Connection, story_id: str, destination: str) -> Receipt | None:
    """The story's first message at the destination."""
    text = connection.execute(
        select(schema.messages.c.receipt).where(
            schema.messages.c.story_id == story_id, schema.messages.c.destination == destination
        )
    ).scalar()
    return None if text is None else from_text(text, Receipt)


def refresh(connection: Connection, story_id: str, due: datetime | None) -> None:
    """The story's messages are to be brought up to date at that time (None: they are up to date)."""
    connection.execute(
        update(schema.messages).where(schema.messages.c.story_id == story_id).values(refresh_due=due)
    )


def refreshed(connection: Connection, message: Message, due: datetime | None) -> None:
    """One message is up to date (or to be tried again at that time)."""
    connection.execute(
        update(schema.messages)
        .where(
            schema.messages.c.story_id == message.story_id,
            schema.messages.c.destination == message.destination,
        )
        .values(refresh_due=due)
    )


def to_refresh(connection: Connection, now: datetime) -> Sequence[Message]:
    """Messages whose story has more coverage than they show."""
    query = (
        select(schema.messages)
        .where(schema.messages.c.refresh_due <= now)
        .order_by(schema.messages.c.refresh_due)
    )
    return [
        Message(row.story_id, row.destination, from_text(row.receipt, Receipt))
        for row in connection.execute(query)
    ]


def destination_states(connection: Connection) -> Mapping[str, DestinationState]:
    """The health of every destination that was ever used."""
    rows = connection.execute(select(schema.destinations)).mappings()
    return {row["name"]: DestinationState(**row) for row in rows}


def remember_destination(connection: Connection, state: DestinationState) -> None:
    """Write a destination's health."""
    values = {name: getattr(state, name) for name in DestinationState.__slots__}
    statement = insert(schema.destinations).values(**values)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={name: statement.excluded[name] for name in values if name != "name"},
        )
    )


def owed_by_destination(connection: Connection) -> Mapping[str, int]:
    """How many deliveries each destination still waits for, those held for a person included."""
    columns = schema.deliveries.c
    states = [state.value for state in (*OWED, DeliveryState.HELD)]
    query = (
        select(columns.destination, func.count())
        .where(columns.state.in_(states))
        .group_by(columns.destination)
    )
    return {name: count for name, count in connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy


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
