from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sources.dates import EARLIEST, SLACK, read_date

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # as RSS should write them
        ("Fri, 20 Nov 2026 16:40:12 +0000", "2026-11-20 16:40:12"),
        ("Fri, 20 Nov 2026 16:40:12 GMT", "2026-11-20 16:40:12"),
        ("Fri, 23 Oct 2026 09:00:00 +0100", "2026-10-23 08:00:00"),
        ("20 Nov 26 16:40 UT", "2026-11-20 16:40:00"),
        ("Fri, 20 Nov 2026 00:00:00 Z", "2026-11-20 00:00:00"),
        ("Fri, 20 Nov 2026 10:00:00 -0500", "2026-11-20 15:00:00"),
        ("Fri, 20 Nov 2026 10:00:00 EST", "2026-11-20 15:00:00"),
        ("Fri, 20 Nov 2026 16:40:12 GMT (Greenwich)", "2026-11-20 16:40:12"),
        # as Atom should
        ("2026-11-20T09:30:04Z", "2026-11-20 09:30:04"),
        ("2026-11-20T09:30:04+00:00", "2026-11-20 09:30:04"),
        ("2026-10-24T23:30:00+01:00", "2026-10-24 22:30:00"),
        ("2026-11-20T09:30:04.123456Z", "2026-11-20 09:30:04"),
        ("2026-11-20t09:30:04z", "2026-11-20 09:30:04"),
        ("2026-11-20T09:30Z", "2026-11-20 09:30:00"),
        ("20261120T093004Z", "2026-11-20 09:30:04"),
        ("2026-11-20", "2026-11-20 00:00:00"),
        # as British sites do
        ("Mon, 30 Mar 2026 09:00:00 BST", "2026-03-30 08:00:00"),
        ("20/11/2026 10:00", "2026-11-20 10:00:00"),
        ("03/04/2026 10:00", "2026-04-03 09:00:00"),
        ("20.11.2026 10.30", "2026-11-20 10:30:00"),
        ("20-11-2026 10:00:05", "2026-11-20 10:00:05"),
        ("Fri, 20 Nov 2026 10:00", "2026-11-20 10:00:00"),
        ("20th November 2026, 3:05 pm", "2026-11-20 15:05:00"),
        ("1st of June 2026 12.30am", "2026-05-31 23:30:00"),
        ("Friday 20 November 2026", "2026-11-20 00:00:00"),
        ("10:15, 20 Sept 2026", "2026-09-20 09:15:00"),
        # as the rest of the world does
        ("2026/6/29 15:07:41", "2026-06-29 14:07:41"),
        ("2026/6/29 15:07:41 +0000", "2026-06-29 15:07:41"),
        ("November 20, 2026 10:00:00 PM GMT", "2026-11-20 22:00:00"),
        ("Fri Nov 20 10:00:00 GMT 2026", "2026-11-20 10:00:00"),
        ("Fri Nov 20 10:00:00 2026", "2026-11-20 10:00:00"),
        ("1763632800", "2025-11-20 10:00:00"),
        ("1763632800000", "2025-11-20 10:00:00"),
        # at the edges
        ("Fri, 20 Nov 2026 24:00:00 GMT", "2026-11-21 00:00:00"),
        ("Wed, 31 Dec 2008 23:59:60 GMT", "2008-12-31 23:59:59"),
        ("Sun, 25 Oct 2026 01:30:00 BST", "2026-10-25 00:30:00"),
        ("Sun, 25 Oct 2026 01:30:00 GMT", "2026-10-25 01:30:00"),
        ("  Fri,\n 20 Nov 2026\t16:40:12 GMT ", "2026-11-20 16:40:12"),
        ("Tue, 20 Nov 2026 10:00:00 GMT", "2026-11-20 10:00:00"),
        ("Sun, 22 Nov 2026 11:00:00 GMT", "2026-11-22 11:00:00"),
    ],
)
def test_a_date_is_read_however_it_is_written(raw: str, expected: str) -> None:
    assert read_date(raw, now=NOW) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "yesterday",
        "Fri",
        "31 Feb 2026 10:00",
        "2026-13-01",
        "2026-02-30T10:00:00Z",
        "32/01/2026",
        "Fri, 20 Nov 2026 25:00:00 GMT",
        "Fri, 20 Nov 2026 10:61:00 GMT",
        "20 Foo 2026 10:00",
        "2026",
        "0000-00-00 00:00:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0",
        "1e9",
        "Sun, 22 Nov 2026 12:00:01 GMT",
        "2027-01-01",
        "9999-12-31T23:59:59Z",
        "٢٠٢٦-١١-٢٠",
        "1 " * 5_000,
    ],
)
def test_what_is_no_believable_date_is_none(raw: str) -> None:
    assert read_date(raw, now=NOW) is None


moments = st.datetimes(
    min_value=datetime(1995, 1, 2),  # noqa: DTZ001 - hypothesis wants bounds without a zone
    max_value=datetime(2026, 11, 21),  # noqa: DTZ001
    timezones=st.timezones(),
).filter(lambda moment: EARLIEST <= moment <= NOW)


@given(moments)
def test_what_python_writes_is_read_back_to_the_second(moment: datetime) -> None:
    # Compared in UTC: around a change of the clock Python finds one instant unequal to itself elsewhere.
    instant = moment.astimezone(UTC).replace(microsecond=0)
    local = instant.astimezone(moment.tzinfo)
    offset = local.utcoffset()
    assert offset is not None
    if offset.total_seconds() % 60:
        return  # a zone of the nineteenth century, which no format can write
    assert read_date(format_datetime(local), now=NOW) == instant
    assert read_date(local.isoformat(), now=NOW) == instant


@given(moments)
def test_british_days_come_first(moment: datetime) -> None:
    exact = moment.astimezone(UTC).replace(microsecond=0)
    assert read_date(f"{exact:%d/%m/%Y %H:%M:%S} GMT", now=NOW) == exact


@given(st.text(max_size=80) | st.from_regex(r"[0-9/:\-T+., a-zA-Z]{0,60}"))
def test_any_text_is_read_or_not_and_never_beyond_belief(raw: str) -> None:
    moment = read_date(raw, now=NOW)
    assert moment is None or EARLIEST <= moment <= NOW + SLACK
    assert moment is None or moment.utcoffset() == timedelta(0)
