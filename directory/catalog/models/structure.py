"""A structure: one listed resource of the directory."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.source import StructureSource
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import PublicationState
from directory.database import Base, UtcDateTime
from directory.territory.models import Commune


class Structure(Base):
    """One listed resource; what the public sees of it is decided in `public_record`."""

    __tablename__ = "structure"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    type_code: Mapped[str] = mapped_column(ForeignKey("structure_type.code"), index=True)
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organization.id"), index=True)
    finess_et: Mapped[str | None]
    state: Mapped[PublicationState] = mapped_column(index=True)

    street: Mapped[str | None]
    cedex: Mapped[str | None]
    postal_code: Mapped[str | None]
    insee: Mapped[str | None] = mapped_column(ForeignKey("commune.insee"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    position_is_approximate: Mapped[bool] = mapped_column(default=False)  # the town hall's

    email: Mapped[str | None]
    website: Mapped[str | None]
    opening_hours: Mapped[str | None]  # OpenStreetMap syntax
    hours_text: Mapped[str | None]
    # Any: closed days, each {"start", "end", "reason"}; ISO 8601 days, both included.
    closures: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    alert: Mapped[str | None]
    alert_until: Mapped[date | None]  # the last day that the alert is shown; None: until removed
    presentation: Mapped[str | None]  # Markdown, in French
    presentation_br: Mapped[str | None]
    presentation_en: Mapped[str | None]

    # None: as its type says.
    access_public: Mapped[str | None]
    access_professionals: Mapped[bool | None]
    access_conditions: Mapped[str | None]
    audiences: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    settings: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))

    capacity_value: Mapped[int | None]
    capacity_unit: Mapped[str | None]
    area_text: Mapped[str | None]

    source_date: Mapped[date | None]
    confidence: Mapped[str | None]
    internal_note: Mapped[str | None]  # never leaves the building
    update_email: Mapped[str | None]  # function mailbox for update links, never shown
    do_not_contact: Mapped[bool] = mapped_column(default=False)  # asked to get no letters
    loaded_digest: Mapped[str | None]  # of the data row it came from, to see what a person changed

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    type: Mapped[StructureType] = relationship()
    organization: Mapped[Organization | None] = relationship()
    commune: Mapped[Commune | None] = relationship()
    phones: Mapped[list[Phone]] = relationship(order_by="Phone.rank", cascade="all, delete-orphan")
    coverage: Mapped[list[CoverageArea]] = relationship(
        order_by="CoverageArea.id", cascade="all, delete-orphan"
    )
    filieres: Mapped[list[StructureFiliere]] = relationship(
        order_by="StructureFiliere.filiere_slug", cascade="all, delete-orphan"
    )
    sources: Mapped[list[StructureSource]] = relationship(
        order_by="StructureSource.id", cascade="all, delete-orphan"
    )
    verifications: Mapped[list[Verification]] = relationship(
        order_by="Verification.verified_on", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read by SQLAlchemy, not ours)

    @property
    def is_published(self) -> bool:
        """Whether everyone may see it."""
        return self.state is PublicationState.PUBLISHED
