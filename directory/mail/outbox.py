"""Putting a letter in the outbox, in the transaction of the change that causes it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.mail.models import MessageState, OutboxMessage
from directory.mail.rendering import render_letter
from directory.values.clock import Clock
from directory.values.contact import parse_email


def enqueue(
    session: Session,
    kind: str,
    *,
    recipient: str,
    clock: Clock,
    context: Mapping[str, object],
) -> OutboxMessage:
    """Write the letter `kind` (see `rendering`) to one address; it leaves after the commit.

    Addresses of pages in the context are whole. Raises InvalidEmailError on a recipient that is
    not exactly one address.
    """
    letter = render_letter(kind, context)
    now = clock.now()
    message = OutboxMessage(
        kind=kind,
        recipient=parse_email(recipient),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        state=MessageState.WAITING,
        created_at=now,
        next_attempt_at=now,
    )
    session.add(message)
    return message
