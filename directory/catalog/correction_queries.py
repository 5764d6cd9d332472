"""Every read of corrections, with the structures they are about."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from directory.catalog.models.correction import Correction, CorrectionState
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere


def list_waiting_corrections(
    session: Session, filieres: Collection[str] | None
) -> Sequence[Correction]:
    """List what nobody decided yet, the oldest first; None means all filières."""
    return session.scalars(
        _corrections(filieres)
        .where(Correction.state == CorrectionState.WAITING)
        .order_by(Correction.created_at, Correction.id)
    ).all()


def count_waiting_corrections(session: Session, filieres: Collection[str] | None) -> int:
    """Count what nobody decided yet."""
    waiting = _corrections(filieres).where(Correction.state == CorrectionState.WAITING)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def list_decided_corrections(
    session: Session, filieres: Collection[str] | None, *, limit: int = 50
) -> Sequence[Correction]:
    """List the latest decisions, the newest first."""
    return session.scalars(
        _corrections(filieres)
        .where(Correction.state != CorrectionState.WAITING)
        .order_by(Correction.answered_at.desc(), Correction.id)
        .limit(limit)
    ).all()


def get_correction(session: Session, correction_id: UUID) -> Correction | None:
    """Load a correction with its structure whole."""
    return session.scalar(
        select(Correction)
        .where(Correction.id == correction_id)
        .options(
            joinedload(Correction.structure).options(
                joinedload(Structure.type),
                joinedload(Structure.organization),
                joinedload(Structure.commune),
                selectinload(Structure.phones),
                selectinload(Structure.coverage),
                selectinload(Structure.filieres),
                selectinload(Structure.sources),
                selectinload(Structure.verifications),
            )
        )
    )


def _corrections(filieres: Collection[str] | None) -> Select[tuple[Correction]]:
    query = (
        select(Correction)
        .join(Correction.structure)
        .options(
            contains_eager(Correction.structure).options(
                joinedload(Structure.type),
                joinedload(Structure.commune),
                selectinload(Structure.filieres),
            )
        )
    )
    if filieres is None:
        return query
    return query.where(
        Structure.id.in_(
            select(StructureFiliere.structure_id).where(
                StructureFiliere.filiere_slug.in_(list(filieres))
            )
        )
    )
