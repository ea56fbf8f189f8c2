"""Bytes of the web → text, by what their sender says they are.

Python knows more codecs than the web knows charsets, and not all are harmless: 400 kB of `punycode` take it
four seconds, and sixteen times as much when there is four times as much. So only the web's are believed.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

_LATIN = frozenset({"iso8859-1", "ascii"})
"""Windows-1252 in practice, as in every browser."""
_WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
_KNOWN = (
    _LATIN
    | _WIDE
    | {"utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "shift_jis", "cp932"}
    | {"euc_jp", "iso2022_jp", "euc_kr", "cp949", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp866"}
    | {f"iso8859-{part}" for part in range(2, 17)}
    | {f"cp{page}" for page in (437, 850, 874, *range(1250, 1259))}
)
"""The charsets of the WHATWG's list and a few of their forebears, as Python names them."""
_HEAD = 1_000


def decode_as_said(body: bytes, claims: Iterable[str]) -> str | None:
    """Decode by the first claim that fits; None where none does."""
    for claim in claims:
        charset = _charset(claim)
        # What was read as ASCII to find the claim is no UTF-16, whatever it says.
        if charset is None or (charset in _WIDE and b"\x00" not in body[:_HEAD]):
            continue
        try:
            return body.decode(charset)
        except UnicodeError:
            continue
    return None


def _charset(claim: str) -> str | None:
    try:
        name = codecs.lookup(claim).name
    except (LookupError, ValueError):
        return None
    if name in _LATIN:
        return "cp1252"
    return name if name in _KNOWN else None
