"""Tidy: once a day, forget what is older than the config wants kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.pipeline.tools import Tools
from monitor.store import retention, watches

EVERY = timedelta(days=1)
TEXTS_KEPT = timedelta(days=90)
"""An article's words serve corrections and questions about them; after that its findings are enough."""
LAST_TIDIED = "last tidied"


def tidy(tools: Tools) -> bool:
    """Forget old texts and stories if a day has passed since that was last done; returns whether it was."""
    now = tools.clock()
    with tools.store.transaction() as connection:
        last = watches.fact(connection, LAST_TIDIED)
        if last is not None and abs(now - datetime.fromisoformat(last)) < EVERY:
            return False
        retention.forget_texts(connection, now - TEXTS_KEPT)
        retention.forget_stories(connection, now - tools.config.retention)
        watches.remember_fact(connection, LAST_TIDIED, now.isoformat())
    return True
