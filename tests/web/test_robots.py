from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.web.robots import matches, read_robots

FILE = b"""\xef\xbb\xbf# A site
User-agent: GreedyBot
User-agent: OtherBot
Disallow: /

User-Agent: *
Disallow: /private   # not for readers
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?
Disallow:
Crawl-delay: 10
Sitemap: https://x.example/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("", True),
        ("/news/1", True),
        ("/private", False),
        ("/private/page", False),
        ("/privately", False),
        ("/private/open/page", True),
        ("/report.pdf", False),
        ("/report.pdf?x=1", True),
        ("/a/b/report.pdf", False),
        ("/search?q=x", False),
        ("/search", True),
        ("/%70rivate", False),
    ],
)
def test_the_rules_for_everyone_hold_for_us(path: str, *, allowed: bool) -> None:
    assert read_robots(FILE).allow(path) == allowed


def test_a_group_that_names_us_stands_above_the_one_for_everyone() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /\n\nUser-agent: Ofsted-Monitor\nDisallow: /admin\n")
    assert robots.allow("/news")
    assert not robots.allow("/admin/x")


def test_groups_that_name_us_twice_are_one() -> None:
    robots = read_robots(
        b"User-agent: ofsted-monitor\nDisallow: /a\nUser-agent: ofsted-monitor\nDisallow: /b\n"
    )
    assert not robots.allow("/a")
    assert not robots.allow("/b")


def test_of_equally_long_rules_the_one_that_allows_wins() -> None:
    assert read_robots(b"User-agent: *\nDisallow: /page\nAllow: /page\n").allow("/page")


@pytest.mark.parametrize("body", [b"", b"<html>no</html>", b"Disallow: /\n", bytes(range(256)) * 9])
def test_what_is_no_robots_txt_forbids_nothing(body: bytes) -> None:
    assert read_robots(body).allow("/news")


def test_a_rule_of_many_stars_is_matched_in_no_time() -> None:
    began = time.monotonic()
    assert not matches("/" + "*a" * 400 + "$", "/" + "a" * 5_000 + "b")
    assert time.monotonic() - began < 0.5


@given(st.binary(max_size=400), st.text(max_size=50))
def test_any_bytes_and_any_path_are_judged(body: bytes, path: str) -> None:
    assert read_robots(body).allow(path) in {True, False}
