"""How well articles are put together: pairs of articles against labels made by a careful reader.

A pair counts as joined when both articles are in one story. Precision says how many joined pairs belong
together, recall how many that belong together are joined. `groups/*.yaml` holds the cases: for each council,
its stories, and for each story its articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import yaml

from monitor.model import Coverage, Direction, Event, Finding, Flag
from monitor.stories.cluster import group, member
from monitor.stories.orders import Member
from monitor.understand.classify import classify

GROUPS = Path(__file__).parent / "groups"
WRITTEN = Path(__file__).parent / "written"
_SEEN_AFTER = timedelta(minutes=40)
_OUT_OF_TIME = "1990-01-01 00:00"


@dataclass(frozen=True, slots=True)
class Case:
    """All coverage of one council, and the stories a careful reader makes of it."""

    council: str
    note: str
    stories: tuple[tuple[Coverage, ...], ...]

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        return tuple(part for story in self.stories for part in story)


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs over all cases, with those that went wrong, for a person to read."""

    right: int
    joined: int
    belonging: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.belonging if self.belonging else 1.0

    def __str__(self) -> str:
        return (
            f"joining articles: precision {self.precision:.3f}, recall {self.recall:.3f} "
            f"({self.right} right of {self.joined} joined and {self.belonging} belonging pairs)"
        )


def cases() -> tuple[Case, ...]:
    """Every labelled case, in the order of the files."""
    return tuple(
        Case(raw["council"], raw["note"], _stories(raw, first_id=1000 * index))
        for index, raw in enumerate(_raw_cases(GROUPS), 1)
    )


def written() -> tuple[Case, ...]:
    """Every case that is given as text: each article's part is what the classifier says of the council."""
    return tuple(
        Case(raw["council"], raw["note"], _written_stories(raw, first_id=1000 * index))
        for index, raw in enumerate(_raw_cases(WRITTEN), 1)
    )


def _raw_cases(folder: Path) -> Iterator[dict[str, Any]]:
    files = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml")))
    return chain.from_iterable(files)


def score(labelled: Iterable[Case] | None = None) -> PairScore:
    """Joins every case's articles and counts the pairs."""
    right = joined = belonging = 0
    wrong: list[str] = []
    missed: list[str] = []
    for case in cases() if labelled is None else labelled:
        titles = {member(part): f"{case.council}: {part.title} ({part.publisher})" for part in case.coverage}
        found = _pairs(made.coverage for made in group(case.coverage))
        labels = _pairs(case.stories)
        right, joined, belonging = right + len(found & labels), joined + len(found), belonging + len(labels)
        wrong += _in_words(found - labels, titles)
        missed += _in_words(labels - found, titles)
    return PairScore(right, joined, belonging, tuple(wrong), tuple(missed))


def _pairs(stories: Iterable[Iterable[Coverage]]) -> set[tuple[Member, Member]]:
    return {pair for story in stories for pair in combinations(sorted(map(member, story)), 2)}


def _in_words(pairs: Iterable[tuple[Member, Member]], titles: dict[Member, str]) -> Iterator[str]:
    return (f"{titles[one]} / {titles[other]}" for one, other in sorted(pairs))


def _stories(raw: dict[str, Any], first_id: int) -> tuple[tuple[Coverage, ...], ...]:
    shared: dict[str, list[int]] = {}
    following = iter(range(first_id, first_id + 1000))
    stories = []
    for articles in raw["stories"]:
        story = []
        for article in articles:
            known = shared.setdefault(article["article"], []) if "article" in article else []
            article_id = known[0] if known else next(following)
            story.append(_coverage(raw["council"], article, article_id, len(known)))
            known.append(article_id)
        stories.append(tuple(story))
    return tuple(stories)


def _coverage(council: str, article: dict[str, Any], article_id: int, position: int) -> Coverage:
    finding = Finding(
        council=council,
        event=Event(article["event"]),
        visit_ordinal=article.get("ordinal"),
        judgement=article.get("judgement"),
        areas=article.get("areas", {}),
        previous_judgement=article.get("previous"),
        direction=Direction(article["direction"]) if "direction" in article else None,
        flags=tuple(Flag(flag) for flag in article.get("flags", ())),
        event_date=article.get("dated"),
    )
    return _part(article, finding, article_id, position)


def _written_stories(raw: dict[str, Any], first_id: int) -> tuple[tuple[Coverage, ...], ...]:
    following = iter(range(first_id, first_id + 1000))
    return tuple(
        tuple(part for article in articles for part in _classified(raw["council"], article, next(following)))
        for articles in raw["stories"]
    )


def _classified(council: str, article: dict[str, Any], article_id: int) -> Iterator[Coverage]:
    """What the article says of the council; one in which nothing is found stands alone, out of all time."""
    answer = classify(article["text"], title=article["title"], published=_instant(article["at"]).date())
    found = [finding for finding in answer.findings if finding.council == council]
    if not found:
        found, article = [Finding(council=council, event=Event.OTHER)], article | {"at": _OUT_OF_TIME}
    yield _part(article, found[0], article_id, 0)


def _part(article: dict[str, Any], finding: Finding, article_id: int, position: int) -> Coverage:
    published = _instant(article["at"]) if "at" in article else None
    seen = _instant(article["seen"]) if published is None else published + _SEEN_AFTER
    address = f"https://example.test/{article_id}"
    return Coverage(
        article_id=article_id,
        position=position,
        url=address,
        link=address,
        title=article["title"],
        source=article["outlet"],
        publisher=article["outlet"],
        published=published,
        first_seen=seen,
        official=article.get("official", False),
        finding=finding,
    )


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
