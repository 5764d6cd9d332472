"""The closed list of what may happen to an account, and how it is written down."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from directory.accounts.models.account_event import AccountEvent
from directory.values.clock import Clock


class EventKind(StrEnum):
    """What happened; the codes are stored and never change their meaning."""

    INVITED = "invited"
    INVITATION_ACCEPTED = "invitation_accepted"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    SECOND_FACTOR_GIVEN = "second_factor_given"
    SECOND_FACTOR_SET = "second_factor_set"
    SECOND_FACTOR_RESET = "second_factor_reset"
    SECOND_FACTOR_REFUSED = "second_factor_refused"
    RECOVERY_CODE_USED = "recovery_code_used"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 (a code, not a password)
    PASSWORD_RESET_ASKED = "password_reset_asked"  # noqa: S105
    PASSWORD_RESET = "password_reset"  # noqa: S105
    IDENTITY_LINKED = "identity_linked"
    IDENTITY_UNLINKED = "identity_unlinked"
    CONFIRMED = "confirmed"
    ROLE_CHANGED = "role_changed"
    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    SESSIONS_ENDED = "sessions_ended"


def record_event(
    session: Session,
    kind: EventKind,
    *,
    account_id: UUID | None,
    clock: Clock,
    actor_id: UUID | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write an event down in the caller's transaction.

    `detail` holds codes and ids only: never a password, a token, an e-mail nor a network address.
    """
    session.add(
        AccountEvent(
            at=clock.now(),
            kind=kind.value,
            account_id=account_id,
            actor_id=actor_id,
            detail=dict(detail) if detail else None,
        )
    )


def record_own_act(
    session: Session,
    kind: EventKind,
    account_id: UUID,
    *,
    clock: Clock,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write down what the owner of an account did to it."""
    record_event(
        session, kind, account_id=account_id, actor_id=account_id, clock=clock, detail=detail
    )
