"""Helpers of the end-to-end tests: feeds and pages written by hand."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from html import escape

from monitor.store import sources as kept_sources
from monitor.store.sources import SourceState
from tests.support.newsroom import rss
from tests.support.world import World


def page_of(title: str, *paragraphs: str) -> str:
    """A page with these paragraphs, long enough to be taken for an article."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{escape(title)}</title></head>"
        f"<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    )


def item(  # noqa: PLR0913 - an item has these parts
    title: str,
    link: str,
    *,
    date: datetime | None = None,
    body: str = "",
    guid: str = "",
    extra: str = "",
) -> str:
    """The inner XML of an item; what is empty is left out."""
    parts = [
        f"<title>{escape(title)}</title>" if title else "",
        f"<link>{escape(link)}</link>" if link else "",
    ]
    parts += [f"<guid isPermaLink='false'>{escape(guid)}</guid>" if guid else ""]
    parts += [f"<pubDate>{format_datetime(date, usegmt=True)}</pubDate>" if date else ""]
    parts += [f"<description>{escape(body)}</description>" if body else "", extra]
    return "".join(parts)


def carries(world: World, feed: str, *items: str) -> None:
    """Let a feed of the world carry these items."""
    world.newsroom.serve(f"/{feed}", rss(*items, title=feed))
    if feed not in world.sources:
        world.sources.append(feed)


def state(world: World, name: str) -> SourceState:
    """What is known of a source."""
    with world.tools() as tools, tools.store.reading() as connection:
        return kept_sources.known(connection)[name]


def texts(messages: list[dict[str, object]]) -> list[str]:
    """The words of messages, as far as a phone's notification shows them."""
    return [str(message["text"]) for message in messages]
