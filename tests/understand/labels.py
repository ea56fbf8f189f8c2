"""The labelled articles: what each one says, as a careful reader would write it down.

The articles are invented: people, quotes, dates and outcomes. They are no record of what Ofsted said of
any council. A label answers one question, what this title and text say; what is known elsewhere does not
count. A corrected text is labelled as it stands after the correction.

- `councils`: whom the news is about, by slug; a trust stands for its council, an abolished one for itself.
- `mentioned_only`: every other council whose name stands there in whatever role, clubs' names apart.
- `judgement`: the overall grade newly announced; none for visits, and none for inspections begun since April
  2026. `areas`: grades of named areas in this event, and the outcome of an area SEND inspection.
- `previous_judgement`: the latest overall grade of the same service that predates the event.
- `direction`: only where the text says so; a councillor's opinion is not the inspectors' word.
- a round-up has no event of its own: `per_council…` says what each council was told.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from monitor.understand.councils import find_council, predecessors

ARTICLES = Path(__file__).parent / "articles"
Areas = Mapping[str, str]


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """What the title and text say; a field that is None is not scored."""

    relevant: bool
    councils: tuple[str, ...] = ()
    mentioned_only: tuple[str, ...] | None = None
    mentioned_optional: tuple[str, ...] = ()
    """Councils whose name stands only in a club's, road's or abolished county's: right either way."""
    event: str | None = None
    judgement: str | None = None
    previous_judgement: str | None = None
    direction: str | None = None
    visit_ordinal: int | None = None
    areas: Areas | None = None
    flags: tuple[str, ...] | None = None
    flags_optional: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Events of the same council in the same article beside the news."""
    per_council: Mapping[str, str | None] | None = None
    """In a round-up: the overall grade of each council, None for an ungraded event."""
    per_council_event: Mapping[str, str] = {}
    per_council_areas: Mapping[str, Areas] | None = None
    per_council_previous: Mapping[str, str] | None = None
    per_council_direction: Mapping[str, str] | None = None
    per_council_ordinal: Mapping[str, int] | None = None
    per_council_flags: Mapping[str, tuple[str, ...]] | None = None
    unsure: bool = False
    """A careful reader may differ."""
    notes: str = ""


class LabelledArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One article with its label; `pitfall` names the trap it was written for."""

    id: str
    title: str
    text: str
    label: Label
    published: str | None = None
    pitfall: str = ""

    @property
    def day(self) -> date | None:
        """The day of publication; a month or a year stands for its last day, when all of it was known."""
        if not self.published:
            return None
        parts = [int(part) for part in self.published[:10].split("-")]
        year, month, day = (*parts, 12, 0)[:3] if len(parts) == 1 else (*parts, 0)[:3]
        return date(year, month, day or calendar.monthrange(year, month)[1])


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What the label says of one council; a field that is UNSET is not scored."""

    event: str | msgspec.UnsetType = msgspec.UNSET
    judgement: str | None = None
    previous_judgement: str | msgspec.UnsetType | None = msgspec.UNSET
    direction: str | msgspec.UnsetType | None = msgspec.UNSET
    visit_ordinal: int | msgspec.UnsetType | None = msgspec.UNSET
    areas: Areas | msgspec.UnsetType = msgspec.UNSET
    flags: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


def read_articles(path: Path = ARTICLES) -> list[LabelledArticle]:
    """The articles of a JSONL file, or of every JSONL file in a folder, in the order of their names."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return [
        msgspec.json.decode(line, type=LabelledArticle)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def slug_of(name: str) -> str:
    """The slug of a council named by slug or by name; an unknown name is itself, so that it is seen."""
    if name in {old.slug for old in predecessors()}:
        return name
    found = find_council(name)
    return found.slug if found else name


def expectations(label: Label) -> dict[str, Expected]:
    """What the label says of each council the article is about, by slug."""
    if label.per_council is not None:
        return {slug_of(name): _in_round_up(label, name) for name in label.per_council}
    event = msgspec.UNSET if label.event in {None, "other", "roundup"} else label.event
    one = Expected(
        event=event or msgspec.UNSET,
        judgement=label.judgement,
        previous_judgement=label.previous_judgement,
        direction=label.direction,
        visit_ordinal=label.visit_ordinal,
        areas=msgspec.UNSET if label.areas is None else label.areas,
        flags=msgspec.UNSET if label.flags is None else label.flags,
    )
    return {slug_of(name): one for name in label.councils}


def _in_round_up(label: Label, name: str) -> Expected:
    """One council of a round-up; what the label leaves out for all councils is not scored."""
    unset = msgspec.UNSET
    previous, direction = label.per_council_previous, label.per_council_direction
    areas, ordinals = label.per_council_areas, label.per_council_ordinal
    return Expected(
        event=label.per_council_event.get(name, unset),
        judgement=(label.per_council or {}).get(name),
        previous_judgement=unset if previous is None else previous.get(name),
        direction=unset if direction is None else direction.get(name),
        visit_ordinal=unset if ordinals is None else ordinals.get(name),
        areas=unset if areas is None else areas.get(name, {}),
        flags=unset if label.flags is None else (label.per_council_flags or {}).get(name, ()),
    )
