"""A real SMTP server in a thread, which can be told to refuse or to hang up."""

import socket
import ssl
from asyncio import WriteTransport
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy.orm import Session as DatabaseSession

from directory.mail.models import MessageState, OutboxMessage
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.conftest import make_settings
from tests.unit.mail.certificates import make_certificate

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


@dataclass
class MailServer:
    """A server that listens, its letterbox, and the settings that lead to it."""

    letterbox: Letterbox
    settings: Settings
    port: int


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """An SMTP server without encryption, on this machine."""
    letterbox = Letterbox()
    port = free_port()
    controller = Controller(letterbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield MailServer(letterbox, settings_with(settings, f"smtp://127.0.0.1:{port}"), port)
    controller.stop()


@pytest.fixture
def mail_server_with_starttls(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MailServer]:
    """An SMTP server that wants TLS and a password, with a certificate that we trust."""
    certificate, key = make_certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    letterbox = Letterbox()
    port = free_port()
    controller = Controller(
        letterbox,
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=_check_password,
    )
    controller.start()
    address = f"smtp://annuaire:p%40ss@localhost:{port}"
    yield MailServer(letterbox, settings_with(settings, address), port)
    controller.stop()


@pytest.fixture
def waiting(session: DatabaseSession, clock: FixedClock) -> Callable[..., OutboxMessage]:
    """Make a message that waits since the test's moment."""

    def make(recipient: str = "equipe@exemple.fr", **changes: object) -> OutboxMessage:
        values: dict[str, object] = {
            "kind": "update_link",
            "subject": "Votre fiche est-elle juste ?",
            "text": "Bonjour,\n\nÉquipe d’accueil : 02 61 91 00 01\n",
            "html": "<p>Bonjour,</p>",
            "state": MessageState.WAITING,
            "created_at": clock.now(),
            "next_attempt_at": clock.now(),
            **changes,
        }
        message = OutboxMessage(recipient=recipient, **values)
        session.add(message)
        session.commit()
        return message

    return make


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def settings_with(settings: Settings, smtp_url: str) -> Settings:
    return make_settings(
        settings.instance, smtp_url=smtp_url, mail_from="annuaire@annuaire.example"
    )


def at(moment: datetime) -> FixedClock:
    return FixedClock(moment)


def _check_password(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
) -> AuthResult:
    assert isinstance(given, LoginPassword)
    is_known = given.login == b"annuaire" and given.password == b"p@ss"
    return AuthResult(success=is_known, handled=False)  # False: the server answers for us
