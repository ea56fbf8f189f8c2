"""Articles: what is to be read, what is to be understood, what each of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, Select, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model import Article, Classification
from monitor.store import coverage, schema
from monitor.store.values import from_text, to_text

MOST_URLS_A_QUERY = 500


class ArticleState(StrEnum):
    """How far an article has come."""

    LATER = "later"
    """Old news, as the feed gave it, HTML and all: to be understood when nothing else is to be done."""
    UNREAD = "unread"
    """Its page was not asked for yet."""
    READY = "ready"
    """Its text, or as much of it as can be had, is to be understood."""
    UNDERSTOOD = "understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """An article with what the pipeline must know to go on with it."""

    id: int
    article: Article
    state: ArticleState
    full_text: bool
    """The feed promised the whole text."""
    history: bool
    """Older than the backfill when first seen: never told."""
    read_due: datetime | None
    attempts: int
    """Failed readings since the last one that went well."""
    rereads: int
    """How often it was read so far."""
    page_title: str
    """The headline its page had when last read."""
    corrected: bool
    """Its text changed after it was first understood."""
    error: str
    reasons: tuple[str, ...]
    mentioned: tuple[str, ...]


def by_url(connection: Connection, url: str) -> KeptArticle | None:
    """The article at this canonical address."""
    row = connection.execute(select(schema.articles).where(schema.articles.c.url == url)).first()
    return None if row is None else _kept(row)


def by_link(connection: Connection, link: str) -> KeptArticle | None:
    """The article that is opened at this address, as a message shows it."""
    query = select(schema.articles).where(schema.articles.c.link == link).order_by(schema.articles.c.id)
    row = connection.execute(query.limit(1)).first()
    return None if row is None else _kept(row)


def by_id(connection: Connection, article_id: int) -> KeptArticle:
    """The article with this id, which exists."""
    return _kept(connection.execute(select(schema.articles).where(schema.articles.c.id == article_id)).one())


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article that nothing is known of yet, and what is to be done with it."""

    article: Article
    state: ArticleState
    full_text: bool
    history: bool
    read_due: datetime | None = None


def keep(
    connection: Connection, article: Article, *, full_text: bool, history: bool, read_due: datetime | None
) -> int:
    """Remember a new article; returns its id. With `read_due` None it is ready to be understood as it is."""
    state = ArticleState.READY if read_due is None else ArticleState.UNREAD
    new = NewArticle(article=article, state=state, full_text=full_text, history=history, read_due=read_due)
    return keep_all(connection, [new])[article.url]


def keep_all(connection: Connection, new: Sequence[NewArticle]) -> Mapping[str, int]:
    """Remember new articles, however many, in one go; returns their ids by their canonical addresses."""
    if not new:
        return {}
    rows = [
        {name: getattr(one.article, name) for name in Article.__slots__}
        | {
            "full_text": one.full_text,
            "history": one.history,
            "read_due": one.read_due,
            "state": one.state.value,
        }
        for one in new
    ]
    columns = schema.articles.c
    found = connection.execute(insert(schema.articles).returning(columns.url, columns.id), rows)
    return {row.url: row.id for row in found}


def ids_by_url(connection: Connection, urls: Sequence[str]) -> Mapping[str, int]:
    """Which of these canonical addresses are known articles."""
    columns = schema.articles.c
    found: dict[str, int] = {}
    for start in range(0, len(urls), MOST_URLS_A_QUERY):
        part = columns.url.in_(urls[start : start + MOST_URLS_A_QUERY])
        found |= {row.url: row.id for row in connection.execute(select(columns.url, columns.id).where(part))}
    return found


def to_read(connection: Connection, now: datetime, most: int) -> Sequence[KeptArticle]:
    """Articles whose page is due, the longest due first."""
    query = (
        select(schema.articles)
        .where(schema.articles.c.read_due <= now)
        .order_by(schema.articles.c.read_due, schema.articles.c.id)
        .limit(most)
    )
    return _all(connection, query)


def to_understand(connection: Connection, most: int) -> Sequence[KeptArticle]:
    """Articles that were read, or whose first reading failed, and are not understood yet."""
    articles = schema.articles.c
    query = (
        select(schema.articles)
        .where(articles.state == ArticleState.READY.value)
        .order_by(articles.id)
        .limit(most)
    )
    return _all(connection, query)


