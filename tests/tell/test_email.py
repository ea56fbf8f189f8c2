"""Mail, against a server of our own."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self

import pytest

from monitor.errors import DeliveryError, LookupUnavailableError, SendOutcome, UsageError
from monitor.model import DigestSection, RevisionKind
from monitor.tell.email import LARGEST, Mailbox
from monitor.tell.notice import Notice, PlainNotice
from monitor.tell.settings import EmailSettings
from tests.support.mail import PASSWORD, USER, MailFault, MailServer
from tests.tell.samples import FOUR_AREAS, NOON, coverage, digest_notice, notice, story, week

TLS = Path(__file__).parent / "tls"
ADDRESS = "dcs@example.org"
WRONG = "mistyped"


def mailbox(  # noqa: PLR0913 - each argument is one setting that a test may want to vary
    server: MailServer,
    *,
    timeout: float = 10,
    security: Literal["starttls", "tls", "none"] = "none",
    username: str = "",
    password: str = "",
    context: ssl.SSLContext | None = None,
) -> Mailbox:
    settings = EmailSettings(
        host=server.host,
        port=server.port,
        sender="Ofsted Monitor <monitor@example.org>",
        security=security,
        username=username,
        password=password,
    )
    return Mailbox(f"email:{ADDRESS}", settings, timeout=timeout, context=context, clock=lambda: NOON)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


def sent(mail: MailServer, told: Notice) -> None:
    mailbox(mail).send(told)


def test_an_alert_is_one_mail_with_a_complete_text_first(mail: MailServer) -> None:
    receipt = mailbox(mail).send(notice(story(areas=FOUR_AREAS)))

    (received,) = mail.received
    message = received.message
    assert received.recipients == (ADDRESS,)
    assert (receipt.place, receipt.message) == (ADDRESS, message["Message-ID"])
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text, html = (part.get_content() for part in message.iter_parts())
    for words in (
        "Reading: requires improvement, up from inadequate",
        "Leadership",
        "Plans for children at risk",
    ):
        assert words in text
        assert words in html
    assert "https://courier.example/news/1?a=1&b=2" in text


def test_a_mail_names_its_automation_and_how_to_leave(mail: MailServer) -> None:
    sent(mail, notice())

    message = mail.received[0].message
    assert message["Subject"] == "Ofsted: Reading (reading-2026-11-a3f)"
    assert message["From"] == "Ofsted Monitor <monitor@example.org>"
    assert message["List-Id"] == "<alerts.ofsted-monitor.example.org>"
    assert message["List-Unsubscribe"] == "<mailto:monitor@example.org?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in message
    assert (message["Auto-Submitted"], message["Precedence"]) == ("auto-generated", "bulk")
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Date"].datetime == NOON


def test_mails_of_a_story_share_subject_and_thread_and_repeat_with_the_same_identity(
    mail: MailServer,
) -> None:
    first, later = notice(), notice(story(revision=2, judgement="good"), kind=RevisionKind.CORRECTION)
    for told in (first, first, later):
        sent(mail, told)

    one, again, other = (received.message for received in mail.received)
    assert one["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert one["References"] == other["References"] == "<story.reading-2026-11-a3f@example.org>"
    assert one["In-Reply-To"] == one["References"]
    assert one["Subject"] == other["Subject"]


def test_long_identities_are_neither_folded_nor_encoded(mail: MailServer) -> None:
    long = "bournemouth-christchurch-and-poole-" * 3 + "2026-11-a3f"
    sent(mail, notice(story(id=long)))

    raw = mail.received[0].raw
    assert f"References: <story.{long}@example.org>\r\n".encode() in raw
    assert b"=?utf-8?q?=3C" not in raw


def test_a_digest_is_one_mail_below_the_size_that_clients_cut(mail: MailServer) -> None:
    quote = "Inspectors found that plans for children & families drift. " * 5
    told = coverage(title="A headline that is quite long for a single article in a paper" * 3, quote=quote)
    stories = tuple(
        story(id=f"s-{number}", quote=quote, coverage=(told,) * 4, areas=FOUR_AREAS) for number in range(90)
    )
    sent(mail, digest_notice(week([DigestSection(title="Your councils", stories=stories)])))

    message = mail.received[0].message
    text, html = (part.get_content() for part in message.iter_parts())
    assert len(text.encode()) + len(html.encode()) <= LARGEST
    assert {f"s-{number}" for number in range(90)} <= set(text.split())
    assert message["List-Id"] == "<digest.berkshire-improvement.ofsted-monitor.example.org>"
    assert "References" not in message
    assert "<img" not in html


def test_a_word_to_the_admin_is_a_mail(mail: MailServer) -> None:
    sent(
        mail,
        PlainNotice(key="admin/1", subject="A source\r\nBcc: all@example.org fails", lines=("no answer",)),
    )

    message = mail.received[0].message
    assert message["Subject"] == "A source Bcc: all@example.org fails"
    assert "Bcc" not in message


# --- what went wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "fault", "outcome"),
    [
        ("MAIL", MailFault("451 later"), SendOutcome.NOT_SENT),
        ("MAIL", MailFault("550 no such sender"), SendOutcome.REFUSED_DESTINATION),
        ("MAIL", MailFault(), SendOutcome.NOT_SENT),
        ("RCPT", MailFault("450 greylisted"), SendOutcome.NOT_SENT),
        ("RCPT", MailFault("550 no such user"), SendOutcome.REFUSED_DESTINATION),
        ("RCPT", MailFault(), SendOutcome.NOT_SENT),
        ("DATA", MailFault("451 later"), SendOutcome.NOT_SENT),
        ("DATA", MailFault("554 spam"), SendOutcome.REFUSED_MESSAGE),
        ("DATA", MailFault(), SendOutcome.UNCERTAIN),
        ("DATA", MailFault(accepted=True), SendOutcome.UNCERTAIN),
    ],
)
def test_each_failure_says_what_is_known_of_the_mail(
    mail: MailServer, command: str, fault: MailFault, outcome: SendOutcome
) -> None:
    mail.fail(command, fault)

    with pytest.raises(DeliveryError) as caught:
        sent(mail, notice())

    assert caught.value.outcome is outcome


def test_an_answer_that_never_comes_is_uncertain_within_the_total_time(mail: MailServer) -> None:
    mail.fail("DATA", MailFault("250 kept", hang=3))
    begun = time.monotonic()

    with pytest.raises(DeliveryError) as caught:
        mailbox(mail, timeout=0.5).send(notice())

    assert caught.value.outcome is SendOutcome.UNCERTAIN
    assert time.monotonic() - begun < 2


def test_a_server_that_dribbles_is_left_in_time() -> None:
    with _Dribbler() as server:
        settings = EmailSettings(
            host="127.0.0.1", port=server.port, sender="monitor@example.org", security="none"
        )
        begun = time.monotonic()

        with pytest.raises(DeliveryError, match="took longer") as caught:
            Mailbox(f"email:{ADDRESS}", settings, timeout=0.6).send(notice())

    assert caught.value.outcome is SendOutcome.NOT_SENT
    assert time.monotonic() - begun < 2


class _Dribbler:
    """Sends a greeting without an end, a byte at a time."""

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        connection, _ = self._listening.accept()
        with connection:
            try:
                for byte in b"220-" + b"x" * 200:
                    connection.sendall(bytes([byte]))
                    time.sleep(0.05)
            except OSError:
                return


def test_no_server_means_not_sent() -> None:
    settings = EmailSettings(host="127.0.0.1", port=1, sender="monitor@example.org", security="none")

    with pytest.raises(DeliveryError) as caught:
        Mailbox(f"email:{ADDRESS}", settings).send(notice())

    assert caught.value.outcome is SendOutcome.NOT_SENT


# --- encryption and sign-in -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def server_tls() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(TLS / "localhost.pem", TLS / "localhost.key")
    return context


def test_starttls_is_used_with_a_certificate_that_is_checked(server_tls: ssl.SSLContext) -> None:
    trusting = ssl.create_default_context(cafile=str(TLS / "localhost.pem"))
    with MailServer(tls=server_tls) as mail:
        mailbox(mail, security="starttls", context=trusting).send(notice())
        with pytest.raises(DeliveryError, match="certificate") as caught:
            mailbox(mail, security="starttls").send(notice())

    assert len(mail.received) == 1
    assert caught.value.outcome is SendOutcome.NOT_SENT


def test_a_server_without_starttls_gets_nothing(mail: MailServer) -> None:
    with pytest.raises(DeliveryError, match="STARTTLS"):
        mailbox(mail, security="starttls").send(notice())

    assert not mail.received


def test_user_and_password_are_given_and_never_shown(server_tls: ssl.SSLContext) -> None:
    trusting = ssl.create_default_context(cafile=str(TLS / "localhost.pem"))
    with MailServer(tls=server_tls, auth=True) as mail:
        mailbox(mail, security="starttls", context=trusting, username=USER, password=PASSWORD).send(notice())
        mistaken = mailbox(mail, security="starttls", context=trusting, username=USER, password=WRONG)
        with pytest.raises(DeliveryError, match="user name and password") as caught:
            mistaken.send(notice())

    assert len(mail.received) == 1
    assert caught.value.outcome is SendOutcome.REFUSED_DESTINATION
    assert "mistyped" not in str(caught.value)


# --- the rest of the interface --------------------------------------------------------------------


def test_a_check_signs_in_and_sends_nothing(mail: MailServer) -> None:
    assert mailbox(mail).check() == ()
    assert "STARTTLS" in mailbox(mail, security="starttls").check()[0]
    assert not mail.received


def test_a_mail_is_neither_changed_nor_looked_up(mail: MailServer) -> None:
    box = mailbox(mail)
    receipt = box.send(notice())

    box.refresh(notice(), receipt)

    assert len(mail.received) == 1
    with pytest.raises(LookupUnavailableError):
        box.find(notice(), since=NOON - timedelta(days=1))


@pytest.mark.parametrize(
    "address", ["", "dcs", "dcs@", "a b@example.org", "a@example.org\r\nBcc: b", "bürger@example.org"]
)
def test_only_a_real_address_is_opened(mail: MailServer, address: str) -> None:
    with pytest.raises(UsageError, match="no mail address"):
        Mailbox(f"email:{address}", EmailSettings(host=mail.host, sender="monitor@example.org"))
