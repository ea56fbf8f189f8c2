"""How a state made by an older version becomes today's, by itself, at start."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, insert, inspect, select

from monitor.errors import MonitorError
from monitor.store.schema import metadata

NEWEST = "0002"
"""The revision this version of the program works with: the highest number under `versions/`."""

_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Alembic's own note of what a state is."""


def bring_up_to_date(engine: Engine) -> None:
    """Make the tables of an empty state, or run what is missing; costs one query when nothing is.

    Raises:
        MonitorError: the state was made by a newer version of the program.
    """
    with engine.connect() as connection:
        found = _revision(connection)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise MonitorError(
            f"The state was made by a newer version of ofsted-monitor (its format is {found}, this one knows "
            f"{NEWEST}). Install that version again, or name another file under `state:`."
        )
    with engine.begin() as connection:
        # Asked again, now that nobody else can write: two commands may have found the same empty state.
        found = _revision(connection)
        if found is None:
            _make(connection)
        elif found < NEWEST:
            upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_version.name):
        return None
    return connection.execute(select(_version.c.version_num)).scalar()


def _make(connection: Connection) -> None:
    """Today's tables at once: Alembic takes 16 MB and 0.2 s, and most states begin with today's version."""
    metadata.create_all(connection)
    _version.create(connection, checkfirst=True)
    connection.execute(insert(_version).values(version_num=NEWEST))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the versions that a state has not seen, one after the other."""
    from alembic import command  # noqa: PLC0415 - heavy, and a state up to date need not pay for it
    from alembic.config import Config  # noqa: PLC0415 - likewise

    config = Config()
    config.set_main_option("script_location", "monitor.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
