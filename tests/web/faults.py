"""Everything that a newsroom can do wrong, and what must come of it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from monitor.errors import FetchFault
from tests.support.newsroom import Talk, answer, bomb, head, item, rss

TIMEOUT = 1.5
MAX_BODY = 1_000_000
ONE = item("One", "https://newsroom.example/1")
TWO = item("Two", "https://newsroom.example/2")
GOOD = rss(ONE, TWO)


def send(data: bytes) -> Talk:
    return lambda wire, _: wire.send(data)


def then(data: bytes, more: Callable[..., None]) -> Talk:
    def talk(wire: object, _: object) -> None:
        wire.send(data)  # type: ignore[attr-defined]
        more(wire)

    return talk


def to(location: str, status: int = 302) -> Talk:
    return send(answer(b"", status, location=location))


def feed(body: str | bytes, **headers: str | int) -> Talk:
    return send(answer(body if isinstance(body, bytes) else body.encode(), **headers))


def packed(body: bytes, encoding: str) -> Talk:
    return send(answer(body, content_encoding=encoding))


@dataclass(frozen=True)
class Fault:
    """What the newsroom does, and what must come of it: entries kept, or words told."""

    talk: Talk | None = None
    entries: int | None = None
    told: str = ""
    fault: FetchFault = FetchFault.FAILED
    url: str = ""
    """An address of its own, where the fault lies in the address."""


SILENT = "did not answer within 1.5 s"
BROKEN = "broke off"
REFUSED = "was not called"
BIG = "sent more than 1 MB"
OTHER_HOST = "127.0.0.2"
PRIVATE = FetchFault.FORBIDDEN
TITLE = "<title>{}</title><link>https://newsroom.example/1</link>"
DEEP = f"<rss><channel><item>{'<a>' * 20_000}</item></channel></rss>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>'
    + rss(TITLE.format("&l9;")).partition("?>")[2]
)
QUADRATIC = (
    f'<!DOCTYPE rss [<!ENTITY a "{"a" * 20_000}">]>' + rss(TITLE.format("&a;" * 50_000)).partition("?>")[2]
)

WIRE = {
    "hangs before the head": Fault(lambda wire, _: wire.hang(), told=SILENT),
    "hangs after the head": Fault(then(head(content_length=10), lambda wire: wire.hang()), told=SILENT),
    "drips the head": Fault(lambda wire, _: wire.drip(head(content_length=0), every=0.1), told=SILENT),
    "drips the body": Fault(
        then(head(content_length=90), lambda wire: wire.drip(b"x" * 90, every=0.1)), told=SILENT
    ),
    "drips pleas to continue": Fault(
        lambda wire, _: wire.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 9, every=0.05), told=SILENT
    ),
    "hangs up at once": Fault(lambda *_: None, told=BROKEN),
    "resets at once": Fault(lambda wire, _: wire.reset(), told=BROKEN),
    "breaks off the head": Fault(send(b"HTTP/1.1 200 OK\r\nContent-Le"), told=BROKEN),
    "breaks off the body": Fault(send(head(content_length=5_000) + GOOD.encode()), told=BROKEN),
    "breaks off the chunks": Fault(send(head(transfer_encoding="chunked") + b"5\r\nhello\r\n"), told=BROKEN),
    "sends nonsense as chunks": Fault(send(head(transfer_encoding="chunked") + b"zz\r\nhi\r\n"), told=BROKEN),
    "sends no HTTP": Fault(send(b"\x16\x03\x01\x00\xa5 what?\r\n\r\n"), told=BROKEN),
    "sends a feed without a head": Fault(send(GOOD.encode()), told=BROKEN),
    "sends an impossible status": Fault(send(b"HTTP/1.1 99 Hm\r\n\r\n"), told=BROKEN),
    "sends a head without end": Fault(
        then(b"HTTP/1.1 200 OK\r\nX: ", lambda wire: wire.forever(b"a" * 9_000)), told=BROKEN
    ),
    "sends headers without end": Fault(
        then(b"HTTP/1.1 200 OK\r\n", lambda wire: wire.forever(b"X-A: b\r\n" * 900)), told=BROKEN
    ),
    "begs to continue without end": Fault(
        lambda wire, _: wire.forever(b"HTTP/1.1 100 Continue\r\n\r\n" * 300), told="127.0.0.1"
    ),
    "sends a body without end": Fault(then(head(), lambda wire: wire.forever(b"x" * 60_000)), told=BIG),
    "sends chunks without end": Fault(
        then(
            head(transfer_encoding="chunked"),
            lambda wire: wire.forever(b"ea60\r\n" + b"x" * 60_000 + b"\r\n"),
        ),
        told=BIG,
    ),
    "sends crumbs without end": Fault(
        then(head(transfer_encoding="chunked"), lambda wire: wire.forever(b"1\r\nx\r\n" * 500)),
        told="127.0.0.1",
    ),
    "promises a terabyte": Fault(
        then(head(content_length=10**12), lambda wire: wire.forever(b"x" * 9_000)), told=BIG
    ),
    "gives a negative length": Fault(send(head(content_length=-5) + b"hello"), told=BROKEN),
    "gives two lengths": Fault(
        send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"), told=BROKEN
    ),
    "packs a bomb": Fault(packed(bomb(50_000_000), "gzip"), told=BIG),
    "packs a zlib bomb": Fault(packed(zlib.compress(bytes(50_000_000), 9), "deflate"), told=BIG),
    "packs twice": Fault(packed(gzip.compress(bomb(50_000_000)), "gzip, gzip"), told="did not offer"),
    "packs with brotli": Fault(packed(b"\x0b\x02\x80", "br"), told="did not offer"),
    "packs with a made-up method": Fault(packed(b"abc", "\xe9" * 300), told="did not offer"),
    "says packed and is not": Fault(packed(GOOD.encode(), "gzip"), told="cannot be unpacked"),
    "breaks off the packing": Fault(packed(gzip.compress(GOOD.encode())[:-20], "gzip"), told="broke off"),
    "is not changed, unasked": Fault(send(head(304)), told="was not asked that way"),
    "asks to wait": Fault(send(answer(b"", 429, retry_after=60)), told="wait", fault=FetchFault.WAIT),
    "is closed for repairs": Fault(send(answer(b"", 503)), told="wait", fault=FetchFault.WAIT),
    "is gone": Fault(send(answer(b"", 410)), told="for good", fault=FetchFault.GONE),
    "is missing": Fault(send(answer(b"", 404)), told="404 Not Found"),
    "is broken": Fault(send(answer(b"", 500)), told="500 Internal Server Error"),
    "forbids": Fault(send(answer(b"", 403)), told="does not let us read this"),
    "challenges": Fault(send(answer(b"<html>", 403, cf_mitigated="challenge")), told="challenge page"),
    "answers with no known status": Fault(send(answer(b"", 799)), told="answered 799"),
}


def redirects(port: str) -> dict[str, Fault]:
    return {
        "redirects to itself": Fault(to("/redirects-to-itself"), told="in circles"),
        "redirects nowhere": Fault(send(answer(b"", 302)), told="answered 302"),
        "redirects to no address": Fault(to("http://["), told="cannot be read"),
        "redirects to a neighbour in octal": Fault(
            to(f"http://0177.0.0.2:{port}/secret"), told="cannot be read"
        ),
        "redirects to a file": Fault(to("file:///etc/passwd"), told="not of the web", fault=PRIVATE),
        "redirects to a script": Fault(to("javascript:alert(1)"), told="not of the web", fault=PRIVATE),
        "redirects to FTP": Fault(to("ftp://127.0.0.2/"), told="not of the web", fault=PRIVATE),
        "redirects to a metadata service": Fault(
            to("http://169.254.169.254/latest"), told=REFUSED, fault=PRIVATE
        ),
        **{
            f"redirects to {name}": Fault(to(f"http://{host}:{port}/secret"), told=REFUSED, fault=PRIVATE)
            for name, host in {
                "a neighbour": OTHER_HOST,
                "a neighbour with a password": f"good@{OTHER_HOST}",
                "a neighbour in disguise (mapped)": f"[::ffff:{OTHER_HOST}]",
                "a neighbour in disguise (6to4)": "[2002:7f00:2::]",
                "a neighbour in disguise (NAT64)": f"[64:ff9b::{OTHER_HOST}]",
                "a neighbour in decimal": "2130706434",
                "a neighbour in hexadecimal": "0x7f.0.0.2",
                "a neighbour in short": "127.2",
                "nobody": "0.0.0.0",  # noqa: S104 - an address to be refused, not to be bound
                "itself in IPv6": "[::1]",
                "a private network": "10.0.0.1",
            }.items()
        },
    }


def addresses(port: str) -> dict[str, Fault]:
    return {
        "names a file": Fault(url="file:///etc/passwd", told="only http and https", fault=PRIVATE),
        "names no address": Fault(url="http://[", told="cannot be read"),
        "names nothing": Fault(url="", told="only http and https", fault=PRIVATE),
        "names no host": Fault(url="http:///feed", told="no host"),
        "names an unknown host": Fault(url="http://nowhere.invalid/feed", told="nowhere.invalid"),
        "names a closed door": Fault(url="http://127.0.0.1:9/feed", told="refused the connection"),
        "names a neighbour": Fault(url=f"http://127.0.0.2:{port}/secret", told=REFUSED, fault=PRIVATE),
        "names a neighbour behind a backslash": Fault(
            url=f"http://127.0.0.2:{port}\\@127.0.0.1:9/secret", told="refused the connection"
        ),
        "quotes a neighbour": Fault(
            feed(
                f'<!DOCTYPE rss SYSTEM "http://{OTHER_HOST}:{port}/dtd"'
                f' [<!ENTITY % x SYSTEM "http://{OTHER_HOST}:{port}/x"> %x;]>' + GOOD.partition("?>")[2]
            ),
            entries=2,
        ),
    }


BODIES = {
    "is empty": Fault(feed(""), told="empty"),
    "has no content": Fault(send(head(204)), told="empty"),
    "is blank": Fault(feed(" \n "), told="empty"),
    "is a challenge with status 200": Fault(
        feed("<!DOCTYPE html><title>Just a moment...</title>"), told="web page (“Just a moment...”)"
    ),
    "is JSON": Fault(feed('{"items": []}'), told="JSON"),
    "is a picture": Fault(feed(b"\x89PNG\r\n\x1a\n" + bytes(500)), told="not a feed"),
    "is a sitemap": Fault(feed('<?xml version="1.0"?><urlset><url/></urlset>'), told="neither RSS nor Atom"),
    "laughs a billion times": Fault(feed(BOMB), entries=1),
    "repeats an entity without end": Fault(feed(QUADRATIC), entries=1),
    "quotes a local file": Fault(
        feed(
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            + rss(TITLE.format("&x;")).partition("?>")[2]
        ),
        entries=1,
    ),
    "is nested without end": Fault(feed(DEEP), told="nested"),
    "has a byte order mark": Fault(feed(b"\xef\xbb\xbf" + GOOD.encode()), entries=2),
    "begins with blanks": Fault(feed("\n \t" + GOOD), entries=2),
    "is in UTF-16": Fault(feed(rss(ONE, TWO, declaration="utf-16").encode("utf-16")), entries=2),
    "is in Windows-1252, said to be UTF-8": Fault(
        feed(rss(TITLE.format("Children’s – café")).encode("cp1252")), entries=1
    ),
    "is in an unknown encoding": Fault(feed(rss(ONE, declaration="klingon-8")), entries=1),
    "uses entities of HTML": Fault(feed(rss(TITLE.format("A&nbsp;B &pound;5 &rsquo;"))), entries=1),
    "has lone ampersands": Fault(feed(rss(TITLE.format("Health & Care & more"), TWO)), entries=2),
    "has control characters": Fault(feed(rss(TITLE.format("A\x05B\x00C"), TWO)), entries=2),
    "has an undeclared prefix": Fault(feed(rss(ONE + "<media:x>y</media:x>", TWO)), entries=2),
    "breaks off in the third item": Fault(
        feed(rss(ONE, TWO, item("Three", "https://x.example/")).rpartition("</title>")[0]), entries=3
    ),
    "says it is a web page": Fault(feed(GOOD, content_type="text/html"), entries=2),
    "says it is a picture": Fault(feed(GOOD, content_type="image/png; charset=nonsense"), entries=2),
    "has no item": Fault(feed(rss()), entries=0),
    "has ten thousand items": Fault(feed(rss(*[f"<guid>{n}</guid>" for n in range(10_000)])), entries=1_000),
    "has items without anything": Fault(feed(rss("", "", "")), entries=3),
    "has a title without end": Fault(feed(rss(TITLE.format("x" * 400_000))), entries=1),
}


def faults(port: str) -> dict[str, Fault]:
    """Everything that goes wrong, aimed at a forbidden neighbour's port."""
    return {**WIRE, **redirects(port), **addresses(port), **BODIES}
