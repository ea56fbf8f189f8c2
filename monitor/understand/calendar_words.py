"""Months and years as folded text has them."""

from __future__ import annotations

import re

from monitor.understand.regexes import regex

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
ANY_YEAR = regex(r"\b(?:19|20)\d\d\b")
YEAR_SINCE_2000 = re.compile(r"\b20\d\d\b")
"""Ofsted inspects children's services only in these: older years are birthdays and buildings."""
