"""What somebody was typing in a form, kept until it is saved or thrown away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class EditingDraft(Base):
    """One form of one person; `subject` is « structure <id or new> », « filiere <slug> »…"""

    __tablename__ = "editing_draft"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    # Any: the fields of the form, each a list of texts.
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    based_on: Mapped[int | None]  # the version of the subject that the form showed
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
