"""What changed, who changed it, when, before and after."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalog.vocabulary import Origin
from directory.database import Base, UtcDateTime


class Revision(Base):
    """One change of a structure, organization or filière; `before` is empty for a creation."""

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    editor_id: Mapped[UUID | None]
    editor_role: Mapped[str | None]  # what the public may know of the editor
    editor_filieres: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    batch_id: Mapped[UUID | None] = mapped_column(index=True)  # changes made, and undone, together
    reason: Mapped[str | None]
    origin: Mapped[Origin]
    # Any: the stored columns of the subject, whatever their types in JSON.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
