"""Bring the organizations of the listings into the database, as carefully as the structures."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.history import announce_change
from directory.catalog.listings.reading import OrganizationListing
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.queries import subjects_edited_by_people
from directory.catalog.vocabulary import Origin
from directory.values.clock import Clock
from directory.values.contact import parse_website

_FACTS = ("name", "kind", "finess_ej", "siren", "rna", "website")


def load_organizations(
    session: Session, listings: Sequence[OrganizationListing], *, clock: Clock
) -> None:
    """Create or update organizations; those that a person edited are left as they are."""
    stored = {
        organization.id: organization for organization in session.scalars(select(Organization))
    }
    edited = subjects_edited_by_people(session, "organization")
    is_any_updated = False
    for listing in listings:
        digest = _digest_of(listing)
        organization = stored.get(listing.id)
        if organization is not None and (
            organization.loaded_digest == digest or organization.id in edited
        ):
            continue
        before = None if organization is None else _snapshot_of(organization)
        is_any_updated |= organization is not None
        _write(session, organization, listing, digest, before=before, clock=clock)
    session.flush()
    if is_any_updated:
        announce_change(session)


def _write(
    session: Session,
    organization: Organization | None,
    listing: OrganizationListing,
    digest: str,
    *,
    before: dict[str, Any] | None,  # Any: as Revision stores it
    clock: Clock,
) -> None:
    if organization is None:
        organization = Organization(id=listing.id, version=1)
        session.add(organization)
    for name in _FACTS:
        setattr(organization, name, getattr(listing, name))
    if listing.website is not None:
        organization.website = parse_website(listing.website)
    organization.loaded_digest = digest
    session.add(
        Revision(
            subject_kind="organization",
            subject_id=str(listing.id),
            at=clock.now(),
            origin=Origin.COMMAND,
            before=before,
            after=_snapshot_of(organization),
        )
    )


def _snapshot_of(organization: Organization) -> dict[str, Any]:
    return {name: getattr(organization, name) for name in _FACTS}


def _digest_of(listing: OrganizationListing) -> str:
    facts = "\0".join(f"{name}={getattr(listing, name)}" for name in _FACTS)
    return hashlib.sha256(facts.encode()).hexdigest()
