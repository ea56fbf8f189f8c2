"""The visible text of HTML input; lxml is imported only for it."""

from __future__ import annotations

import re

from monitor.understand.regexes import regex

_TAG = re.compile(
    r"<(?:/?(?:p|div|br|a|span|h[1-6]|ul|ol|li|html|body|article|section|strong|em|b|i|table|img|script|"
    r"style|blockquote|figure|header|footer|main|head|title)\b[^<>]{0,2000}>|!doctype\b|!--)",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "article",
        "section",
        "table",
        "tr",
        "blockquote",
        "figure",
        "figcaption",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "dl",
        "dt",
        "dd",
        "form",
        "hr",
        "title",
        "pre",
        "address",
        "fieldset",
    ]
)
_HIDDEN = frozenset(
    ["script", "style", "noscript", "template", "head", "iframe", "svg", "object", "select", "button"]
)
_BLANKS = regex(r"[^\S\n]+")
_ANY_TAG = regex(r"<(?:script|style)\b[^<]*|<[^<>]*>")
_SPACES = regex(r"\s+")
_LINES = regex(r"\s*\n\s*")


def is_html(text: str) -> bool:
    """Whether a text is marked up: it holds at least one tag that pages are made of."""
    return "<" in text and _TAG.search(text) is not None


def visible_text(html: str) -> str:
    """What a reader sees of some HTML: paragraphs parted by one newline, scripts and styles left out."""
    from lxml import etree  # type: ignore[import-untyped] # noqa: PLC0415 - plain text needs no parser
    from lxml import html as parser  # noqa: PLC0415

    cleaned = "".join(letter for letter in html if letter >= " " or letter in "\n\t\r")
    try:
        root = parser.document_fromstring(
            cleaned, parser=parser.HTMLParser(huge_tree=True, remove_comments=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return _tidy(_TAG.sub(" ", cleaned))
    # A parser that gives up on a page nested too deeply leaves nothing: better the text without its tags.
    return _tidy("".join(_walk(root))) or _tidy(_ANY_TAG.sub(" ", cleaned))


def _walk(root: object) -> list[str]:
    """The text of a tree in reading order, without recursion: pages may be nested deeply."""
    pieces: list[str] = []
    todo: list[tuple[object, bool]] = [(root, False)]
    while todo:
        node, closing = todo.pop()
        tag = getattr(node, "tag", "")
        block = tag in _BLOCKS
        if closing:
            pieces.append("\n" if block else "")
            pieces.append(_one_line(node, "tail"))
            continue
        if not isinstance(tag, str) or tag in _HIDDEN:
            pieces.append(_one_line(node, "tail"))
            continue
        pieces.append("\n" if block else "")
        pieces.append(_one_line(node, "text"))
        todo.append((node, True))
        todo.extend((child, False) for child in reversed(list(node)))  # type: ignore[call-overload]
    return pieces


def _one_line(node: object, part: str) -> str:
    """A node's text or tail with its source's line breaks as blanks."""
    return _SPACES.sub(" ", getattr(node, part, "") or "")


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
