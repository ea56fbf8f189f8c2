"""The words of the values: what each of them means."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config import addresses, words
from monitor.config.describe import duration_in_words
from monitor.config.mistakes import NotUnderstoodError, listed
from monitor.model import QuietHours


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30s", 30),
        ("15m", 900),
        ("1h", 3600),
        ("7d", 604_800),
        ("2w", 1_209_600),
        ("2y", 63_072_000),
        ("0d", 0),
    ],
)
def test_a_duration_is_a_whole_number_and_a_letter(text: str, seconds: int) -> None:
    assert words.duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2 hours", "write 2h"),
        ("90 min", "write 90m"),
        ("hourly", "write 1h"),
        ("daily", "write 1d"),
        ("weekly", "write 1w"),
        ("1 day", "write 1d"),
        ("3 years", "write 3y"),
        ("10S", "write 10s"),
        ("60", "add a unit: 60m for minutes, 60h for hours, 60d for days"),
        ("monthly", "write a whole number and one of s m h d w, such as 30m or 6h"),
        ("soon", "write a whole number and one of s m h d w, such as 30m or 6h"),
    ],
)
def test_a_duration_in_other_words_is_put_right(text: str, hint: str) -> None:
    with pytest.raises(NotUnderstoodError) as caught:
        words.duration(text)
    assert caught.value.hint == hint


@settings(deadline=None)
@given(st.integers(1, 5_000), st.sampled_from("smhdw"))
def test_a_duration_said_in_words_is_the_duration(count: int, letter: str) -> None:
    length = words.duration(f"{count}{letter}")
    number, unit = duration_in_words(length).split()
    assert words.duration(f"{number}{unit[0]}") == length


@pytest.mark.parametrize(("text", "size"), [("1KB", 1000), ("500KB", 500_000), ("10MB", 10_000_000)])
def test_a_size_counts_in_powers_of_ten(text: str, size: int) -> None:
    assert words.size(text) == size


@pytest.mark.parametrize("text", ["true", "True", "yes", "on"])
def test_the_words_for_true(text: str) -> None:
    assert words.yes_or_no(text) is True


@pytest.mark.parametrize("text", ["false", "FALSE", "no", "off"])
def test_the_words_for_false(text: str) -> None:
    assert words.yes_or_no(text) is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22:00-07:00", QuietHours(time(22), time(7))),
        ("22:00 – 7:30", QuietHours(time(22), time(7, 30))),
        ("00:00-06:00", QuietHours(time(0), time(6))),
    ],
)
def test_quiet_hours_may_cross_midnight(text: str, expected: QuietHours) -> None:
    assert words.quiet_hours(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday 08:00", (0, time(8))),
        ("mon 8:00", (0, time(8))),
        ("Sunday 23:59", (6, time(23, 59))),
        ("THU  00:00", (3, time(0))),
    ],
)
def test_a_digest_comes_on_a_day_at_a_time(text: str, expected: tuple[int, time]) -> None:
    assert words.weekday_and_time(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.org/feed/",
        "http://127.0.0.1:8080/rss?a=b%20c",
        "https://example.org/über",
        "https://[::1]/x",
    ],
)
def test_an_address_of_the_web_is_kept_as_it_is(text: str) -> None:
    assert addresses.address(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DCS@Example.org", "dcs@example.org"),
        ("o'neil+news@sub.example.co.uk", "o'neil+news@sub.example.co.uk"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_email_address_is_kept_in_lower_case(text: str, expected: str) -> None:
    assert addresses.email_address(text) == expected


@pytest.mark.parametrize(
    "text", ["a@b", "@b.org", "a@", "a b@c.org", "a@b..org", "a@-b.org", "a@b.org\n", "a,b@c.org"]
)
def test_what_is_no_email_address_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstoodError):
        addresses.email_address(text)


def test_words_are_listed_as_a_sentence_does() -> None:
    assert [listed("a"), listed("ab"), listed("abc")] == ["a", "a or b", "a, b or c"]
