"""Where a structure's facts come from."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base


class StructureSource(Base):
    """One source: what it is called, its address if it is a page, its date if known."""

    __tablename__ = "structure_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    title: Mapped[str]
    url: Mapped[str | None]
    dated: Mapped[date | None]
