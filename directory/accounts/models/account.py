"""An account: somebody who keeps listings true, with a role and the places it is for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.roles import Role
from directory.database import Base, UtcDateTime


class AccountFiliere(Base):
    """That an animator keeps a filière."""

    __tablename__ = "account_filiere"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    filiere_slug: Mapped[str] = mapped_column(ForeignKey("filiere.slug"), primary_key=True)


class AccountStructure(Base):
    """That a structure editor keeps a structure."""

    __tablename__ = "account_structure"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(
        ForeignKey("structure.id"), primary_key=True, index=True
    )


class Account(Base):
    """Somebody who may sign in once the invitation is answered."""

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # in lower case
    name: Mapped[str]  # seen by other signed-in people only
    role: Mapped[Role]
    is_active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None]  # argon2id
    totp_secret: Mapped[str | None]  # encrypted
    totp_last_step: Mapped[int | None]  # a code serves once
    identity_subject: Mapped[str | None] = mapped_column(unique=True)  # « issuer subject », OIDC
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    filieres: Mapped[list[AccountFiliere]] = relationship(
        order_by="AccountFiliere.filiere_slug", cascade="all, delete-orphan"
    )
    structures: Mapped[list[AccountStructure]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read by SQLAlchemy, not ours)
