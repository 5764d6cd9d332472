"""A document said to people: its title, its kind, its weight, and where it is."""

from dataclasses import dataclass

from directory.catalog.document_files.checking import PDF
from directory.catalog.document_files.office import DOCX, ODT
from directory.catalog.models.document import Document
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """What a link to a document needs."""

    title: str
    path: str
    details: str  # « PDF, 240 ko »


def document_link(document: Document) -> DocumentLink:
    """Give the link to a document; its address is the same in every language."""
    return DocumentLink(document.title, document_path(document), document_details(document))


def document_path(document: Document) -> str:
    """Give the path of a published document."""
    return f"/documents/{document.id}/{document.file_name}"


def document_details(document: Document) -> str:
    """Say what kind of file it is and how heavy."""
    return f"{_kind(document.media_type)}, {_weight(document.size)}"


def _kind(media_type: str) -> str:
    match media_type:
        case kind if kind == PDF:
            return "PDF"
        case kind if kind == ODT:
            return _("texte ODT")
        case kind if kind == DOCX:
            return _("texte Word")
        case _other:
            return _("image")


def _weight(size: int) -> str:
    if size < 1_000_000:
        return _("%(number)s ko", number=max(1, round(size / 1_000)))
    return _("%(number)s Mo", number=f"{size / 1_000_000:.1f}".replace(".", ","))
