"""A former address of a structure, which still leads to it."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base


class SlugRedirect(Base):
    """An abandoned slug and the structure that had it."""

    __tablename__ = "slug_redirect"

    slug: Mapped[str] = mapped_column(primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), index=True)
