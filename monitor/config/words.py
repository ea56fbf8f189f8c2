"""The words of the config's values: each function reads one text or says what would have been right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import time, timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from monitor.config.mistakes import NotUnderstoodError, listed, nearest
from monitor.model import QuietHours

Kind = TypeVar("Kind", bound=StrEnum)
Reader = Callable[[str], object]

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_536_000}
LONGEST = 100 * SECONDS["y"]
UNIT_WORDS = {
    word: letter
    for letter, others in {
        "s": "s sec secs second seconds",
        "m": "m min mins minute minutes",
        "h": "h hr hrs hour hours hourly",
        "d": "d day days daily",
        "w": "w week weeks weekly",
        "y": "y yr yrs year years yearly",
    }.items()
    for word in others.split()
}
"""What people write for a unit of time → its letter."""
BYTES = {"KB": 1_000, "MB": 1_000_000}
LARGEST_BODY = 1_000_000_000
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DURATION = re.compile(r"(\d{1,9})([smhdwy])", re.ASCII)
_LOOSE_DURATION = re.compile(r"(\d{0,9})\s*([a-z]*)", re.ASCII)
_SIZE = re.compile(r"(\d{1,9})(KB|MB)", re.ASCII)
_LOOSE_SIZE = re.compile(r"(\d{1,9})\s*([km])i?b?", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_QUIET = re.compile(r"([^-–—]+)[-–—]([^-–—]+)")


def duration(text: str) -> timedelta:
    """`90m` → ninety minutes; no time at all is a duration too."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise NotUnderstoodError("is no duration", _duration_hint(text))
    seconds = int(match[1]) * SECONDS[match[2]]
    if seconds > LONGEST:
        raise NotUnderstoodError("is longer than a hundred years", "write a shorter time, such as 2y")
    return timedelta(seconds=seconds)


def span(text: str) -> timedelta:
    """A duration of at least a second."""
    length = duration(text)
    if not length:
        raise NotUnderstoodError("is no time at all", "write at least 1s")
    return length


def _duration_hint(text: str) -> str:
    """`2 hours` → `write 2h`; a bare number gets its likeliest unit named."""
    match = _LOOSE_DURATION.fullmatch(text.casefold().strip())
    count, word = (match[1], match[2]) if match else ("", "")
    unit = UNIT_WORDS.get(word)
    if unit:
        return f"write {count or 1}{unit}"
    if count:
        return f"add a unit: {count}m for minutes, {count}h for hours, {count}d for days"
    return "write a whole number and one of s m h d w, such as 30m or 6h"


def size(text: str) -> int:
    """`10MB` → ten million bytes."""
    match = _SIZE.fullmatch(text)
    if match is None:
        loose = _LOOSE_SIZE.fullmatch(text.strip())
        usual = f"{loose[1]}{loose[2].upper()}B" if loose else "a whole number and KB or MB, such as 10MB"
        raise NotUnderstoodError("is no size", f"write {usual}")
    count = int(match[1]) * BYTES[match[2]]
    if not 0 < count <= LARGEST_BODY:
        raise NotUnderstoodError("is out of bounds", "write a size from 1KB to 1000MB")
    return count


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """A reader of whole numbers within bounds, both included."""

    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text) or not lowest <= int(text) <= highest:
            wanted = f"whole number from {lowest} to {highest}"
            raise NotUnderstoodError(f"is no {wanted}", f"write a {wanted}")
        return int(text)

    return read


def yes_or_no(text: str) -> bool:
    """`true` or `false`, and the other words YAML has for them."""
    word = text.casefold()
    if word in {"true", "yes", "on"}:
        return True
    if word in {"false", "no", "off"}:
        return False
    raise NotUnderstoodError("is neither true nor false", "write true or false")


def one_of(*choices: str) -> Callable[[str], str]:
    """A reader of one word out of a few."""

    def read(text: str) -> str:
        if text in choices:
            return text
        raise NotUnderstoodError("is none of the words that may stand here", near_or_all(text, choices))

    return read


def member(kind: type[Kind], noun: str) -> Callable[[str], Kind]:
    """A reader of one member of an enumeration."""

    def read(text: str) -> Kind:
        return kind(known(text, [each.value for each in kind], noun))

    return read


def known(text: str, choices: Iterable[str], noun: str) -> str:
    """A text that is one of the choices, or the nearest of them as the hint."""
    choices = list(choices)
    if text in choices:
        return text
    raise NotUnderstoodError(f"is no {noun}", near_or_all(text, choices))


def near_or_all(text: str, choices: Iterable[str]) -> str:
    """The hint for a word out of a few: the nearest one, or all of them."""
    choices = list(choices)
    near = nearest(text, choices)
    return f"did you mean {near}?" if near else f"write {listed(choices)}"


def time_zone(text: str) -> ZoneInfo:
    """A zone of the IANA list."""
    try:
        return ZoneInfo(text)
    # An unknown name is a KeyError, an unsafe one a ValueError, the name of a folder an OSError.
    except (KeyError, ValueError, OSError):
        pass
    zones = available_timezones()
    wanted = text.casefold().replace(" ", "_")
    same_city = sorted(zone for zone in zones if zone.rpartition("/")[2].casefold() == wanted)
    near = same_city[0] if same_city else nearest(text, sorted(zones))
    raise NotUnderstoodError("is no time zone", f"did you mean {near}?" if near else "write Europe/London")


def clock(text: str) -> time:
    """`08:00` on the clock of the config's time zone."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        usual = "midnight as 00:00" if text.strip() == "24:00" else "hours and minutes, such as 08:00"
        raise NotUnderstoodError("is no time of day", f"write {usual}")
    return time(int(match[1]), int(match[2]))


def quiet_hours(text: str) -> QuietHours:
    """`22:00-07:00`; start and end differ."""
    match = _QUIET.fullmatch(text)
    if match is None:
        raise NotUnderstoodError("are no quiet hours", "write from-to, such as 22:00-07:00")
    start, end = clock(match[1]), clock(match[2])
    if start == end:
        hint = "let them differ, such as 22:00-07:00, or leave `quiet` out to be told at any hour"
        raise NotUnderstoodError("starts when it ends", hint)
    return QuietHours(start, end)


def weekday_and_time(text: str) -> tuple[int, time]:
    """`Monday 08:00` → (0, 08:00); the day's first three letters will do."""
    day, _, hour = text.strip().partition(" ")
    for number, name in enumerate(WEEKDAYS):
        if day.casefold() in {name.casefold(), name[:3].casefold()}:
            return number, clock(hour)
    near = nearest(day, WEEKDAYS)
    hint = f"did you mean {near}?" if near else "write a day and a time, such as Monday 08:00"
    raise NotUnderstoodError("names no day of the week", hint)


def network(text: str) -> IPv4Network | IPv6Network:
    """`10.20.0.0/16`, or one address."""
    try:
        return ip_network(text)
    except ValueError:
        pass
    try:
        hint = f"write {ip_network(text, strict=False)}"
    except ValueError:
        hint = "write an address and a length, such as 10.20.0.0/16"
    raise NotUnderstoodError("is no network", hint)


def file_name(text: str) -> str:
    """A path; `~` at its start is the home folder."""
    try:
        return str(Path(one_line(text)).expanduser())
    except RuntimeError:
        problem = "starts with a home folder that does not exist"
        raise NotUnderstoodError(problem, "write the whole path") from None


def one_line(text: str) -> str:
    """Words on one line, blanks tidied; not empty."""
    tidy = " ".join(text.split())
    if not tidy:
        raise NotUnderstoodError("is empty", "write something here")
    return tidy
