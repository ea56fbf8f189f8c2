"""YAML text → a plain tree of texts that still knows its lines.

Every value stays the text that the person wrote: YAML would make 22:00 a number and `no` a truth value.
It reads the parser's events instead of its finished tree, so that no depth of nesting can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from monitor.config.mistakes import shown
from monitor.errors import ConfigError, Mistake

Place = tuple[str | int, ...]
"""The way to a value: `("teams", 0, "watch", "councils", 2)`."""

DEEPEST = 30
LARGEST = 5_000_000
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
CORE_TAG = "tag:yaml.org,2002:"
UNSEEN = ("an invisible character stands here", "delete the value and type it again")
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """What the file says: groups of keys, lists and texts; None where a key has no value."""

    file: str
    tree: Mapping[str, object]
    lines: Mapping[Place, int]
    mistakes: tuple[Mistake, ...] = ()
    spoiled: frozenset[Place] = frozenset()
    """Values that are told as mistakes already: whatever else is wrong with them only follows from that."""

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def mistake(self, place: Place, what: str, hint: str) -> Mistake:
        """A mistake that stands at a place."""
        return Mistake(self.file, self.line(place), what, hint)

    def at(self, place: Place) -> object:
        """What stands at a place, as written; None where nothing does."""
        value: object = self.tree
        for step in place:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list):
                value = value[step] if isinstance(step, int) and step < len(value) else None
            elif step != 0 or not isinstance(value, str):
                # A single text stands for a list of one, so its first item is itself.
                return None
        return value


def read_document(text: str, file: str) -> Document:
    """The tree of a YAML text; ConfigError where the text is no YAML at all."""
    if len(text) > LARGEST:
        raise ConfigError((Mistake(file, None, "the file is far too large to be a configuration"),))
    builder = _Builder(file)
    try:
        tree = builder.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise ConfigError(_syntax_mistakes(text, file, error)) from None
    if tree is None:
        tree = {}
    if not isinstance(tree, dict):
        hint = "start each part with its name and a colon, such as `sources:`"
        raise ConfigError((Mistake(file, 1, "the file should be a group of `key: value` lines", hint),))
    return Document(file, tree, builder.lines, tuple(builder.mistakes), frozenset(builder.spoiled))


@dataclass(slots=True)
class _Builder:
    """Follows the parser's events and notes lines and mistakes on the way."""

    file: str
    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    spoiled: set[Place] = field(default_factory=set)
    anchors: dict[str, object] = field(default_factory=dict)

    def document(self, events: Iterator[yaml.Event]) -> object:
        """The first document of a stream; a second one is a mistake."""
        tree: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "a second document starts here", "take this `---` out")
                tree = self._value(next(events), events, ())
        return tree

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], place: Place) -> object:
        if len(place) > DEEPEST:
            self._stop(event, "this is nested too deeply", "compare with the example in the reference")
        value: object
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, place)
        if isinstance(event, yaml.ScalarEvent):
            value = self._text(event, place)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._list(events, place)
        else:
            value = self._group(events, place)
        self._check_tag(event, place)
        if anchor := getattr(event, "anchor", None):
            self.anchors[anchor] = value
        return value

    def _alias(self, event: yaml.AliasEvent, place: Place) -> object:
        if event.anchor is None or event.anchor not in self.anchors:
            # Its name is not shown: a password that starts with an asterisk looks like one.
            self._note(event, "a value that starts with `*` must stand in quotes", "put it in quotes")
            self.spoiled.add(place)
            return None
        return self.anchors[event.anchor]

    def _text(self, event: yaml.ScalarEvent, place: Place) -> str | None:
        plain = event.style is None or event.style == ""
        if plain and event.value in NOTHING:
            return None
        if INVISIBLE.search(event.value):
            self._note(event, *UNSEEN)
            self.spoiled.add(place)
            return INVISIBLE.sub("", event.value)
        return str(event.value)

    def _list(self, events: Iterator[yaml.Event], place: Place) -> list[object]:
        items: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*place, len(items))
            self.lines[here] = _line(event)
            items.append(self._value(event, events, here))
        return items

    def _group(self, events: Iterator[yaml.Event], place: Place) -> dict[str, object]:
        group: dict[str, object] = {}
        shared: dict[str, object] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._note(event, "a key must be one word", "write `key: value`")
                self._value(event, events, (*place, ""))
                self._value(next(events), events, (*place, ""))
                continue
            key = str(event.value)
            here = (*place, key)
            if key in group:
                what = f"`{shown(key)}` stands here a second time (first on line {self.lines[here]})"
                self._note(event, what, "keep one")
                self._value(next(events), events, (*place, ""))
                continue
            line = _line(event)
            value = self._value(next(events), events, here)
            if key == "<<" and isinstance(value, dict):
                shared = value
                continue
            self.lines[here] = line
            group[key] = value
        return {**shared, **group}

    def _check_tag(self, event: yaml.Event, place: Place) -> None:
        tag = getattr(event, "tag", None)
        if tag and tag != "!" and not tag.startswith(CORE_TAG):
            self._note(event, "a value that starts with `!` must stand in quotes", "put it in quotes")
            self.spoiled.add(place)

    def _note(self, event: yaml.Event, what: str, hint: str) -> None:
        self.mistakes.append(Mistake(self.file, _line(event), what, hint))

    def _stop(self, event: yaml.Event, what: str, hint: str) -> None:
        self._note(event, what, hint)
        raise ConfigError(tuple(self.mistakes))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


