"""A correction: what somebody without the right to change a listing says of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalog.models.structure import Structure
from directory.database import Base, UtcDateTime


class CorrectionOrigin(StrEnum):
    """Who says it."""

    VISITOR = "visitor"
    LINK = "link"
    EDITOR = "editor"


class CorrectionState(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"  # in whole or in part, see `decisions`
    DECLINED = "declined"


class Correction(Base):
    """What is said to be wrong, in words, and the values proposed, field by field.

    `proposed` and `current` are parts of a StructureDraft as JSON (`catalog.draft_json`): the
    values proposed, and those that the sender saw.
    """

    __tablename__ = "correction"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    origin: Mapped[CorrectionOrigin]
    state: Mapped[CorrectionState] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    editor_id: Mapped[UUID | None]  # a structure editor's account
    wrong: Mapped[list[str]] = mapped_column(JSON)  # codes of catalog.corrections.WrongFact
    words: Mapped[str | None]
    # Any: the values of a draft, whatever their types in JSON.
    proposed: Mapped[dict[str, Any]] = mapped_column(JSON)
    current: Mapped[dict[str, Any]] = mapped_column(JSON)
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON)  # field -> accepted | edited | declined
    reply_email: Mapped[str | None]  # forgotten once the answer is written
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[UUID | None]
    answer: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    structure: Mapped[Structure] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read by SQLAlchemy, not ours)
