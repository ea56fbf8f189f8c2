"""HTML of any kind → a tree without furniture → paragraphs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped] # lxml ships no types
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring  # type: ignore[import-untyped] # likewise

from monitor.charsets import decode_as_said
from monitor.web.furniture import Furniture

__all__ = [
    "HtmlElement",
    "decode_page",
    "named",
    "paragraphs",
    "parse_html",
    "serialise",
    "strip_furniture",
    "tables_to_lines",
]

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_HEAD = 4_000
_KEPT = frozenset({"html", "head", "body", "main", "article", "h1", "meta", "link", "title"})
"""Never furniture, whatever their classes say."""
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_STORY = 200
"""Characters of running text that a box must hold to be taken for the story."""
_MOST_CELLS = 8
_MOST_ROWS = 200


MOST_ATTRIBUTES = 500
"""Of one tag, counted generously; a page's busiest has some thirty."""
_TAG = re.compile(r"""<([a-zA-Z][^\s/>]{0,50})((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)""")
"""A tag up to its end; what is quoted does not end it. It never goes back, and so cannot be made slow."""


def decode_page(body: bytes, content_type: str = "") -> str:
    """Turn a page's bytes into text: by mark, header, its own word, or by what fits."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _FORBIDDEN.sub("", body[len(mark) :].decode(name, "replace"))
    claims = [_CHARSET.search(content_type), _CHARSET.search(body[:_HEAD].decode("latin-1"))]
    said = decode_as_said(body, [*(claim[1] for claim in claims if claim), "utf-8"])
    if said is not None:
        return _FORBIDDEN.sub("", said)
    # Cut short in the middle of a character, or a mixture: what is broken is replaced.
    text = body.decode("utf-8", "replace")
    return _FORBIDDEN.sub("", text if text.count("\ufffd") < 10 else body.decode("cp1252", "replace"))  # noqa: PLR2004


def parse_html(markup: str) -> HtmlElement | None:
    """Build a tree; None where there is nothing to build one from."""
    if "<" not in markup and not markup.strip():
        return None
    markup = _TAG.sub(_bare_if_stuffed, markup)
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        return document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _bare_if_stuffed(tag: re.Match[str]) -> str:
    """Take a tag's attributes away where there are too many: the parser compares each with all before it."""
    said = tag[2]
    stuffed = len(said) > MOST_ATTRIBUTES and said.count("=") + len(said.split()) > MOST_ATTRIBUTES
    return f"<{tag[1]}" if stuffed else tag[0]


def serialise(tree: HtmlElement) -> str:
    """Write a tree out again."""
    return str(tostring(tree, encoding="unicode"))


def strip_furniture(tree: HtmlElement, rules: Furniture) -> None:
    """Take away what is not the story; a match that holds the story itself is spared."""
    whole = _prose(tree)
    doomed = []
    for element in tree.iter(etree.Element):
        tag = element.tag
        if tag in _KEPT:
            continue
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if rules.claims(tag, marks, element.get("role") or ""):
            doomed.append(element)
    for element in doomed:
        by_tag = element.tag in rules.tags
        if by_tag or not _holds_story(element, whole):
            _drop(element)


def tables_to_lines(tree: HtmlElement) -> None:
    """Make each row of a table a paragraph, "Overall effectiveness: Inadequate", so that no grade is lost."""
    for table in list(tree.iter("table")):
        if next(table.iterdescendants("table"), None) is not None:
            continue  # a table that lays out the page
        rows = list(table.iter("tr"))[:_MOST_ROWS]
        lines = [_row(row) for row in rows]
        holder = table.makeelement("div")
        for line in lines:
            if line:
                paragraph = etree.SubElement(holder, "p")
                paragraph.text = line
        holder.tail = table.tail
        if (parent := table.getparent()) is not None:
            parent.replace(table, holder)


def paragraphs(tree: HtmlElement) -> list[str]:
    """Give the visible text of each block, in order, blanks made single."""
    lines: list[list[str]] = [[]]
    for kind, text in _walk(tree):
        if kind == "break":
            lines.append([])
        else:
            lines[-1].append(text)
    plain = (" ".join(_INVISIBLE.sub("", "".join(line)).split()) for line in lines)
    return [line for line in plain if line]


def named(tree: HtmlElement, name: str) -> HtmlElement | None:
    """Find the first element that has this class or id."""
    for element in tree.iter(etree.Element):
        if name in (element.get("class") or "").split() or element.get("id") == name:
            return element
    return None


def _walk(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        block = element.tag in _BLOCKS or element.tag == "br"
        if block:
            yield "break", ""
        if event == "start" and element.text:
            yield "text", element.text
        if event == "end" and element is not tree and element.tail:
            yield "text", element.tail


def _row(row: HtmlElement) -> str:
    cells = [" ".join(cell.text_content().split()) for cell in row.iter("td", "th")][:_MOST_CELLS]
    return ": ".join(cell for cell in cells if cell)


def _holds_story(element: HtmlElement, whole: int) -> bool:
    if next(element.iterdescendants("article", "h1", "main"), None) is not None:
        return True
    prose = _prose(element)
    return prose >= _STORY and prose * 2 > whole


def _prose(element: HtmlElement) -> int:
    """Count the characters of running text; lists of links have none."""
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
