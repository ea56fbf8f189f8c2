"""From a destination's name to the thing that can be told; a kind is the module that bears its prefix.

`slack:#channel` opens `slack.py`, `email:a@b` opens `email.py`: a new kind is a new file with a
function `destination(name, settings)`, and nothing of a kind is imported before it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, TextIO, TypeVar, cast

from monitor.errors import UsageError
from monitor.tell.notice import Destination
from monitor.tell.settings import EmailSettings, SlackSettings

Setting = TypeVar("Setting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the kinds may need to open a destination."""

    slack: SlackSettings | None = None
    email: EmailSettings | None = None
    webhooks: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Variable's name → address of an incoming webhook, which is a secret."""
    output: TextIO | None = None
    """Where the console kind writes; None = standard output as it is when something is said."""


class _Kind(Protocol):
    """What a kind's module holds."""

    def destination(self, name: str, settings: Settings) -> Destination:
        """The destination of a name with this kind's prefix."""
        ...


def open_destination(
    name: str,
    *,
    slack: SlackSettings | None = None,
    email: EmailSettings | None = None,
    webhooks: Mapping[str, str] | None = None,
    output: TextIO | None = None,
) -> Destination:
    """Opens a destination by its name; UsageError where the kind is unknown or its settings are missing."""
    settings = Settings(slack=slack, email=email, webhooks=webhooks or {}, output=output)
    return _kind(name).destination(name, settings)


def _kind(name: str) -> _Kind:
    """The module of the name's prefix."""
    prefix = name.partition(":")[0]
    path = f"{__package__}.{prefix}"
    module = import_module(path) if prefix.isidentifier() and find_spec(path) is not None else None
    if not hasattr(module, "destination"):
        raise UsageError(
            f"{name!r} is no destination; use slack:#channel, webhook:VARIABLE, email:a@b or console."
        )
    return cast("_Kind", module)


def required(setting: Setting | None, name: str, key: str) -> Setting:
    """The setting that a destination cannot do without, or a UsageError that names the missing key."""
    if setting is None:
        raise UsageError(f"{name} needs `{key}` in config.yaml, which is missing.")
    return setting
