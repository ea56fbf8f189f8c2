"""How fast a text is understood, against the targets and against one plain search over the same words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measure import cpu_seconds_each, row
from monitor.understand.classify import classify
from monitor.understand.councils import all_councils
from monitor.understand.folding import fold_text
from monitor.understand.names import find_mentions
from monitor.understand.relevance import worth_reading

ARTICLES = Path(__file__).parents[1] / "tests" / "understand" / "articles"
WORDS = 400
"""An article of the press has about so many; every figure is for so many."""
ABOUT_SO_LONG = range(350, 451)
SHORT = range(200, 350)
"""Harder for each word: as much is claimed and denied, in less."""
MOST_MATCHING = 0.0002
LEAST_A_SECOND = 400
OFF_THE_BEAT = "Residents of Slough may comment on plans for a new library until the end of the month.\n" * 22


def main() -> None:
    """Print CPU time for 400 words, its ratio to the target, and to one `re` search for every word."""
    articles = _articles(ABOUT_SO_LONG)

    def each(work: Callable[[str, str], object], among: Sequence[tuple[str, str]] = articles) -> float:
        shares = sum(len(text.split()) for _, text in among) / WORDS
        return cpu_seconds_each(lambda: [work(title, text) for title, text in among]) / shares

    classify(articles[0][1])  # the vocabulary is read once, which `bench startup` measures
    words, names = re.compile(r"\w+"), _all_names()
    plain = each(lambda _, text: words.findall(text))
    row("every word of 400 found by one pattern", ms(plain))
    matching = each(lambda _, text: find_mentions(fold_text(text), None))
    row("councils found in 400 words", ms(matching), matching / MOST_MATCHING, 1, f"of {ms(MOST_MATCHING)}")
    row("", "", matching / plain, None, "of every word found by one pattern")
    alternation = cpu_seconds_each(lambda: names.findall(articles[0][1]))
    alternation *= WORDS / len(articles[0][1].split())
    row("", "", matching / alternation, 0.2, "of every council's names in one pattern")
    whole = each(lambda title, text: classify(text, title=title))
    most = 1 / LEAST_A_SECOND
    row(
        "articles of 400 words classified",
        f"{1 / whole:.0f} a second",
        whole / most,
        1,
        f"of {ms(most)} each",
    )
    row("", "", whole / plain, None, "of every word found by one pattern")
    short = each(lambda title, text: classify(text, title=title), _articles(SHORT))
    row("", f"{1 / short:.0f} a second", short / whole, None, "in shorter articles, for as many words")
    dull = cpu_seconds_each(lambda: worth_reading("Plans for a library", OFF_THE_BEAT))
    dull *= WORDS / len(OFF_THE_BEAT.split())
    row("an item found to be off the beat", ms(dull), dull / whole, 1, "of an article classified")


def _articles(lengths: range) -> list[tuple[str, str]]:
    """Title and text of the tests' articles that have so many words; each is aimed at something hard."""
    lines = (path.read_text(encoding="utf-8").splitlines() for path in sorted(ARTICLES.glob("*.jsonl")))
    articles = (json.loads(line) for of_file in lines for line in of_file)
    return [(one["title"], one["text"]) for one in articles if len(one["text"].split()) in lengths]


def _all_names() -> re.Pattern[str]:
    return re.compile(
        "|".join(re.escape(name) for one in all_councils() for name in one.names), re.IGNORECASE
    )


def ms(seconds: float) -> str:
    """Milliseconds, for a table."""
    return f"{seconds * 1000:.2f} ms"


if __name__ == "__main__":
    main()
