"""What a structure serves, and on what ground we say so."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalog.vocabulary import CoverageBasis
from directory.database import Base
from directory.territory.coverage import AreaKind


class CoverageArea(Base):
    """One area: a commune, EPCI, filière, département or the region, by its code."""

    __tablename__ = "coverage_area"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    kind: Mapped[AreaKind]
    code: Mapped[str]
    basis: Mapped[CoverageBasis]
