from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sources.text import one_line


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Plain", "Plain"),
        ("  two\n lines\t here ", "two lines here"),
        ("Children&#8217;s", "Children’s"),
        ("Children&amp;#8217;s", "Children’s"),
        ("Health &amp; care", "Health & care"),
        ("<b>Bold</b> news", "Bold news"),
        ("&lt;b&gt;Bold&lt;/b&gt; news", "Bold news"),
        ("Fewer than 5 < 6 children", "Fewer than 5 < 6 children"),
        ("&lt;!channel&gt; hello", "<!channel> hello"),
        ("A\x05B\x00C", "ABC"),
        ("Turn\u202egnol", "Turngnol"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("no\u00a0break", "no break"),
        ("cafe\u0301", "café"),
        ("", ""),
    ],
)
def test_a_title_is_plain_text_on_one_line(raw: str, expected: str) -> None:
    assert one_line(raw) == expected


def test_a_title_without_end_is_cut_with_a_mark() -> None:
    assert one_line("word " * 1_000, longest=20) == "word word word word…"


@given(st.text(max_size=200))
def test_any_text_becomes_one_clean_line(raw: str) -> None:
    line = one_line(raw)
    assert line == " ".join(line.split())
    assert len(line) <= 500
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in line)
