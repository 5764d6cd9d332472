"""Reads of the bodies that carry structures."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.organization import Organization


def organization_names(session: Session) -> dict[UUID, str]:
    """Map every body to its name."""
    rows = session.execute(select(Organization.id, Organization.name))
    return {row.id: row.name for row in rows}
