"""Each story's first message at each destination: the root of its thread, to be kept up to date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Receipt
from monitor.store import schema
from monitor.store.values import from_text, to_text


@dataclass(frozen=True, slots=True)
class Message:
    """A story's message at a destination that can still be brought up to date."""

    story_id: str
    destination: str
    receipt: Receipt


def posted(connection: Connection, story_id: str, destination: str, receipt: Receipt) -> None:
    """This stands for the story at the destination; later words answer in its thread.

    One that is said anew, because the first is gone, takes its place.
    """
    statement = insert(schema.messages).values(
        story_id=story_id, destination=destination, receipt=to_text(receipt)
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["story_id", "destination"], set_={"receipt": statement.excluded.receipt}
        )
    )


def message_at(connection: Connection, story_id: str, destination: str) -> Receipt | None:
    """The story's first message at the destination."""
    text = connection.execute(
        select(schema.messages.c.receipt).where(
            schema.messages.c.story_id == story_id, schema.messages.c.destination == destination
        )
    ).scalar()
    return None if text is None else from_text(text, Receipt)


def refresh(connection: Connection, story_id: str, due: datetime, *, but: Collection[str] = ()) -> None:
    """The story's messages are to be brought up to date, but for those at these destinations."""
    columns = schema.messages.c
    connection.execute(
        update(schema.messages)
        .where(columns.story_id == story_id, columns.destination.not_in(but))
        .values(refresh_due=due)
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
