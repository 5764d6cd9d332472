"""Bring the organizations of the listings into the database, as carefully as the structures."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.carried_checks import record_change_of_body
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.listings.reading import OrganizationListing
from directory.catalog.models.organization import Organization
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
    for listing in listings:
        digest = _digest_of(listing)
        organization = stored.get(listing.id)
        is_same = organization is not None and organization.loaded_digest == digest
        if is_same or listing.id in edited:
            continue
        _write(session, organization, listing, digest, clock=clock)


def _write(
    session: Session,
    organization: Organization | None,
    listing: OrganizationListing,
    digest: str,
    *,
    clock: Clock,
) -> None:
    before = None if organization is None else snapshot_of(organization)
    if organization is None:
        organization = Organization(id=listing.id, version=1)
        session.add(organization)
    for name in _FACTS:
        setattr(organization, name, getattr(listing, name))
    if listing.website is not None:
        organization.website = parse_website(listing.website)
    organization.loaded_digest = digest
    if before is None:
        record_revision(session, organization, before=None, origin=Origin.COMMAND, clock=clock)
    else:
        record_change_of_body(
            session, organization, before=before, origin=Origin.COMMAND, clock=clock
        )


def _digest_of(listing: OrganizationListing) -> str:
    facts = "\0".join(f"{name}={getattr(listing, name)}" for name in _FACTS)
    return hashlib.sha256(facts.encode()).hexdigest()
