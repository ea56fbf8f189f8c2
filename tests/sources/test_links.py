from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sources.links import LONGEST, absolute

BASE = "https://www.example.co.uk/news/feed/"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://x.example/a", "https://x.example/a"),
        ("/2026/11/story", "https://www.example.co.uk/2026/11/story"),
        ("story?id=1", "https://www.example.co.uk/news/feed/story?id=1"),
        ("//cdn.example/a", "https://cdn.example/a"),
        (" https://x.example/a\n", "https://x.example/a"),
        ("https://x.example/a?b=1&#038;c=2", "https://x.example/a?b=1&c=2"),
        ("https://x.example/a?b=1&amp;c=2", "https://x.example/a?b=1&c=2"),
        ("https://x.example/council%E2%80%99s", "https://x.example/council%E2%80%99s"),
        ("https://x.example/council’s", "https://x.example/council%E2%80%99s"),
        ("https://x.example/<!channel>|x", "https://x.example/%3C!channel%3E%7Cx"),
        ("https://bank.example@evil.example/", "https://evil.example/"),
        ("https://x.example:8443/a#part", "https://x.example:8443/a#part"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.example", ""),
        ("file:///etc/passwd", ""),
        ("ftp://x.example/", ""),
        ("http://", ""),
        ("http://[", ""),
        ("http://x.example:port/", ""),
        ("http://a b/", "http://ab/"),
        ("http://<script>/", ""),
        ("", ""),
        ("https://x.example/" + "a" * LONGEST, ""),
    ],
)
def test_a_link_becomes_an_address_of_the_web_or_nothing(link: str, expected: str) -> None:
    assert absolute(link, BASE) == expected


def test_a_relative_link_without_a_base_leads_nowhere() -> None:
    assert absolute("/story") == ""


@given(st.text(max_size=100), st.text(max_size=30) | st.just(BASE))
def test_any_text_gives_a_plain_web_address_or_nothing(link: str, base: str) -> None:
    address = absolute(link, base)
    if address:
        assert urlsplit(address).scheme in {"http", "https"}
        assert urlsplit(address).hostname
        assert not set(address) & set("<>\"'` \n|\\") - {"'"}
        assert absolute(address, base) == address
