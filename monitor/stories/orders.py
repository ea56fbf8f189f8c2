"""A person's word on what belongs together: it stands above every rule, for good.

An order keeps the articles it was said about, not the stories' names alone, so that it still means the same
when more coverage has come in. Later orders stand above earlier ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.errors import UsageError
from monitor.model import Coverage, Story

Member = tuple[int, int]
"""What a story is made of: (article_id, position)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """These articles do not belong with the rest of that story."""

    story_id: str
    out: tuple[Member, ...]
    rest: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """These two stories belong together."""

    story_ids: tuple[str, str]
    first: tuple[Member, ...]
    second: tuple[Member, ...]


Order = Split | Merge


def member(coverage: Coverage) -> Member:
    """The coverage's name among all members of all stories."""
    return coverage.article_id, coverage.position


def split(story: Story, url: str) -> Split:
    """The order that takes one article out of a story; UsageError where that cannot be done."""
    out = tuple(member(part) for part in story.coverage if url in {part.url, part.link})
    rest = tuple(member(part) for part in story.coverage if member(part) not in out)
    if not out:
        raise UsageError(
            f"Story {story.id} has no article at {url}. `explain {story.id}` lists the articles it has."
        )
    if not rest:
        raise UsageError(f"{url} is the only article of story {story.id}: there is nothing to split it from.")
    return Split(story_id=story.id, out=out, rest=rest)


def merge(first: Story, second: Story) -> Merge:
    """The order that makes two stories one; UsageError where that cannot be done."""
    if first.id == second.id:
        raise UsageError(f"{first.id} is named twice: name the two stories that belong together.")
    if _councils(first) != _councils(second):
        raise UsageError(
            f"The articles of {first.id} and {second.id} name different councils, and a story is about one. "
            "If one of them names the wrong council and the other tells the same event, take it back: "
            "correct ID --not-relevant. If only its council is wrong: correct ID --council NAME."
        )
    return Merge(
        story_ids=(first.id, second.id),
        first=tuple(map(member, first.coverage)),
        second=tuple(map(member, second.coverage)),
    )


def _councils(story: Story) -> frozenset[str]:
    """The councils that the story's articles name, whatever a person said of them."""
    return frozenset(part.finding.council for part in story.coverage)


class Word:
    """What all orders together say of any two articles."""

    def __init__(self, orders: Sequence[Order]) -> None:
        self._said: dict[frozenset[Member], bool] = {}
        self._left: dict[Member, set[str]] = {}
        for order in orders:
            if isinstance(order, Split):
                self._take_apart(order)
            else:
                self._put_together(order)

    def together(self, one: Coverage, other: Coverage) -> bool:
        """Whether a person said that these two tell of one event."""
        return self._said.get(frozenset({member(one), member(other)})) is True

    def apart(self, one: Coverage, other: Coverage) -> bool:
        """Whether a person said that these two tell of two events."""
        return self._said.get(frozenset({member(one), member(other)})) is False

    def left(self, coverage: Coverage) -> frozenset[str]:
        """The stories a person took this article out of, by id."""
        return frozenset(self._left.get(member(coverage), ()))

    def _take_apart(self, order: Split) -> None:
        for out in order.out:
            self._left.setdefault(out, set()).add(order.story_id)
            for rest in order.rest:
                self._said[frozenset({out, rest})] = False

    def _put_together(self, order: Merge) -> None:
        for one in (*order.first, *order.second):
            self._left.get(one, set()).difference_update(order.story_ids)
        for one in order.first:
            for other in order.second:
                self._said[frozenset({one, other})] = True
