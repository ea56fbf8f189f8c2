"""A year of polls: every news item is told once, none is lost, and memory does not grow."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.app import opened
from monitor.config import read_config
from monitor.model import RevisionKind
from monitor.pipeline.passes import run_pass
from tests.live.year import A_YEAR, SOURCES, START, Ledger, Year, events_every

MOST_GROWTH = 12_000_000
"""Bytes from the first quarter to the end: what the allocator keeps; a leak of 2,000 polls is more."""


def resident() -> int:
    gc.collect()
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize(
    ("polls", "news_every_days"), [(110, 12), pytest.param(2_000, 3, marks=pytest.mark.full)]
)
def test_a_year_of_failing_moving_and_dying_feeds_repeats_nothing_and_loses_nothing(
    tmp_path: Path, polls: int, news_every_days: int
) -> None:
    feeds = "".join(
        f"  - {{name: {name}, url: 'https://{name}.example/feed', every: 1h}}\n" for name in SOURCES
    )
    config = tmp_path / "config.yaml"
    config.write_text(
        f"backfill: 10d\nsources:\n{feeds}teams:\n"
        "  - {name: England, watch: {councils: all}, alerts: {console: true}}\n"
    )
    year, ledger = Year(events_every(timedelta(days=news_every_days))), Ledger()
    with opened(
        read_config(config, environment={}), clock=lambda: year.now, destination=lambda _: ledger
    ) as real:
        tools = replace(real, web=year, pause=lambda _: None)  # type: ignore[arg-type]  # a web of this year
        early = 0
        for number in range(polls):
            year.now = START + A_YEAR * number / polls
            run_pass(tools)
            if number == polls // 4:
                early = resident()
        late = resident()
    told = [notice.revision.story.council for notice in ledger.stories]
    assert sorted(told) == sorted(event.slug for event in year.events)
    assert all(notice.revision.kind is RevisionKind.NEWS for notice in ledger.stories)
    assert late - early < MOST_GROWTH
    subjects = [notice.subject for notice in ledger.plain]
    assert subjects.count("dying is gone") == subjects.count("dying is back") == 1
    assert subjects.count("moving has moved") == 1
    failing = subjects.count("failing has been failing for a day")
    assert failing - subjects.count("failing is back") in {0, 1}  # the year may end on a bad day
    assert 8 <= subjects.count("failing is back") <= 13
    assert not [subject for subject in subjects if subject.startswith("steady")]
