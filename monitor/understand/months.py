"""The months as folded text has them."""

from __future__ import annotations

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
"""January first, as folded text has them."""
