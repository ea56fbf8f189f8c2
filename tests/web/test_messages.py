from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.web.messages import Response, freshness, retry_after

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DATE = "Fri, 20 Nov 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, MAX-AGE=600, must-revalidate"}, 600),
        ({"cache-control": "max-age=600", "age": "500"}, 100),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"cache-control": "max-age=" + "9" * 400}, 10**9),
        ({"expires": "Fri, 20 Nov 2026 10:00:00 GMT", "date": DATE}, 3600),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT", "date": DATE}, 0),
        ({"expires": "0", "date": DATE}, None),
        ({"expires": "Fri, 20 Nov 2026 10:00:00 GMT"}, None),
    ],
)
def test_a_publisher_says_how_long_an_answer_holds(headers: dict[str, str], seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert Response(url="https://x.example/", status=200, headers=headers, body=b"").fresh_for == expected


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("Fri, 20 Nov 2026 09:02:00 GMT", 120),
        ("Fri, 20 Nov 2026 08:00:00 GMT", 0),
        ("next week", None),
        ("9" * 500, 10**9),
    ],
)
def test_retry_after_is_read_in_both_its_forms(value: str, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after({"retry-after": value}, now=NOW) == expected


def test_a_date_to_retry_at_is_measured_by_the_hosts_own_clock() -> None:
    headers = {"retry-after": "Fri, 20 Nov 2026 10:05:00 GMT", "date": "Fri, 20 Nov 2026 10:00:00 GMT"}
    assert retry_after(headers, now=NOW) == timedelta(minutes=5)


@given(
    st.dictionaries(st.sampled_from(["cache-control", "age", "expires", "date", "retry-after"]), st.text())
)
def test_any_headers_are_read(headers: dict[str, str]) -> None:
    for told in (freshness(headers), retry_after(headers, now=NOW)):
        assert told is None or told >= timedelta(0)
