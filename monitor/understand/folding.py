"""Text as it is searched: lower case, no quotation marks, single spaces; each place leads back to the raw."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What is dropped or shortened: quotation marks that are no apostrophe, runs of blanks, hyphens inside words.
_QUOTES = "\"“”„«»‘’'`´"
_CHANGED = re.compile(
    r"[\"“”„«»`´]"
    r"|(?<!\w)[‘’']|[‘’'](?!\w)"
    r"|[^\S\n]{2,}|[^\S\n ]"
    r"|[\u200b\u200c\u200d\u2060\ufeff\u00ad]"
)
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for searching, with the way back: `raw[origin(i)]` is the character at `text[i]`."""

    raw: str
    text: str
    marks: tuple[int, ...]
    """Positions in `text` from which on the distance to `raw` changes."""
    shifts: tuple[int, ...]

    def origin(self, position: int) -> int:
        """The place in the raw text of a place in the folded one."""
        return position + self.shifts[bisect_right(self.marks, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a folded one."""
        if len(self.marks) == 1:
            return start, end
        first = start + self.shifts[bisect_right(self.marks, start) - 1]
        return first, end + self.shifts[bisect_right(self.marks, end - 1) - 1] if end > start else first

    def spans(self, folded: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The raw spans of folded ones that come in the order of their beginnings: one walk for all."""
        marks = (*self.marks, len(self.text) + 1)
        at = 0
        for start, end in folded:
            while marks[at + 1] <= start:
                at += 1
            to = at
            while marks[to + 1] < end:
                to += 1
            yield start + self.shifts[at], end + self.shifts[to]

    def capital(self, position: int) -> bool:
        """Whether the word at a folded place begins with a capital in the raw text."""
        return self.raw[self.origin(position)].isupper()


def fold_text(raw: str) -> Folded:
    """Fold a text for searching, in time linear in its length."""
    pieces: list[str] = []
    marks, shifts = [0], [0]
    position = length = 0
    plain = _same_length(raw)
    for match in _CHANGED.finditer(raw):
        piece = plain[position : match.start()]
        pieces.append(piece)
        length += len(piece)
        if match.group()[0] not in _QUOTES and match.group().isspace():
            pieces.append(" ")
            length += 1
        position = match.end()
        marks.append(length)
        shifts.append(position - length)
    pieces.append(plain[position:])
    text = _HYPHEN.sub(" ", lower("".join(pieces)))
    return Folded(raw, text, tuple(marks), tuple(shifts))


def _same_length(raw: str) -> str:
    """One spelling for signs that have several; chained replacements beat a translation table."""
    text = raw.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-")
    return text.replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")


def lower(text: str) -> str:
    """Lower case of the same length: a letter whose lower form is longer stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