def for_later(connection: Connection, most: int) -> Sequence[KeptArticle]:
    """Old news that was not looked at yet, the latest first."""
    articles = schema.articles.c
    query = (
        select(schema.articles)
        .where(articles.state == ArticleState.LATER.value)
        .order_by(articles.id.desc())
        .limit(most)
    )
    return _all(connection, query)


def unpacked(connection: Connection, article_id: int, article: Article) -> None:
    """This old news has a plain text now, which is known to be the whole of it or not."""
    values = {"text": article.text, "partial": article.partial, "full_text": not article.partial}
    _update(connection, article_id, values)


def was_read(  # noqa: PLR0913 - one argument for each thing a reading may have brought
    connection: Connection,
    kept: KeptArticle,
    *,
    page_title: str,
    text: str,
    partial: bool,
    read_due: datetime | None,
) -> bool:
    """Keep what a reading brought; returns whether it said something new, which is then to be understood.

    The feed's headline stands until the page's own is seen to change: pages add their site's name to it.
    """
    retitled = kept.page_title not in {"", page_title}
    title = page_title if retitled or not kept.article.title else kept.article.title
    new = (title, text) != (kept.article.title, kept.article.text)
    first = kept.rereads == 0 and not kept.full_text
    values: dict[str, object] = {
        "title": title,
        "page_title": page_title,
        "text": text,
        "partial": partial,
        "read_due": read_due,
        "attempts": 0,
        "rereads": kept.rereads + 1,
        "error": "",
    }
    if new:
        values["corrected"] = not first
    if new or first:
        values["state"] = ArticleState.READY.value
    _update(connection, kept.id, values)
    return new


def was_not_read(connection: Connection, kept: KeptArticle, *, error: str, read_due: datetime | None) -> None:
    """Keep why the page could not be read, and when to try again (None: not again).

    What the feed says stands in meanwhile, and is understood.
    """
    state = ArticleState.READY if kept.state is ArticleState.UNREAD else kept.state
    _update(
        connection,
        kept.id,
        {"error": error, "attempts": kept.attempts + 1, "read_due": read_due, "state": state.value},
    )


def read_again(connection: Connection, article_id: int, due: datetime) -> None:
    """Look at this article's page again at that time, or earlier if it was due earlier."""
    connection.execute(
        update(schema.articles)
        .where(
            schema.articles.c.id == article_id,
            (schema.articles.c.read_due.is_(None)) | (schema.articles.c.read_due > due),
        )
        .values(read_due=due)
    )


def look_no_more(connection: Connection, article_id: int) -> None:
    """This article is no news of the beat: its page is not looked at again."""
    _update(connection, article_id, {"read_due": None})


def was_understood(connection: Connection, kept: KeptArticle, answer: Classification) -> frozenset[str]:
    """Keep the answer; returns the councils whose stories must be looked at, old and new."""
    _update(
        connection,
        kept.id,
        {
            "state": ArticleState.UNDERSTOOD.value,
            "reasons": to_text(answer.reasons),
            "mentioned": to_text(answer.mentioned),
        },
    )
    return coverage.keep(connection, kept.id, coverage.flat(answer.findings))


def was_not_understood(connection: Connection, article_id: int, reason: str) -> None:
    """Keep why there is no answer; what an earlier one said stands."""
    _update(connection, article_id, {"state": ArticleState.UNDERSTOOD.value, "reasons": to_text((reason,))})


def _all(connection: Connection, query: Select[tuple[object, ...]]) -> Sequence[KeptArticle]:
    return [_kept(row) for row in connection.execute(query)]


def _kept(row: Row[tuple[object, ...]]) -> KeptArticle:
    return KeptArticle(
        id=row.id,
        state=ArticleState(row.state),
        article=Article(
            url=row.url,
            link=row.link,
            title=row.title,
            text=row.text,
            source=row.source,
            publisher=row.publisher,
            published=row.published,
            first_seen=row.first_seen,
            partial=row.partial,
        ),
        full_text=row.full_text,
        history=row.history,
        read_due=row.read_due,
        attempts=row.attempts,
        rereads=row.rereads,
        page_title=row.page_title,
        corrected=row.corrected,
        error=row.error,
        reasons=from_text(row.reasons, tuple[str, ...]),
        mentioned=from_text(row.mentioned, tuple[str, ...]),
    )


def _update(connection: Connection, article_id: int, values: Mapping[str, object]) -> None:
    connection.execute(update(schema.articles).where(schema.articles.c.id == article_id).values(**values))
