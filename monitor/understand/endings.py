"""What stands at the very end of a stretch of text, which is quicker to look at than to search for."""

from __future__ import annotations

_ENOUGH = 48
"""Two words and quotation marks are never longer."""


def last_word(text: str, skipped: frozenset[str] = frozenset()) -> str:
    """The last word before quotation marks and one word of those skipped ("loses its '" ends in "loses")."""
    words = text[-_ENOUGH:].rstrip("\"' ").rsplit(" ", 2)
    return words[-2] if words[-1] in skipped and len(words) > 1 else words[-1]
