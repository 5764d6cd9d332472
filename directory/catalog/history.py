"""Keeping track: revisions, and the numbered log of changes that readers follow."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.catalog.authorship import Author
from directory.catalog.models.catalog_change import CatalogChange, CatalogGeneration
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import Origin
from directory.territory.models import Filiere
from directory.values.clock import Clock

Subject = Structure | Organization | Filiere

_PARTS = {
    Structure: ("phones", "coverage", "filieres", "sources", "verifications"),
    Organization: (),
    Filiere: ("attachments",),
}
_LEFT_OUT = {"id", "structure_id", "filiere_slug"}


def record_revision(
    session: Session,
    subject: Subject,
    *,
    before: dict[str, Any] | None,
    origin: Origin,
    clock: Clock,
    author: Author | None = None,
    batch_id: UUID | None = None,
    reason: str | None = None,
    note: Mapping[str, Any] | None = None,
) -> Revision:
    """Keep what the subject was and is, and tell readers that it changed.

    `before` is a snapshot taken by `snapshot_of` ahead of the change, None for a creation.
    A change always raises the version, even when only a phone or a check changed: whoever keeps
    what they read of a structure keeps it by its version. Without an author, a command did it.
    `note` is kept in `after` under « note »: what undoing must know besides the subject.
    """
    return record_revisions(
        session, [(subject, before)], origin=origin, clock=clock, author=author,
        batch_id=batch_id, reason=reason, note=note,
    )[0]  # fmt: skip


def record_revisions(
    session: Session,
    changes: Sequence[tuple[Subject, dict[str, Any] | None]],
    *,
    origin: Origin,
    clock: Clock,
    author: Author | None = None,
    batch_id: UUID | None = None,
    reason: str | None = None,
    note: Mapping[str, Any] | None = None,
) -> list[Revision]:
    """Do the same for many subjects, each with its `before`: they share one generation."""
    for subject, before in changes:
        if before is not None:
            _touch(subject, clock)
    session.flush()
    revisions = [
        Revision(
            subject_kind=subject_key(subject)[0],
            subject_id=subject_key(subject)[1],
            at=clock.now(),
            editor_id=None if author is None else author.editor_id,
            editor_role=None if author is None else author.role,
            editor_filieres=None if author is None else list(author.filieres),
            origin=origin,
            batch_id=batch_id,
            reason=reason,
            before=before,
            after=snapshot_of(subject) | ({} if note is None else {"note": dict(note)}),
        )
        for subject, before in changes
    ]
    session.add_all(revisions)
    for subject, _before in changes:
        if isinstance(subject, Organization):
            announce_change_of_carried(session, subject, clock=clock)
    others = [subject for subject, _ in changes if not isinstance(subject, Organization)]
    announce_changes(session, [one.id if isinstance(one, Structure) else None for one in others])
    return revisions


def record_mention(
    session: Session, subject: Subject, *, reason: str, author: Author, clock: Clock
) -> None:
    """Keep what was said of a subject that stays as it is: neither its version nor readers move."""
    session.flush()
    kind, subject_id = subject_key(subject)
    session.add(
        Revision(
            subject_kind=kind,
            subject_id=subject_id,
            at=clock.now(),
            editor_id=author.editor_id,
            editor_role=author.role,
            editor_filieres=list(author.filieres),
            origin=Origin.FORM,
            reason=reason,
            before=snapshot_of(subject),
            after=snapshot_of(subject),
        )
    )


def subject_key(subject: Subject) -> tuple[str, str]:
    """Give the kind and the id under which revisions keep a subject."""
    if isinstance(subject, Filiere):
        return "filiere", subject.slug
    return ("structure" if isinstance(subject, Structure) else "organization"), str(subject.id)


def announce_change_of_carried(
    session: Session, organization: Organization, *, clock: Clock
) -> None:
    """Tell readers that the structures of an organization read differently now."""
    carried = session.scalars(
        select(Structure).where(Structure.organization_id == organization.id)
    ).all()
    for structure in carried:
        _touch(structure, clock)
    session.flush()
    announce_changes(session, [structure.id for structure in carried])


def announce_change(session: Session, structure_id: UUID | None = None) -> None:
    """Raise the generation and log who changed; without a structure, all may have changed.

    The row of the generation stays locked until the transaction ends, so that numbers are
    committed in their order.
    """
    announce_changes(session, [structure_id])


def announce_changes(session: Session, structure_ids: Sequence[UUID | None]) -> None:
    """Raise the generation once and log all who changed in it."""
    if not structure_ids:
        return
    number = raise_generation(session)
    session.add_all(CatalogChange(generation=number, structure_id=each) for each in structure_ids)


def raise_generation(session: Session) -> int:
    """Raise the counter in this transaction and give the new number."""
    number = session.scalar(
        update(CatalogGeneration)
        .where(CatalogGeneration.id == 1)
        .values(number=CatalogGeneration.number + 1)
        .returning(CatalogGeneration.number)
        # Nobody holds this row as an object; looking for it goes through all that a session holds.
        .execution_options(synchronize_session=False)
    )
    if number is None:
        number = 1
        session.add(CatalogGeneration(id=1, number=number))
        session.flush()
    return number


def snapshot_of(subject: Subject) -> dict[str, Any]:
    """Give the stored columns of a subject and its parts, as JSON (Any: whatever they hold)."""
    snapshot = _columns(subject)
    for name in _PARTS[type(subject)]:
        snapshot[name] = [
            {key: value for key, value in _columns(part).items() if key not in _left_out(name)}
            for part in getattr(subject, name)
        ]
    return snapshot


def _left_out(name: str) -> set[str]:
    """Parts are kept without what ties them to their subject."""
    return _LEFT_OUT - {"filiere_slug"} if name == "filieres" else _LEFT_OUT


def _touch(subject: Subject, clock: Clock) -> None:
    if isinstance(subject, Structure):
        subject.updated_at = clock.now()
        flag_modified(subject, "updated_at")
    else:
        flag_modified(subject, "name")


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
