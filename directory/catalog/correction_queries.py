"""Every read of corrections, with the structures they are about."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.queries import get_structures


def list_waiting_corrections(
    session: Session, filieres: Collection[str] | None
) -> Sequence[Correction]:
    """List what nobody decided yet, the oldest first; None means all filières."""
    return session.scalars(
        _corrections(filieres)
        .where(Correction.state == CorrectionState.WAITING)
        .order_by(Correction.created_at, Correction.id)
    ).all()


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
    correction = session.scalar(_corrections(None).where(Correction.id == correction_id))
    if correction is not None:
        get_structures(session, [correction.structure_id])
    return correction


def list_waiting_since(
    session: Session, structure: Structure, origin: CorrectionOrigin, since: datetime
) -> Sequence[Correction]:
    """List what came from one side about one structure since a moment and waits, oldest first."""
    return session.scalars(
        select(Correction)
        .where(
            Correction.structure_id == structure.id,
            Correction.origin == origin,
            Correction.state == CorrectionState.WAITING,
            Correction.created_at >= since,
        )
        .order_by(Correction.created_at, Correction.id)
    ).all()


def list_waiting_proposals(
    session: Session, structure: Structure, editor_id: UUID | None
) -> Sequence[Correction]:
    """List what one account proposes for a structure and nobody decided yet, the oldest first."""
    return session.scalars(
        select(Correction)
        .where(
            Correction.structure_id == structure.id,
            Correction.origin == CorrectionOrigin.EDITOR,
            Correction.editor_id == editor_id,
            Correction.state == CorrectionState.WAITING,
        )
        .order_by(Correction.created_at, Correction.id)
    ).all()


def _corrections(filieres: Collection[str] | None) -> Select[Correction]:
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
