"""The tables: one for each noun, and the few that tie them together.

Times are kept as sortable UTC text, values of the model as JSON: a person can read the file with `sqlite3`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine.default import DefaultExecutionContext


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as `2026-11-20T10:00:00.000000Z` so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the interface names it
        """To the column: UTC, always with microseconds."""
        if value is None:
            return None
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the interface names it
        """From the column: aware, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def _as_due(context: DefaultExecutionContext) -> datetime:
    """When a delivery was due for the first time; `due` itself moves on with every attempt."""
    due: datetime = context.get_current_parameters()["due"]  # type: ignore[no-untyped-call]  # SQLAlchemy types it not
    return due


metadata = MetaData()

sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="new"),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("body_hash", Text, nullable=False, server_default=""),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=""),
    Column("failing_since", UtcTime),
    Column("last_attempt", UtcTime),
    Column("last_success", UtcTime),
    Column("last_news", UtcTime),
    Column("next_poll", UtcTime),
    Column("wait_until", UtcTime),
    Column("interval_seconds", Integer),
    Column("entries", Integer, nullable=False, server_default="0"),
    Column("moved_to", Text, nullable=False, server_default=""),
    Column("moved_since", UtcTime),
    Column("news_times", Text, nullable=False, server_default="[]"),
    Column("told_failing", Boolean, nullable=False, server_default="0"),
    Column("told_moved", Text, nullable=False, server_default=""),
    Column("told_silent", UtcTime),
    Index("sources_by_next_poll", "next_poll"),
)

shown = Table(
    "shown",
    metadata,
    Column("source", Text, primary_key=True),
    Column("entries", Text, nullable=False),
)
"""What each feed showed when it was last read, so that only what is new in it has to be read."""

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("link", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("page_title", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("published", UtcTime),
    Column("first_seen", UtcTime, nullable=False),
    Column("partial", Boolean, nullable=False),
    Column("full_text", Boolean, nullable=False),
    Column("history", Boolean, nullable=False),
    Column("read_due", UtcTime),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("rereads", Integer, nullable=False, server_default="0"),
    Column("state", Text, nullable=False),
    Column("corrected", Boolean, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=""),
    Column("reasons", Text, nullable=False, server_default="[]"),
    Column("mentioned", Text, nullable=False, server_default="[]"),
    Index("articles_by_link", "link"),
    Index("articles_to_read", "read_due"),
    Index("articles_to_understand", "id", sqlite_where=text("state = 'ready'")),
    Index("articles_for_later", "id", sqlite_where=text("state = 'later'")),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", UtcTime),
    Column("first_seen", UtcTime, nullable=False),
    Column("body_hash", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("article_id", Integer, ForeignKey("articles.id")),
    Index("entries_by_url", "url"),
    Index("entries_by_article", "article_id"),
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("entry_id", Integer, ForeignKey("entries.id"), nullable=False),
    sqlite_with_rowid=False,
)

coverage = Table(
    "coverage",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("council", Text, nullable=False),
    Column("finding", Text, nullable=False),
    Column("story_id", Text),
    Index("coverage_by_council", "council"),
    Index("coverage_by_story", "story_id"),
)

unrelated = Table(
    "unrelated_councils",
    metadata,
    Column("council", Text, primary_key=True),
    Column("corrected_by", Text, nullable=False, server_default=""),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("council", Text, nullable=False),
    Column("home", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("first_seen", UtcTime, nullable=False),
    Column("changed", UtcTime, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default="0"),
    Column("story", Text, nullable=False),
    Column("reasons", Text, nullable=False, server_default="[]"),
    Index("stories_by_council", "council"),
    Index("stories_by_home", "home"),
    Index("stories_by_first_seen", "first_seen"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("story_id", Text, ForeignKey("stories.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("made", UtcTime, nullable=False),
    Column("revision", Text, nullable=False),
    Index("revisions_by_made", "made"),
)

words = Table(
    "words",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("home", Text, nullable=False),
    Column("story_id", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("made", UtcTime, nullable=False),
    Column("heeded", UtcTime),
    Index("words_by_home", "home"),
    Index("words_by_story", "story_id"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("story_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("told", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)

watches = Table(
    "watches",
    metadata,
    Column("team", Text, primary_key=True),
    Column("council", Text, primary_key=True),
    Column("since", UtcTime, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("story_id", Text),
    Column("revision", Integer),
    Column("made", UtcTime, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("first_due", UtcTime, nullable=False, default=_as_due),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("tried", UtcTime),
    Column("error", Text, nullable=False, server_default=""),
    Column("receipt", Text),
    Column("settled", UtcTime),
    UniqueConstraint("key", "destination"),
    UniqueConstraint("story_id", "revision", "destination"),
    Index("deliveries_owed", "due", sqlite_where=text("state in ('due', 'sending', 'uncertain', 'held')")),
)

messages = Table(
    "messages",
    metadata,
    Column("story_id", Text, primary_key=True),
    Column("destination", Text, primary_key=True),
    Column("receipt", Text, nullable=False),
    Column("refresh_due", UtcTime),
    Index("messages_to_refresh", "refresh_due"),
)

destinations = Table(
    "destinations",
    metadata,
    Column("name", Text, primary_key=True),
    Column("state", Text, nullable=False, server_default="new"),
    Column("error", Text, nullable=False, server_default=""),
    Column("failing_since", UtcTime),
    Column("wait_until", UtcTime),
)

digests = Table(
    "digests",
    metadata,
    Column("team", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("composed", UtcTime, nullable=False),
    Column("digest", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("markdown", Text, nullable=False),
)

digest_decisions = Table(
    "digest_decisions",
    metadata,
    Column("team", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("story_id", Text, primary_key=True),
    Column("decision", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    Column("who", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

digest_approvals = Table(
    "digest_approvals",
    metadata,
    Column("team", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("key", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("lines", Text, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
