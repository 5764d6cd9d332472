"""What somebody was typing in a form, kept until it is saved or thrown away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class EditingDraft(Base):
    """One page of a form of one person.

    `subject` names the form, then the page by its own key: « structure <id or new> <key> »,
    « filiere <slug> <key> ».
    """

    __tablename__ = "editing_draft"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    # Any: the fields of the form, each a list of texts.
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    based_on: Mapped[int | None]  # the version of the subject that the form showed
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def form(self) -> str:
        """Give the name of the form, without the page."""
        return self.subject.rpartition(" ")[0]

    @property
    def key(self) -> str:
        """Give the key of the page in which it was typed."""
        return self.subject.rpartition(" ")[2]

    @property
    def stamp(self) -> str:
        """Name the draft as it stands now: typing further in its page changes the stamp."""
        return f"{self.key} {self.saved_at.isoformat()}"
