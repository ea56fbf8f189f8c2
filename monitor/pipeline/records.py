"""Records: every council's judgements over time, from the carried list and the monitor's own stories."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection

from monitor.model import CouncilRecord, Judged
from monitor.store import digests
from monitor.stories.digest_record import records
from monitor.understand.councils import all_councils, latest_judgement, predecessors, successors

GRADED_AREAS = ("leadership", "help_and_protection", "children_in_care", "care_leavers")


def known_records(
    connection: Connection, until: datetime, without: Collection[str] = ()
) -> tuple[CouncilRecord, ...]:
    """Every council's judgements known at a moment: the carried list, overruled by newer stories.

    The stories of the ids in `without` count for nothing.
    """
    return records(
        {council.slug: judged for council in all_councils() if (judged := _listed(council.slug))},
        (story for story in digests.inspections_until(connection, until) if story.id not in without),
        until=until,
        successors={one.slug: successors(one.slug) for one in predecessors()},
    )


def listed_on() -> date | None:
    """The day of the carried list."""
    listed = (latest_judgement(council.slug) for council in all_councils())
    return max((one.as_of for one in listed if one is not None), default=None)


def _listed(slug: str) -> Judged | None:
    """A council's judgement on the carried list."""
    known = latest_judgement(slug)
    if known is None:
        return None
    areas = {area: grade for area in GRADED_AREAS if (grade := getattr(known, area))}
    return Judged(on=known.published, judgement=known.overall, areas=areas)
