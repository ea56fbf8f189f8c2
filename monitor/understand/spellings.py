"""Every name under which the press knows a council, with how surely it means that council."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from monitor.understand import councils
from monitor.understand.tables import read_toml


class Strength(IntEnum):
    """How surely a name means the council."""

    BODY = 1
    """Part of another body's name (Reading FC): a mention, never the news."""
    SHARED = 2
    """A trust or an older name that stands for several councils."""
    BARE = 3
    """The bare name of the place."""
    FULL = 4
    """A name that only the council or its own trust has."""


class Rules(Struct, frozen=True, kw_only=True):
    """What tells a council's name from the word, the person and the body that are called so."""

    elsewhere: tuple[str, ...]
    body_after: tuple[str, ...]
    body_before: tuple[str, ...]
    titles: tuple[str, ...]
    first_names: tuple[str, ...]
    word_before: tuple[str, ...]
    word_after: tuple[str, ...]
    not_near: dict[str, tuple[str, ...]]


class Name(NamedTuple):
    """What a name stands for, how surely, and when it did."""

    slugs: tuple[str, ...]
    strength: Strength
    exact: str
    """For acronyms: the only spelling that counts; else empty."""
    caution: str
    since: date | None
    until: date | None


_COUNCIL_WORDS = ("council", "borough", "corporation", " cc", " mbc", " mdc", "city of ", "county of ")


@cache
def rules() -> Rules:
    """The rules, read once."""
    return read_toml("names.toml", Rules)


def all_names() -> Iterator[tuple[str, Name]]:
    """Every name as it is written, with what it stands for."""
    for one in councils.all_councils():
        for name in one.names:
            yield from _spellings(name, (one.slug,), one.caution if name == one.name else "")
    living = {one.slug for one in councils.all_councils()}
    for old in councils.predecessors():
        for name in old.names:
            if old.slug in living:
                yield from _spellings(name, (old.slug,), "")
            elif name != old.name or len(old.successors) > 1:
                yield from _spellings(name, (old.slug,), "", until=old.ended if name == old.name else None)
    for trust in councils.trusts():
        strength = Strength.SHARED if _is_shared(trust) else Strength.FULL
        until = None if trust.name_lives_on or trust.end is None else trust.end
        for name in (trust.name, *trust.aliases):
            yield from _spellings(name, trust.councils, "", strength=strength, since=trust.start, until=until)
    for phrase in rules().elsewhere:
        yield from _spellings(phrase, (), "")


def _is_shared(trust: councils.Trust) -> bool:
    return len(trust.councils) > 1 or sum(one.name == trust.name for one in councils.trusts()) > 1


def _spellings(  # noqa: PLR0913 - one row of a table
    name: str,
    slugs: tuple[str, ...],
    caution: str,
    *,
    strength: Strength | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[tuple[str, Name]]:
    letters = [letter for letter in name if letter.isalpha()]
    acronym = " " not in name and sum(letter.isupper() for letter in letters) > 1
    forms = {name, name.replace("&", "and"), name.replace(" and ", " & ")} if not acronym else {name}
    for form in forms:
        low = f"{form.lower()} "
        sure = strength or (
            Strength.FULL if acronym or any(word in low for word in _COUNCIL_WORDS) else Strength.BARE
        )
        yield form, Name(slugs, sure, name if acronym else "", caution, since, until)
