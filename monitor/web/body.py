"""A body as it comes off the wire → the bytes it stands for, bounded while they are unpacked.

200 kB of gzip can hold 200 MB: counting after unpacking a chunk would be too late, so zlib is told each
time how much it may still give.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Protocol

from monitor.web.budget import TooLargeError

ACCEPT_ENCODING = "gzip, deflate"
"""Only what can be unpacked a piece at a time."""

_GZIP = 16 + zlib.MAX_WBITS
_STEP = 256 * 1024


class UnreadableError(Exception):
    """The body is not what its headers say; the message says how, in a person's words."""


class _Inflater(Protocol):
    """What zlib's decompression object can do; its type has no public name."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


_NO_PACKING = frozenset({"", "identity", "none", "binary", "8bit", "utf-8", "utf8", "iso-8859-1"})
"""What servers put there for a body that is not packed at all."""
_GZIP_MAGIC = b"\x1f\x8b\x08"


def read_body(chunks: Iterable[bytes], *, encoding: str, most_bytes: int) -> bytes:
    """Gather a body; TooLargeError as soon as it has too many bytes, packed or unpacked."""
    named = (name.strip().lower() for name in encoding.split(","))
    names = [name for name in named if name not in _NO_PACKING]
    capped = _capped(chunks, most_bytes)
    if not names:
        body = b"".join(capped)
        # Some caches give what they keep packed and forget to say so.
        return _unpack([body], gzip=True, most_bytes=most_bytes) if body.startswith(_GZIP_MAGIC) else body
    if len(names) > 1 or names[0] not in {"gzip", "x-gzip", "deflate"}:
        raise UnreadableError(f"is packed in a way we did not offer ({encoding[:40]})")
    return _unpack(capped, gzip=names[0] != "deflate", most_bytes=most_bytes)


def _capped(chunks: Iterable[bytes], most_bytes: int) -> Iterable[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > most_bytes:
            raise TooLargeError
        yield chunk


def _unpack(chunks: Iterable[bytes], *, gzip: bool, most_bytes: int) -> bytes:
    parts: list[bytes] = []
    total = 0
    inflater: _Inflater | None = None
    try:
        for chunk in chunks:
            data = chunk
            while data:
                if inflater is None:
                    inflater = _inflater(data, gzip=gzip)
                elif inflater.eof:
                    # A gzip file may hold several members; padding after the last means nothing.
                    if not gzip or data[:1] != b"\x1f":
                        break
                    inflater = _inflater(data, gzip=True)
                part = inflater.decompress(data, min(_STEP, most_bytes - total + 1))
                total += len(part)
                if total > most_bytes:
                    raise TooLargeError
                parts.append(part)
                data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    except zlib.error:
        raise UnreadableError("is said to be packed, but cannot be unpacked") from None
    if inflater is not None and not inflater.eof:
        raise UnreadableError("broke off in the middle")
    return b"".join(parts)


def _inflater(data: bytes, *, gzip: bool) -> _Inflater:
    if gzip:
        return zlib.decompressobj(_GZIP)
    # "deflate" should mean a zlib stream, but many hosts send the bare one.
    zlib_header = len(data) > 1 and data[0] & 0x0F == zlib.DEFLATED and (data[0] * 256 + data[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
