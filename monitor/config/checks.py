"""Mistakes that show only when one part of the file is held against another.

They look at the file as written, so that they are told together with every other mistake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from monitor.config.document import Document, Place
from monitor.config.environment import Variables, variable_of
from monitor.config.mistakes import shown
from monitor.config.settings import Config
from monitor.errors import Mistake

NEEDED = {"slack": "token: ${SLACK_BOT_TOKEN}", "email": "host: smtp.example.org"}
"""What each section cannot do without."""
WATCH_KEYS = ("councils", "regions", "neighbours_of")


def cross_checks(document: Document, variables: Variables) -> tuple[Mistake, ...]:
    """Names that stand twice, teams that watch nothing, destinations that nothing can reach."""
    return (
        *_doubled(document, "sources", "source"),
        *_doubled(document, "teams", "team"),
        *_unwatching(document),
        *_unreachable(document, variables),
    )


def late_checks(document: Document, config: Config) -> tuple[Mistake, ...]:
    """What only a file that is right in itself can still get wrong."""
    return (*_same_when_filled(document, config), *_state_is_a_folder(document, config))


def uses(document: Document, variables: Variables, kind: str) -> tuple[Place, ...]:
    """Where the file sends something to Slack's bot, or by email."""
    return tuple(
        place
        for group in _groups(document)
        for place in _texts(document, (*group, kind))
        if kind != "slack" or not _is_webhook(document.at(place), variables)
    )


def _doubled(document: Document, section: str, noun: str) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for index, item in enumerate(_items(document, section)):
        name = item.get("name")
        if not isinstance(name, str) or not name.strip():
            continue
        line = document.line((section, index, "name"))
        if _folded(name) in first:
            what = f"two {noun}s are called `{shown(name)}` (the first on line {first[_folded(name)]})"
            yield document.mistake((section, index, "name"), what, "give one of them another name")
        first.setdefault(_folded(name), line)


def _same_when_filled(document: Document, config: Config) -> Iterator[Mistake]:
    """Names that become the same through a variable or a `{council}` template."""
    lists = (("sources", "source", config.sources), ("teams", "team", config.teams))
    for section, noun, made in lists:
        count = Counter(_folded(one.name) for one in made)
        doubled = next((one.name for one in made if count[_folded(one.name)] > 1), None)
        if doubled:
            what = f"two {noun}s would be called `{shown(doubled)}`"
            hint = "look at variables and {council} in their names and addresses"
            yield document.mistake((section,), what, hint)


def _state_is_a_folder(document: Document, config: Config) -> Iterator[Mistake]:
    if config.state.is_dir():
        what = f"`state: {shown(str(document.at(('state',)) or config.state))}` is a folder"
        yield document.mistake(("state",), what, "name a file in it, such as state/monitor.db")


def _unwatching(document: Document) -> Iterator[Mistake]:
    for index, team in enumerate(_items(document, "teams")):
        watch = team.get("watch", ...)
        if isinstance(watch, dict) and not any(watch.get(key, []) != [] for key in WATCH_KEYS):
            hint = "add `councils: [Reading]`, `regions:` or `neighbours_of:`; `councils: all` for everything"
            yield document.mistake(("teams", index, "watch"), "`watch` names no council", hint)


def _unreachable(document: Document, variables: Variables) -> Iterator[Mistake]:
    """Slack or email used by somebody, and not set up."""
    for kind, needed in NEEDED.items():
        used = uses(document, variables, kind)
        section = document.tree.get(kind)
        if used and section is None:
            what = f"`{kind}` is used here, but the file has no `{kind}:` section"
            hint = f"add `{kind}:` at the left edge, and `{needed}` below it"
            yield document.mistake(used[0], what, hint)
        # A missing `host` shows in the section itself; a token is needed only where a bot is used.
        elif used and kind == "slack" and isinstance(section, dict) and "token" not in section:
            what = f"`slack` has no `token`, and line {document.line(used[0])} needs it"
            yield document.mistake(("slack",), what, f"add a line `{needed}` below it")


def _groups(document: Document) -> Iterator[Place]:
    yield ("admin",)
    for index, _ in enumerate(_items(document, "teams")):
        yield ("teams", index, "alerts")
        yield ("teams", index, "digest")


def _texts(document: Document, place: Place) -> Iterator[Place]:
    value = document.at(place)
    if isinstance(value, str):
        yield place
    elif isinstance(value, list):
        yield from ((*place, index) for index, item in enumerate(value) if isinstance(item, str))


def _is_webhook(value: object, variables: Variables) -> bool:
    """Whether a value under `slack` needs no bot; one whose variable is not set may be either."""
    name = variable_of(value) if isinstance(value, str) else None
    if name is None:
        return isinstance(value, str) and "://" in value
    return name not in variables.values or "://" in variables.values[name]


def _items(document: Document, section: str) -> list[dict[str, object]]:
    """The groups of a list, each at its own index; anything else there counts as an empty group."""
    items = document.tree.get(section)
    return [item if isinstance(item, dict) else {} for item in items] if isinstance(items, list) else []


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
