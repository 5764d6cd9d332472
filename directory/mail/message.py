"""From a row of the outbox to the e-mail that leaves: headers, text and HTML."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from directory.mail.models import OutboxMessage
from directory.settings import Settings

_SENDER_NAME = "Annuaire des soins palliatifs en Bretagne"
_DEMONSTRATION = (
    "Ceci est le message d’une démonstration : les structures, les noms et les numéros sont "
    "inventés."
)


def write_message(stored: OutboxMessage, settings: Settings) -> EmailMessage:
    """Write the e-mail; sending the same row twice gives the same Message-ID.

    That of a demonstration says so first.
    The policy of the standard library refuses a line break in any header.
    """
    domain = urlsplit(settings.base_url).hostname or "localhost"
    sender = settings.mail_from or f"ne-pas-repondre@{domain}"
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(_SENDER_NAME, addr_spec=sender)
    message["To"] = Address(addr_spec=stored.recipient)
    if settings.contact_email:
        message["Reply-To"] = Address(addr_spec=settings.contact_email)
    message["Subject"] = stored.subject
    message["Date"] = stored.created_at
    message["Message-ID"] = f"<{stored.id}.{stored.created_at:%Y%m%d%H%M%S}@{domain}>"
    message["List-Id"] = f"<{stored.kind.replace('_', '-')}.{domain}>"
    # Written by a machine: no answering machine answers it (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    text, html = stored.text, stored.html
    if settings.demo:
        text, html = f"{_DEMONSTRATION}\n\n{text}", _with_banner(html)
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


def _with_banner(html: str) -> str:
    """Say that this is a demonstration ahead of all that the body of a page holds."""
    head, body, rest = html.rpartition("<body>")
    return f"{head}{body}\n  <p><strong>{_DEMONSTRATION}</strong></p>{rest}"
