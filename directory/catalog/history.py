"""Keeping track: revisions, and the numbered log of changes that readers follow."""

from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.catalog.models.catalog_change import CatalogChange, CatalogGeneration
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import Origin
from directory.values.clock import Clock

_RELATIONS = ("phones", "coverage", "filieres", "sources", "verifications")
_LEFT_OUT = {"id", "structure_id"}


def record_revision(
    session: Session,
    structure: Structure,
    *,
    before: dict[str, Any] | None,
    origin: Origin,
    clock: Clock,
    editor_id: UUID | None = None,
) -> Revision:
    """Keep what the structure was and is, and tell readers that it changed.

    `before` is a snapshot taken by `snapshot_of` ahead of the change, None for a creation.
    A change always raises the version, even when only a phone or a check changed: whoever keeps
    what they read of a structure keeps it by its version.
    """
    if before is not None:
        structure.updated_at = clock.now()
        flag_modified(structure, "updated_at")
        session.flush()
    revision = Revision(
        subject_kind="structure",
        subject_id=str(structure.id),
        at=clock.now(),
        editor_id=editor_id,
        origin=origin,
        before=before,
        after=snapshot_of(structure),
    )
    session.add(revision)
    announce_change(session, structure.id)
    return revision


def announce_change(session: Session, structure_id: UUID | None = None) -> None:
    """Raise the generation and log who changed; without a structure, all may have changed.

    The row of the generation stays locked until the transaction ends, so that numbers are
    committed in their order.
    """
    session.add(CatalogChange(generation=raise_generation(session), structure_id=structure_id))


def raise_generation(session: Session) -> int:
    """Raise the counter in this transaction and give the new number."""
    number = session.scalar(
        update(CatalogGeneration)
        .where(CatalogGeneration.id == 1)
        .values(number=CatalogGeneration.number + 1)
        .returning(CatalogGeneration.number)
    )
    if number is None:
        number = 1
        session.add(CatalogGeneration(id=1, number=number))
        session.flush()
    return number


def snapshot_of(structure: Structure) -> dict[str, Any]:
    """Give the stored columns of a structure and its parts, as JSON (Any: whatever they hold)."""
    snapshot = _columns(structure)
    for name in _RELATIONS:
        snapshot[name] = [
            {key: value for key, value in _columns(part).items() if key not in _LEFT_OUT}
            for part in getattr(structure, name)
        ]
    return snapshot


def _columns(stored: object) -> dict[str, Any]:
    mapper = inspect(stored).mapper
    return {
        attribute.key: _as_json(getattr(stored, attribute.key)) for attribute in mapper.column_attrs
    }


def _as_json(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value
