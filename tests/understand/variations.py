"""Changes to an article of which we know what they must do to the answer: nothing, or one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import permutations

from monitor.model import Classification, Finding
from monitor.understand.councils import Council, trusts
from tests.understand.labels import LabelledArticle

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

# Paragraphs of the kind that stands below a local story: no council, no Ofsted, no child, no grade.
ASIDES = (
    "The swimming pool in the market square will be shut for three weeks while the roof is mended.",
    "Trains ran late on Friday evening after a tree fell across the line.",
    "Sign up for our newsletter and have the day’s stories sent to you at breakfast.",
)

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_RANKS = re.compile(
    r"\b(low(er|est)?|bottom|foot|top|high(er|est)?|worst|best|special measures|inadequate[ -]rat|sheds?|"
    r"gold|"
    r"no longer|lift\w*|up|fail\w*|outstanding[ -]rat)\b",
    re.IGNORECASE,
)


def said(finding: Finding) -> tuple[object, ...]:
    """What a finding says, apart from how sure it is and where it read it."""
    return (
        finding.council,
        finding.event,
        finding.visit_ordinal,
        finding.judgement,
        tuple(sorted(finding.areas.items())),
        finding.previous_judgement,
        finding.direction,
        tuple(sorted(finding.flags)),
    )


def sense(answer: Classification) -> tuple[object, ...]:
    """What an answer says, whatever the order in which it says it."""
    return sorted_said(answer), frozenset(answer.mentioned)


def sorted_said(answer: Classification) -> tuple[tuple[object, ...], ...]:
    """What the findings of an answer say, by council."""
    return tuple(said(finding) for finding in sorted(answer.findings, key=lambda one: one.council))


def straightened(words: str) -> str:
    """The same words with straight quotation marks."""
    return words.translate(_STRAIGHT)


def with_asides(text: str) -> Iterator[str]:
    """The text with the asides below it, in each of their orders."""
    for order in permutations(ASIDES):
        yield "\n".join([text, *order])


def beginnings(text: str) -> Iterator[str]:
    """The text cut off after each paragraph but the last."""
    paragraphs = text.split("\n")
    for end in range(1, len(paragraphs)):
        yield "\n".join(paragraphs[:end])


def names_one_plain_council(article: LabelledArticle, council: Council) -> bool:
    """Whether nothing but plain council names tells whose news it is: no trust, no second council, no pun."""
    label, whole = article.label, f"{article.title}\n{article.text}"
    others = label.mentioned_only or label.mentioned_optional or len(label.councils) > 1
    mine = [trust for trust in trusts() if council.slug in trust.councils]
    brands = {name for trust in mine for name in (trust.name, *trust.aliases)}
    pun = re.search(rf"\b{re.escape(council.name.lower())}\b", whole)
    return not others and not pun and not any(brand in whole for brand in brands)


def about_another_council(words: str, council: Council, other: Council) -> str:
    """The words with every name of one council replaced by the like name of another."""
    names = sorted((*council.names, council.name.upper()), key=len, reverse=True)
    pattern = "|".join(rf"\b{re.escape(name)}(?![\w-])" for name in names)

    def renamed(match: re.Match[str]) -> str:
        if match.group().isupper():
            return other.name.upper()
        return f"{other.name} Council" if match.group().endswith("Council") else other.name

    return re.sub(pattern, renamed, words)


def at_another_visit(words: str, ordinal: int, other: int) -> str:
    """The words with one ordinal replaced by another, in small and in capital letters."""
    old, new = ORDINALS[ordinal - 1], ORDINALS[other - 1]
    return re.sub(rf"\b{old}\b", new, re.sub(rf"\b{old.title()}\b", new.title(), words))


def ranks_its_grades(article: LabelledArticle) -> bool:
    """Whether it speaks of a grade by its rank or by a rise or fall, so that grades cannot be exchanged."""
    return bool(_RANKS.search(f"{article.title}\n{article.text}"))


def with_grades_exchanged(words: str, exchange: Mapping[str, str]) -> str:
    """The words with each grade word replaced by its partner, in small and in capital letters."""
    partner = {**exchange, **{old.title(): new.title() for old, new in exchange.items()}}
    return re.sub("|".join(rf"\b{old}\b" for old in partner), lambda match: partner[match.group()], words)
