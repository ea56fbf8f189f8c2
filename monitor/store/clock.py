"""Times that only a clock which ran ahead can have written, put right before they hold anything up."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, update

from monitor.store import schema

LONGEST_WAIT = timedelta(days=8)
"""No reading is planned for later: the last look at an article comes a week after the first."""
LONGEST_QUIET = timedelta(hours=26)
"""No message is held for longer than a night of quiet hours, nor tried again later."""
SKEW = timedelta(minutes=5)
"""A clock that is set right by so little has done no harm."""


def put_right(connection: Connection, now: datetime) -> None:
    """Bring back to now whatever would wait for a time that was never meant."""
    _bring_back(connection, schema.articles.c.read_due, now, LONGEST_WAIT)
    _bring_back(connection, schema.deliveries.c.due, now, LONGEST_QUIET)
    _bring_back(connection, schema.messages.c.refresh_due, now, LONGEST_QUIET)
    _bring_back(connection, schema.destinations.c.wait_until, now, LONGEST_QUIET)
    _bring_back(connection, schema.watches.c.since, now, SKEW)
    _ask_again(connection, now)
    facts = schema.facts.c
    connection.execute(
        update(schema.facts)
        .where(facts.name.like("digest since/%"), facts.value > (now + SKEW).isoformat())
        .values(value=now.isoformat())
    )


def _bring_back(connection: Connection, column: Column[datetime], now: datetime, most: timedelta) -> None:
    connection.execute(update(column.table).where(column > now + most).values({column.name: now}))


def _ask_again(connection: Connection, now: datetime) -> None:
    """A source that was asked in what is still the future is asked now."""
    columns = schema.sources.c
    connection.execute(
        update(schema.sources)
        .where(columns.last_attempt > now + SKEW)
        .values(last_attempt=now, next_poll=now, wait_until=None)
    )
    connection.execute(
        update(schema.sources).where(columns.last_success > now + SKEW).values(last_success=now)
    )
