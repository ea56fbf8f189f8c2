"""One mail address: messages that thread by story and carry the same identity when they are repeated."""

from __future__ import annotations

import hashlib
import re
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from monitor.errors import LookupUnavailableError, UsageError
from monitor.model import Receipt
from monitor.tell import names
from monitor.tell.alert import Alert, reply_alert, root_alert
from monitor.tell.clean import plain
from monitor.tell.destinations import Settings, required
from monitor.tell.digest_parts import EVERYTHING, Detail, DigestView
from monitor.tell.digest_view import digest_view
from monitor.tell.notice import DigestNotice, Notice, StoryNotice
from monitor.tell.pages import alert_mail, digest_mail, plain_mail
from monitor.tell.plain_text import alert_text, digest_text, notice_text, subject
from monitor.tell.settings import EmailSettings
from monitor.tell.smtp import Postman

LARGEST = 90_000
"""Bytes of text and HTML together; some clients hide what lies beyond about 100 kB."""
_LONGEST_SUBJECT = 150
_DETAILS = (
    EVERYTHING,
    Detail(links=2),
    Detail(links=2, quotes=False),
    Detail(links=1, quotes=False, areas=False),
    *(Detail(links=0, quotes=False, areas=False, stories=most) for most in (1_000, 60, 30, 10, 0)),
)
_BODY = policy.SMTP.clone(cte_type="7bit")
_WIRE = _BODY.clone(max_line_length=900)
"""For headers: a folded or encoded Message-ID is no Message-ID any more."""


def destination(name: str, settings: Settings) -> Mailbox:
    """The mailbox of a name like `email:a@b`."""
    return Mailbox(name, required(settings.email, name, "email: host"))


class Mailbox:
    """One address that is written to."""

    def __init__(
        self,
        name: str,
        settings: EmailSettings,
        *,
        timeout: float = 30.0,
        context: ssl.SSLContext | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._name = name
        self._settings = settings
        self._clock = clock
        self._address = _checked(name.partition(":")[2], name)
        self._sender = _checked(parseaddr(settings.sender)[1], "email: from")
        self._domain = self._sender.rpartition("@")[2]
        self._postman = Postman(settings, timeout=timeout, context=context)

    @property
    def name(self) -> str:
        """`email:a@b`."""
        return self._name

    def send(self, notice: Notice) -> Receipt:
        """Sends one mail; the same notice always makes the same Message-ID."""
        message = self._message(notice)
        self._postman.deliver(self._sender, self._address, message.as_bytes(policy=_WIRE))
        return Receipt(self._address, str(message["Message-ID"]))

    def refresh(self, notice: StoryNotice, receipt: Receipt) -> None:
        """Nothing: a sent mail cannot be changed, and more coverage is no reason for another."""

    def find(self, notice: Notice, *, since: datetime) -> Receipt | None:
        """Always refuses: nobody can look into another's mailbox."""
        raise LookupUnavailableError(
            f"{self._name}: whether the mail {notice.key} of {since:%Y-%m-%d} arrived cannot be looked up;"
            " a repeated one carries the same Message-ID."
        )

    def check(self) -> tuple[str, ...]:
        """Signs in to the mail server without sending anything."""
        return self._postman.check()

    def limits(self) -> tuple[str, ...]:
        """None: no mailbox can do more."""
        return ()

    @property
    def blind(self) -> str:
        """Nothing that could be mended: no mailbox can be read."""
        return ""

    # --- the message --------------------------------------------------------------------------------

    def _message(self, notice: Notice) -> EmailMessage:
        about, text, html = _content(notice)
        message = EmailMessage(policy=_BODY)
        message["From"] = self._settings.sender
        message["To"] = Address(addr_spec=self._address)
        message["Subject"] = plain(about, _LONGEST_SUBJECT)
        message["Date"] = format_datetime(self._clock())
        message["Message-ID"] = self._message_id(notice.key)
        if isinstance(notice, StoryNotice):
            story = re.sub(r"[^A-Za-z0-9.-]", "-", notice.revision.story.id)[:120]
            message["References"] = message["In-Reply-To"] = f"<story.{story}@{self._domain}>"
        message["List-Id"] = f"{_list_name(notice)}.ofsted-monitor.{self._domain}".join("<>")
        message["List-Unsubscribe"] = f"<mailto:{self._sender}?subject=unsubscribe>"
        message["Auto-Submitted"] = "auto-generated"
        message["Precedence"] = "bulk"
        message["X-Auto-Response-Suppress"] = "All"
        message.set_content(text)
        message.add_alternative(html, subtype="html")
        return message

    def _message_id(self, key: str) -> str:
        mark = hashlib.sha256(f"{key}\n{self._address}".encode("utf-8", "replace")).hexdigest()[:32]
        return f"<{mark}@{self._domain}>"


def _checked(address: str, where: str) -> str:
    """The address if a mail can be sent to it as it stands."""
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, IndexError, LookupError):
        parsed = Address()
    if not parsed.domain or not address.isascii() or any(one.isspace() for one in address):
        raise UsageError(f"{where}: {address!r} is no mail address; write it like dcs@example.org.")
    return address


def _content(notice: Notice) -> tuple[str, str, str]:
    """Subject, text and HTML."""
    if isinstance(notice, StoryNotice):
        alert = root_alert(notice, updated=False) if notice.first else reply_alert(notice)
        return _story_subject(notice, alert), alert_text(alert), alert_mail(alert)
    if isinstance(notice, DigestNotice):
        view = digest_view(notice.digest, notice.zone)
        text, html = digest_bodies(view)
        return f"{view.title}: {view.headline}", text, html
    return subject(notice), notice_text(notice), plain_mail(notice)


def _story_subject(notice: StoryNotice, alert: Alert) -> str:
    """The same for all mails of a story: mail clients part a thread where the subject changes."""
    about = f"Ofsted: {names.council_name(notice.revision.story.council)} ({alert.story_id})"
    return f"TEST: {about}" if notice.test else about


def digest_bodies(view: DigestView) -> tuple[str, str]:
    """Text and HTML of a week, with less detail where the whole would be too large for mail clients."""
    text, html = "", ""
    for detail in _DETAILS:
        text, html = digest_text(view, detail), digest_mail(view, detail)
        if len(text.encode()) + len(html.encode()) <= LARGEST:
            break
    return text, html


def _list_name(notice: Notice) -> str:
    if isinstance(notice, DigestNotice):
        team = re.sub(r"[^a-z0-9]+", "-", notice.digest.team.lower()).strip("-")[:60]
        return f"digest.{team}" if team else "digest"
    return "alerts" if isinstance(notice, StoryNotice) else "admin"
