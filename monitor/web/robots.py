"""What a site's robots.txt lets us read (RFC 9309).

The standard library's parser knows no wildcards and lets the first rule win; sites write for readers that
know `*` and `$` and let the longest rule win, so this one does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

OUR_NAME = "ofsted-monitor"
MOST_BYTES = 500_000
"""As much of a robots.txt as the standard asks a reader to read."""
_MOST_RULES = 2_000
_LONGEST_RULE = 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One line that allows or disallows paths."""

    pattern: str
    allow: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for us."""

    rules: tuple[Rule, ...] = ()

    def allow(self, path: str) -> bool:
        """Say whether a path (with its query) may be read: the longest rule wins, a tie allows."""
        plain = _normal(path or "/")
        fitting = [rule for rule in self.rules if matches(rule.pattern, plain)]
        return max(((len(rule.pattern), rule.allow) for rule in fitting), default=(0, True))[1]


def read_robots(body: bytes) -> Robots:
    """Read a robots.txt of any bytes: the groups that name us, else those for everyone."""
    ours: list[Rule] = []
    everyone: list[Rule] = []
    named = False
    agents: list[str] = []
    in_rules = False
    for key, value in _lines(body):
        if key == "user-agent":
            agents = [] if in_rules else agents
            in_rules = False
            agents.append(value.lower())
            named = named or value.lower() == OUR_NAME
        elif key in {"allow", "disallow"}:
            in_rules = True
            if not value:
                continue
            rule = Rule(_normal(value), key == "allow")
            if OUR_NAME in agents:
                ours.append(rule)
            if "*" in agents:
                everyone.append(rule)
    chosen = ours if named else everyone
    return Robots(tuple(chosen[:_MOST_RULES]))


def matches(pattern: str, path: str) -> bool:
    """Match a rule against a path: `*` is any run of characters, `$` at the end is the end.

    Takes the leftmost fit of each piece in turn, which is enough and cannot be made slow.
    """
    anchored = pattern.endswith("$")
    pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    if len(pieces) == 1:
        return not anchored or at == len(path)
    for piece in pieces[1:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = pieces[-1]
    if anchored:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    text = body[:MOST_BYTES].decode("utf-8-sig", "replace")
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()[:_LONGEST_RULE]


def _normal(path: str) -> str:
    return quote(unquote_to_bytes(path), safe="/*$?=&;:@!'()+,~%")
