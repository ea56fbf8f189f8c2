"""Digests as they were composed: a sent one is shown again byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Digest
from monitor.store import schema
from monitor.store.values import from_text, to_text


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """One team's week, with its two written forms."""

    digest: Digest
    html: str
    markdown: str


def kept(connection: Connection, team: str, week: str) -> KeptDigest | None:
    """The digest of that team and week, where one was made to be sent."""
    row = connection.execute(
        select(schema.digests).where(schema.digests.c.team == team, schema.digests.c.week == week)
    ).first()
    return None if row is None else KeptDigest(from_text(row.digest, Digest), row.html, row.markdown)


def keep(connection: Connection, kept_digest: KeptDigest, *, now: datetime) -> None:
    """Keep a digest for good; the first one made of a team's week stays."""
    connection.execute(
        insert(schema.digests)
        .values(
            team=kept_digest.digest.team,
            week=kept_digest.digest.week,
            composed=now,
            digest=to_text(kept_digest.digest),
            html=kept_digest.html,
            markdown=kept_digest.markdown,
        )
        .on_conflict_do_nothing()
    )
