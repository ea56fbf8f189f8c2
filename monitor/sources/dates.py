"""Dates as feeds write them → moments that can be believed.

Our own, because feedparser reads "09:00 BST" as 09:00 UTC, drops "20/11/2026 10:00" and makes 1 November
of "2026/6/29". Days come first, as in this country; a time without a zone is London's.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No news site is older; an earlier date is a default or a mistake."""
SLACK = timedelta(days=1)
"""How far ahead of ours a publisher's clock may run."""
_LONGEST = 120

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_ZONE_HOURS = {
    **dict.fromkeys(("z", "gmt", "utc", "ut", "wet"), 0),
    **dict.fromkeys(("bst", "west", "cet"), 1),
    "cest": 2,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}

_FLAGS = re.ASCII | re.IGNORECASE
_YEAR_FIRST = re.compile(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)", _FLAGS)
_COMPACT = re.compile(r"\b(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?=T|\s|$)", _FLAGS)
_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4}|\d{2})(?!\d)", _FLAGS)
_DAY_NAMED = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month>[a-z]{3,9})\.?[\s-]+(?P<y>\d{4}|\d{2})(?![\d:])",
    _FLAGS,
)
_MONTH_NAMED = re.compile(
    r"\b(?P<month>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<y>\d{4})(?![\d:])", _FLAGS
)
_UNIX_DATE = re.compile(
    r"\b(?P<month>[a-z]{3})\s+(?P<d>\d{1,2})\s+(?P<time>\d{1,2}:\d{2}:\d{2}\s+(?:[a-z]{1,5}\s+)?)(?P<y>\d{4})$",
    _FLAGS,
)
_DATES = (_YEAR_FIRST, _COMPACT, _DAY_FIRST, _DAY_NAMED, _MONTH_NAMED, _UNIX_DATE)
_TIME = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})[:.](?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?",
    _FLAGS,
)
_COMPACT_TIME = re.compile(
    r"^T?(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})?(?:[.,]\d+)?(?P<half>)(?=\D|$)", _FLAGS
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<min>\d{2})?(?!\d)", _FLAGS)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?", re.ASCII)
_CENTURY = 100
_PIVOT = 70
_NOON = 12
_MIDNIGHT_AT_THE_END = 24
_LEAP_SECOND = 60
_FARTHEST_ZONE = timedelta(hours=14)


def read_date(raw: str, *, now: datetime) -> datetime | None:
    """Read a date in UTC; None where it is none, cannot be, lies ahead, or is older than any news site."""
    try:
        moment = _read(" ".join(raw[:_LONGEST].split()))
    except (ValueError, OverflowError):
        return None
    if moment is None or not EARLIEST <= moment <= now + SLACK:
        return None
    return moment


def _read(text: str) -> datetime | None:
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    text = re.sub(r"\([^()]*\)", " ", text).replace(",", " ")
    found = next((match for pattern in _DATES if (match := pattern.search(text)) and _month(match)), None)
    if found is None:
        return None
    day = date(_year(found["y"]), _month(found), int(found["d"]))
    rest = _rest(text, found)
    clock = _COMPACT_TIME.match(rest.strip()) if found.re is _COMPACT else None
    clock = clock or _TIME.search(rest)
    if clock is None:
        return datetime.combine(day, time(), UTC if _zone(rest) is None else _zone(rest)).astimezone(UTC)
    at, days = _time(clock)
    zone = _zone(rest.replace(clock[0], " ", 1)) or LONDON
    return (datetime.combine(day, at, zone) + timedelta(days=days)).astimezone(UTC)


def _rest(text: str, found: re.Match[str]) -> str:
    """What stands around the date: the time and the zone."""
    kept = found.groupdict().get("time") or ""
    return f"{text[: found.start()]} {kept} {text[found.end() :]}"


def _month(found: re.Match[str]) -> int:
    parts = found.groupdict()
    return int(parts["m"]) if "m" in parts else _MONTHS.get(parts["month"].lower(), 0)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - a year of two digits
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _time(found: re.Match[str]) -> tuple[time, int]:
    """Read the time of day, and the days to add: 24:00 is the next day's midnight."""
    hour, minute, second = int(found["h"]), int(found["min"]), int(found["s"] or 0)
    if half := (found["half"] or "").lower():
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    if (hour, minute, second) == (_MIDNIGHT_AT_THE_END, 0, 0):
        return time(), 1
    return time(hour, minute, 59 if second == _LEAP_SECOND else second), 0


def _zone(rest: str) -> tzinfo | None:
    """Read the zone; None where none is named."""
    if offset := _OFFSET.search(rest):
        ahead = timedelta(hours=int(offset["h"]), minutes=int(offset["min"] or 0))
        if ahead > _FARTHEST_ZONE:
            return None
        return timezone(ahead if offset["sign"] == "+" else -ahead)
    for word in re.findall(r"[a-z]+", rest.lower()):
        # "20261120T100000Z" and "10:00:00.000Z" leave the letter at the end.
        if word in _ZONE_HOURS:
            return timezone(timedelta(hours=_ZONE_HOURS[word]))
    return None
