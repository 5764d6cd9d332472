"""Asking structures whether their listing is right: update links, alone or in a campaign."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalog.models.structure import Structure
from directory.database import Base, UtcDateTime


class LinkAnswer(StrEnum):
    """What a structure answered."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"


class Campaign(Base):
    """One letter to many structures."""

    __tablename__ = "campaign"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    filiere_slug: Mapped[str | None] = mapped_column(ForeignKey("filiere.slug"), index=True)
    # Any: the filter that chose the structures, as the address of the list holds it.
    criteria: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    links: Mapped[list["UpdateLink"]] = relationship(back_populates="campaign")


class UpdateLink(Base):
    """A link by which a structure confirms or corrects its own listing, once."""

    __tablename__ = "update_link"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # signed, it is the token of the address
    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    campaign_id: Mapped[UUID | None] = mapped_column(ForeignKey("campaign.id"), index=True)
    recipient: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID | None]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[LinkAnswer | None]
    correction_id: Mapped[UUID | None] = mapped_column(ForeignKey("correction.id"))
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    structure: Mapped[Structure] = relationship()
    campaign: Mapped[Campaign | None] = relationship(back_populates="links")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read by SQLAlchemy, not ours)
