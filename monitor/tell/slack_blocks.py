"""Slack's blocks: made only of plain and rich text, measured as Slack measures, packed into messages.

No `mrkdwn` is ever written: in plain and rich text nothing can ping, link or format by what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.tell.clean import shorten

MOST_BLOCKS = 45
MOST_CHARACTERS = 9_000
"""Of all text of one message, escaped; Slack itself refuses somewhere above 9,600 and does not say where."""
_LONGEST_HEADER = 150
_LONGEST_PLAIN = 2_000
_ROOM_FOR_NOTE = 200

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """One block with what it costs, and how many things (stories, sources) a reader misses without it."""

    payload: Json
    items: int = 0

    @property
    def size(self) -> int:
        """Characters of every text and address in it, escaped."""
        return measure(self.payload)


def measure(value: object) -> int:
    """The escaped length of every string that a reader or a client is given."""
    if isinstance(value, dict):
        return sum(
            _weight(inner) if key in {"text", "url"} and isinstance(inner, str) else measure(inner)
            for key, inner in value.items()
        )
    if isinstance(value, list):
        return sum(measure(inner) for inner in value)
    return 0


def _weight(text: str) -> int:
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def fitting(text: str, limit: int) -> str:
    """The text shortened until its escaped form fits."""
    while _weight(text) > limit:
        text = shorten(text, min(len(text) - 1, max(1, limit * len(text) // _weight(text))))
    return text


def escaped(text: str) -> str:
    """For the one string that Slack reads as markup, the notification's: `&`, `<` and `>` made literal."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- blocks ---------------------------------------------------------------------------------------


def header(text: str) -> Block:
    """A headline."""
    shown = fitting(text, _LONGEST_HEADER) or "…"
    return Block({"type": "header", "text": {"type": "plain_text", "text": shown, "emoji": False}})


def fits_header(text: str) -> bool:
    """Whether a headline can be shown whole."""
    return _weight(text) <= _LONGEST_HEADER


def context(text: str) -> Block:
    """A small grey line."""
    shown = fitting(text, _LONGEST_PLAIN) or "…"
    return Block({"type": "context", "elements": [{"type": "plain_text", "text": shown, "emoji": False}]})


def divider() -> Block:
    """A rule."""
    return Block({"type": "divider"})


def rich(elements: Iterable[Json], *, items: int = 0) -> Block:
    """A block of sections, lists and quotes."""
    return Block({"type": "rich_text", "elements": list(elements)}, items)


def words(text: str, *, bold: bool = False, italic: bool = False) -> Json:
    """Literal text; never empty, which Slack refuses."""
    element: Json = {"type": "text", "text": text or " "}
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    return {**element, "style": style} if style else element


def link(text: str, url: str) -> Json:
    """A link that `web_link` let through, or plain text where there is none."""
    return {"type": "link", "url": url, "text": text} if url and text else words(text)


def section(*elements: Json) -> Json:
    """A paragraph."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quotation(*elements: Json) -> Json:
    """An indented quote."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(sections: Iterable[Json]) -> Json:
    """A bulleted list of paragraphs."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(sections)}


# --- packing --------------------------------------------------------------------------------------


def pack(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """The blocks in order, parted into messages that each keep within the limits with room for a note."""
    pages: list[list[Block]] = [[]]
    room = MOST_CHARACTERS - _ROOM_FOR_NOTE
    used = 0
    for block in blocks:
        if pages[-1] and (len(pages[-1]) >= MOST_BLOCKS - 2 or used + block.size > room):
            pages.append([])
            used = 0
        pages[-1].append(block)
        used += block.size
    return tuple(tuple(page) for page in pages)


def missing(pages: Sequence[Sequence[Block]]) -> int:
    """How many counted things stand in later messages."""
    return sum(block.items for page in pages[1:] for block in page)
