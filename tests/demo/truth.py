"""What each article of the newsroom says, read by a person: the answer the classifier is held to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.model import Direction, Event, Flag

UNSURE = frozenset({Direction.IMPROVED, Direction.MIXED})
"""Gains and faults in one letter, of which careful readers say the one or the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one article says of one council."""

    event: Event
    judgement: str | None = None
    areas: Mapping[str, str] = field(default_factory=dict)
    previous: str | None = None
    ordinal: int | None = None
    directions: frozenset[Direction | None] = frozenset({None})
    """Every answer that a careful reader could give."""
    flags: frozenset[Flag] = frozenset()


IMPROVED: frozenset[Direction | None] = frozenset({Direction.IMPROVED})
DECLINED: frozenset[Direction | None] = frozenset({Direction.DECLINED})


def areas(
    leadership: str, help_and_protection: str, children_in_care: str, care_leavers: str
) -> Mapping[str, str]:
    """Return the four grades of an inspection since 2023, in the inspectorate's own order."""
    return {
        "leadership": leadership,
        "help_and_protection": help_and_protection,
        "children_in_care": children_in_care,
        "care_leavers": care_leavers,
    }


CALDERDALE = areas("requires_improvement", "inadequate", "good", "good")

FIRST_EDITION: Mapping[str, Mapping[str, Told]] = {
    "reading-children-in-care": {
        "reading": Told(event=Event.MONITORING_VISIT, previous="inadequate", directions=IMPROVED),
    },
    "reading-early-help": {
        "reading": Told(event=Event.MONITORING_VISIT, previous="inadequate", ordinal=4, directions=IMPROVED),
    },
    "slough-fifth-visit": {
        "slough": Told(event=Event.MONITORING_VISIT, previous="inadequate", ordinal=5, directions=UNSURE),
    },
    "slough-courier": {
        "slough": Told(event=Event.MONITORING_VISIT, previous="inadequate", ordinal=5, directions=UNSURE),
    },
    "devon-newsroom": {"devon": Told(event=Event.OTHER, directions=UNSURE)},
    "bury-requires-improvement": {
        "bury": Told(
            event=Event.INSPECTION,
            judgement="requires_improvement",
            areas={"leadership": "good", "help_and_protection": "good"},
            previous="adequate",
            # `requires improvement` took the place of `adequate`; nobody in the text calls it a change.
            directions=frozenset({None, Direction.UNCHANGED}),
            flags=frozenset({Flag.CORRECTION}),
        ),
    },
    "shropshire-four-grades": {
        "shropshire": Told(
            event=Event.INSPECTION, areas=areas("outstanding", "good", "good", "good"), previous="good"
        ),
    },
    "calderdale-commons": {
        "calderdale": Told(event=Event.INSPECTION, areas=CALDERDALE, previous="good", directions=DECLINED),
    },
    "calderdale-young-lives": {
        "calderdale": Told(event=Event.INSPECTION, areas=CALDERDALE, previous="good"),
    },
    "three-councils": {
        "merton": Told(
            event=Event.INSPECTION,
            areas=areas("outstanding", "good", "good", "outstanding"),
            previous="outstanding",
        ),
        "kirklees": Told(
            event=Event.INSPECTION,
            areas=areas("good", "requires_improvement", "good", "good"),
            previous="requires_improvement",
            directions=IMPROVED,
        ),
        "cornwall": Told(
            event=Event.INSPECTION, areas=areas("outstanding", "good", "good", "requires_improvement")
        ),
    },
    "oldham-send": {"oldham": Told(event=Event.AREA_SEND, areas={"send": "systemic_failings"})},
    "suffolk-focused-visit": {
        "suffolk": Told(
            event=Event.FOCUSED_VISIT,
            previous="good",
            directions=DECLINED,
            flags=frozenset({Flag.PRIORITY_ACTION}),
        ),
    },
    "northumberland-jtai": {"northumberland": Told(event=Event.JTAI)},
    "herefordshire-direction": {
        "herefordshire": Told(event=Event.INTERVENTION, previous="requires_improvement", directions=IMPROVED),
    },
    "herefordshire-law": {
        "herefordshire": Told(event=Event.INTERVENTION, previous="requires_improvement", directions=IMPROVED),
    },
    "torbay-draft": {
        "torbay": Told(event=Event.INSPECTION, previous="good", flags=frozenset({Flag.PROVISIONAL})),
    },
    "sunderland-september": {
        "sunderland": Told(
            event=Event.INSPECTION,
            areas=areas("outstanding", "outstanding", "outstanding", "outstanding"),
            previous="outstanding",
        ),
    },
    # Not of this beat, though most of them name a council, Ofsted or a grade.
    "reading-childrens-home": {},
    "dudley-school": {},
    "swindon-adult-care": {},
    "blackpool-youth-justice": {},
    "framework-consultation": {},
    "essex-sponsored": {},
}

LATER_EDITION: Mapping[str, Mapping[str, Told]] = {
    "reading-courier": {
        "reading": Told(event=Event.MONITORING_VISIT, previous="inadequate", ordinal=4, directions=IMPROVED),
    },
}

CORRECTED_EDITION: Mapping[str, Mapping[str, Told]] = {
    "shropshire-four-grades": {
        "shropshire": Told(
            event=Event.INSPECTION,
            areas=areas("outstanding", "good", "good", "requires_improvement"),
            previous="good",
            flags=frozenset({Flag.CORRECTION}),
        ),
    },
}
