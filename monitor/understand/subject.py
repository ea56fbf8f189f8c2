"""A council that the news is about."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.understand.document import Sentence
from monitor.understand.names import Mention


@dataclass(frozen=True, slots=True)
class Subject:
    """A council that the news is about, with its name where it stands best."""

    slug: str
    sentence: Sentence
    mention: Mention
    section: tuple[Sentence, ...] = ()
    """In a round-up: the sentences, or clauses of sentences, that speak of this council; else empty."""
