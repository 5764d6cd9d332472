"""An attempt that is counted: sign-in, second factor, reset, public form."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class Attempt(Base):
    """One try; `key_digest` stands for an account or an address, which is not stored itself."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_kind_key_digest_at", "kind", "key_digest", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key_digest: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
