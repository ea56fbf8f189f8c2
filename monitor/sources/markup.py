"""The bytes of a feed, however spoilt → XML text that a parser can take, and nothing that could harm it.

Everything before the root element is dropped, and with it every document type: without one there are no
entities to explode and no outside file to read. Names of characters that HTML knows and XML does not become
numbers; a lone `&` is escaped; what XML forbids is left out.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from monitor.charsets import decode_as_said
from monitor.errors import NotAFeedError
from monitor.sources.outline import BEYOND, Item, check_spoilt, items_of

MOST_SPOILT = 1_000_000
"""Characters that are read of a feed that is no sound XML."""

MOST_MENDED = 200_000
"""References of one feed that XML does not know and are put right."""

_PEOPLE = re.compile(
    r"<(/?)(?:[\w.-]{1,30}:)?(?:author|creator|contributor|managingeditor|webmaster|publisher|owner|email|name)"
    r"(?=[\s>/])",
    re.IGNORECASE,
)
"""Whom we never name; and feedparser's search for an address in such a field can be made to take hours."""
_HEAD = 50_000
"""Characters in which the root element must begin."""
_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|script|title|div|p)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,200})", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s{0,1000}<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos);)(#\d{1,8};|#[xX][0-9a-fA-F]{1,7};|[A-Za-z][A-Za-z0-9]{1,31};)?"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


@dataclass(frozen=True, slots=True)
class FeedXml:
    """A feed from its root element on, in UTF-8, and its items."""

    data: bytes
    items: tuple[Item, ...]
    """Empty where the XML is not sound: nobody can say where its items end."""


def feed_xml(body: bytes, content_type: str = "") -> FeedXml:
    """Give the feed's XML from its root element on; NotAFeedError where there is no such element."""
    text = _FORBIDDEN.sub("", decode(body, content_type)).lstrip("\ufeff \t\r\n")
    root = _ROOT.search(text, 0, _HEAD)
    page = _PAGE.search(text, 0, _HEAD)
    if root is None or (page is not None and page.start() < root.start() and _is_html(text)):
        raise NotAFeedError(_what_instead(text, body))
    text = _PEOPLE.sub(r"<\1muted", _mend(text[root.start() :]))
    data = text.encode("utf-8", "replace")
    items = items_of(data)
    if items is None:
        # The forgiving parser is slow, and can be made very slow: it gets what a spoilt feed could be.
        text = text[:MOST_SPOILT]
        check_spoilt(text)
        return FeedXml(text.encode("utf-8", "replace"), ())
    return FeedXml(data, items)


def decode(body: bytes, content_type: str = "") -> str:
    """Turn bytes into text: by their mark, their own declaration, the header, or by what fits."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for start, name in _UNMARKED:
        if body.lstrip(b" \t\r\n")[:2] == start:
            return body.decode(name, "replace")
    declared = _DECLARED.match(body)
    claimed = _CHARSET.search(content_type)
    claims = [declared[1].decode("ascii")] if declared else []
    claims += [claimed[1]] if claimed else []
    text = decode_as_said(body, [*claims, "utf-8"])
    return _patchwork(body) if text is None else text


def _patchwork(body: bytes) -> str:
    """Read UTF-8 with Windows-1252 bytes strewn in, as editors paste it."""
    return body.decode("utf-8", "monitor.cp1252")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("monitor.cp1252", _as_cp1252)


def _mend(text: str) -> str:
    if "&" not in text:
        return text
    left = MOST_MENDED

    def mended(found: re.Match[str]) -> str:
        nonlocal left
        left -= 1
        if left < 0:
            raise NotAFeedError(BEYOND)
        return _reference(found)

    return _outside_cdata(text, lambda part: _AMPERSAND.sub(mended, part))


def _outside_cdata(text: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find(_CDATA, at)) >= 0:
        parts.append(change(text[at:start]))
        end = text.find(_CDATA_END, start)
        at = len(text) if end < 0 else end + len(_CDATA_END)
        parts.append(text[start:at])
    parts.append(change(text[at:]))
    return "".join(parts)


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    known = html.unescape(found[0])
    if known == found[0]:
        # An entity that neither XML nor HTML knows stays the text it was.
        return f"&amp;{name}"
    return "".join("" if _FORBIDDEN.match(char) else f"&#{ord(char)};" for char in known)


def _is_html(text: str) -> bool:
    page = _PAGE.search(text, 0, _HEAD)
    return page is not None and page[0].lower().removeprefix("<").startswith(
        ("!doctype", "html", "head", "body")
    )


def _what_instead(text: str, body: bytes) -> str:
    start = text[:1]
    if not start:
        return "the answer is empty" if not body.strip() else "the answer holds no text"
    if start in "{[":
        return "the answer is JSON, not a feed"
    if _PAGE.search(text, 0, _HEAD):
        title = _TITLE.search(text, 0, _HEAD)
        named = " ".join(html.unescape(title[1]).split())[:80] if title else ""
        return (
            f"the answer is a web page (“{named}”), not a feed"
            if named
            else "the answer is a web page, not a feed"
        )
    if b"\x00" in body[:1000] or "\ufffd" in text[:200]:
        return "the answer is a file of some other kind, not a feed"
    return "the answer is no feed: neither RSS nor Atom"
