"""What the config says, ready for use: every name resolved, every council expanded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from monitor.model import Source, Team
from monitor.tell.settings import EmailSettings, SlackSettings
from monitor.web.settings import WebSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A valid configuration."""

    path: Path
    timezone: ZoneInfo
    state: Path
    """The database, absolute; digests/ and feeds/ lie beside it."""
    backfill: timedelta
    retention: timedelta
    log: Literal["text", "json"]
    contact: str
    """Empty where none is given."""
    heartbeat: str = field(repr=False)
    """Empty where none is given; whoever knows it can keep the watchdog quiet."""
    uncertain: Literal["resend", "hold"]
    web: WebSettings
    sources: tuple[Source, ...]
    """Every address that is polled, templates expanded for each watched council."""
    slack: SlackSettings | None
    email: EmailSettings | None
    webhooks: Mapping[str, str] = field(repr=False)
    """Variable name → the incoming webhook's address."""
    admin: tuple[str, ...]
    """Destination names; empty = every team hears of failing sources."""
    teams: tuple[Team, ...]

    @property
    def watched(self) -> frozenset[str]:
        """The slugs of all councils that any team watches."""
        return frozenset().union(*(team.watch.everything for team in self.teams))

    @property
    def destinations(self) -> tuple[str, ...]:
        """Every destination that any part of the config names, once each."""
        names = [name for team in self.teams for name in team.destinations]
        names += [name for team in self.teams if team.digest for name in team.digest.destinations]
        return tuple(dict.fromkeys((*names, *self.admin)))


def watched_pairs(config: Config) -> frozenset[tuple[str, str]]:
    """Each (team, council slug) that is watched: a pair that is new hears only of what comes after it."""
    return frozenset((team.name, slug) for team in config.teams for slug in team.watch.everything)
