"""Changes of listings as somebody would make them, kept in the history."""

from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.catalog.authorship import Author
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import Origin
from directory.values.clock import FixedClock


def rename(
    session: Session,
    structure: Structure,
    name: str,
    clock: FixedClock,
    *,
    by: Account | None = None,
    reason: str | None = None,
) -> Revision:
    """Change a name as a form would and keep the revision."""
    before = snapshot_of(structure)
    structure.name = name
    author = (
        None
        if by is None
        else Author(by.id, by.role.value, tuple(link.filiere_slug for link in by.filieres))
    )
    revision = record_revision(
        session,
        structure,
        before=before,
        origin=Origin.FORM,
        clock=clock,
        author=author,
        reason=reason,
    )
    session.commit()
    return revision
