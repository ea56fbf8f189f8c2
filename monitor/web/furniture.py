"""The furniture of pages, read once from `data/furniture.toml`: what to take away before anybody reads."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A text's paragraphs without furniture, and what was found at its end."""

    kept: tuple[str, ...]
    walled: bool
    """True when a paywall or register wall cut the text off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """The rules for the pages of one site."""

    tags: frozenset[str]
    roles: frozenset[str]
    names: frozenset[str]
    parts: re.Pattern[str]
    drop: re.Pattern[str]
    end: re.Pattern[str]
    wall: re.Pattern[str]
    article: str = ""
    """Class or id of the element that holds the story, where a site's is known."""
    no_article: bool = False
    """True for a site whose pages hold no text to be read."""

    def claims(self, tag: str, marks: str, role: str) -> bool:
        """Say whether an element is furniture, by its tag, its class and id, and its role."""
        if tag in self.tags or (role and role.lower() in self.roles):
            return True
        if not marks:
            return False
        marks = marks.lower()
        return not self.names.isdisjoint(marks.split()) or self.parts.search(marks) is not None

    def clear(self, lines: Iterable[str], *, title: str = "") -> Lines:
        """Take the furniture out of paragraphs; what follows a wall or a list of other stories goes too."""
        kept: list[str] = []
        for line in lines:
            if not line or line == title or self.drop.fullmatch(line) or (kept and line == kept[-1]):
                continue
            if self.wall.fullmatch(line):
                return Lines(kept=tuple(kept), walled=True)
            if kept and self.end.fullmatch(line):
                break
            kept.append(line)
        return Lines(kept=tuple(kept), walled=False)


def furniture_of(host: str) -> Furniture:
    """Give the rules for a site: those for all, and its own."""
    return _furniture(_site(host))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("monitor.web").joinpath("data/furniture.toml").read_text("utf-8"))


def _site(host: str) -> str:
    labels = host.lower().split(".")
    sites = _data()["sites"]
    return next((name for at in range(len(labels)) if (name := ".".join(labels[at:])) in sites), "")


@cache
def _furniture(site: str) -> Furniture:
    data = _data()
    remove, lines, own = data["remove"], data["lines"], data["sites"].get(site, {})
    return Furniture(
        tags=frozenset(remove["tags"]),
        roles=frozenset(remove["roles"]),
        names=frozenset(remove["names"]) | frozenset(own.get("names", ())),
        parts=re.compile("|".join(re.escape(part) for part in [*remove["parts"], *own.get("parts", ())])),
        drop=_any_of([*lines["drop"], *own.get("drop", ())]),
        end=_any_of([*lines["end"], *own.get("end", ())]),
        wall=_any_of([*lines["wall"], *own.get("wall", ())]),
        article=own.get("article", ""),
        no_article=own.get("no_article", False),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
