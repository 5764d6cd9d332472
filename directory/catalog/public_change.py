"""What the public may know of a change: when, and by which role of which filières."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.catalog.history_queries import latest_revision_of
from directory.catalog.models.structure import Structure


@dataclass(frozen=True, slots=True)
class PublicChange:
    """The last change of a listing; without role it came with a public source."""

    at: datetime
    role: str | None
    filieres: tuple[str, ...]


def last_public_change(session: Session, structure: Structure) -> PublicChange | None:
    """Give the last change of a structure, never who made it."""
    revision = latest_revision_of(session, "structure", str(structure.id))
    if revision is None:
        return None
    return PublicChange(revision.at, revision.editor_role, tuple(revision.editor_filieres or ()))
