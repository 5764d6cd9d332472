"""How often a listing is read, by day and nothing more."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base


class StructureView(Base):
    """The number of times that a listing's page was sent on a day."""

    __tablename__ = "structure_view"

    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
