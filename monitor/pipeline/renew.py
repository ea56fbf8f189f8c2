"""Renew: what a text seen again says: the same, a correction, or more on a page that has grown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from monitor.pipeline import rolling
from monitor.store import articles, blocks
from monitor.store.articles import KeptArticle


def renew(  # noqa: PLR0913 - one argument for each thing a reading may have brought
    connection: Connection,
    kept: KeptArticle,
    *,
    title: str,
    text: str,
    partial: bool,
    read_due: datetime | None,
    now: datetime,
) -> bool:
    """Keep what was read; returns whether the article itself says something new.

    A block that was added to a page and is news of other councils becomes an article of its own, seen now:
    what the page said before stays as it was told. A teaser never replaces a whole text: the wall came later.
    """
    if _whole(kept) and partial:
        title, text, partial = kept.page_title, kept.article.text, False
    elif _whole(kept):
        earlier = blocks.texts(connection, kept.article.url)
        block = "\n".join(rolling.added([*earlier, kept.article.text], text))
        text = rolling.without(text, earlier)
        if block and _names_others(connection, kept, block):
            _keep_block(connection, kept, block, now)
            title, text = kept.page_title, rolling.corrected(kept.article.text, text)
    return articles.was_read(
        connection, kept, page_title=title, text=text, partial=partial, read_due=read_due
    )


def _whole(kept: KeptArticle) -> bool:
    """Whether its text was seen as a whole before: else more words are only the rest of it."""
    return bool(kept.article.text) and not kept.article.partial and (kept.rereads > 0 or kept.full_text)


def _names_others(connection: Connection, kept: KeptArticle, block: str) -> bool:
    from monitor.understand.classify import classify  # noqa: PLC0415 - few pages ever grow

    findings = classify(block, title="", published=None, url=kept.article.link).findings
    return not {finding.council for finding in findings} <= blocks.councils(connection, kept.article.url)


def _keep_block(connection: Connection, kept: KeptArticle, block: str, now: datetime) -> None:
    address = blocks.address(kept.article.url, block)
    if articles.by_url(connection, address) is not None:
        return
    article = replace(kept.article, url=address, text=block, published=now, first_seen=now, partial=False)
    articles.keep(connection, article, full_text=False, history=False, read_due=None)
