"""Documents: added, named, archived, restored, and where their files lie."""

import errno
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.document_files.storing import DocumentNotStoredError, path_of, store_file
from directory.catalog.document_queries import list_archived_documents, list_documents
from directory.catalog.documents import (
    DocumentTitleError,
    add_document,
    archive_document,
    rename_document,
    restore_document,
)
from directory.catalog.models.document import Document
from directory.catalog.models.revision import Revision
from directory.catalog.queries import current_generation
from directory.territory.models import Filiere
from directory.values.clock import FixedClock
from tests.factories.documents import make_pdf

ANIMATOR = Author(UUID(int=1), "animator", ("armor",))


@pytest.fixture
def document(session: Session, tmp_path: Path, clock: FixedClock) -> Document:
    return add_document(
        session,
        session.get_one(Filiere, "armor"),
        title="  Charte de la\nfilière ",
        file_name="Charte.pdf",
        content=make_pdf(),
        folder=tmp_path / "documents",
        author=ANIMATOR,
        clock=clock,
    )


def test_an_added_document_lies_in_the_folder_under_its_id(
    document: Document, tmp_path: Path
) -> None:
    assert path_of(tmp_path / "documents", document.id).read_bytes() == make_pdf()
    assert [path.name for path in (tmp_path / "documents").iterdir()] == [str(document.id)]


def test_an_added_document_is_listed_and_announced(session: Session, document: Document) -> None:
    assert list(list_documents(session, "armor")) == [document]
    assert document.title == "Charte de la filière"
    assert document.added_by == ANIMATOR.editor_id
    assert current_generation(session) > 0


def test_the_history_of_the_filiere_tells_of_its_documents(
    session: Session, document: Document, clock: FixedClock
) -> None:
    archive_document(session, document, author=ANIMATOR, clock=clock)

    reasons = [revision.reason for revision in session.query(Revision).order_by(Revision.id)]
    assert reasons[-2:] == [
        "Document ajouté : Charte de la filière",
        "Document archivé : Charte de la filière",
    ]


def test_an_archived_document_is_kept_and_can_come_back(
    session: Session, document: Document, clock: FixedClock
) -> None:
    archive_document(session, document, author=ANIMATOR, clock=clock)
    session.flush()
    assert list(list_documents(session, "armor")) == []
    assert list(list_archived_documents(session, "armor")) == [document]

    restore_document(session, document, author=ANIMATOR, clock=clock)

    assert list(list_documents(session, "armor")) == [document]


def test_doing_it_twice_changes_once(
    session: Session, document: Document, clock: FixedClock
) -> None:
    archive_document(session, document, author=ANIMATOR, clock=clock)

    assert archive_document(session, document, author=ANIMATOR, clock=clock) is None
    assert rename_document(
        session, document, title=document.title, author=ANIMATOR, clock=clock
    ) is None  # fmt: skip


@pytest.mark.parametrize("title", ["", "  ", "a" * 201, "nul\0", "clo\x1bche"])
def test_a_bad_title_is_refused(
    session: Session, document: Document, clock: FixedClock, title: str
) -> None:
    with pytest.raises(DocumentTitleError):
        rename_document(session, document, title=title, author=ANIMATOR, clock=clock)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("directory.catalog.document_files.storing.os.fsync", full)

    with pytest.raises(DocumentNotStoredError) as raised:
        store_file(tmp_path, uuid4(), b"0")

    assert raised.value.is_full
    assert list(tmp_path.iterdir()) == []
