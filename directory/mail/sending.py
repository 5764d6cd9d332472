"""Sending what waits in the outbox, each message once, again later when the server refuses."""

import smtplib
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from directory.mail import queries
from directory.mail.message import write_message
from directory.mail.models import MessageState, OutboxMessage
from directory.mail.transport import Transport, open_transport
from directory.settings import Settings
from directory.values.clock import Clock

# How long a message waits after its first, second… failure; after the last it is given up.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
# A process that took a message and died gives it back after this long.
_LEASE = timedelta(minutes=10)
_FIRST_FINAL_CODE = 500  # RFC 5321: 4yz may pass later, 5yz will not
# Refusals of us, not of the message: they pass once an operator mends the settings.
_OURS = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPHeloError,
    smtplib.SMTPConnectError,
)


def send_due(session: Session, settings: Settings, *, clock: Clock) -> int:
    """Send the messages whose time has come; give how many left.

    Each message is taken, sent and marked in transactions of its own, so the session must hold no
    change. Two processes never send the same one; a process killed between the sending and its
    mark leads to a second copy with the same Message-ID. A server that cannot be reached ends the
    visit: the rest keeps waiting.
    """
    transport = open_transport(settings)
    sent = 0
    try:
        for message_id in queries.list_due(session, clock.now()):
            message = _take(session, message_id, clock.now())
            if message is None:
                continue
            failure = _hand_over(transport, message, settings)
            _mark(message, failure, clock.now())
            session.commit()
            if failure is None:
                sent += 1
            elif _is_unreachable(failure):
                break
    finally:
        transport.close()
    return sent


def retry_given_up(session: Session, *, clock: Clock) -> int:
    """Let the messages that were given up wait again, as new; the caller commits."""
    messages = queries.list_given_up(session)
    for message in messages:
        message.state = MessageState.WAITING
        message.attempts = 0
        message.next_attempt_at = clock.now()
    return len(messages)


def _take(session: Session, message_id: int, now: datetime) -> OutboxMessage | None:
    """Make a message ours for the length of the lease, unless another process has it."""
    taken = queries.take(session, message_id, now=now, until=now + _LEASE)
    session.commit()
    return session.get(OutboxMessage, message_id, populate_existing=True) if taken else None


def _hand_over(
    transport: Transport, message: OutboxMessage, settings: Settings
) -> OSError | ValueError | None:
    try:
        transport.send(write_message(message, settings))
    except (OSError, ValueError) as failure:  # ValueError: what no header can hold
        return failure
    return None


def _mark(message: OutboxMessage, failure: OSError | ValueError | None, now: datetime) -> None:
    if failure is None:
        message.state = MessageState.SENT
        message.sent_at = now
        message.last_error = None
        message.text = message.html = ""
        return
    message.last_error = _name_of(failure)
    if _is_final(failure) or message.attempts > len(BACK_OFF):
        message.state = MessageState.GIVEN_UP
        return
    message.next_attempt_at = now + BACK_OFF[message.attempts - 1]


def _is_unreachable(failure: OSError | ValueError) -> bool:
    """Whether the next message would fail the same way."""
    if isinstance(failure, _OURS):
        return True
    return isinstance(failure, OSError) and not isinstance(
        failure, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused
    )


def _is_final(failure: OSError | ValueError) -> bool:
    if isinstance(failure, ValueError):
        return True
    code = _code_of(failure)
    return code is not None and code >= _FIRST_FINAL_CODE and not isinstance(failure, _OURS)


def _code_of(failure: OSError | ValueError) -> int | None:
    if isinstance(failure, smtplib.SMTPResponseException):
        return int(failure.smtp_code)
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return max(int(code) for code, _words in failure.recipients.values())
    return None


def _name_of(failure: OSError | ValueError) -> str:
    """Name the failure; the server's own words may hold the address."""
    code = _code_of(failure)
    name = type(failure).__name__
    return name if code is None else f"{name} {code}"
