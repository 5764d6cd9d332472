"""Every read of imports."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from directory.exchange.models.import_run import ImportRun


def get_import(session: Session, import_id: UUID) -> ImportRun | None:
    """Load an import whole."""
    return session.get(ImportRun, import_id)


def list_imports(
    session: Session, *, created_by: UUID | None = None, limit: int = 100
) -> Sequence[ImportRun]:
    """List the latest imports, without their tables; of one account, or all."""
    statement = (
        select(ImportRun)
        .options(defer(ImportRun.table, raiseload=True))
        .order_by(ImportRun.created_at.desc(), ImportRun.id)
        .limit(limit)
    )
    if created_by is not None:
        statement = statement.where(ImportRun.created_by == created_by)
    return session.scalars(statement).all()
