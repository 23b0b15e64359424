"""A real SMTP server on loopback that answers as it is told."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

DROP = "drop the connection"
LOGIN = LoginPassword(b"office", b"s3cret")


@dataclass
class MailServer:
    """What came in, and the answers still to be given, by address and step."""

    port: int = 0
    greetings: int = 0
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    at_recipient: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    at_data: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    at_sender: list[str] = field(default_factory=list)
    slowness: float = 0.0  # seconds before the answer to a letter
    slow_greeting: float = 0.0  # and to a sender

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, host: str, answers: list[str]
    ) -> list[str]:
        self.greetings += 1
        session.host_name = host
        return answers

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        await asyncio.sleep(self.slow_greeting)
        if self.at_sender:
            return self.at_sender.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.at_recipient[address]:
            return self.at_recipient[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.slowness)
        (address,) = envelope.rcpt_tos
        answer = self.at_data[address].pop(0) if self.at_data[address] else "250 OK"
        if answer == DROP:
            assert server.transport is not None
            server.transport.close()
            return "421 gone"
        if answer.startswith("250"):
            assert envelope.mail_from is not None
            assert isinstance(envelope.content, bytes)
            self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
            self.messages.append(message_from_bytes(envelope.content))
        return answer

    @property
    def recipients(self) -> list[str]:
        return [address for _, addresses in self.envelopes for address in addresses]


@contextmanager
def running(
    server: MailServer, tls: SSLContext | None = None, port: int = 0, **options: Any
) -> Iterator[None]:
    """The server, on a free port unless one is given."""
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=0,
        ready_timeout=30,
        tls_context=tls,
        authenticator=_authenticate,
        **options,
    )
    # The controller connects once to see whether it is up, so the port must be known to it.
    controller.port = port or free_port()
    controller.start()
    server.port = controller.port
    try:
        yield
    finally:
        controller.stop()


def plain(header: str) -> str:
    return str(make_header(decode_header(header)))


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
) -> AuthResult:
    return AuthResult(success=given == LOGIN, handled=False)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
