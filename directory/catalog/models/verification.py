"""A dated check of one group of facts by a person."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalog.vocabulary import FactGroup, VerificationMeans
from directory.database import Base


class Verification(Base):
    """That somebody checked a group of facts, when and how."""

    __tablename__ = "verification"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    facts: Mapped[FactGroup]
    verified_on: Mapped[date]
    means: Mapped[VerificationMeans]
    editor_id: Mapped[UUID | None]
