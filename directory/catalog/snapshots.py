"""Making a structure, an organization or a filière say what a snapshot of the history says."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Enum, Uuid, select
from sqlalchemy.orm import Session, class_mapper
from sqlalchemy.types import TypeEngine

from directory.catalog.history import Subject
from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.slug_redirect import SlugRedirect
from directory.catalog.models.source import StructureSource
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import PublicationState
from directory.database import Base, UtcDateTime
from directory.territory.models import Commune, Filiere, FiliereAttachment

# Any, here and below: the stored columns of a subject, whatever their types in JSON.
Snapshot = Mapping[str, Any]

_PARTS: Mapping[str, type[Base]] = {
    "phones": Phone,
    "coverage": CoverageArea,
    "filieres": StructureFiliere,
    "sources": StructureSource,
    "verifications": Verification,
}
_NEVER_WRITTEN = {"id", "slug", "version", "created_at", "updated_at", "loaded_digest"}


class RestorationRefusedError(Exception):
    """A snapshot that cannot be put back today; `missing` names what it needs."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"Cannot be put back without: {', '.join(missing)}.")
        self.missing = missing


class CommunesLeftAloneError(RestorationRefusedError):
    """A territory that would leave communes to no filière; `names` are theirs."""

    def __init__(self, missing: tuple[str, ...], names: tuple[str, ...]) -> None:
        super().__init__(missing)
        self.names = names


def write_snapshot(session: Session, subject: Subject, snapshot: Snapshot) -> None:
    """Write every column and part that a snapshot holds; what it does not know stays.

    Its identity stays, and its address: an address once given out never leads elsewhere. Who
    writes structures calls `drop_own_redirects` then.
    Raises RestorationRefusedError before anything is written.
    """
    _require_what_it_names(session, subject, snapshot)
    for name, column_type in _types_of(type(subject)).items():
        if name in snapshot and name not in _NEVER_WRITTEN:
            setattr(subject, name, _value(snapshot[name], column_type))
    if isinstance(subject, Structure):
        _write_parts(subject, snapshot)
    elif isinstance(subject, Filiere) and "attachments" in snapshot:
        _write_attachments(session, subject, snapshot["attachments"])


def drop_own_redirects(session: Session, structures: Sequence[Structure]) -> None:
    """Structures that come back take their address back from those that replaced them."""
    slugs = [each.slug for each in structures if each.state is not PublicationState.ARCHIVED]
    for redirect in session.scalars(select(SlugRedirect).where(SlugRedirect.slug.in_(slugs))):
        session.delete(redirect)


def load_what_they_name(session: Session, snapshots: Sequence[Snapshot]) -> list[Base]:
    """Read what snapshots of structures name in one go; while it is held, no write asks for it."""
    wanted: dict[type[Base], set[object]] = {}
    for snapshot in snapshots:
        for model, key in _named_by_structure(snapshot):
            wanted.setdefault(model, set()).add(key)
    return [
        found
        for model, keys in wanted.items()
        for found in session.scalars(
            select(model).where(class_mapper(model).primary_key[0].in_(keys))
        )
    ]


def _write_parts(structure: Structure, snapshot: Snapshot) -> None:
    for name, model in _PARTS.items():
        if name not in snapshot:
            continue
        types = _types_of(model)
        parts: list[Any] = [
            model(**{key: _value(kept, types[key]) for key, kept in part.items() if key in types})
            for part in snapshot[name]
        ]
        if name == "filieres":
            parts = _with_those_that_stay(structure.filieres, parts)
        setattr(structure, name, parts)


def _with_those_that_stay(
    links: list[StructureFiliere], wanted: list[Any]
) -> list[StructureFiliere]:
    """A link is known by its filière: the same row stays, or it would be inserted twice."""
    there = {link.filiere_slug: link for link in links}
    return [there.get(link.filiere_slug, link) for link in wanted]


def _write_attachments(session: Session, filiere: Filiere, kept: list[dict[str, Any]]) -> None:
    types = _types_of(FiliereAttachment)
    there = {attachment.insee: attachment for attachment in filiere.attachments}
    wanted = {attachment["insee"]: attachment for attachment in kept}
    for insee, attachment in there.items():
        if insee not in wanted:
            filiere.attachments.remove(attachment)
            session.delete(attachment)
    for insee, values in wanted.items():
        attachment = there.get(insee) or FiliereAttachment(insee=insee)
        for name, value in values.items():
            setattr(attachment, name, _value(value, types[name]))
        if insee not in there:
            filiere.attachments.append(attachment)


def _require_what_it_names(session: Session, subject: Subject, snapshot: Snapshot) -> None:
    if isinstance(subject, Structure):
        if missing := _missing_around_structure(session, snapshot):
            raise RestorationRefusedError(tuple(missing))
    elif isinstance(subject, Filiere) and "attachments" in snapshot:
        _require_communes(session, subject, snapshot["attachments"])


def _missing_around_structure(session: Session, snapshot: Snapshot) -> list[str]:
    return [
        str(key) for model, key in _named_by_structure(snapshot) if session.get(model, key) is None
    ]


def _named_by_structure(snapshot: Snapshot) -> list[tuple[type[Base], object]]:
    organization = snapshot.get("organization_id")
    named: list[tuple[type[Base], object]] = [
        (StructureType, snapshot.get("type_code")),
        (Commune, snapshot.get("insee")),
        (Organization, None if organization is None else UUID(organization)),
        *((Filiere, link["filiere_slug"]) for link in snapshot.get("filieres", ())),
    ]
    return [(model, key) for model, key in named if key is not None]


def _require_communes(session: Session, filiere: Filiere, kept: list[dict[str, Any]]) -> None:
    """Refuse communes that are no more, and to leave any to no filière."""
    wanted = {attachment["insee"] for attachment in kept}
    leaving = {attachment.insee for attachment in filiere.attachments} - wanted
    elsewhere = set(
        session.scalars(
            select(FiliereAttachment.insee).where(
                FiliereAttachment.insee.in_(leaving),
                FiliereAttachment.filiere_slug != filiere.slug,
            )
        )
    )
    known = set(session.scalars(select(Commune.insee).where(Commune.insee.in_(wanted))))
    if unknown := wanted - known:
        raise RestorationRefusedError(tuple(sorted(unknown)))
    if alone := leaving - elsewhere:
        names = session.scalars(
            select(Commune.name).where(Commune.insee.in_(alone)).order_by(Commune.name)
        )
        raise CommunesLeftAloneError(tuple(sorted(alone)), tuple(names))


def _types_of(model: type[Base]) -> dict[str, TypeEngine[Any]]:
    return {
        attribute.key: attribute.columns[0].type for attribute in class_mapper(model).column_attrs
    }


def _value(kept: Any, column_type: TypeEngine[Any]) -> Any:
    """Give a value of a snapshot its type back."""
    if kept is None:
        return None
    if isinstance(column_type, UtcDateTime):
        return datetime.fromisoformat(kept)
    if isinstance(column_type, Date):
        return date.fromisoformat(kept)
    if isinstance(column_type, Uuid):
        return UUID(kept)
    if isinstance(column_type, Enum) and column_type.enum_class is not None:
        return column_type.enum_class(kept)
    return kept
