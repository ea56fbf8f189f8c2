"""From articles to what goes over the wire: each outlet's feed in its own shape, its pages, and a search."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from hashlib import sha256
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from monitor.demo.library import Outlet, Piece

NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""When an answer without articles was last changed."""

CONTENT_TYPES = {
    "wordpress": "application/rss+xml; charset=UTF-8",
    "dotnet": "text/xml",  # without a charset, as such servers do
    "escaped": "text/xml;charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "joomla": "application/rss+xml; charset=utf-8",
    "search": "application/xml; charset=utf-8",
}
HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer of the server, with what a polite reader sends back next time."""

    body: bytes
    content_type: str
    changed: datetime
    etag: str = field(init=False)

    def __post_init__(self) -> None:
        """Name the body by its content, so that the name changes exactly when the content does."""
        object.__setattr__(self, "etag", f'"{sha256(self.body).hexdigest()[:20]}"')


def print_edition(pieces: Sequence[Piece], publishers: Iterable[Outlet], base: str) -> Mapping[str, Resource]:
    """Everything the server holds, by request target (with the query where a feed's address has one)."""
    printed = {"/robots.txt": Resource(b"User-agent: *\nDisallow:\n", PLAIN, NEVER)}
    for outlet in publishers:
        own = [piece for piece in pieces if piece.outlet == outlet]
        printed[outlet.home] = _front(outlet, own, base)
        if outlet.feed:
            printed[outlet.home + outlet.feed_path] = _feed(outlet, own, base)
    return printed | {piece.path: _page(piece, base) for piece in pieces}


def search(query: str, pieces: Sequence[Piece], base: str, url: str) -> Resource:
    """What an aggregator finds: articles in which every phrase and word of the query stands."""
    wanted = [re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE) for term in _terms(query)]
    found = [piece for piece in pieces if wanted and all(term.search(_text(piece)) for term in wanted)]
    return _resource("search.xml.j2", CONTENT_TYPES["search"], found, query=query, base=base, url=url)


def _terms(query: str) -> list[str]:
    return [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', query)]


def _text(piece: Piece) -> str:
    return "\n".join((piece.title, piece.summary, *piece.lines))


def _feed(outlet: Outlet, own: Sequence[Piece], base: str) -> Resource:
    return _resource(f"{outlet.feed}.xml.j2", CONTENT_TYPES[outlet.feed], own, **_place(outlet, base))


def _front(outlet: Outlet, own: Sequence[Piece], base: str) -> Resource:
    return _resource("front.html.j2", HTML, own, **_place(outlet, base))


def _page(piece: Piece, base: str) -> Resource:
    return _resource(f"{piece.outlet.page}.html.j2", HTML, [piece], piece=piece, **_place(piece.outlet, base))


def _place(outlet: Outlet, base: str) -> dict[str, object]:
    return {"outlet": outlet, "base": base, "url": base + outlet.home + outlet.feed_path}


def _resource(template: str, content_type: str, pieces: Sequence[Piece], **context: object) -> Resource:
    changed = max((piece.updated for piece in pieces), default=NEVER)
    text = _templates().get_template(template).render(pieces=pieces, changed=changed, **context)
    return Resource(text.lstrip("\n").encode(), content_type, changed)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("monitor.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., str]] = {
        "rfc822": format_datetime,
        "rfc3339": datetime.isoformat,
        "day": _day,
        "texturized": _texturized,
        "token": _token,
    }
    templates.filters.update(filters)
    return templates


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _texturized(title: str) -> Markup:
    """Quotation marks and dashes as numbered entities, as WordPress writes its titles."""
    return Markup(escape(title).translate({ord(mark): f"&#{ord(mark)};" for mark in "‘’“”–"}))  # noqa: S704 - escaped just before


def _token(key: str) -> str:
    """An aggregator's opaque name of an article."""
    return "CBMi" + quote(urlsafe_b64encode(sha256(key.encode()).digest()).decode().rstrip("="))
