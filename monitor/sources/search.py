"""One search address with `{council}` in it → one source for each watched council."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import quote

from monitor.model import Source

PLACEHOLDER = "{council}"


def is_search(url: str) -> bool:
    """Say whether an address is a template that stands for one search a council."""
    return PLACEHOLDER in url


def expand(name: str, url: str, every: timedelta, councils: Sequence[tuple[str, str]]) -> tuple[Source, ...]:
    """Make one source for each council (slug, name), "Google News: Reading", asked spread over `every`.

    An address without the placeholder is one source as it stands.
    """
    if not is_search(url):
        return (Source(name=name, url=url, every=every),)
    named = dict(councils).values()
    return tuple(
        Source(
            name=f"{name}: {council}",
            url=url.replace(PLACEHOLDER, quote(council, safe="")),
            every=every,
            spread=True,
        )
        for council in named
    )
