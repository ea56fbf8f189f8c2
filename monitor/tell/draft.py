"""A story of a draft as a reviewer reads it: what is claimed, and the words that prove each claim. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from zoneinfo import ZoneInfo

from monitor.model import Story
from monitor.tell import names
from monitor.tell.alert import story_alert
from monitor.tell.clean import plain
from monitor.tell.plain_text import source_text, spoken_lines
from monitor.tell.sources import outlet
from monitor.tell.wording import quoted

_WIDTH = 88
_LONGEST_QUOTE = 400
_FIELDS = {
    "council": "Council",
    "event": "What happened",
    "visit_ordinal": "Number of the visit",
    "judgement": "Overall grade",
    "previous_judgement": "Grade before",
    "direction": "Direction",
}


def draft_text(story: Story, zone: ZoneInfo) -> str:
    """The whole story with its quotes in view."""
    alert = story_alert(story, zone)
    parts = [
        _folded(alert.headline),
        *(_folded(mark) for mark in alert.marks),
        "\n".join(_folded(f"{fact.label}: {fact.value}", 2) for fact in (*alert.facts, *alert.areas)),
        "\n".join(_folded(line, 2) for line in spoken_lines(alert)),
        "\n".join(["In the articles' own words:", *_quotes(story)]),
        "\n".join(["Articles:", *(source_text(source) for source in alert.sources)]),
        f"Story {alert.story_id}",
    ]
    return "\n\n".join(part for part in parts if part)


def _quotes(story: Story) -> Iterator[str]:
    """The sentences of every outlet, each once with all that it proves."""
    proved: dict[tuple[str, str], dict[str, None]] = {}
    for told in story.coverage:
        for one in told.finding.evidence:
            quote = plain(one.quote, _LONGEST_QUOTE)
            proved.setdefault((outlet(told), quote), {})[_claim(one.field)] = None
    for (who, quote), claims in proved.items():
        yield _folded(f"{', '.join(claims)}: {quoted(quote)} — {who}", 2)
    if not proved:
        yield "  No article has words that could be quoted."


def _claim(field: str) -> str:
    kind, _, name = field.partition(".")
    if kind == "areas":
        return names.capital(names.area_name(name))
    if kind == "flags":
        return names.capital(plain(name.replace("_", " "), _LONGEST_QUOTE))
    return _FIELDS.get(field, names.capital(plain(field.replace("_", " "), _LONGEST_QUOTE)))


def _folded(text: str, indent: int = 0) -> str:
    space = " " * indent
    return fill(
        text,
        _WIDTH,
        initial_indent=space,
        subsequent_indent=space + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
