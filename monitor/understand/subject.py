"""A council that the news is about."""

from __future__ import annotations

from msgspec import Struct

from monitor.understand.document import Sentence
from monitor.understand.names import Mention


class Subject(Struct, frozen=True):
    """A council that the news is about, with its name where it stands best."""

    slug: str
    sentence: Sentence
    mention: Mention
    section: tuple[Sentence, ...] = ()
    """In a round-up: the sentences, or clauses of sentences, that speak of this council; else empty."""
