"""Words for mistakes: near spellings, values that may be shown, and the screen a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.errors import ConfigError, Mistake

LONGEST_SHOWN = 60
_SECRET_LOOKS = re.compile(
    r"xox[a-z]-|xapp-|hooks\.slack\.com|://[^/\s]*@|(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[A-Za-z0-9+=_-]{32,}"
)


class NotUnderstoodError(ValueError):
    """A value that makes no sense at its place: why, and what to write instead, but never the value."""

    def __init__(self, problem: str, hint: str = "", *, secret: bool = False) -> None:
        self.problem = problem
        self.hint = hint
        self.secret = secret
        """True where the value must not be shown to anyone."""
        super().__init__(problem)


class MissingVariableError(NotUnderstoodError):
    """A `${NAME}` that neither the environment nor `.env` knows."""


def shown(text: str) -> str:
    """A value as it may be printed: on one line, short, and not at all if it looks like a secret."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if _SECRET_LOOKS.search(line):
        return "…"
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The right spelling that a misspelled word most likely meant; None if none is near."""
    from rapidfuzz import process, utils  # noqa: PLC0415 - needed only after a mistake
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

    best = process.extractOne(
        word, list(choices), scorer=JaroWinkler.similarity, processor=utils.default_process, score_cutoff=0.75
    )
    return str(best[0]) if best else None


def listed(words: Iterable[str]) -> str:
    """Words as a sentence lists them: `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Each mistake once, by file and line; those of no line come first."""
    once = dict.fromkeys(mistakes)
    return tuple(sorted(once, key=lambda mistake: (mistake.file, mistake.line or 0)))


def render_mistakes(error: ConfigError) -> str:
    """All mistakes on one screen: where, what is wrong, and what would be right."""
    count = len(error.mistakes)
    lines = [f"{count} {'mistake' if count == 1 else 'mistakes'} in the configuration:", ""]
    for mistake in error.mistakes:
        place = mistake.file if mistake.line is None else f"{mistake.file}:{mistake.line}"
        lines.append(f"  {place}  {mistake.what}")
        if mistake.hint:
            lines.append(f"      → {mistake.hint}")
    return "\n".join(lines)
