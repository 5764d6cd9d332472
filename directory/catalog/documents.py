"""Documents of a filière: added, named, archived, restored; never deleted."""

import hashlib
from pathlib import Path
from uuid import uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.document_files.checking import accepted_file
from directory.catalog.document_files.storing import forget_file, store_file
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.document import Document
from directory.catalog.models.revision import Revision
from directory.catalog.vocabulary import Origin
from directory.territory.models import Filiere
from directory.values.clock import Clock

LONGEST_TITLE = 200


class DocumentTitleError(ValueError):
    """A title that is missing or too long."""


def add_document(
    session: Session,
    filiere: Filiere,
    *,
    title: str,
    file_name: str,
    content: bytes,
    folder: Path,
    author: Author | None,
    clock: Clock,
) -> Document:
    """Check a file, store it in the folder, then add its row, which the caller commits.

    Raises DocumentTitleError, DocumentRefusedError and DocumentNotStoredError.
    """
    words = _checked_title(title)
    accepted = accepted_file(file_name, content)
    document = Document(
        id=uuid4(),
        filiere_slug=filiere.slug,
        title=words,
        file_name=accepted.file_name,
        media_type=accepted.media_type,
        size=len(accepted.content),
        digest=hashlib.sha256(accepted.content).hexdigest(),
        added_at=clock.now(),
        added_by=None if author is None else author.editor_id,
    )
    store_file(folder, document.id, accepted.content)
    session.add(document)
    try:
        _record(session, filiere, f"Document ajouté : {words}", author=author, clock=clock)
    except Exception:
        forget_file(folder, document.id)
        raise
    return document


def rename_document(
    session: Session, document: Document, *, title: str, author: Author | None, clock: Clock
) -> Revision | None:
    """Give a document another title; None when it has it already. Raises DocumentTitleError."""
    words = _checked_title(title)
    if words == document.title:
        return None
    reason = f"Titre d’un document : « {document.title} » devient « {words} »"
    document.title = words
    return _record(session, _filiere_of(session, document), reason, author=author, clock=clock)


def archive_document(
    session: Session, document: Document, *, author: Author | None, clock: Clock
) -> Revision | None:
    """Take a document off the public pages; None when it is off already."""
    if document.archived_at is not None:
        return None
    document.archived_at = clock.now()
    reason = f"Document archivé : {document.title}"
    return _record(session, _filiere_of(session, document), reason, author=author, clock=clock)


def restore_document(
    session: Session, document: Document, *, author: Author | None, clock: Clock
) -> Revision | None:
    """Publish an archived document again; None when it is published."""
    if document.archived_at is None:
        return None
    document.archived_at = None
    reason = f"Document publié de nouveau : {document.title}"
    return _record(session, _filiere_of(session, document), reason, author=author, clock=clock)


def _checked_title(title: str) -> str:
    words = " ".join(title.split())
    if not words or len(words) > LONGEST_TITLE or not words.isprintable():
        raise DocumentTitleError(title)
    return words


def _filiere_of(session: Session, document: Document) -> Filiere:
    return session.get_one(Filiere, document.filiere_slug)


def _record(
    session: Session, filiere: Filiere, reason: str, *, author: Author | None, clock: Clock
) -> Revision:
    """The filière's sheet stays as it is; its history says what became of its documents."""
    return record_revision(
        session,
        filiere,
        before=snapshot_of(filiere),
        origin=Origin.FORM,
        clock=clock,
        author=author,
        reason=reason,
    )
