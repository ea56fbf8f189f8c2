"""`discover`: find a site's feeds, as lines for the config."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from monitor.commands.options import options_of
from monitor.commands.output import say, show

if TYPE_CHECKING:
    from monitor.sources.feed import Feed
    from monitor.web.fetch import Web
    from monitor.web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class Found:
    """An address that was asked and is a feed."""

    title: str
    url: str
    entries: int


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("discover")(discover)


def discover(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="A page of the site, or the feed itself.")],
) -> None:
    """Find a site's feeds and print the lines for config.yaml."""
    from monitor.app import utc_now  # noqa: PLC0415 - imported on first use
    from monitor.web.fetch import Web  # noqa: PLC0415 - likewise

    address = url if "://" in url else f"https://{url}"
    with Web(_settings(context)) as web:
        feeds = {found.url: found for found in _feeds(web, address, utc_now())}
    if not feeds:
        say(
            f"No feed was found at {address}. Look on the site for “RSS” or “feeds”, or let a search bring "
            "its news: config.yaml has an example with {council}."
        )
        raise typer.Exit(1)
    for found in feeds.values():
        items = "1 item" if found.entries == 1 else f"{found.entries} items"
        show(
            f"  # {items} now\n  - name: {_quoted(found.title)}\n    url: {_quoted(found.url)}\n    every: 1h"
        )


def _settings(context: typer.Context) -> WebSettings:
    """As the config says where there is one; whoever only looks for feeds needs none."""
    from monitor.web.settings import WebSettings  # noqa: PLC0415 - imported on first use

    options = options_of(context)
    return options.configured().web if options.config.is_file() else WebSettings()


def _feeds(web: Web, address: str, now: datetime) -> Iterator[Found]:
    """The address itself where it is a feed; else what its page announces or links to, asked one by one."""
    from monitor.errors import FetchError  # noqa: PLC0415 - imported on first use
    from monitor.web.discover import discover as candidates_on  # noqa: PLC0415 - likewise
    from monitor.web.fetch import Request  # noqa: PLC0415 - likewise

    answer = web.fetch(Request(url=address))
    if isinstance(answer, FetchError):
        say(f"{address}: {answer}")
        return
    feed = _read(answer.body, answer.url, now)
    if feed is not None:
        yield Found(_name(feed.title, answer.url), answer.url, len(feed.entries))
        return
    candidates = {found.url: found for found in candidates_on(answer.body, url=answer.url)}
    for request, found_answer in web.fetch_all(Request(url=url) for url in candidates):
        if isinstance(found_answer, FetchError):
            continue
        feed = _read(found_answer.body, found_answer.url, now)
        if feed is not None and feed.entries:
            title = feed.title or candidates[request.url].title
            yield Found(_name(title, request.url), found_answer.moved_to or request.url, len(feed.entries))


def _read(body: bytes, url: str, now: datetime) -> Feed | None:
    from monitor.errors import NotAFeedError  # noqa: PLC0415 - imported on first use
    from monitor.sources.feed import read_feed  # noqa: PLC0415 - likewise

    try:
        return read_feed(body, url=url, now=now)
    except NotAFeedError:
        return None


def _name(title: str, url: str) -> str:
    return title or urlsplit(url).hostname or url


def _quoted(text: str) -> str:
    """As one YAML value, whatever it holds."""
    import msgspec  # noqa: PLC0415 - imported on first use

    # A JSON text is a YAML text; most need no quotation marks at all.
    plain = text.replace(" ", "").replace(".", "").replace("-", "").replace("/", "").replace(":", "", 1)
    simple = plain.isalnum() and not text.replace(" ", "").isdigit() and ": " not in text
    return text if simple else msgspec.json.encode(text).decode()
