"""A real SMTP server in a thread, which keeps what it receives and can be told to refuse it."""

from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port

ACCEPTED = "250 OK"


@dataclass
class Letterbox:
    """What the server received, and what it answers next."""

    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    answers_to_recipient: list[str] = field(default_factory=list)
    answers_to_data: list[str] = field(default_factory=list)
    hangs_up: bool = False

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take the next scripted answer, or accept."""
        if self.answers_to_recipient:
            return self.answers_to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return ACCEPTED

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the message, unless told to refuse it or to hang up."""
        if self.hangs_up:
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
            return ACCEPTED
        if self.answers_to_data:
            return self.answers_to_data.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.recipients.extend(envelope.rcpt_tos)
        self.encrypted.append(session.ssl is not None)
        return ACCEPTED


@contextmanager
def listening(letterbox: Letterbox, **options: Any) -> Iterator[int]:
    """Serve a letterbox on this machine and give its port (Any: options of aiosmtpd)."""
    controller = Controller(letterbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
