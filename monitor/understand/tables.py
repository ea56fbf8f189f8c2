"""Reads the data files beside this module and checks each row or key against its schema."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from monitor.errors import MonitorError

DATA = Path(__file__).parent / "data"
Row = TypeVar("Row")


class DataFileError(MonitorError):
    """A data file of the classifier does not follow its schema; the message names file and key."""


def read_rows(
    name: str, schema: type[Row], *, lists: tuple[str, ...] = (), folder: Path = DATA
) -> tuple[Row, ...]:
    """The rows of a CSV file as `schema`; columns in `lists` hold several values parted by `|`."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        records = [(reader.line_num, _record(row, lists)) for row in reader]
    try:
        return tuple(msgspec.convert([record for _, record in records], list[schema], strict=False))  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise DataFileError(
            f"{path.name}: {_first_bad_row(records, schema)}{error}. Mend the file and start again."
        ) from error


def read_toml(name: str, schema: type[Row], *, folder: Path = DATA) -> Row:
    """A TOML file as `schema`; an unknown, missing or ill-typed key is told with its place."""
    path = folder / name
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{path.name}: no valid TOML: {error}. Mend it and start again.") from error
    try:
        return msgspec.convert(tree, schema)
    except msgspec.ValidationError as error:
        raise DataFileError(f"{path.name}: {error}. Mend the file and start again.") from error


def _record(row: Mapping[str | None, Any], lists: tuple[str, ...]) -> dict[str, Any]:
    """One CSV row with empty cells left out, so that a schema's default stands for them."""
    record: dict[str, Any] = {}
    for key, value in row.items():
        if key in lists:
            record[str(key)] = tuple(part.strip() for part in (value or "").split("|") if part.strip())
        elif value:
            record[str(key)] = value
    return record


def _first_bad_row(records: list[tuple[int, dict[str, Any]]], schema: type[Any]) -> str:
    """Names the line of the first row that does not fit, for the error message."""
    for line, record in records:
        try:
            msgspec.convert(record, schema, strict=False)
        except msgspec.ValidationError:
            return f"line {line}: "
    return ""
