"""Logs on stderr: one event a line, for people or machines, and never a secret.

structlog takes a tenth of a second to import, and most runs of most commands log nothing: it comes with the
first event.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Collection, MutableMapping
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "•••"
VALUES = "values"
"""Where a record carries what an event names."""


class Log:
    """A logger whose events are a sentence and named values."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def info(self, event: str, **values: object) -> None:
        """Something that whoever looks after the monitor may like to know."""
        self._logger.info(event, extra={VALUES: values})

    def warning(self, event: str, **values: object) -> None:
        """Something that may need a person."""
        self._logger.warning(event, extra={VALUES: values})

    def error(self, event: str, **values: object) -> None:
        """Something that does need a person."""
        self._logger.error(event, extra={VALUES: values})

    def exception(self, event: str, **values: object) -> None:
        """A fault of this program, with where it happened; to be called while it is handled."""
        self._logger.exception(event, extra={VALUES: values})  # noqa: LOG004 - its caller handles it


def configure(
    form: Literal["text", "json"],
    *,
    verbose: bool,
    secrets: Collection[str] = (),
    zone: tzinfo | None = None,
) -> None:
    """Send our events and our libraries' to stderr in one form, with the secrets blotted out.

    Text has the times of `zone` (the machine's own where none is given), JSON those of UTC.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Late(lambda: _formatter(form, secrets, zone)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("monitor").setLevel(logging.DEBUG if verbose else logging.INFO)


class _Late(logging.Formatter):
    """A formatter that is made when there is something to format."""

    def __init__(self, make: Callable[[], logging.Formatter]) -> None:
        super().__init__()
        self._make = make

    @cached_property
    def _made(self) -> logging.Formatter:
        return self._make()

    def format(self, record: logging.LogRecord) -> str:
        return self._made.format(record)


def _formatter(
    form: Literal["text", "json"], secrets: Collection[str], zone: tzinfo | None
) -> logging.Formatter:
    import structlog  # noqa: PLC0415 - see the module

    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(0, _coloured(), pad_level=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            _named,
            _stamped("%Y-%m-%d %H:%M:%S", zone) if form == "text" else _stamped("", UTC),
            structlog.processors.format_exc_info,
            without(secrets),
        ],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )


def _named(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The values that an event names, each under its name."""
    return {**event, **getattr(event["_record"], VALUES, {})}


def _coloured() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def _stamped(form: str, zone: tzinfo | None) -> Processor:
    """A processor that puts time and level first; RFC 3339 where no other form is given."""

    def stamp(_: WrappedLogger, __: str, event: MutableMapping[str, Any]) -> EventDict:
        now = datetime.now(UTC).astimezone(zone)
        rfc3339 = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"timestamp": now.strftime(form) if form else rfc3339, "level": event.get("level"), **event}

    return stamp


def without(secrets: Collection[str]) -> Processor:
    """A processor that blots out these strings wherever they stand in an event."""
    hidden = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def blot(_: WrappedLogger, __: str, event: MutableMapping[str, Any]) -> EventDict:
        return {name: _blotted(value, hidden) for name, value in event.items()}

    return blot


def _blotted(value: object, hidden: Collection[str]) -> object:
    if not isinstance(value, str):
        text = str(value)
        return _blotted(text, hidden) if any(secret in text for secret in hidden) else value
    for secret in hidden:
        value = value.replace(secret, HIDDEN)
    return value
