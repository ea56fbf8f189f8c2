"""A mail server of our own on loopback (aiosmtpd): keeps what it takes, and fails on demand."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "monitor", "not a real one"


@dataclass(frozen=True, slots=True)
class MailFault:
    """One command that goes wrong: answered otherwise, dropped, or never answered."""

    reply: str = ""
    """Such as `451 try later`; empty = the connection is dropped."""
    accepted: bool = False
    """Whether the message was kept all the same (for `DATA`)."""
    hang: float = 0.0
    """Seconds before anything happens."""


@dataclass(frozen=True, slots=True)
class Received:
    """One mail that was taken."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The parsed mail."""
        parsed = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed


class MailServer:
    """The server; use it as a context manager."""

    def __init__(self, *, tls: ssl.SSLContext | None = None, auth: bool = False) -> None:
        """`auth` needs `tls`: a name and a password are only asked for on an encrypted line."""
        self.received: list[Received] = []
        self._faults: list[tuple[str, MailFault]] = []
        options: dict[str, Any] = {"tls_context": tls} if tls else {}
        if auth:
            options |= {"authenticator": _authenticate, "auth_required": True}
        self._controller = _Controller(self, **options)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    @property
    def host(self) -> str:
        """Loopback."""
        return "127.0.0.1"

    @property
    def port(self) -> int:
        """The free port that was found."""
        return self._controller.found_port

    def fail(self, command: str, *faults: MailFault) -> None:
        """Makes the next `MAIL`, `RCPT` or `DATA` (the end of the message) go wrong, one fault each."""
        self._faults += [(command, fault) for fault in faults]

    # --- aiosmtpd's hooks -----------------------------------------------------------------------------

    async def handle_MAIL(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """The sender."""
        envelope.mail_from = address
        return await self._outcome(server, "MAIL") or "250 OK"

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """The recipient."""
        if reply := await self._outcome(server, "RCPT"):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """The whole message, at its closing dot."""
        fault = self._next_fault("DATA")
        if fault is None or fault.accepted:
            assert isinstance(envelope.content, bytes)
            sender = envelope.mail_from or ""
            self.received.append(Received(sender, tuple(envelope.rcpt_tos), envelope.content))
        return await _carry_out(server, fault) if fault else "250 kept"

    async def _outcome(self, server: SMTP, command: str) -> str:
        fault = self._next_fault(command)
        return await _carry_out(server, fault) if fault else ""

    def _next_fault(self, command: str) -> MailFault | None:
        for index, (name, fault) in enumerate(self._faults):
            if name == command:
                del self._faults[index]
                return fault
        return None


async def _carry_out(server: SMTP, fault: MailFault) -> str:
    await asyncio.sleep(fault.hang)
    if not fault.reply:
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()
    return fault.reply or "421 gone"


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword
) -> AuthResult:
    right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right, message=None if right else "535 5.7.8 wrong")


class _Controller(Controller):
    """Listens on a port that the system chooses."""

    def __init__(self, handler: MailServer, **options: Any) -> None:  # noqa: ANN401 - aiosmtpd's own options
        super().__init__(handler, hostname="127.0.0.1", port=0, **options)

    def _trigger_server(self) -> None:
        """Tries the port that was found, where the base class would try port 0."""
        self.port = self.found_port
        super()._trigger_server()  # type: ignore[no-untyped-call] # aiosmtpd types only a part of itself

    @property
    def found_port(self) -> int:
        """The port on which the server listens."""
        assert isinstance(self.server, asyncio.Server)
        return int(self.server.sockets[0].getsockname()[1])
