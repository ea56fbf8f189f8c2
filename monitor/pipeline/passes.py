"""One pass: every stage once, in the order in which news flows."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.config import watched_pairs
from monitor.model import Revision
from monitor.pipeline.collect import Collected, collect
from monitor.pipeline.deliver import Delivered, deliver
from monitor.pipeline.digest import make_digests
from monitor.pipeline.operator import tell_operator
from monitor.pipeline.read import Readings, read
from monitor.pipeline.relate import relate
from monitor.pipeline.tidy import tidy
from monitor.pipeline.tools import Tools
from monitor.pipeline.understand import MOST_OLD_NEWS, OldNews, Understood, understand
from monitor.store import clock, watches


@dataclass(frozen=True, slots=True, kw_only=True)
class PassSummary:
    """What one pass did."""

    collected: Collected
    readings: Readings
    understood: Understood
    revisions: tuple[Revision, ...]
    delivered: Delivered

    @property
    def went_well(self) -> bool:
        """Whether some source answered (or none was due) and everything due was delivered."""
        answered = self.collected.answered > 0 or self.collected.asked == 0
        return answered and self.delivered.failed == 0 and self.delivered.waiting == 0

    @property
    def own_faults(self) -> int:
        """How often this program fell over something and went on; the log tells over what."""
        stages = (self.collected, self.readings, self.understood, self.delivered)
        return sum(stage.own_faults for stage in stages)

    def __str__(self) -> str:
        """One line for a person."""
        failed = len(self.collected.errors)
        return (
            f"{_count(self.collected.asked, 'source')} asked"
            + (f" ({failed} failed)" if failed else "")
            + f", {_count(self.collected.new_entries, 'new entry', 'new entries')}"
            + f", {_count(self.readings.read, 'article')} read"
            + (f" ({self.readings.left} left to the next pass)" if self.readings.left else "")
            + f", {_count(len(self.revisions), 'story', 'stories')} to tell"
            + f", {_count(self.delivered.sent, 'message')} sent"
            + (f", {self.delivered.refreshed} brought up to date" if self.delivered.refreshed else "")
            + (f", {self.delivered.failed} could not be delivered" if self.delivered.failed else "")
            + (f", {self.delivered.waiting} wait for their destination" if self.delivered.waiting else "")
            + "."
        )


def run_pass(tools: Tools, *, only: str | None = None, whatever_due: bool = False) -> PassSummary:
    """Do everything that is due; with `whatever_due`, ask every source now.

    Raises:
        UsageError: `only` names no source.
    """
    _begin(tools)
    by_hand = whatever_due or only is not None
    collected = collect(tools, only=only, whatever_due=whatever_due)
    readings = read(tools)
    understood = understand(tools, _old_news(collected) if by_hand else OldNews())
    revisions = relate(tools)
    tell_operator(tools, collected.states)
    make_digests(tools)
    tidy(tools)
    return PassSummary(
        collected=collected,
        readings=readings,
        understood=understood,
        revisions=tuple(revisions),
        delivered=deliver(tools, probe=whatever_due),
    )


def follow_up(tools: Tools) -> Delivered:
    """Do what follows from a person's word, and nothing else: no source is asked, no page is read."""
    _begin(tools)
    relate(tools)
    return deliver(tools)


def _old_news(collected: Collected) -> OldNews:
    """Who polls by hand waits for the end: old news is looked at beside as much new, and not alone."""
    most = min(collected.new_entries, MOST_OLD_NEWS)
    return OldNews(most, alone=collected.introduced > 0)


def _begin(tools: Tools) -> None:
    """Put right what a wrong clock wrote, and note who watches what from now on."""
    now = tools.clock()
    with tools.store.transaction() as connection:
        clock.put_right(connection, now)
        watches.watch(connection, watched_pairs(tools.config), now)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
