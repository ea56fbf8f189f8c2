"""Outside text is made harmless before anything else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.tell.clean import plain, shorten, site, web_link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Council\tis \n good ", "Council is good"),
        ("rated \x1b[31minadequate\x1b[0m\x07", "rated [31minadequate[0m"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud83d a pair", "half a pair"),
        ("Z\u0301\u0302\u0303\u0304\u0305\u0306algo", "Z\u0301\u0302\u0303algo"),
        ("children’s café 👪", "children’s café 👪"),
        ("", ""),
    ],
)
def test_text_is_one_clean_line(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text())
def test_clean_text_holds_nothing_hidden(text: str) -> None:
    shown = plain(text)

    assert not any(unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for one in shown)
    assert plain(shown) == shown


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_shortened_text_keeps_its_limit_and_shows_the_cut(text: str, limit: int) -> None:
    short = shorten(text, limit)

    assert len(short) <= limit
    assert short == text or short.endswith("…")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a?b=1&c=2#d", "https://news.example/a?b=1&c=2#d"),
        ("HTTP://News.Example:8080/ä b", ""),
        ("HTTP://News.Example:8080/ä", "http://news.example:8080/%C3%A4"),
        ("https://news.example/x<y>|z\"'`", "https://news.example/x%3Cy%3E%7Cz%22%27%60"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://gov.uk@evil.example/", ""),
        ("https://evil.example\\@gov.uk/", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//news.example/a", ""),
        ("https://", ""),
        ("https://news.example:99999/", ""),
        ("https://a b.example/", ""),
        ("https://[broken/", ""),
        ("https://news.example/\ud83d", ""),
        ("https://x" + "y" * 3000, ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_linked(url: str, expected: str) -> None:
    assert web_link(url) == expected


@given(
    st.one_of(
        st.text(), st.text().map("https://a.example/{}".format), st.text().map("https://{}.example".format)
    )
)
def test_a_link_is_plain_ascii_or_nothing(url: str) -> None:
    link = web_link(url)

    assert link.isascii()
    assert not set(link) & set("<>\"'`|\\ \r\n\t")
    assert link == "" or web_link(link) == link


def test_a_site_is_named_without_www() -> None:
    assert site("https://www.news.example:8080/a") == "news.example"
