"""A telephone number of a structure."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalog.vocabulary import PhoneAudience, PhoneKind
from directory.database import Base


class Phone(Base):
    """One number, in E.164, with what answers and who may dial it."""

    __tablename__ = "phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    rank: Mapped[int] = mapped_column(default=0)
    number: Mapped[str]
    kind: Mapped[PhoneKind]
    label: Mapped[str | None]
    audience: Mapped[PhoneAudience] = mapped_column(default=PhoneAudience.PUBLIC)
    hours: Mapped[str | None]  # OpenStreetMap syntax
