"""How often the classifier is right: `python -m tests.accuracy [FILE.jsonl] [--show N] [--sure]`.

Without FILE the project's own labelled articles are scored, and how well articles are joined into stories.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.stories import pairs
from tests.understand.labels import ARTICLES, read_articles
from tests.understand.scoring import Faults, Score, score


def table(total: Score) -> list[tuple[str, str]]:
    """The figures with their names, in the order in which they are read."""
    return [
        ("relevance: precision", str(total.relevance.precision)),
        ("relevance: recall", str(total.relevance.recall)),
        ("councils: precision", str(total.councils.precision)),
        ("councils: recall", str(total.councils.recall)),
        ("event", str(total.event.stated)),
        ("judgement announced", str(total.judgement.stated)),
        ("judgement invented", str(total.judgement.invented)),
        ("previous judgement", str(total.previous.stated)),
        ("previous judgement invented", str(total.previous.invented)),
        ("direction", str(total.direction.stated)),
        ("direction invented", str(total.direction.invented)),
        ("visit ordinal", str(total.ordinal.stated)),
        ("visit ordinal invented", str(total.ordinal.invented)),
        ("areas graded", str(total.areas)),
        ("areas invented", f"{total.areas_invented:7}"),
        ("flags: precision", str(total.flags.precision)),
        ("flags: recall", str(total.flags.recall)),
        ("further events: precision", str(total.also.precision)),
        ("further events: recall", str(total.also.recall)),
        ("mentioned: precision", str(total.mentioned.precision)),
        ("mentioned: recall", str(total.mentioned.recall)),
        ("claims without a quote", str(total.unproved)),
        ("quotes not at their place", str(total.misplaced)),
        ("wrong cases in the least confident quarter", str(total.lowest_quarter)),
        ("whole case right, labels that are sure", str(total.whole_sure)),
        ("whole case right", str(total.whole)),
    ]


def mistakes(total: Score, show: int) -> Iterator[str]:
    """Up to `show` cases with mistakes, wrong ones first, each with what is wrong."""
    for faults in sorted(total.faults, key=lambda faults: not faults.wrong)[:show]:
        yield _heading(faults)
        yield from (f"      {line}" for line in faults.wrong + faults.slips)


def _heading(faults: Faults) -> str:
    """Which case, how bad, and whether the label is beyond doubt."""
    mark = "wrong" if faults.wrong else "slip "
    unsure = " (label unsure)" if faults.article.label.unsure else ""
    return f"{mark} {faults.article.id}{unsure}: {faults.article.title[:90]}"


def _joining() -> list[str]:
    return [f"{pairs.score()}, of findings", f"{pairs.score(pairs.written())}, from the text on"]


def main(arguments: list[str] | None = None) -> None:
    """Score a set and print the table."""
    parser = argparse.ArgumentParser(description="Score the classifier on labelled articles.")
    parser.add_argument("file", nargs="?", type=Path, default=ARTICLES, help="labelled articles as JSONL")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list up to N cases with mistakes")
    parser.add_argument("--sure", action="store_true", help="leave out labels marked unsure")
    options: Any = parser.parse_args(arguments)
    articles = [one for one in read_articles(options.file) if not (options.sure and one.label.unsure)]
    started = time.perf_counter()
    total = score(articles)
    took = time.perf_counter() - started
    figures = table(total)
    width = max(len(name) for name, _ in figures)
    lines = [*mistakes(total, options.show), *(f"{name:{width}}  {figure}" for name, figure in figures)]
    joining = _joining() if options.file == ARTICLES else []
    sys.stdout.write("\n".join([*lines, "", f"{len(articles)} articles in {took:.1f} s", *joining, ""]))


if __name__ == "__main__":
    main()
