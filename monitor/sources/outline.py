"""The outline of a feed: whether its XML is sound, or built to exhaust a reader, and where its items are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from xml.parsers import expat

from monitor.errors import NotAFeedError

MOST_DEPTH = 100
"""Elements inside one another; real feeds have a dozen."""
MOST_ATTRIBUTES = 100
"""Of one element; real feeds have half a dozen."""
MOST_ELEMENTS = 150_000
"""Of one feed; a thousand entries have some twenty thousand."""
MOST_NAMESPACES = 200
"""Of one feed; real feeds have a dozen. The parser looks through all it has met, for every name."""
LONGEST_TAG = 20_000
"""Characters of one tag in a feed that is no sound XML."""

BEYOND = "the answer is nested or stuffed far beyond any feed, and was not read"
_ITEMS = frozenset({"item", "entry"})
_DEEPEST_ITEM = 3
"""`rss/channel/item`; Atom's and RDF's stand one higher."""
_TOKEN = re.compile(r"<(?:(!\[CDATA\[)|(!--)|(\?)|(/?)[^\W\d][^<>]*?(/?)(?:>|(?=<)|$))")
_ENDS = ("]]>", "-->", "?>")


@dataclass(frozen=True, slots=True)
class Item:
    """Where one item stands in the feed's bytes, and what tells it from any other version of itself."""

    start: int
    end: int
    mark: str


def items_of(data: bytes) -> tuple[Item, ...] | None:
    """Find the items of sound XML, in its order; None where it is not sound.

    Raises:
        NotAFeedError: it is sound, but built to exhaust a reader.
    """
    walk = _Walk(data)
    try:
        walk.parser.Parse(data, True)  # noqa: FBT003 - expat's own signature: this is the last piece
    except expat.ExpatError:
        return None
    return tuple(walk.items)


class _Walk:
    """One walk through the elements; it counts them and notes where the outermost items begin and end."""

    def __init__(self, data: bytes) -> None:
        self.items: list[Item] = []
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self._starts
        self.parser.EndElementHandler = self._ends
        self.parser.StartNamespaceDeclHandler = self._declares
        self._data = data
        self._level = self._elements = self._item_level = self._start = 0
        self._namespaces: set[tuple[str | None, str]] = set()

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        self._level += 1
        self._elements += 1
        if self._level > MOST_DEPTH or self._elements > MOST_ELEMENTS or len(attributes) > MOST_ATTRIBUTES:
            raise NotAFeedError(BEYOND)
        if (
            not self._item_level
            and self._level <= _DEEPEST_ITEM
            and name.rpartition(" ")[2].lower() in _ITEMS
        ):
            self._item_level, self._start = self._level, self.parser.CurrentByteIndex

    def _declares(self, prefix: str | None, address: str) -> None:
        self._namespaces.add((prefix, address))
        if len(self._namespaces) > MOST_NAMESPACES:
            raise NotAFeedError(BEYOND)

    def _ends(self, _: str) -> None:
        if self._level == self._item_level:
            # Where the end tag begins, which of an element without content is where it begins itself.
            end = self._data.index(b">", self.parser.CurrentByteIndex) + 1
            mark = blake2b(self._data[self._start : end], digest_size=12).hexdigest()
            self.items.append(Item(self._start, end, mark))
            self._item_level = 0
        self._level -= 1


def check_spoilt(text: str) -> None:
    """Refuse what would be as bad if it were sound: elements inside one another, or tags, without end.

    Raises:
        NotAFeedError: it is built to exhaust a reader.
    """
    level = elements = at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        elements += 1
        if at - token.start() > LONGEST_TAG or elements > 2 * MOST_ELEMENTS:
            raise NotAFeedError(BEYOND)
        opened = next((end for group, end in zip((1, 2, 3), _ENDS, strict=True) if token[group]), None)
        if opened is not None:
            end = text.find(opened, at)
            if end < 0:
                return
            at = end + len(opened)
        elif token[4]:
            level = max(0, level - 1)
        elif not token[5]:
            level += 1
            if level > MOST_DEPTH:
                raise NotAFeedError(BEYOND)
