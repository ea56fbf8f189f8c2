"""How fast a text is understood, against the least that any reader of it must do."""

from __future__ import annotations

import re

from bench.measure import row, seconds_each
from monitor.understand.classify import classify
from monitor.understand.councils import all_councils
from monitor.understand.folding import fold_text
from monitor.understand.names import find_mentions
from monitor.understand.relevance import worth_reading

PARAGRAPH = (
    "Inspectors said that leaders know their children well, that social workers have fewer cases than a year "
    "ago, and that plans no longer drift. Too many children still wait for a foster home near their school. "
)
ARTICLE = (
    "Slough Borough Council’s children’s services have been rated requires improvement by Ofsted, up from "
    "inadequate in 2023. The report follows a full inspection in October 2026.\n" + (PARAGRAPH * 3 + "\n") * 4
)
OFF_THE_BEAT = "Residents of Slough may comment on plans for a new library until the end of the month.\n" * 30
MOST_MILLISECONDS = 10


def main() -> None:
    """Print milliseconds a text, and ratios to one `re` search for all the councils' names."""
    words = len(ARTICLE.split())
    pattern = re.compile(
        "|".join(re.escape(name) for one in all_councils() for name in one.names), re.IGNORECASE
    )
    alternation = seconds_each(lambda: pattern.findall(ARTICLE))
    matching = seconds_each(lambda: find_mentions(fold_text(ARTICLE), None))
    row(f"councils in {words} words", ms(matching), matching / alternation, 0.2, "of one regular expression")
    title = "Slough children’s services rated requires improvement"
    whole = seconds_each(lambda: classify(ARTICLE, title=title, published=None, url=""))
    row("an article classified", ms(whole), whole * 1000 / MOST_MILLISECONDS, 1, f"of {MOST_MILLISECONDS} ms")
    dull = seconds_each(lambda: worth_reading("Plans for a library", OFF_THE_BEAT))
    row("an item found to be off the beat", ms(dull), dull / whole, 1, "of an article classified")


def ms(seconds: float) -> str:
    """Milliseconds, for a table."""
    return f"{seconds * 1000:.2f} ms"


if __name__ == "__main__":
    main()
