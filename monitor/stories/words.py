"""How stories are spoken of in plain English; shared by reasons, verdicts and headlines."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model import Coverage, Event

EVENT_WORDS: dict[Event, str] = {
    Event.INSPECTION: "inspection",
    Event.MONITORING_VISIT: "monitoring visit",
    Event.FOCUSED_VISIT: "focused visit",
    Event.JTAI: "joint inspection",
    Event.AREA_SEND: "area SEND inspection",
    Event.ASSURANCE_VISIT: "assurance visit",
    Event.INTERVENTION: "intervention",
    Event.OTHER: "report or visit of an unnamed kind",
}

UNSAID = "not stated"
_SMALL_IN_PLACES = frozenset({"and", "of", "on", "the", "upon", "with"})
_SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spoken(slug: str | None) -> str:
    """A slug as words (`requires_improvement` → requires improvement); None is "not stated"."""
    return UNSAID if slug is None else slug.replace("_", " ").replace("-", " ")


def placed(council: str) -> str:
    """A council's slug as the name of its place (`bath-and-north-east-somerset`)."""
    parts = council.split("-")
    return " ".join(part if part in _SMALL_IN_PLACES else part.capitalize() for part in parts)


def number(count: int) -> str:
    """Small numbers as words, larger ones as figures."""
    return _SMALL_NUMBERS[count] if 0 <= count < len(_SMALL_NUMBERS) else str(count)


def counted(count: int, singular: str, plural: str = "") -> str:
    """A number with its noun: one visit, three visits, no visits."""
    return f"{number(count)} {singular if count == 1 else plural or singular + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Parts as a list in a sentence: a, b and c."""
    if len(parts) < 2:  # noqa: PLR2004 - one part, or none, needs no "and"
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def capital(sentence: str) -> str:
    """The sentence with its first letter large, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def outlet(coverage: Coverage) -> str:
    """The outlet as a reader knows it; the source's name where the outlet is not known."""
    return coverage.publisher or coverage.source


def named(coverage: Coverage) -> str:
    """An article as it is named in a reason: its headline and its outlet."""
    return f"“{coverage.title or coverage.url}” ({outlet(coverage)})"
