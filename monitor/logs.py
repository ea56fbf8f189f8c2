"""Logs on stderr: one event a line, for people or machines, and never a secret."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Collection, MutableMapping
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "•••"


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
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        _stamped("%Y-%m-%d %H:%M:%S", zone) if form == "text" else _stamped("", UTC),
        structlog.processors.format_exc_info,
        without(secrets),
    ]
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(0, _coloured(), pad_level=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("monitor").setLevel(logging.DEBUG if verbose else logging.INFO)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


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
