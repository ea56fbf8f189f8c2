"""Blocks: what was added to a page that grows under one address; each is an article of its own.

Their addresses are the page's with a fragment, which no page's own identity ever has.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from sqlalchemy import ColumnElement, Connection, select

from monitor.store import schema

_FROM, _TO = "#", "$"
"""Every fragment of an address sorts between these two."""


def address(page: str, text: str) -> str:
    """The identity of a block of this page."""
    return f"{page}#{blake2b(text.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


def texts(connection: Connection, page: str) -> Sequence[str]:
    """What was added to this page so far, the latest first."""
    query = select(schema.articles.c.text).where(_of(page)).order_by(schema.articles.c.id.desc())
    return connection.execute(query).scalars().all()


def councils(connection: Connection, page: str) -> frozenset[str]:
    """The councils that this page, or a block of it, was news about."""
    query = (
        select(schema.coverage.c.council)
        .join(schema.articles)
        .where((schema.articles.c.url == page) | _of(page))
        .distinct()
    )
    return frozenset(connection.execute(query).scalars())


def _of(page: str) -> ColumnElement[bool]:
    return schema.articles.c.url.between(page + _FROM, page + _TO)
