"""What is read of the outbox, and the one statement by which a message is taken."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from directory.mail.models import MessageState, OutboxMessage

_AT_ONCE = 200


def list_due(session: Session, now: datetime) -> Sequence[int]:
    """Give the ids of the messages whose time has come, oldest first."""
    return session.scalars(
        select(OutboxMessage.id)
        .where(OutboxMessage.state == MessageState.WAITING, OutboxMessage.next_attempt_at <= now)
        .order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
        .limit(_AT_ONCE)
    ).all()


def take(session: Session, message_id: int, *, now: datetime, until: datetime) -> bool:
    """Count an attempt and keep others away until then; tell whether the message was free."""
    taken = session.scalar(
        update(OutboxMessage)
        .where(
            OutboxMessage.id == message_id,
            OutboxMessage.state == MessageState.WAITING,
            OutboxMessage.next_attempt_at <= now,
        )
        .values(attempts=OutboxMessage.attempts + 1, next_attempt_at=until)
        .returning(OutboxMessage.id)
    )
    return taken is not None


def list_messages(session: Session, *, limit: int) -> Sequence[OutboxMessage]:
    """Give the last messages, newest first."""
    return session.scalars(
        select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(limit)
    ).all()


def list_given_up(session: Session) -> Sequence[OutboxMessage]:
    """Give the messages that nobody tries to send any more."""
    return session.scalars(
        select(OutboxMessage).where(OutboxMessage.state == MessageState.GIVEN_UP)
    ).all()


def count_waiting_since(session: Session, moment: datetime) -> int:
    """Count the messages written before a moment that still wait."""
    return (
        session.scalar(
            select(func.count())
            .select_from(OutboxMessage)
            .where(OutboxMessage.state == MessageState.WAITING, OutboxMessage.created_at < moment)
        )
        or 0
    )
