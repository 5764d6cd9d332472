"""A code that replaces the second factor once, when the telephone is lost."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class RecoveryCode(Base):
    """One of ten codes; only its digest is stored."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    code_digest: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
