"""Explain: everything that is known of one address or story, stage by stage; nobody is asked anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from monitor.model import Delivery, Finding, Revision, Source, Story
from monitor.pipeline.tools import Tools
from monitor.store import articles, coverage, deliveries, entries, stories, words
from monitor.store import sources as kept_sources
from monitor.store.articles import KeptArticle
from monitor.store.entries import KeptEntry
from monitor.store.sources import SourceState
from monitor.store.stories import KeptVerdict
from monitor.store.words import Word
from monitor.stories.addresses import canonical_url, host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """How far one address has come."""

    url: str
    seen: Sequence[KeptEntry]
    """Each showing of it in a source, by first sight."""
    kept: KeptArticle | None
    """None where no source's item was taken for news of this beat."""
    said: Sequence[tuple[Finding, str | None]] = ()
    """Each finding with the story that it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts:
    """One story with all that was decided about it and done with it."""

    story: Story
    withdrawn: bool
    reasons: Sequence[str]
    """Why its articles were joined."""
    words: Sequence[Word]
    revisions: Sequence[Revision]
    verdicts: Sequence[KeptVerdict]
    deliveries: Sequence[Delivery]
    arrived: Mapping[tuple[str, str], datetime]
    """(key, destination) → when the destination took it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A source that could show the address, or a family of searches that look at every outlet."""

    name: str
    why: str
    states: Sequence[SourceState]
    of_the_site: bool = True
    """False for searches, which show what they find of any site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What is known of the subject; a subject never seen has carriers at most."""

    subject: str
    article: ArticleFacts | None = None
    stories: Sequence[StoryFacts] = ()
    carriers: Sequence[Carrier] = ()

    @property
    def seen(self) -> bool:
        """Whether the monitor ever met the subject."""
        return self.article is not None or bool(self.stories)


def explain(tools: Tools, subject: str) -> Explanation:
    """What is known of a story's id or of an article's address."""
    with tools.store.reading() as connection:
        story = stories.by_id(connection, subject)
        if story is not None:
            return Explanation(subject=subject, stories=(_story(connection, story),))
        article = _article(connection, subject)
        if article is None:
            return Explanation(subject=subject, carriers=tuple(_carriers(tools, connection, subject)))
        belongs_to = dict.fromkeys(story_id for _, story_id in article.said if story_id is not None)
        told = stories.by_ids(connection, belongs_to.keys())
        facts = tuple(_story(connection, told[one]) for one in belongs_to if one in told)
        return Explanation(subject=subject, article=article, stories=facts)


def _article(connection: Connection, address: str) -> ArticleFacts | None:
    url = canonical_url(address)
    kept = articles.by_url(connection, url) or articles.by_link(connection, address)
    seen = entries.of_url(connection, url if kept is None else kept.article.url)
    if kept is None and not seen:
        return None
    return ArticleFacts(
        url=address,
        seen=seen,
        kept=kept,
        said=() if kept is None else coverage.of_article(connection, kept.id),
    )


def _story(connection: Connection, story: Story) -> StoryFacts:
    revisions = stories.revisions_of(connection, story.id)
    return StoryFacts(
        story=story,
        withdrawn=stories.is_withdrawn(connection, story.id),
        reasons=stories.reasons_of(connection, story.id),
        words=words.of_story(connection, story.id),
        revisions=revisions,
        verdicts=stories.verdicts_of(connection, story.id),
        deliveries=deliveries.of_story(connection, story.id),
        arrived=deliveries.arrivals_of(connection, story.id),
    )


# --- what was never seen --------------------------------------------------------------------------------


def _carriers(tools: Tools, connection: Connection, address: str) -> Iterator[Carrier]:
    host = host_of(address)
    states = kept_sources.states_of(connection, tools.config.sources)
    if not host:
        return
    has_brought = entries.sources_of_host(connection, host)
    for source in tools.config.sources:
        if source.spread:
            continue
        if _same_site(host, host_of(source.url)):
            yield Carrier(name=source.name, why="is of the same site", states=[states[source.name]])
        elif source.name in has_brought:
            why = "has shown articles of this site before"
            yield Carrier(name=source.name, why=why, states=[states[source.name]])
    for name, family in _families(tools.config.sources).items():
        why = "searches for every outlet's news"
        found = [states[source.name] for source in family]
        yield Carrier(name=name, why=why, states=found, of_the_site=False)


def _same_site(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _families(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """The searches made from one template, by the template's name."""
    families: dict[str, list[Source]] = {}
    for source in sources:
        if source.spread:
            families.setdefault(source.name.rpartition(": ")[0], []).append(source)
    return families
