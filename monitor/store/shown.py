"""What each feed showed when it was last read: its entries without their content, by their bytes' marks."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Entry
from monitor.store import schema
from monitor.store.values import from_text, to_text


def entries_of(connection: Connection, source: str) -> Mapping[str, Entry]:
    """The entries of this source’s last reading; none where it was never read or is no sound XML."""
    query = select(schema.shown.c.entries).where(schema.shown.c.source == source)
    kept = connection.execute(query).scalar()
    try:
        return {} if kept is None else from_text(kept, dict[str, Entry])
    except msgspec.DecodeError:
        return {}  # another version's idea of an entry: the feed is read as a whole once more


def remember(connection: Connection, source: str, entries: Mapping[str, Entry]) -> None:
    """Let these be the entries of this source's last reading."""
    statement = insert(schema.shown)
    statement = statement.on_conflict_do_update(
        index_elements=["source"], set_={"entries": statement.excluded["entries"]}
    )
    connection.execute(statement, {"source": source, "entries": to_text(entries)})
