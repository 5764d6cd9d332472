"""What happened to accounts: the part of the audit trail that is not about listings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class AccountEvent(Base):
    """One event, never changed nor removed; `kind` is a code of `accounts.events`."""

    __tablename__ = "account_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(index=True)  # whom it is about
    actor_id: Mapped[UUID | None]  # who did it; None: a command, or nobody known
    # Any: a few codes and ids, as JSON; never a password, a token nor an address.
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
