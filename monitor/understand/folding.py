"""Text as it is searched: lower case, no quotation marks, single spaces; each place leads back to the raw."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

from monitor.understand.regexes import regex

# Quotation marks and signs of no width are dropped; an apostrophe inside a word stays. Each pattern begins
# with the signs it looks for, which is what makes the search fast.
_DROPPED = re.compile(r"[\"“”„«»`´'\u200b\u200c\u200d\u2060\ufeff\u00ad](?<!\w'(?=\w))")
_BLANKS = regex("  +")
_ODD_BLANK = regex(r"[^\S\n ]")
_HYPHEN = re.compile(r"-(?<=\w-)(?=\w)")


class Folded(Struct, frozen=True):
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

    def capital(self, position: int) -> bool:
        """Whether the word at a folded place begins with a capital in the raw text."""
        return self.raw[self.origin(position)].isupper()


def fold_text(raw: str) -> Folded:
    """Fold a text for searching, in time linear in its length."""
    plain = _same_length(raw)
    changes = [match.span() for match in _DROPPED.finditer(plain)]
    if "  " in plain:
        changes += [(start + 1, end) for start, end in map(re.Match.span, _BLANKS.finditer(plain))]
        changes.sort()
    pieces: list[str] = []
    marks, shifts = [0], [0]
    position = shift = 0
    for start, end in changes:
        pieces.append(plain[position:start])
        marks.append(start - shift)
        shift += end - start
        shifts.append(shift)
        position = end
    pieces.append(plain[position:])
    text = lower("".join(pieces))
    return Folded(raw, _HYPHEN.sub(" ", text) if "-" in text else text, tuple(marks), tuple(shifts))


def _same_length(raw: str) -> str:
    """One spelling for signs that have several; chained replacements beat a translation table."""
    text = raw.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-").replace("\xa0", " ")
    return text if text.replace("\n", " ").isprintable() else _ODD_BLANK.sub(" ", text)


def lower(text: str) -> str:
    """Lower case of the same length: a letter whose lower form is longer stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
