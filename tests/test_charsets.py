"""Which charsets of the web are believed."""

from __future__ import annotations

import encodings.aliases
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.charsets import decode_as_said
from monitor.sources.markup import decode
from monitor.web.markup import decode_page

CODECS = sorted({*encodings.aliases.aliases.values(), "punycode", "idna", "unicode_escape", "undefined"})


@pytest.mark.parametrize("codec", CODECS)
def test_no_codec_can_be_asked_for_to_exhaust_a_reader(codec: str) -> None:
    start = f'<?xml version="1.0" encoding="{codec}"?><meta charset="{codec}"><rss>'.encode()
    body = start + b"abcdefghij" * 100_000 + b"-" + b"kl1" * 300_000
    began = time.process_time()
    assert "abcdefghij" in decode(body, f"text/xml; charset={codec}")
    assert "abcdefghij" in decode_page(body, f"text/html; charset={codec}")
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "charset", "claim"),
    [
        ("Children’s café", "cp1252", "ISO-8859-1"),
        ("Children’s café", "utf-8", "UTF-8"),
        ("Children’s café", "utf-16", "utf-16"),
        ("児童", "shift_jis", "Shift_JIS"),
        ("Дети", "koi8-r", "koi8-r"),
        ("Plant", "utf-8", "utf-16"),
    ],
)
def test_a_charset_of_the_web_is_believed_where_it_fits(text: str, charset: str, claim: str) -> None:
    assert decode_as_said(text.encode(charset), [claim, "utf-8"]) == text


@pytest.mark.parametrize("claim", ["punycode", "hex", "klingon", "", "\x00", "unicode_escape", "utf-7"])
def test_any_other_is_not(claim: str) -> None:
    assert decode_as_said(b"abc", [claim]) is None


@given(st.binary(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_any_bytes_and_claims_are_read_or_not(body: bytes, claims: list[str]) -> None:
    assert isinstance(decode_as_said(body, claims), str | None)
