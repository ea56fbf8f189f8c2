"""One conversation with the mail server, step by step, so that it is known what became of the message.

Before the line that ends the message nothing can have been delivered; after it, only an answer tells.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

from monitor.errors import DeliveryError, SendOutcome
from monitor.tell.clean import plain
from monitor.tell.settings import EmailSettings

_TOTAL = 30.0
_READY, _OK, _GO_AHEAD = 220, 250, 354
_FOR_GOOD = 500
_LONGEST_REPLY = 200


class Postman:
    """Delivers messages, each in a conversation of its own that has a time-out as a whole."""

    def __init__(
        self, settings: EmailSettings, *, timeout: float = _TOTAL, context: ssl.SSLContext | None = None
    ) -> None:
        self._settings = settings
        self._timeout = timeout
        self._context = context
        self._server = f"{settings.host}:{settings.port}"

    def deliver(self, sender: str, recipient: str, message: bytes) -> None:
        """Hands one message over for one address; DeliveryError says what is known where that fails."""
        with _Session(self._timeout) as session:
            try:
                self._open(session)
                self._envelope(session.smtp, sender, recipient)
                _begin(session.smtp, message)
            except (OSError, smtplib.SMTPException, ValueError) as error:
                raise self._not_sent(session, error) from None
            try:
                session.smtp.send(b".\r\n")
                code, reply = session.smtp.getreply()
            except (OSError, smtplib.SMTPException) as error:
                said = f"{self._server} took the message for {recipient} and did not answer ({_told(error)})."
                raise DeliveryError(said, SendOutcome.UNCERTAIN) from None
        if code != _OK:
            raise self._refusal(code, reply, f"the message for {recipient}", SendOutcome.REFUSED_MESSAGE)

    def check(self) -> tuple[str, ...]:
        """Connects, secures and signs in, and leaves; problems in words that say what to do."""
        with _Session(self._timeout) as session:
            try:
                self._open(session)
            except DeliveryError as error:
                return (str(error),)
            except (OSError, smtplib.SMTPException, ValueError) as error:
                return (str(self._not_sent(session, error)),)
        return ()

    # --- steps --------------------------------------------------------------------------------------

    def _open(self, session: _Session) -> None:
        address = (self._settings.host, self._settings.port)
        sock = socket.create_connection(address, timeout=self._timeout)
        session.take(sock)
        if self._settings.security == "tls":
            session.take(self._secured(sock))
        smtp = session.smtp
        code, reply = smtp.getreply()
        if code != _READY:
            raise self._refusal(code, reply, "the connection", SendOutcome.NOT_SENT)
        smtp.ehlo_or_helo_if_needed()
        if self._settings.security == "starttls":
            self._start_tls(session)
        if self._settings.username:
            self._sign_in(smtp)

    def _secured(self, sock: socket.socket) -> ssl.SSLSocket:
        context = self._context or ssl.create_default_context()
        return context.wrap_socket(sock, server_hostname=self._settings.host)

    def _start_tls(self, session: _Session) -> None:
        code, _ = session.smtp.docmd("STARTTLS")
        if code != _READY:
            said = f"{self._server} offers no STARTTLS: set `email: security` to tls."
            raise DeliveryError(said, SendOutcome.NOT_SENT)
        session.take(self._secured(session.wire))
        session.smtp.ehlo_or_helo_if_needed()

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.login(self._settings.username, self._settings.password)
        except smtplib.SMTPAuthenticationError as error:
            for_good = error.smtp_code >= _FOR_GOOD
            outcome = SendOutcome.REFUSED_DESTINATION if for_good else SendOutcome.NOT_SENT
            said = (
                f"{self._server} does not accept the user name and password ({error.smtp_code}): check them."
            )
            raise DeliveryError(said, outcome) from None

    def _envelope(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
        code, reply = smtp.mail(sender)
        if code != _OK:
            raise self._refusal(code, reply, f"the sender {sender}", SendOutcome.REFUSED_DESTINATION)
        code, reply = smtp.rcpt(recipient)
        if code not in {_OK, _OK + 1}:
            raise self._refusal(code, reply, recipient, SendOutcome.REFUSED_DESTINATION)
        code, reply = smtp.docmd("DATA")
        if code != _GO_AHEAD:
            raise self._refusal(code, reply, f"the message for {recipient}", SendOutcome.REFUSED_MESSAGE)

    # --- what went wrong ----------------------------------------------------------------------------

    def _refusal(self, code: int, reply: bytes, what: str, for_good: SendOutcome) -> DeliveryError:
        """A 5xx answer is for good, any other for now."""
        said = plain(reply.decode("utf-8", "replace"), _LONGEST_REPLY)
        outcome = for_good if code >= _FOR_GOOD else SendOutcome.NOT_SENT
        return DeliveryError(f"{self._server} refused {what} ({code} {said}).", outcome)

    def _not_sent(self, session: _Session, error: Exception) -> DeliveryError:
        if session.expired:
            said = f"{self._server} took longer than {self._timeout:.0f} seconds; the message was not sent."
        elif isinstance(error, ssl.SSLCertVerificationError):
            said = f"{self._server} shows no trusted certificate ({error.verify_message}); nothing was sent."
        else:
            said = f"{self._server} could not be used ({_told(error)}); the message was not sent."
        return DeliveryError(said, SendOutcome.NOT_SENT)


def _begin(smtp: smtplib.SMTP, message: bytes) -> None:
    """Everything but the closing dot: without that, the server may keep nothing."""
    body = re.sub(rb"(?m)^\.", b"..", message)
    smtp.send(body if body.endswith(b"\r\n") else body + b"\r\n")


def _told(error: Exception) -> str:
    return plain(f"{type(error).__name__}: {error}", _LONGEST_REPLY)


class _Session:
    """A connection that is closed when its time is over, whatever the server still dribbles."""

    def __init__(self, timeout: float) -> None:
        self.smtp = smtplib.SMTP(local_hostname="localhost", timeout=timeout)
        self.expired = False
        self._socket: socket.socket | None = None
        self._watch = threading.Timer(timeout, self._expire)
        self._watch.daemon = True

    @property
    def wire(self) -> socket.socket:
        """The open connection."""
        if self._socket is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        return self._socket

    def take(self, sock: socket.socket) -> None:
        """Goes on with a new connection, or with the same one now encrypted: nothing known before counts."""
        self._socket = sock
        self.smtp.sock = sock
        self.smtp.file = None
        self.smtp.helo_resp = self.smtp.ehlo_resp = None
        self.smtp.esmtp_features = {}
        self.smtp.does_esmtp = False
        host = str(sock.getsockname()[0])
        self.smtp.local_hostname = f"[IPv6:{host}]" if ":" in host else f"[{host}]"

    def _expire(self) -> None:
        self.expired = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        """Starts the clock."""
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Says goodbye without waiting for an answer: what matters was answered before."""
        self._watch.cancel()
        with suppress(OSError, smtplib.SMTPException):
            self.smtp.send(b"QUIT\r\n")
        self.smtp.close()
        if self._socket is not None:
            self._socket.close()
