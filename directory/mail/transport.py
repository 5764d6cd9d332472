"""What takes a message away: an SMTP server, or the console of the process by default."""

import smtplib
import ssl
import sys
from contextlib import suppress
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from directory.settings import Settings

_TIMEOUT_SECONDS = 15
_PORTS = {"smtp": 25, "smtps": 465}
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class Transport(Protocol):
    """What takes messages away, one after the other."""

    def send(self, message: EmailMessage) -> None:
        """Hand one message over; raises OSError (of which every SMTPException is one)."""
        ...

    def close(self) -> None:
        """Say goodbye to the other side, if there is one."""
        ...


def open_transport(settings: Settings) -> Transport:
    """Give the transport that the settings ask for; nothing is connected before a message."""
    address = settings.smtp_url.get_secret_value()
    return SmtpTransport(address) if address else ConsoleTransport()


class ConsoleTransport:
    """Prints messages where the process runs: for trying the site without a mail server."""

    def send(self, message: EmailMessage) -> None:
        """Print the addresses, the subject and the text."""
        body = message.get_body(("plain",))
        text = "" if body is None else body.get_content()
        sys.stdout.write(
            f"--- Message pour {message['To']} (non envoyé : DIRECTORY_SMTP_URL est vide)\n"
            f"Objet : {message['Subject']}\n\n{text}---\n"
        )
        sys.stdout.flush()

    def close(self) -> None:
        """Nothing was opened."""


class SmtpTransport:
    """One connection to an SMTP server, made at the first message and after a failure.

    smtps:// speaks TLS from the start; smtp:// asks for STARTTLS, and does without it only when
    the server is this machine. Certificates are always checked.
    """

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)
        self._connection: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Hand one message over; raises OSError (of which every SMTPException is one)."""
        if self._connection is None:
            self._connection = _connect(self._address)
        try:
            self._connection.send_message(message)
        except smtplib.SMTPResponseException:
            self.close()  # after a refusal the dialogue may be anywhere
            raise
        except OSError:
            self._connection.close()
            self._connection = None
            raise

    def close(self) -> None:
        """Say goodbye to the server, if it still listens."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.quit()
            connection.close()


def _connect(address: SplitResult) -> smtplib.SMTP:
    host = address.hostname or ""
    port = address.port or _PORTS[address.scheme]
    context = ssl.create_default_context()
    if address.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=_TIMEOUT_SECONDS, context=context
        )
    else:
        connection = smtplib.SMTP(host, port, timeout=_TIMEOUT_SECONDS)
    try:
        if address.scheme == "smtp":
            _protect(connection, host, context)
        if address.username:
            connection.login(unquote(address.username), unquote(address.password or ""))
    except OSError:
        connection.close()
        raise
    return connection


def _protect(connection: smtplib.SMTP, host: str, context: ssl.SSLContext) -> None:
    connection.ehlo_or_helo_if_needed()
    if connection.has_extn("starttls") or host not in _THIS_MACHINE:
        connection.starttls(context=context)
