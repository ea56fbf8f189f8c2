"""A feed server for the benchmarks: a thousand feeds on loopback, with validators and a latency of choice.

Run by `bench.poll` as a process of its own: `python -m bench.server FEEDS`; it prints its port.
`/latency/MILLISECONDS` sets how late it answers. `/quiet/SHARE` and `/news/SHARE` give that share of feeds a
new item: one that is off the beat or dated long ago, as most are, or one of today.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from monitor.understand.councils import all_councils

STARTED = datetime.now(UTC)
"""What the items' dates are counted from: an item is dated once and for all."""
ITEMS = 20
WORDS = 450
"""Of an item's body: whole articles, as the trade press sends them."""
A_PARAGRAPH = 75
"""Words of one."""
ON_THE_BEAT = 0.2
"""Share of items that are news of a council's children's services."""
PROSE = (
    "the council said that its plans for the coming year would be shown to residents in the spring and that "
    "officers had worked with schools health services and the police to make streets safer for everybody "
    "while a spokesperson added that money remains short and that hard choices will have to be made soon"
)
VOCABULARY = tuple(re.findall(r"\w+", PROSE))


class Feeds:
    """What the server shows: bodies are made once, and anew when a feed advances."""

    def __init__(self, count: int) -> None:
        self.latency = 0.0
        self._made: dict[int, tuple[int, bytes]] = {}
        self._version = [0] * count
        self._news = [False] * count
        self._turn = 0

    def advance(self, share: float, *, news: bool) -> None:
        """Give every so-manieth feed one more item; at each call others."""
        step = max(1, round(1 / share))
        for number in range(self._turn % step, len(self._version), step):
            self._version[number] += 1
            self._news[number] = news
        self._turn += 1

    def answer(self, number: int, etag: str) -> bytes:
        """The feed, or word that it has not changed."""
        version = self._version[number]
        current = f'"{number}-{version}"'
        if etag == current:
            return f"HTTP/1.1 304 Not Modified\r\netag: {current}\r\n\r\n".encode()
        if self._made.get(number, (-1, b""))[0] != version:
            self._made[number] = version, feed(number, version, news=self._news[number])
        body = self._made[number][1]
        head = f"HTTP/1.1 200 OK\r\netag: {current}\r\ncontent-type: application/rss+xml\r\n"
        return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


def feed(number: int, version: int, *, news: bool = False) -> bytes:
    """One feed, the same at every call: old items, and the newest dated today where it is to be news."""
    newest = ITEMS + version - 1
    items = "".join(
        _item(number, at, fresh=news and version > 0 and at == newest) for at in range(version, newest + 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f"<channel><title>Paper {number}</title><link>https://paper{number}.example/</link>"
        "<language>en-GB</language><sy:updatePeriod>hourly</sy:updatePeriod>"
        f"<sy:updateFrequency>1</sy:updateFrequency>{items}</channel></rss>"
    ).encode()


def _item(number: int, at: int, *, fresh: bool) -> str:
    """An item as the commonest blog software writes it: mark-up, picture and all."""
    chance = random.Random(number * 1_000 + at)  # noqa: S311 - the same feed at every run
    council = chance.choice(all_councils()).name
    if chance.random() < ON_THE_BEAT:
        title = f"Ofsted publishes letter on monitoring visit to {council}"
        lead = f"Inspectors visited {council} Council’s children’s services and found progress."
    else:
        title = f"Plans for a new library in {council} are shown"
        lead = f"Residents of {council} may comment until the end of the month."
    site = f"https://paper{number}.example"
    link = f"{site}/news/{number}-{at}"
    date = STARTED - (timedelta(hours=1) if fresh else timedelta(days=30 + at))
    return (
        f"<item><title>{title}</title><link>{link}</link><comments>{link}#respond</comments>"
        f"<dc:creator><![CDATA[Desk {at % 9}]]></dc:creator>"
        f"<pubDate>{format_datetime(date, usegmt=True)}</pubDate>"
        f"<category><![CDATA[News]]></category><category><![CDATA[{council}]]></category>"
        f'<guid isPermaLink="false">{site}/?p={number * 1_000 + at}</guid>'
        f"<description><![CDATA[<p>{lead} [&#8230;]</p>]]></description>"
        f"<content:encoded><![CDATA[{_body(lead, link, chance)}]]></content:encoded></item>"
    )


def _body(lead: str, link: str, chance: random.Random) -> str:
    words = [chance.choice(VOCABULARY) for _ in range(WORDS)]
    texts = [lead, *(" ".join(words[at : at + A_PARAGRAPH]) for at in range(0, WORDS, A_PARAGRAPH))]
    paragraphs = "\n".join(f'<p class="wp-block-paragraph">{text}.</p>' for text in texts)
    return (
        f'{paragraphs}<figure class="wp-block-image"><img loading="lazy" width="1024" height="683" '
        f'src="{link}.jpg" alt="" /></figure><p>First published <a href="{link}">here</a> &#8211; read.</p>'
    )


class Conversation(asyncio.Protocol):
    """One connection, kept open."""

    def __init__(self, feeds: Feeds) -> None:
        self._feeds = feeds
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a server's always is
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every whole request, late if so set."""
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            request, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            answer = self._answer(request.decode("latin-1").split("\r\n"))
            asyncio.get_running_loop().call_later(self._feeds.latency, self._send, answer)

    def _send(self, answer: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(answer)

    def _answer(self, lines: list[str]) -> bytes:
        kind, _, value = lines[0].split(" ")[1].strip("/").partition("/")
        headers = {
            name.lower(): text.strip() for name, _, text in (line.partition(":") for line in lines[1:])
        }
        if kind == "feed":
            return self._feeds.answer(int(value), headers.get("if-none-match", ""))
        if kind == "latency":
            self._feeds.latency = float(value) / 1000
        if kind in {"quiet", "news"}:
            self._feeds.advance(float(value), news=kind == "news")
        return b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"


async def serve(count: int) -> None:
    """Serve until the process is ended."""
    feeds = Feeds(count)
    server = await asyncio.get_running_loop().create_server(lambda: Conversation(feeds), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
