"""Every read of documents."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.document import Document


def list_documents(session: Session, filiere_slug: str) -> Sequence[Document]:
    """List what a filière publishes, newest first."""
    return session.scalars(
        select(Document)
        .where(Document.filiere_slug == filiere_slug, Document.archived_at.is_(None))
        .order_by(Document.added_at.desc(), Document.id)
    ).all()


def list_archived_documents(session: Session, filiere_slug: str) -> Sequence[Document]:
    """List what a filière no longer publishes, last archived first."""
    return session.scalars(
        select(Document)
        .where(Document.filiere_slug == filiere_slug, Document.archived_at.is_not(None))
        .order_by(Document.archived_at.desc(), Document.id)
    ).all()


def find_document(session: Session, document_id: UUID) -> Document | None:
    """Load a document, archived or not."""
    return session.get(Document, document_id)
