"""How long a digest takes, and how much memory: a year of England, then all of it in one week.

Run with `python -m bench.digest`. Nothing is asserted; the figures are printed.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from monitor.app import opened
from monitor.config import read_config
from monitor.model import Coverage, Event, Evidence, Finding, Highlights, Revision, RevisionKind, Story, Theme
from monitor.pipeline.archive import keep_archive
from monitor.pipeline.digest import written
from monitor.pipeline.tools import Tools
from monitor.store import stories as kept
from monitor.understand.councils import all_councils

STORIES = 700
ARTICLES = 2_500
WEEK = "2026-W47"
END = datetime(2026, 11, 23, 8, tzinfo=UTC)
CONFIG = """\
state: state/monitor.db
sources: []
teams:
  - name: England
    watch: {councils: all}
    digest: {when: Monday 08:00, email: board@example.org}
email: {host: mail.example.org, from: monitor@example.org}
"""
SENTENCE = "Inspectors found that leaders know their children well and that plans no longer drift. "
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def main() -> None:
    """Measure both cases, each in a state of its own."""
    for name, span in (("spread over a year", timedelta(days=364)), ("all in one week", timedelta(days=6))):
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "config.yaml"
            config.write_text(CONFIG, encoding="utf-8")
            with opened(read_config(config, environment={}), clock=lambda: END) as tools:
                _fill(tools, span)
                _report(name, tools)


def _report(name: str, tools: Tools) -> None:
    (team,) = tools.config.teams

    def compose() -> object:
        with tools.store.reading() as connection:
            return written(tools, connection, team, WEEK)

    print(f"{STORIES} stories, {ARTICLES} articles, {name}:")
    print(f"  digest composed and written: {_seconds(compose):.2f} s")
    print(f"  archive made from nothing:   {_seconds(lambda: keep_archive(tools)):.2f} s")
    print(f"  archive found unchanged:     {_seconds(lambda: keep_archive(tools)):.4f} s")
    print(f"  most memory so far:          {_megabytes():.0f} MB")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def _fill(tools: Tools, span: timedelta) -> None:
    with tools.store.transaction() as connection:
        for story in _made_up(span):
            kept.keep(connection, story, now=story.first_seen)
            kept.revise(connection, Revision(story=story, kind=RevisionKind.NEWS, made=story.first_seen))


def _made_up(span: timedelta) -> Iterator[Story]:
    """So many stories, evenly over the span before the end, with three or four articles each."""
    councils, events = cycle(all_councils()), cycle(Event)
    numbers = iter(range(ARTICLES))
    for number in range(STORIES):
        share = ARTICLES * (number + 1) // STORIES - ARTICLES * number // STORIES
        at = END - timedelta(minutes=1) - span * (number / STORIES)
        yield _story(next(councils).slug, next(events), at, [next(numbers) for _ in range(share)])


def _story(council: str, event: Event, at: datetime, articles: list[int]) -> Story:
    graded = event is Event.INSPECTION
    grade = GRADES[articles[0] % 4] if graded else None
    finding = Finding(
        council=council,
        event=event,
        judgement=grade,
        highlights=Highlights(strengths=(SENTENCE,), concerns=(SENTENCE,)),
        evidence=(Evidence(field="judgement", quote=SENTENCE, place="text", start=0, end=len(SENTENCE)),),
    )
    first = Coverage(
        article_id=articles[0],
        position=0,
        url="https://news.example/",
        link="https://news.example/",
        title=f"What inspectors said of {council}",
        source="County News",
        publisher="County News",
        published=at,
        first_seen=at,
        official=False,
        finding=finding,
    )
    coverage = tuple(
        replace(first, article_id=one, url=f"{first.url}{one}", link=f"{first.link}{one}") for one in articles
    )
    return Story(
        id=f"{council}-{articles[0]}",
        council=council,
        event=event,
        visit_ordinal=None,
        judgement=grade,
        areas=dict.fromkeys(("leadership", "help_and_protection"), "good") if graded else {},
        previous_judgement="inadequate",
        direction=None,
        flags=(),
        highlights=finding.highlights,
        themes=(Theme(name="workforce", quote=SENTENCE),),
        quote=SENTENCE,
        published=at,
        first_seen=at,
        revision=1,
        corrected=False,
        disputed=False,
        coverage=coverage,
    )


if __name__ == "__main__":
    main()
