"""Stories as an Atom feed, for any reader: one entry a story, which keeps its identity for life. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zoneinfo import ZoneInfo

from monitor.model import Story
from monitor.tell.alert import story_alert
from monitor.tell.plain_text import story_text

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 200
"""Entries; a reader who comes daily sees every one."""
_UTC = ZoneInfo("UTC")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom_feed(
    title: str, name: str, stories: Sequence[Story], changed: Mapping[str, datetime] | None = None
) -> str:
    """The feed of these stories, newest first; `changed` says when each was touched last."""
    shown = stories[:_MOST]
    touched = {story.id: (changed or {}).get(story.id, story.first_seen) for story in shown}
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _add(feed, "title", title)
    _add(feed, "id", _identity(f"feed/{name}"))
    _add(feed, "updated", _time(max(touched.values(), default=_NEVER)))
    author = SubElement(feed, "author")
    _add(author, "name", "Ofsted Monitor")
    for story in shown:
        feed.append(_entry(story, touched[story.id]))
    indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _entry(story: Story, changed: datetime) -> Element:
    alert = story_alert(story, _UTC)
    entry = Element("entry")
    _add(entry, "title", alert.headline)
    _add(entry, "id", _identity(f"story/{story.id}"))
    _add(entry, "published", _time(story.first_seen))
    _add(entry, "updated", _time(max(changed, story.first_seen)))
    links = dict.fromkeys(source.link for source in alert.sources if source.link)
    for number, link in enumerate(links):
        SubElement(entry, "link", {"rel": "related" if number else "alternate", "href": link})
    SubElement(entry, "category", {"term": story.council})
    SubElement(entry, "category", {"term": story.event.value})
    _add(entry, "content", story_text(alert))
    return entry


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _identity(name: str) -> str:
    """The same for the same thing wherever the monitor runs, and never another's."""
    return uuid5(NAMESPACE_URL, f"ofsted-monitor:{name}").urn


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
