"""A document of a filière, stored outside the web root."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class Document(Base):
    """One file, in `instance/documents/<id>`; its type comes from its content, not its name."""

    __tablename__ = "document"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    filiere_slug: Mapped[str] = mapped_column(ForeignKey("filiere.slug"), index=True)
    title: Mapped[str]
    file_name: Mapped[str]  # offered when it is downloaded
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    digest: Mapped[str]  # SHA-256
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[UUID | None]
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
