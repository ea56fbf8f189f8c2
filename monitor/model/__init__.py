"""The nouns of the monitor, in the order in which they are made.

sources → entries → articles → findings → stories → deliveries

Plain frozen values: no clock, no network, no disk. Times are aware and in UTC.
A council is its slug (`reading`), a grade its slug (`requires_improvement`): what words mean is data
(`understand/data/`), because Ofsted changes its words.
"""

from __future__ import annotations

from monitor.model.news import (
    Article,
    Classification,
    Direction,
    Entry,
    Event,
    Evidence,
    Figure,
    Finding,
    Flag,
    Highlights,
    Source,
    Theme,
)
from monitor.model.stories import (
    Coverage,
    Revision,
    RevisionKind,
    Story,
)
from monitor.model.telling import (
    CouncilRecord,
    Delivery,
    DeliveryState,
    Digest,
    DigestPlan,
    DigestSection,
    Judged,
    QuietHours,
    Receipt,
    SourceHealth,
    Team,
    ThemeCount,
    Watch,
)

__all__ = [
    "Article",
    "Classification",
    "CouncilRecord",
    "Coverage",
    "Delivery",
    "DeliveryState",
    "Digest",
    "DigestPlan",
    "DigestSection",
    "Direction",
    "Entry",
    "Event",
    "Evidence",
    "Figure",
    "Finding",
    "Flag",
    "Highlights",
    "Judged",
    "QuietHours",
    "Receipt",
    "Revision",
    "RevisionKind",
    "Source",
    "SourceHealth",
    "Story",
    "Team",
    "Theme",
    "ThemeCount",
    "Watch",
]
