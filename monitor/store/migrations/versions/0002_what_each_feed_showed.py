"""What each feed showed when it was last read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table; each feed fills its row when it changes next."""
    op.create_table(
        "shown",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source"),
    )
