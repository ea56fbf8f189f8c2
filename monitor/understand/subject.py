"""A council that the news is about."""

from __future__ import annotations

from msgspec import Struct

from monitor.understand.names import Mention
from monitor.understand.passage import Passage, Sentence


class Subject(Struct, frozen=True):
    """A council that the news is about, with its name where it stands best."""

    slug: str
    sentence: Sentence
    mention: Mention
    section: Passage = Passage()
    """In a round-up: the sentences, or clauses of sentences, that speak of this council; else empty."""
