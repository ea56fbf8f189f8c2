"""Who says each sentence of an article: inspectors, somebody else, or the journalist in nobody's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from operator import attrgetter

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Passage, Sentence


class Speaker(StrEnum):
    """Who answers for a sentence."""

    INSPECTORS = "inspectors"
    """Inspectors, their report or their letter are named as saying it."""
    CONTINUED = "continued"
    """Told by the journalist right after inspectors, nobody else having spoken between."""
    OTHERS = "others"
    """The council, a politician, a union, the government, a parent …"""
    NOBODY = "nobody"


Told = tuple[tuple[Sentence, Speaker], ...]
"""The sentences of a story, each with its speaker."""


def attribute(story: Passage) -> Told:
    """Each sentence with its speaker, in order; a headline has none."""
    return tuple(zip(story, _speakers_of(story), strict=True))


def _speakers_of(story: Passage) -> list[Speaker]:
    named = [_named(sentence) for sentence in story]
    by_paragraph: dict[int, Speaker] = {}
    for sentence, who in zip(story, named, strict=True):
        if sentence.place == "text" and who is not None:
            by_paragraph.setdefault(sentence.paragraph, who)
    last = Speaker.NOBODY
    found: list[Speaker] = []
    for sentence, who in zip(story, named, strict=True):
        if sentence.place == "title":
            found.append(Speaker.NOBODY)
            continue
        if who is None and sentence.speech:
            who = by_paragraph.get(sentence.paragraph, last)  # noqa: PLW2901 - the quotation's own speaker
        found.append(who or (Speaker.CONTINUED if last is Speaker.INSPECTORS else Speaker.NOBODY))
        last = _carried(sentence, who or last)
    return found


def _carried(sentence: Sentence, who: Speaker) -> Speaker:
    """Whose word the next sentence carries on; what is recalled of former years ends it."""
    return Speaker.NOBODY if who is Speaker.INSPECTORS and sentence.has("unfit", "history") else who


def _named(sentence: Sentence) -> Speaker | None:
    """Who is named in a sentence as saying it; None where nobody is."""
    actors, says = sentence.of("actor"), sentence.of("say")
    if not says:
        return _first_of(m.value for m in actors if not sentence.spoken(m.start))
    words = [m for m in sorted([*actors, *says], key=_START) if not sentence.spoken(m.start)]
    saying = [
        who for place, m in enumerate(words) if m.kind == "say" and (who := _actor(sentence, words, place))
    ]
    named = _first_of(saying) or _first_of(m.value for m in words if m.kind == "actor")
    return named or (Speaker.OTHERS if _is_somebody(sentence, words) else None)


_START = attrgetter("start")


def _first_of(actors: Iterable[str]) -> Speaker | None:
    """The speaker among several: anybody else comes before inspectors."""
    found = set(actors)
    if "others" in found:
        return Speaker.OTHERS
    return Speaker.INSPECTORS if "inspectors" in found else None


def _is_somebody(sentence: Sentence, words: list[Mark]) -> bool:
    """Whether somebody speaks whom no word of ours names: "said Jo Bloggs", "another witness said"."""
    verbs = [
        m
        for m in words
        if m.kind == "say" and sentence.words(m) in _SPOKEN and not _PASSIVE.search(sentence.before(m))
    ]
    if not verbs or _GOES_ON.search(sentence.low):
        return False
    insiders = any(m.start < verbs[0].start and not sentence.spoken(m.start) for m in sentence.of("practice"))
    return bool(sentence.speech) or not insiders


_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|once|again) $")
_SPOKEN = frozenset({"said", "says", "told", "added", "adds", "claimed", "argued", "explained", "insisted"})
_GOES_ON = re.compile(r"(?:^|[\"'] ?)(?:it|they) (?:also |then )?\w+")
"""“…,” it adds: the speaker is the one who spoke before."""
_INVERTED = frozenset(
    f"{verb} "
    for verb in (
        "said",
        "says",
        "say",
        "wrote",
        "writes",
        "warned",
        "warns",
        "concluded",
        "added",
        "adds",
        "found",
    )
)
"""“…, says Ofsted”: whoever is named behind these verbs speaks."""
_BESIDE = 12
_REACH = 160


def _actor(sentence: Sentence, words: list[Mark], place: int) -> str | None:
    """Who does the saying of one verb: the actor before it, else the one right behind it."""
    verb = words[place]
    if verb.value == "others":
        return verb.value
    behind = words[place + 1] if place + 1 < len(words) else None
    right = (
        behind
        if behind is not None and behind.kind == "actor" and behind.start - verb.end <= _BESIDE
        else None
    )
    if right and sentence.words(verb).startswith("according"):
        return right.value
    if right and sentence.between(verb.start, right.start) in _INVERTED:
        return right.value
    before = [m for m in words[:place] if m.kind == "actor" and verb.start - m.end <= _REACH]
    while len(before) > 1 and _is_inserted(sentence, before[-1], verb):
        before.pop()
    if before:
        return before[-1].value
    return right.value if right else None


_ASIDE_OPENS = re.compile(
    r", (?:which|shared|seen|published|based|discussed|sent|addressed|dated|issued)\b[^,]*$"
)
_ASIDE_ENDS = re.compile(r"^[^,]*, $")


def _is_inserted(sentence: Sentence, actor: Mark, verb: Mark) -> bool:
    """Whether an actor stands only in an aside: "The letter, shared with councillors, says …"."""
    return (
        _ASIDE_ENDS.match(sentence.between(actor.end, verb.start)) is not None
        and _ASIDE_OPENS.search(sentence.before(actor)) is not None
    )
