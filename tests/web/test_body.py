from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.web.body import UnreadableError, read_body
from monitor.web.budget import TooLargeError

TEXT = b"Ofsted visited Reading. " * 500


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("x-gzip", gzip.compress(TEXT, mtime=0)),
        ("GZip", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + bytes(20)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare_deflate(TEXT)),
        ("identity, gzip", gzip.compress(TEXT, mtime=0)),
        ("none", TEXT),
        ("UTF-8", TEXT),
        ("", gzip.compress(TEXT, mtime=0)),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_bodies_are_unpacked_in_pieces_of_any_size(encoding: str, data: bytes, size: int) -> None:
    if size == 1:
        # A zlib header is told by two bytes; a network gives more than one at first.
        chunks: Iterator[bytes] = iter([data[:2], *pieces(data[2:], 1)])
    else:
        chunks = pieces(data, size)
    assert read_body(chunks, encoding=encoding, most_bytes=100_000) == TEXT


def test_an_empty_body_may_be_said_to_be_packed() -> None:
    assert read_body([], encoding="gzip", most_bytes=10) == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_defused_after_its_cap(encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    with pytest.raises(TooLargeError):
        read_body([pack(bytes(30_000_000))], encoding=encoding, most_bytes=1_000_000)


def test_a_bomb_that_does_not_say_so_is_defused_as_well() -> None:
    with pytest.raises(TooLargeError):
        read_body([gzip.compress(bytes(30_000_000))], encoding="", most_bytes=1_000_000)


def test_the_cap_is_exact() -> None:
    assert len(read_body([b"x" * 10], encoding="", most_bytes=10)) == 10
    assert len(read_body([gzip.compress(b"x" * 10)], encoding="gzip", most_bytes=100)) == 10
    with pytest.raises(TooLargeError):
        read_body([b"x" * 11], encoding="", most_bytes=10)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "", "gzip, gzip"]))
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str) -> None:
    with suppress(TooLargeError, UnreadableError):
        assert len(read_body([data], encoding=encoding, most_bytes=1000)) <= 1000


@given(st.binary(max_size=2000), st.integers(2, 50))
def test_packing_and_unpacking_gives_the_same(data: bytes, size: int) -> None:
    assert read_body(pieces(gzip.compress(data, mtime=0), size), encoding="gzip", most_bytes=5000) == data
