"""A mail server that listens, plain or with TLS, and messages that wait for it."""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy.orm import Session as DatabaseSession

from directory.mail.models import MessageState, OutboxMessage
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.conftest import make_settings
from tests.letterbox import Letterbox, listening
from tests.unit.mail.certificates import make_certificate


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
    with listening(letterbox) as port:
        yield MailServer(letterbox, settings_with(settings, f"smtp://127.0.0.1:{port}"), port)


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
    options = {"require_starttls": True, "auth_required": True, "authenticator": _check_password}
    with listening(letterbox, tls_context=context, **options) as port:
        address = f"smtp://annuaire:p%40ss@localhost:{port}"
        yield MailServer(letterbox, settings_with(settings, address), port)


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
