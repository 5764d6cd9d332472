"""Département, EPCI, commune and filière as stored, keyed by INSEE's codes."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base


class Confidence(StrEnum):
    """How sure the attachment of a commune to a filière is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Departement(Base):
    """One of the four départements of Brittany."""

    __tablename__ = "departement"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_br: Mapped[str | None]


class Epci(Base):
    """A group of communes with its own taxation; it may overlap two départements."""

    __tablename__ = "epci"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    short_name: Mapped[str]
    nature: Mapped[str]


class Commune(Base):
    """A commune of INSEE's official geographic code.

    The position is its town hall, or its centroid where no town hall is known (`position_kind`).
    """

    __tablename__ = "commune"

    insee: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_br: Mapped[str | None]
    slug: Mapped[str]
    departement_code: Mapped[str] = mapped_column(ForeignKey("departement.code"), index=True)
    epci_code: Mapped[str | None] = mapped_column(ForeignKey("epci.code"), index=True)
    population: Mapped[int]
    area_hectares: Mapped[int]
    latitude: Mapped[float]
    longitude: Mapped[float]
    position_kind: Mapped[str]

    departement: Mapped[Departement] = relationship()
    epci: Mapped[Epci | None] = relationship()
    postal_codes: Mapped[list["PostalCode"]] = relationship(order_by="PostalCode.code")
    former_communes: Mapped[list["FormerCommune"]] = relationship(order_by="FormerCommune.name")
    attachments: Mapped[list["FiliereAttachment"]] = relationship(
        back_populates="commune", order_by="FiliereAttachment.filiere_slug"
    )
    doubts: Mapped[list["DoubtfulAttachment"]] = relationship(
        order_by="DoubtfulAttachment.filiere_slug"
    )

    @property
    def is_decided(self) -> bool:
        """Whether an animator said to which filière it belongs."""
        return any(attachment.since is not None for attachment in self.attachments)

    @property
    def open_doubts(self) -> list["DoubtfulAttachment"]:
        """The doubts of the data that no animator has settled."""
        return [] if self.is_decided else self.doubts


class PostalCode(Base):
    """A postal code of a commune; both sides may have several."""

    __tablename__ = "postal_code"

    code: Mapped[str] = mapped_column(primary_key=True)
    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee"), primary_key=True, index=True)


class FormerCommune(Base):
    """A former commune or former name, and the commune that it belongs to today."""

    __tablename__ = "former_commune"

    id: Mapped[int] = mapped_column(primary_key=True)
    insee_former: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    year: Mapped[int | None]
    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee"), index=True)


class Filiere(Base):
    """One of the eight territorial networks, with its identity sheet."""

    __tablename__ = "filiere"

    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    rank: Mapped[int]
    recognised_on: Mapped[str | None]  # « 2025-10 » or « 2025-10-03 »: as precise as its source
    recognition_source: Mapped[str | None]
    carrier: Mapped[str | None]
    governance: Mapped[str | None]
    coordinator_function: Mapped[str | None]
    coordinator_phone: Mapped[str | None]
    coordinator_email: Mapped[str | None]
    professional_line: Mapped[str | None]  # E.164
    professional_line_hours: Mapped[str | None]  # OpenStreetMap opening_hours syntax
    presentation: Mapped[str | None]  # Markdown
    documents: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # title, url
    source_date: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    attachments: Mapped[list["FiliereAttachment"]] = relationship(
        back_populates="filiere", order_by="FiliereAttachment.insee"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read by SQLAlchemy, not ours)


class FiliereAttachment(Base):
    """That a commune belongs to a filière, on what ground, and how sure that is."""

    __tablename__ = "filiere_attachment"
    __table_args__ = (Index("ix_filiere_attachment_filiere_slug", "filiere_slug"),)

    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee"), primary_key=True)
    filiere_slug: Mapped[str] = mapped_column(ForeignKey("filiere.slug"), primary_key=True)
    basis: Mapped[str]
    confidence: Mapped[Confidence]
    via: Mapped[str]  # the EPCI's code, or « commune » for a commune attached by itself
    since: Mapped[date | None]  # when and why an animator attached it; None: from the data
    reason: Mapped[str | None]

    commune: Mapped[Commune] = relationship(back_populates="attachments")
    filiere: Mapped[Filiere] = relationship(back_populates="attachments")


class DoubtfulAttachment(Base):
    """That a commune may belong to another filière than the one it is attached to, and why."""

    __tablename__ = "doubtful_attachment"

    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee"), primary_key=True)
    filiere_slug: Mapped[str] = mapped_column(ForeignKey("filiere.slug"), primary_key=True)
    sector: Mapped[str]
    reason: Mapped[str]
