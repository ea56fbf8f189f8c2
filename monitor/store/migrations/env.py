"""Alembic's entry: runs the versions on the connection that `bring_up_to_date` opened."""

from __future__ import annotations

from alembic import context

from monitor.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
