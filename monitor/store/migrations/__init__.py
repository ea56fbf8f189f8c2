"""How a state made by an older version becomes today's, by itself, at start."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text

from monitor.errors import MonitorError

NEWEST = "0001"
"""The revision this version of the program works with: the highest number under `versions/`."""


def bring_up_to_date(engine: Engine) -> None:
    """Run what is missing; costs one query when nothing is.

    Raises:
        MonitorError: the state was made by a newer version of the program.
    """
    found = _revision(engine)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise MonitorError(
            f"The state was made by a newer version of ofsted-monitor (its format is {found}, this one knows "
            f"{NEWEST}). Install that version again, or name another file under `state:`."
        )
    from alembic import command  # noqa: PLC0415 - 0.2 s that a state up to date need not pay
    from alembic.config import Config  # noqa: PLC0415 - likewise

    config = Config()
    config.set_main_option("script_location", "monitor.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
