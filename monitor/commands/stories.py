"""`stories`: what is known, newest first."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.commands.options import options_of
from monitor.commands.output import for_people, in_json, say, show, show_json, show_table
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.model import Story


CSV_COLUMNS = (
    "id",
    "council",
    "event",
    "visit_ordinal",
    "judgement",
    "areas",
    "previous_judgement",
    "direction",
    "flags",
    "published",
    "first_seen",
    "corrected",
    "disputed",
    "articles",
)


FORMULA_STARTS = ("=", "+", "-", "@")
TOLD_FLAGS = ("priority_action", "provisional", "restated")


class StoriesForm(StrEnum):
    """How the stories are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("stories")(stories)


def stories(
    context: typer.Context,
    council: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this council's: a name, alias or slug.")
    ] = None,
    since: Annotated[
        str, typer.Option(metavar="30d", help="First seen within this time: 12h, 30d, 8w, 1y.")
    ] = "30d",
    form: Annotated[StoriesForm, typer.Option("--format", help="How to print them.")] = StoriesForm.TABLE,
) -> None:
    """List the stories that are known, newest first."""
    from monitor.app import opened  # noqa: PLC0415 - imported on first use
    from monitor.store import stories as kept  # noqa: PLC0415 - likewise

    slugs = None if council is None else [slug_of(council)]
    length = _length(since)
    config = options_of(context).configured()
    with opened(config) as tools, tools.store.reading() as connection:
        now = tools.clock()
        found = kept.first_seen_between(connection, now - length, now, councils=slugs)
    if form is StoriesForm.JSON:
        show_json([wire(story) for story in found])
    elif form is StoriesForm.CSV:
        show(_csv(found))
    elif found:
        _print(found, config, now)
    else:
        of = f" of {council}" if council else ""
        say(f"No story{of} in the last {since}. `--since 1y` looks further back; `poll` asks for news.")


def _length(since: str) -> timedelta:
    from monitor.config.mistakes import NotUnderstoodError  # noqa: PLC0415 - imported on first use
    from monitor.config.words import duration  # noqa: PLC0415 - likewise

    try:
        return duration(since)
    except NotUnderstoodError as error:
        raise UsageError(f"--since: “{since}” {error.problem}; {error.hint}.") from error


def slug_of(name: str) -> str:
    """A council's slug from whatever a person calls it; abolished councils have theirs.

    Raises:
        UsageError: no council is called so; the nearest names are told.
    """
    from monitor.understand.councils import (  # noqa: PLC0415 - imported on first use
        find_council,
        fold,
        predecessors,
        suggest,
    )

    for old in predecessors():
        if fold(name) in {fold(one) for one in (old.slug, *old.names)}:
            return old.slug
    found = find_council(name)
    if found is not None:
        return found.slug
    near = ", ".join(suggest(name))
    raise UsageError(
        f"No council is called “{name}”. "
        + (f"Did you mean: {near}?" if near else "`ofsted-monitor councils` lists all of them.")
    )


def _print(found: Sequence[Story], config: Config, now: datetime) -> None:
    from monitor.understand.councils import display_name  # noqa: PLC0415 - imported on first use

    show_table(
        ("First seen", "Council", "What", "Outcome", "Articles", "Id"),
        [
            (
                for_people(story.first_seen, config.timezone, now=now),
                display_name(story.council),
                _what(story),
                _outcome(story),
                str(len(story.coverage)),
                story.id,
            )
            for story in found
        ],
        whole=("First seen", "Articles", "Id"),
    )


def _what(story: Story) -> str:
    from monitor.understand.grades import event_name  # noqa: PLC0415 - imported on first use

    return event_name(story.event) + (f" no. {story.visit_ordinal}" if story.visit_ordinal else "")


def _outcome(story: Story) -> str:
    """The outcome in a few words, and what a reader should know before believing it."""
    from monitor.understand.grades import area_name, grade_name  # noqa: PLC0415 - imported on first use

    if story.judgement:
        outcome = grade_name(story.judgement)
    elif story.areas:
        outcome = "; ".join(f"{area_name(area)}: {grade_name(grade)}" for area, grade in story.areas.items())
    else:
        outcome = story.direction.value if story.direction else "–"
    marks = [flag.value.replace("_", " ") for flag in story.flags if flag.value in TOLD_FLAGS]
    marks += ["corrected"] * story.corrected + ["disputed"] * story.disputed
    return f"{outcome} ({', '.join(marks)})" if marks else outcome


def wire(story: Story) -> dict[str, Any]:
    """A story in the shape that scripts rely on."""
    return {
        "id": story.id,
        "council": story.council,
        "event": story.event.value,
        "visit_ordinal": story.visit_ordinal,
        "judgement": story.judgement,
        "areas": dict(story.areas),
        "previous_judgement": story.previous_judgement,
        "direction": story.direction.value if story.direction else None,
        "flags": [flag.value for flag in story.flags],
        "published": in_json(story.published),
        "first_seen": in_json(story.first_seen),
        "corrected": story.corrected,
        "disputed": story.disputed,
        "articles": [
            {
                "title": one.title,
                "url": one.link,
                "source": one.source,
                "published": in_json(one.published),
            }
            for one in story.coverage
        ],
    }


def _csv(found: Sequence[Story]) -> str:
    rows = io.StringIO(newline="")
    writer = csv.DictWriter(rows, fieldnames=CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for story in found:
        row = wire(story)
        areas = "; ".join(f"{area}={grade}" for area, grade in story.areas.items())
        links = " ".join(one.link for one in story.coverage)
        flat = row | {"areas": areas, "flags": " ".join(row["flags"]), "articles": links}
        writer.writerow({name: _safe(value) for name, value in flat.items()})
    return rows.getvalue()


def _safe(value: object) -> object:
    """A cell on one line that no spreadsheet takes for a formula; true and false as in JSON."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return f"'{line}" if line.startswith(FORMULA_STARTS) else line
