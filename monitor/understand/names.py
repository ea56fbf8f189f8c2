"""Finds councils in a text under every name the press uses, and tells them from words, clubs and people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from msgspec import Struct

from monitor.understand import councils
from monitor.understand.folding import Folded, fold_text
from monitor.understand.spellings import Name, Strength, all_names, rules


class Mention(Struct, frozen=True, order=True):
    """One council, or the councils of one trust, where a text names it; offsets in the raw text."""

    start: int
    end: int
    slugs: tuple[str, ...]
    strength: Strength


_NEAR = 60
_CONTEXT = 26
"""As many characters before and after a name are looked at as the longest rule has."""


@cache
def _automaton() -> Any:  # noqa: ANN401 - the library ships no types
    import ahocorasick  # noqa: PLC0415 - needed only where text is read

    table: dict[str, list[Name]] = {}
    forms, names = zip(*all_names(), strict=True)
    for folded, name in zip(fold_text("\0".join(forms)).text.split("\0"), names, strict=True):
        entries = table.setdefault(folded, [])
        if not any(entry.slugs == name.slugs for entry in entries):
            entries.append(name)
    automaton = ahocorasick.Automaton()
    for folded, entries in table.items():
        automaton.add_word(folded, (len(folded), tuple(entries)))
    automaton.make_automaton()
    return automaton


def find_mentions(folded: Folded, published: date | None = None) -> list[Mention]:
    """Every council that a text names, from left to right; a longer name beats the one inside it."""
    chosen = _longest(_whole_words(folded.text))
    found = [mention for hit in chosen for mention in _judge(folded, hit, published)]
    misspelled = list(_misspelled(folded, chosen))
    return sorted(found + misspelled) if misspelled else found


_Hit = tuple[int, int, tuple[Name, ...]]
"""Where a name begins and, as a negative number, where it ends: so the longest of a place comes first."""


def _whole_words(text: str) -> list[_Hit]:
    """Where names stand as whole words; an underscore is part of a word."""
    fenced = f"{text} ".replace("_", "x")  # a blank ends the last word and, as the sign before 0, the first
    found: list[_Hit] = []
    for last, (length, entries) in _automaton().iter(text):
        start = last + 1 - length
        if not fenced[last + 1].isalnum() and not fenced[start - 1].isalnum():
            found.append((start, -last - 1, entries))
    return found


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """From left to right the names that no earlier or longer one covers."""
    reached = -1
    found = []
    for hit in sorted(hits, key=itemgetter(0, 1)):
        if hit[0] >= reached:
            reached = -hit[1]
            found.append(hit)
    return found


def _judge(folded: Folded, hit: _Hit, published: date | None) -> Iterator[Mention]:
    """The mentions that a hit amounts to after a look at case, date and the words around it."""
    start, end, entries = hit[0], -hit[1], hit[2]
    raw_start, raw_end = folded.span(start, end)
    written = folded.raw[raw_start:raw_end]
    slugs: list[str] = []
    strength = Strength.BARE
    for entry in entries:
        if entry.exact and written != entry.exact:
            continue
        if not entry.exact and not _is_a_name(written):
            continue
        if not _in_time(entry, published) or not entry.slugs:
            continue
        if not written[0].isupper():
            entry = entry._replace(strength=Strength.BARE)  # noqa: PLW2901 - the place, where not the council
        known = _strength(folded, start, end, entry)
        if known is not None:
            slugs.extend(slug for slug in entry.slugs if slug not in slugs)
            strength = known
    if slugs:
        shared = len(slugs) > 1 and strength is Strength.FULL
        yield Mention(raw_start, raw_end, tuple(slugs), Strength.SHARED if shared else strength)


_SMALL = frozenset({"city", "borough", "county", "royal", "isle", "council", "of", "and"})


def _is_a_name(written: str) -> bool:
    """Whether a name has its capital: "Derby", and also "city of Derby", but not "reading"."""
    if written[0].isupper():
        return True
    words = [word for word in written.split(" ") if word not in _SMALL]
    return bool(words) and len(words) < written.count(" ") + 1 and all(word[:1].isupper() for word in words)


def _in_time(entry: Name, published: date | None) -> bool:
    if published is None or (entry.strength is Strength.FULL and not entry.exact):
        # A trust's full name holds its council's name: it means that council at any time.
        return True
    late = entry.until is not None and published > entry.until.replace(year=entry.until.year + 1)
    return not late and not (entry.since is not None and published < entry.since)


def _strength(  # noqa: PLR0911 - one return a rule, in the order in which they hold
    folded: Folded, start: int, end: int, entry: Name
) -> Strength | None:
    """How surely the name means a council here; None where it means something else."""
    if entry.strength is not Strength.BARE:
        return entry.strength
    before = folded.text[max(0, start - _CONTEXT) : start].rstrip(" ")
    after = folded.text[end : end + _CONTEXT]
    near = rules().not_near.get(entry.slugs[0], ()) if entry.slugs else ()
    if near and any(word in folded.text[max(0, start - _NEAR) : end + _NEAR] for word in near):
        return Strength.BODY
    if entry.caution == "word" and _is_word(folded, start, before, after):
        return None
    last = _word_before(before, len(before))
    if _ends_with(before, last, "titles") or _is_surname(folded, start, before, entry.caution):
        return None
    if _starts_with(after, "body_after") or _ends_with(before, last, "body_before"):
        return Strength.BODY
    if after.startswith((" council", " borough council", " city council", " county council")):
        return Strength.FULL
    return Strength.BARE


def _is_word(folded: Folded, start: int, before: str, after: str) -> bool:
    """Whether `Reading`, `Bury` … is the English word: at the beginning of a sentence, by what follows."""
    if before and _ends_with(before, _word_before(before, len(before)), "word_after"):
        return True
    opens = not before or before[-1] in "\n.!?:•-–—*" or folded.origin(start) == 0
    return opens and _starts_with(after, "word_before")


def _is_surname(folded: Folded, start: int, before: str, caution: str) -> bool:
    if caution not in {"surname", "place", "word"} or not before or not before[-1].isalpha():
        return False
    first = before.rsplit(None, 1)[-1]
    return first in rules().first_names and folded.capital(start - 1 - len(first))


def _starts_with(after: str, rule: str) -> bool:
    word = _FIRST.match(after)
    if word is None or (phrases := _by_word(rule, 0).get(word.group(1))) is None:
        return False
    rest = after.lstrip(" ")
    return any(
        rest.startswith(phrase) and not rest[len(phrase) : len(phrase) + 1].isalpha() for phrase in phrases
    )


def _ends_with(before: str, last: str, rule: str) -> bool:
    """Whether a stretch, whose last word is known, ends with a phrase of a rule."""
    phrases = _by_word(rule, -1).get(last)
    return phrases is not None and any(
        before.endswith(phrase) and not before[-len(phrase) - 1 : -len(phrase)].isalpha()
        for phrase in phrases
    )


_FIRST = re.compile(r" +([^\W\d_]+)")


@cache
def _by_word(rule: str, place: int) -> dict[str, tuple[str, ...]]:
    """The phrases of a rule by their first (0) or last (-1) word, so that few are compared."""
    table: dict[str, list[str]] = {}
    for phrase in getattr(rules(), rule):
        words = re.findall(r"[^\W\d_]+", phrase)
        table.setdefault(words[place], []).append(phrase)
    return {word: tuple(found) for word, found in table.items()}


# --- a name misspelled by one letter --------------------------------------------------------------

_SHORTEST = 6


@cache
def _one_letter_less() -> dict[str, str]:
    """Each one-word name, and each form of it with one letter left out, → slug."""
    table: dict[str, str] = {}
    for one in councils.all_councils():
        name = one.name.lower()
        if len(name) >= _SHORTEST and name.isalpha():
            for form in (name, *(name[:i] + name[i + 1 :] for i in range(len(name)))):
                table.setdefault(form, one.slug)
    return table


def _misspelled(folded: Folded, chosen: list[_Hit]) -> Iterator[Mention]:
    """Names wrong by a letter, only right before words that show that a council is meant."""
    text = folded.text
    for phrase in (" council", "'s children's services", " children's services", "'s services for children"):
        at = text.find(phrase)
        while at >= 0:
            word = _word_before(text, at)
            start = at - len(word)
            slug = _nearest(word) if len(word) >= _SHORTEST else None
            taken = any(first <= start <= -last for first, last, _ in chosen) if slug else True
            if slug and not taken and folded.capital(start):
                raw_start, raw_end = folded.span(start, at)
                yield Mention(raw_start, raw_end, (slug,), Strength.BARE)
            at = text.find(phrase, at + 1)


def _word_before(text: str, at: int) -> str:
    start = text.rfind(" ", max(0, at - _CONTEXT), at) + 1
    if start and text[start:at].isalpha():
        return text[start:at]
    start = at
    while start and at - start <= _CONTEXT and text[start - 1].isalpha():
        start -= 1
    return text[start:at]


@lru_cache(maxsize=1000)
def _nearest(word: str) -> str | None:
    table = _one_letter_less()
    forms = (word, *(word[:i] + word[i + 1 :] for i in range(len(word))))
    found = {table[form] for form in forms if form in table}
    return found.pop() if len(found) == 1 else None
