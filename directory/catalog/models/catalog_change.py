"""The numbered log of changes, which the search index and every process follow."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base


class CatalogGeneration(Base):
    """One row: the number of the last change. Raised in the transaction of every change."""

    __tablename__ = "catalog_generation"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class CatalogChange(Base):
    """That a structure changed in a generation; without a structure: anything may have changed."""

    __tablename__ = "catalog_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    generation: Mapped[int] = mapped_column(index=True)
    structure_id: Mapped[UUID | None]
