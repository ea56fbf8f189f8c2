"""The newsroom's articles as they lie on disk: an edition is a folder, an article one readable file.

A later edition lays its articles over the earlier ones: the same file name replaces, a new one adds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

FENCE = "+++\n"
"""Stands before and after an article's head."""


class Edition(StrEnum):
    """What has been published by a moment of the demonstration; the value is the folder."""

    FIRST = "1-first"
    LATER = "2-later"
    """A later outlet covers a story that was told already."""
    CORRECTED = "3-corrected"
    """An article that was told is corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented publisher, with what stands around its articles."""

    slug: str
    name: str
    host: str
    """An invented host name, for guids; nothing is served there."""
    strapline: str
    feed: str
    """The shape of its feed, a template's name; empty where it has none."""
    feed_path: str
    """Where its feed is served, below its home; with the query where it has one."""
    every: str
    """How often to ask, as config.yaml writes it."""
    path: str
    """The pattern of its articles' addresses."""
    page: str
    """The layout of its pages, a template's name."""
    menu: tuple[str, ...]
    cookies: str
    newsletter: str
    related: tuple[str, ...]
    """Headlines of other stories, which name other councils."""
    closing: str
    credit: str

    @property
    def home(self) -> str:
        """Where its pages begin, below the server's root."""
        return f"/{self.slug}/"

    @property
    def furniture(self) -> tuple[str, ...]:
        """Every line of its pages that belongs to no article."""
        around = (self.strapline, self.cookies, self.newsletter, self.closing, self.credit)
        return (*around, *self.related)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an article's body."""

    kind: Literal["paragraph", "heading", "list"]
    lines: tuple[str, ...]
    """One line, or a list's items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article as its outlet wrote it."""

    key: str
    """Its file's name: what a later edition replaces it by."""
    outlet: Outlet
    title: str
    published: datetime
    updated: datetime
    """When it was last changed; `published` where it never was."""
    summary: str
    byline: str
    subjects: tuple[str, ...]
    blocks: tuple[Block, ...]
    caption: str = ""
    number: int = 0
    """The outlet's own number of the article; 0 where it counts none."""

    @property
    def path(self) -> str:
        """Where it is served, below the server's root."""
        month = f"{self.published:%b}".lower()
        slug = re.sub(r"[^a-z0-9]+", "-", re.sub("[‘’“”]", "", self.title.lower())).strip("-")
        fields = {"slug": slug, "number": self.number, "date": self.published, "month": month}
        return self.outlet.home + self.outlet.path.format_map(fields)

    @property
    def lines(self) -> tuple[str, ...]:
        """The body's lines from top to bottom, as a reader sees them."""
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def words(self) -> int:
        """The length of the body."""
        return sum(len(line.split()) for line in self.lines)


def outlets() -> Mapping[str, Outlet]:
    """Every publisher by slug, in the order of the file."""
    table = tomllib.loads(_demo().joinpath("outlets.toml").read_text(encoding="utf-8"))
    return {slug: _outlet(slug, fields) for slug, fields in table.items()}


def pieces(*editions: Edition) -> tuple[Piece, ...]:
    """What stands published after these editions, newest first."""
    publishers = outlets()
    published: dict[str, Piece] = {}
    for edition in sorted(editions):
        for file in _articles(edition):
            piece = read_piece(file.name.removesuffix(".md"), file.read_text(encoding="utf-8"), publishers)
            published[piece.key] = piece
    return tuple(sorted(published.values(), key=lambda piece: piece.published, reverse=True))


def read_piece(key: str, text: str, publishers: Mapping[str, Outlet]) -> Piece:
    """Read one article file: a TOML head between fences, then paragraphs parted by empty lines."""
    _, head, body = text.split(FENCE, 2)
    fields: dict[str, Any] = tomllib.loads(head)
    return Piece(
        key=key,
        outlet=publishers[fields.pop("outlet")],
        subjects=tuple(fields.pop("subjects")),
        updated=fields.pop("updated", fields["published"]),
        blocks=tuple(_blocks(body.split("\n\n"))),
        **fields,
    )


def _demo() -> Traversable:
    return files("monitor.demo")


def _articles(edition: Edition) -> list[Traversable]:
    found = _demo().joinpath("articles", edition).iterdir()
    return sorted((file for file in found if file.name.endswith(".md")), key=lambda file: file.name)


def _outlet(slug: str, fields: Mapping[str, Any]) -> Outlet:
    frozen: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
    return Outlet(slug=slug, **frozen)


def _blocks(chunks: Iterable[str]) -> Iterable[Block]:
    for chunk in filter(None, map(str.strip, chunks)):
        if chunk.startswith("## "):
            yield Block("heading", (chunk.removeprefix("## "),))
        elif chunk.startswith("- "):
            yield Block("list", tuple(line.removeprefix("- ") for line in chunk.splitlines()))
        else:
            yield Block("paragraph", (chunk,))
