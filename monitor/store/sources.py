"""What is known of each source: validators, health, when to ask again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Source
from monitor.store import schema
from monitor.store.values import from_text, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """One source's memory between two polls."""

    name: str
    url: str
    state: str = "new"
    """`new`, `ok`, `waiting`, `failing`, `gone` or `paused`."""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    """Of the last body that was parsed; the same body is not parsed again."""
    failures: int = 0
    """In a row."""
    error: str = ""
    """The last one, in a person's words; empty after a success."""
    failing_since: datetime | None = None
    last_attempt: datetime | None = None
    last_success: datetime | None = None
    last_news: datetime | None = None
    """When it last brought a new entry."""
    next_poll: datetime | None = None
    wait_until: datetime | None = None
    """Asked by the host (Retry-After); no poll before, not even by hand."""
    interval_seconds: int | None = None
    """What the feed itself asks for (`ttl`, `sy:update*`)."""
    entries: int = 0
    """In the last body."""
    moved_to: str = ""
    """Where permanent redirects lead: to be proposed to the operator."""
    moved_since: datetime | None = None
    """Since when every answer came from there."""
    news_times: tuple[datetime, ...] = ()
    """When its latest entries were published, or first seen: what its usual pace is learned from."""
    told_failing: bool = False
    told_moved: str = ""
    """The new address that the operator was told of."""
    told_silent: datetime | None = None
    """The latest news after which its silence was told."""


def known(connection: Connection) -> Mapping[str, SourceState]:
    """Every source ever polled, by name."""
    rows = connection.execute(select(schema.sources)).mappings()
    return {
        row["name"]: SourceState(**{**row, "news_times": from_text(row["news_times"], tuple[datetime, ...])})
        for row in rows
    }


def remember(connection: Connection, states: Iterable[SourceState]) -> None:
    """Write these states, new or known."""
    rows = [_row(state) for state in states]
    if not rows:
        return
    statement = insert(schema.sources)
    statement = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={
            column.name: statement.excluded[column.name]
            for column in schema.sources.columns
            if column.name != "name"
        },
    )
    connection.execute(statement, rows)


def states_of(connection: Connection, sources: Sequence[Source]) -> Mapping[str, SourceState]:
    """The state of each configured source; a new address under an old name starts afresh."""
    remembered = known(connection)
    states = {}
    for source in sources:
        state = remembered.get(source.name)
        if state is None or state.url != source.url:
            state = SourceState(name=source.name, url=source.url)
        states[source.name] = state
    return states


def _row(state: SourceState) -> dict[str, object]:
    row = {name: getattr(state, name) for name in SourceState.__slots__}
    return row | {"news_times": to_text(state.news_times)}
