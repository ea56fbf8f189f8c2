"""Addresses in the config: of web pages, of mailboxes, of servers."""

from __future__ import annotations

import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from monitor.config.mistakes import NotUnderstoodError

_LOCAL_PART = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_LOCAL_PART}@(?:localhost|{_LABEL}(?:\.{_LABEL})+)", re.ASCII)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def address(text: str) -> str:
    """An http or https address of the web."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise NotUnderstoodError("is no web address", "copy the address out of a browser") from None
    if not parts.scheme or "://" not in text:
        raise NotUnderstoodError("has no https:// at its start", "write the whole address, with https://")
    if parts.scheme not in {"http", "https"}:
        raise NotUnderstoodError("is no web address", "an address starts with https:// or http://")
    if not parts.hostname or port == 0:
        raise NotUnderstoodError("names no site", "write it whole, such as https://www.example.org/feed/")
    if parts.username is not None or parts.password is not None:
        hint = "take them out: feeds behind a password cannot be read"
        raise NotUnderstoodError("holds a user name or a password", hint, secret=True)
    if any(sign.isspace() for sign in text):
        raise NotUnderstoodError("has a space in it", "write %20 for a space")
    return text


def feed_address(text: str) -> str:
    """A feed's address; `{council}` stands for each watched council."""
    for match in _PLACEHOLDER.finditer(text):
        if match[1] != "council":
            hint = "only {council} may stand in braces"
            raise NotUnderstoodError("has a word in braces that means nothing", hint)
    plain = _PLACEHOLDER.sub("council", text)
    if "{" in plain or "}" in plain:
        raise NotUnderstoodError("has a brace that is not closed", "write {council}, with both braces")
    address(plain)
    return text


def base_address(text: str) -> str:
    """An address that others are made from: it ends with a slash."""
    return address(text) if text.endswith("/") else f"{address(text)}/"


def email_address(text: str) -> str:
    """One plain address, in lower case, for two spellings of it are one mailbox."""
    if _EMAIL.fullmatch(text):
        return text.casefold()
    bare = parseaddr(text)[1]
    if bare != text and _EMAIL.fullmatch(bare):
        raise NotUnderstoodError("is more than an address", f"write only {bare}")
    raise NotUnderstoodError("is no email address", "write it like name@example.org")


def sender(text: str) -> str:
    """`Ofsted Monitor <monitor@example.org>`, or the address alone."""
    if not _EMAIL.fullmatch(parseaddr(text)[1]) or not text.isprintable():
        raise NotUnderstoodError("is no sender", "write it like Ofsted Monitor <monitor@example.org>")
    return text


def contact(text: str) -> str:
    """Where a publisher can reach whoever runs the monitor: an email or web address."""
    if not text.isascii() or not text.isprintable():
        raise NotUnderstoodError("holds letters that a request cannot carry", "write an email or web address")
    return address(text) if "://" in text else email_address(text)


def host_name(text: str) -> str:
    """The name of a mail server."""
    if "://" in text or "/" in text or any(sign.isspace() for sign in text):
        raise NotUnderstoodError("is no host name", "write only the server's name, such as smtp.example.org")
    name, colon, port = text.rpartition(":")
    if colon and ":" not in name:
        raise NotUnderstoodError("has a port in it", f"write host: {name} and port: {port} on two lines")
    return text
