"""The body that carries structures: a hospital, a clinic, an association."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base


class Organization(Base):
    """A body identified by FINESS (legal entity), SIREN or RNA where known."""

    __tablename__ = "organization"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str | None]
    finess_ej: Mapped[str | None]
    siren: Mapped[str | None]
    rna: Mapped[str | None]
    website: Mapped[str | None]
    loaded_digest: Mapped[str | None]  # of the data row it came from, to see what a person changed
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read by SQLAlchemy, not ours)