# What the YAML parser says → what a person can act upon. The parser's own words are not shown:
# they hold pieces of the file, and a piece may be a password.
_IN_QUOTES = "put the value in quotes"
_AS_ABOVE = "indent as the line above"
_SYNTAX = (
    ("mapping values are not allowed", "a colon stands where none can", f"{_IN_QUOTES}, or {_AS_ABOVE}"),
    ("could not find expected ':'", "this line has no `key:`", "write `key: value`"),
    ("did not find expected key", "this line does not stand under the ones above", _AS_ABOVE),
    ("expected '-' indicator", "this line does not stand under the list above", "indent as the items above"),
    ("expected ',' or ']'", "a list in `[…]` is not closed", "end it with `]`, and part its items by commas"),
    ("expected ',' or '}'", "a group in `{…}` is not closed", _IN_QUOTES),
    ("unexpected end of stream", "a quotation mark is not closed", "put a quotation mark at the value's end"),
    ("found unknown escape", "a backslash stands in double quotes", "use single quotes"),
    ("", "YAML cannot read this line", f"look for a missing quotation mark, or {_IN_QUOTES}"),
)
_TABBED = re.compile(r"^ *\t", re.MULTILINE)
_VARIABLE_IN_LIST = re.compile(r"[\[,]\s*\$\{")


def _syntax_mistakes(text: str, file: str, error: yaml.YAMLError) -> tuple[Mistake, ...]:
    """Where YAML gives up: every tabbed line if it is a tab, else the one place that the parser names."""
    tabbed = [text.count("\n", 0, match.start()) + 1 for match in _TABBED.finditer(text)]
    line = _line_of(text, error)
    if line in tabbed:
        return tuple(Mistake(file, tab, "the line is indented with a tab", "use spaces") for tab in tabbed)
    if isinstance(error, yaml.reader.ReaderError):
        return (Mistake(file, line, *UNSEEN),)
    problem = str(getattr(error, "problem", "") or "")
    written = "".join(text.split("\n")[line - 1 : line])
    if "expected ',' or" in problem and _VARIABLE_IN_LIST.search(written):
        what = "a variable inside `[…]` must stand in quotes"
        return (Mistake(file, line, what, 'write it as "${NAME}", with the quotation marks'),)
    what, hint = next((what, hint) for sign, what, hint in _SYNTAX if sign in problem)
    return (Mistake(file, line, what, hint),)


def _line_of(text: str, error: yaml.YAMLError) -> int:
    """Where the person has to look: the start of what was not finished, where the parser knows it."""
    mark = getattr(error, "problem_mark", None)
    context = str(getattr(error, "context", "") or "")
    started = getattr(error, "context_mark", None)
    unfinished = ("simple key", "quoted scalar", "flow sequence", "flow mapping")
    if started is not None and any(word in context for word in unfinished):
        mark = started
    if mark is not None:
        return int(mark.line) + 1
    return text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
