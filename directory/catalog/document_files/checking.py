"""Whether an uploaded file may be kept: its content decides what it is, not its name."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from directory.catalog.document_files.images import MEDIA_TYPES, remade_image
from directory.catalog.document_files.office import DOCX, ODT, check_office_file
from directory.catalog.document_files.pdf import check_pdf
from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError
from directory.values.text import slugify

LARGEST_FILE = 10_000_000  # bytes

PDF = "application/pdf"
EXTENSIONS = {
    PDF: (".pdf",),
    ODT: (".odt",),
    DOCX: (".docx",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
IMAGE_TYPES = frozenset(MEDIA_TYPES.values())

_LONGEST_NAME = 200
# Names come without a folder from browsers; these signs are never meant.
_NAME = re.compile(r"[^\x00-\x1f\x7f/\\:\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_IMAGE_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """What is kept of an uploaded file; its name is plain ASCII with the extension of its type."""

    content: bytes
    media_type: str
    file_name: str


def accepted_file(file_name: str, content: bytes) -> AcceptedFile:
    """Check a file and give what is kept of it; images are made anew.

    Raises DocumentRefusedError.
    """
    stem, extension = _name_parts(file_name)
    if not content:
        raise DocumentRefusedError(DocumentProblem.EMPTY)
    if len(content) > LARGEST_FILE:
        raise DocumentRefusedError(DocumentProblem.TOO_LARGE)
    kept, media_type = _checked(content)
    if extension not in EXTENSIONS[media_type]:
        raise DocumentRefusedError(DocumentProblem.OTHER_EXTENSION)
    name = (slugify(stem) or "document") + EXTENSIONS[media_type][0]
    return AcceptedFile(kept, media_type, name)


def _name_parts(file_name: str) -> tuple[str, str]:
    path = PurePosixPath(file_name)
    is_plain = _NAME.fullmatch(file_name) and len(file_name) <= _LONGEST_NAME
    if not is_plain or file_name.startswith(".") or not path.suffix:
        raise DocumentRefusedError(DocumentProblem.BAD_NAME)
    return path.stem, path.suffix.lower()


def _checked(content: bytes) -> tuple[bytes, str]:
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return content, PDF
    if content.startswith(b"PK\x03\x04"):
        return content, check_office_file(content)
    if content.startswith(_IMAGE_BEGINNINGS):
        return remade_image(content)
    raise DocumentRefusedError(DocumentProblem.UNKNOWN_KIND)
