"""In which order one destination's messages go out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.model import Delivery

STUBBORN = 3
"""A message that failed so often lets the others go before it: the fault may be its own."""


def in_turn(owed: Sequence[Delivery], now: datetime) -> list[Delivery]:
    """What may be sent now, of all that one destination is owed in the order of its promises.

    What was promised first goes first, stubborn messages last; a story's later revision never goes before an
    earlier one that has to wait.
    """
    fresh: list[Delivery] = []
    stubborn: list[Delivery] = []
    behind: set[str] = set()
    for delivery in owed:
        subject = subject_of(delivery)
        if subject in behind:
            continue
        waits = delivery.due > now
        if waits or delivery.attempts >= STUBBORN:
            behind.add(subject)
        if not waits:
            (stubborn if delivery.attempts >= STUBBORN else fresh).append(delivery)
    return fresh + stubborn


def subject_of(delivery: Delivery) -> str:
    """What the delivery is about: the story, the team's digests, the source or destination of a notice."""
    return delivery.key.rpartition("/")[0]
