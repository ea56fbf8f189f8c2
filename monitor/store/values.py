"""Values of the model as text columns, and back."""

from __future__ import annotations

from typing import TypeVar

import msgspec

Value = TypeVar("Value")


def to_text(value: object) -> str:
    """Any value of the model as JSON."""
    return msgspec.json.encode(value).decode()


def from_text(text: str, kind: type[Value]) -> Value:
    """The value again, checked against its type."""
    return msgspec.json.decode(text, type=kind)
