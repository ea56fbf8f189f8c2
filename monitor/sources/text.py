"""Text as feeds write it → plain text on one line."""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,14}(?:\s[^<>]*)?/?>")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, save those that part words
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"  # invisible, or turning the direction
    "\ud800-\udfff\ufff9-\uffff]"  # no characters
)
_ESCAPES = 2
"""How often a title is found escaped over and above what XML asks for."""


def one_line(raw: str, *, longest: int = 500) -> str:
    """Clean a title: unescaped however often it was escaped, no tags, no controls, NFC, single blanks."""
    text = raw[: longest * 20]
    for _ in range(_ESCAPES):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", _TAG.sub(" ", text)))
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
