"""Two structures that look alike and that somebody said to be different."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class DistinctPair(Base):
    """The lower id first."""

    __tablename__ = "distinct_pair"

    first_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), primary_key=True)
    second_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    editor_id: Mapped[UUID | None]
