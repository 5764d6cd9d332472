"""Bring listings into the database: idempotent, and never over what a person edited."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.listings.checking import require_no_error
from directory.catalog.listings.organizations import load_organizations
from directory.catalog.listings.reading import Listings, StructureListing, read_listings
from directory.catalog.listings.references import reference_from_database
from directory.catalog.listings.storing import write_draft
from directory.catalog.models.structure import Structure
from directory.catalog.queries import get_structures, subjects_edited_by_people
from directory.catalog.slugs import free_slug
from directory.catalog.vocabulary import Origin, PublicationState
from directory.territory.queries import list_filieres
from directory.values.clock import Clock


@dataclass(slots=True)
class LoadReport:
    """What loading did; keys of the structures. `kept` differ from their row: a person edited them.

    `absent` were loaded once and are no longer in the file; they are left as they are.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def load_listings(session: Session, folder: Path, *, clock: Clock) -> LoadReport:
    """Create the structures that are new, update those whose row changed and nobody edited.

    The territory and the vocabulary must be loaded; the caller commits.
    Raises DamagedDataFileError, before anything is changed, when a file is damaged or a row breaks
    a rule.
    """
    listings = read_listings(folder)
    require_no_error(listings, reference_from_database(session))
    load_organizations(session, listings.organizations, clock=clock)
    filieres = tuple(filiere.slug for filiere in list_filieres(session))
    stored = {
        structure.id: structure
        for structure in get_structures(session, [listing.id for listing in listings.structures])
    }
    edited = subjects_edited_by_people(session, "structure")
    report = LoadReport()
    for listing in listings.structures:
        resolved = _resolved(listing, filieres)
        _load(session, resolved, stored.get(listing.id), edited=edited, clock=clock, report=report)
    report.absent = _slugs_absent_from(session, listings)
    return report


def digest_of_listing(listing: StructureListing) -> str:
    """Give what changes when a fact of the row does, and not when the row only moves."""
    facts: Mapping[str, object] = {
        "draft": asdict(listing.draft),
        "is_published": listing.is_published,
    }
    text = json.dumps(facts, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _resolved(listing: StructureListing, filieres: tuple[str, ...]) -> StructureListing:
    """Link a regional structure to every filière."""
    if not listing.is_regional:
        return listing
    return replace(listing, draft=replace(listing.draft, filieres=filieres))


def _load(
    session: Session,
    listing: StructureListing,
    structure: Structure | None,
    *,
    edited: set[UUID],
    clock: Clock,
    report: LoadReport,
) -> None:
    digest = digest_of_listing(listing)
    if structure is None:
        _create(session, listing, digest, clock)
        report.created.append(listing.key)
    elif structure.loaded_digest == digest:
        report.unchanged.append(listing.key)
    elif structure.id in edited:
        report.kept.append(listing.key)
    else:
        _update(session, listing, digest, structure, clock)
        report.updated.append(listing.key)


def _create(session: Session, listing: StructureListing, digest: str, clock: Clock) -> None:
    now = clock.now()
    structure = Structure(
        id=listing.id, slug=free_slug(session, listing.key), created_at=now, version=1
    )
    _apply(session, listing, digest, structure, clock)
    session.add(structure)
    session.flush()
    record_revision(session, structure, before=None, origin=Origin.COMMAND, clock=clock)


def _update(
    session: Session, listing: StructureListing, digest: str, structure: Structure, clock: Clock
) -> None:
    before = snapshot_of(structure)
    _apply(session, listing, digest, structure, clock)
    session.flush()
    record_revision(session, structure, before=before, origin=Origin.COMMAND, clock=clock)


def _apply(
    session: Session, listing: StructureListing, digest: str, structure: Structure, clock: Clock
) -> None:
    now = clock.now()
    write_draft(session, structure, listing.draft)
    structure.updated_at = now
    structure.loaded_digest = digest
    if not listing.is_published:
        structure.state, structure.published_at = PublicationState.DRAFT, None
    elif structure.state is not PublicationState.PUBLISHED:
        structure.state, structure.published_at = PublicationState.PUBLISHED, now


def _slugs_absent_from(session: Session, listings: Listings) -> list[str]:
    known = {listing.id for listing in listings.structures}
    rows = session.execute(
        select(Structure.id, Structure.slug)
        .where(Structure.loaded_digest.is_not(None))
        .order_by(Structure.slug)
    )
    return [slug for identifier, slug in rows if identifier not in known]
