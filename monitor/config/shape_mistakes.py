"""What the shape check found → mistakes with their lines, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from monitor.config.document import Document, Place
from monitor.config.mistakes import MissingVariableError, NotUnderstoodError, listed, nearest, shown
from monitor.config.schema import ConfigShape
from monitor.errors import Mistake

# What people write who know another tool, where no spelling is near: the right key, then those words.
_MEANT_BY = {
    "every": "interval frequency poll schedule",
    "url": "link address feed",
    "sources": "feeds",
    "name": "title id",
    "councils": "council authorities local_authorities",
    "neighbours_of": "neighbors_of neighbours neighbors",
    "judgements": "grades judgments",
    "slack": "channel channels webhook",
    "email": "mail to recipients smtp",
    "username": "user",
    "security": "tls ssl",
    "from": "sender",
    "host": "server",
    "timezone": "tz",
    "state": "database",
    "when": "time day",
    "quiet": "quiet_hours",
    "watch": "filters",
    "teams": "groups",
}
OTHER_WORDS = {word: key for key, others in _MEANT_BY.items() for word in others.split()}

NOUNS = {"sources": "source", "teams": "team"}
EXAMPLES = {
    "sources": "[]",
    "teams": "[]",
    "name": "Community Care",
    "url": "https://www.example.org/feed/",
    "every": "1h",
    "watch": "{councils: all}",
    "when": "Monday 08:00",
    "host": "smtp.example.org",
    "from": "Ofsted Monitor <monitor@example.org>",
}
# What may be known to few people is not repeated, even when it is wrong.
_NEVER_SHOWN = frozenset({"token", "password", "username", "heartbeat"})

_GROUP_WANTED = frozenset({"model_type", "model_attributes_type", "dict_type"})
_LIST_WANTED = frozenset({"tuple_type", "list_type"})


def is_forgiven(detail: ErrorDetails, unused: frozenset[str]) -> bool:
    """Whether it is only a missing variable in a section that nobody uses."""
    reason = (detail.get("ctx") or {}).get("error")
    return isinstance(reason, MissingVariableError) and detail["loc"][0] in unused


def shape_mistakes(details: Iterable[ErrorDetails], document: Document) -> tuple[Mistake, ...]:
    """One mistake for each finding; a misspelled key is not told a second time as a missing one."""
    details = list(details)
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*place[:-1], _key_meant(place)) for place in unknown}
    told = (one for one in details if one["type"] != "missing" or one["loc"] not in meant)
    return tuple(_mistake(detail, document) for detail in told if not _follows(detail["loc"], document))


def _follows(place: Place, document: Document) -> bool:
    """Whether a finding only follows from a mistake that is told already."""
    return any(place[:depth] in document.spoiled for depth in range(1, len(place) + 1))


def _mistake(detail: ErrorDetails, document: Document) -> Mistake:
    place: Place = detail["loc"]
    what, hint = _words(detail, place, document)
    return document.mistake(place, what, hint)


def _words(detail: ErrorDetails, place: Place, document: Document) -> tuple[str, str]:
    kind = detail["type"]
    reason = (detail.get("ctx") or {}).get("error")
    if isinstance(reason, NotUnderstoodError):
        return f"{_quoted(place, document, secret=reason.secret)} {reason.problem}", reason.hint
    if kind == "extra_forbidden":
        return _unknown_key(place, document)
    if kind == "missing":
        example = EXAMPLES.get(str(place[-1]), "…")
        return f"{_owner(place[:-1], document)} has no `{place[-1]}`", f"add a line `{place[-1]}: {example}`"
    if kind in _GROUP_WANTED:
        hint = f"write them below it, indented: {listed(f'`{key}`' for key in _keys(place))}"
        return f"{_owner(place, document)} should be a group of keys", hint
    if kind in _LIST_WANTED:
        hint = "write each item on lines of its own, the first of which starts with `- `"
        return f"{_owner(place, document)} should be a list", hint
    return f"{_owner(place, document)} cannot be understood", "compare with the example in the reference"


def _quoted(place: Place, document: Document, *, secret: bool) -> str:
    """Key and value as they stand in the file: `every: hourly`."""
    key = _key_of(place)
    value = document.at(place)
    if secret or not isinstance(value, str) or key in _NEVER_SHOWN:
        return f"`{key}`"
    return f"`{key}: {shown(value)}`"


def _key_of(place: Place) -> str:
    return next((str(step) for step in reversed(place) if isinstance(step, str)), "the file")


def _owner(place: Place, document: Document) -> str:
    """What a place is called: the file, `watch`, the source `Ofsted`, or an item of a list."""
    if not place:
        return "the file"
    if isinstance(place[-1], str):
        return f"`{place[-1]}`"
    noun = NOUNS.get(_key_of(place))
    name = document.at((*place, "name"))
    if noun is None:
        return f"an item of `{_key_of(place)}`"
    return f"the {noun} `{shown(name)}`" if isinstance(name, str) else f"a {noun}"


def _unknown_key(place: Place, document: Document) -> tuple[str, str]:
    where = f" in {_owner(place[:-1], document)}" if len(place) > 1 else ""
    near = _key_meant(place)
    keys = listed(f"`{key}`" for key in _keys(place[:-1]))
    hint = f"did you mean `{near}`?" if near else f"it may be {keys}"
    return f"unknown key `{shown(str(place[-1]))}`{where}", hint


def _key_meant(place: Place) -> str | None:
    """The key that a person had in mind who wrote an unknown one."""
    word = str(place[-1])
    keys = list(_keys(place[:-1]))
    usual = OTHER_WORDS.get(word.casefold().replace("-", "_").replace(" ", "_"))
    return usual if usual in keys else nearest(word, keys)


def _keys(place: Place) -> Iterator[str]:
    """The keys that may stand at a place."""
    shape: type[BaseModel] = ConfigShape
    for step in place:
        if isinstance(step, str):
            shape = _shape_within(shape.model_fields[step].annotation) or shape
    for name, key in shape.model_fields.items():
        yield key.alias or name


def _shape_within(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation of a field
    """The group of keys that a field's type holds: itself, or within an option or a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_shape_within(inner) for inner in getattr(annotation, "__args__", ()))
    return next((shape for shape in found if shape), None)
