"""The link between a structure and a filière."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base


class StructureFiliere(Base):
    """That a structure belongs to a filière."""

    __tablename__ = "structure_filiere"

    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), primary_key=True)
    filiere_slug: Mapped[str] = mapped_column(
        ForeignKey("filiere.slug"), primary_key=True, index=True
    )
