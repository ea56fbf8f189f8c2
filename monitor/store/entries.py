"""Every item ever seen in a feed: what it was taken for, so that it is never taken for new again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.store import schema

MOST_KEYS_A_QUERY = 500


class EntryVerdict(StrEnum):
    """What became of an entry."""

    READ = "read"
    """On the beat: its article is read."""
    HISTORY = "history"
    """Older than the backfill when first seen: recorded, never told."""
    PASSED_OVER = "passed over"
    """Not of this beat, by its title and summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """An entry as it is remembered."""

    id: int
    """0 before it is kept."""
    source: str
    url: str
    title: str
    published: datetime | None
    first_seen: datetime
    body_hash: str
    verdict: EntryVerdict
    reason: str
    article_id: int | None


def known(connection: Connection, source: str, keys: Sequence[str]) -> Mapping[str, KeptEntry]:
    """Which of these identity keys this source has shown before, and with which entry."""
    found: dict[str, KeptEntry] = {}
    query = select(schema.entry_keys.c.key, schema.entries).join(schema.entries)
    for start in range(0, len(keys), MOST_KEYS_A_QUERY):
        part = query.where(
            schema.entry_keys.c.source == source,
            schema.entry_keys.c.key.in_(keys[start : start + MOST_KEYS_A_QUERY]),
        )
        for row in connection.execute(part).mappings():
            found[row["key"]] = _kept(row)
    return found


def keep(connection: Connection, entry: KeptEntry) -> KeptEntry:
    """Remember a new entry; returns it with its id."""
    (kept,) = keep_all(connection, [entry])
    return kept


def keep_all(connection: Connection, new: Sequence[KeptEntry]) -> Sequence[KeptEntry]:
    """Remember new entries, however many, in one go; returns them with their ids."""
    if not new:
        return ()
    rows = [
        {name: getattr(entry, name) for name in KeptEntry.__slots__ if name != "id"}
        | {"verdict": entry.verdict.value}
        for entry in new
    ]
    statement = insert(schema.entries).returning(schema.entries.c.id, sort_by_parameter_order=True)
    ids = connection.execute(statement, rows).scalars().all()
    return [replace(entry, id=number) for entry, number in zip(new, ids, strict=True)]


def add_keys(connection: Connection, source: str, keys: Mapping[str, int]) -> None:
    """Let these keys mean the entries with these ids; a key that means another one keeps its meaning."""
    rows = [{"source": source, "key": key, "entry_id": entry_id} for key, entry_id in keys.items()]
    if rows:
        connection.execute(insert(schema.entry_keys).on_conflict_do_nothing(), rows)


def changed(connection: Connection, entry: KeptEntry) -> None:
    """The feed now shows this entry with other words, and it may be taken for something else."""
    names = ("title", "published", "body_hash", "reason", "article_id")
    values = {name: getattr(entry, name) for name in names} | {"verdict": entry.verdict.value}
    connection.execute(update(schema.entries).where(schema.entries.c.id == entry.id).values(values))


def of_url(connection: Connection, url: str) -> Sequence[KeptEntry]:
    """Every entry that led to this address, by first sight."""
    query = select(schema.entries).where(schema.entries.c.url == url).order_by(schema.entries.c.first_seen)
    return [_kept(row) for row in connection.execute(query).mappings()]


def sources_of_host(connection: Connection, host: str) -> frozenset[str]:
    """The sources that have shown an address of this host."""
    start = f"https://{host}/"
    url = schema.entries.c.url
    query = select(schema.entries.c.source).where(url >= start, url < f"https://{host}0").distinct()
    return frozenset(connection.execute(query).scalars())


def _kept(row: RowMapping) -> KeptEntry:
    values = {name: row[name] for name in KeptEntry.__slots__}
    values["verdict"] = EntryVerdict(str(row["verdict"]))
    return KeptEntry(**values)
