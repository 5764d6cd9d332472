"""An import: a file, what it would do, and what it did."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class ImportState(StrEnum):
    """Where an import stands."""

    READ = "read"  # its columns wait to be matched, or its effect to be accepted
    APPLIED = "applied"
    UNDONE = "undone"
    ABANDONED = "abandoned"


class ImportRun(Base):
    """One file and its rows; the revisions of what it changed carry its id as `batch_id`."""

    __tablename__ = "import_run"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]  # csv | xlsx | finess
    file_name: Mapped[str]
    state: Mapped[ImportState] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID | None]
    # Any: the table as read (header and rows of texts), and the matching of its columns.
    table: Mapped[dict[str, Any]] = mapped_column(JSON)
    columns: Mapped[dict[str, Any]] = mapped_column(JSON)
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON)  # row -> structure it is the same as
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read by SQLAlchemy, not ours)
