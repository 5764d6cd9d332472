"""What a PDF must be: whole, readable without a password, and without programs or hidden files."""

import re
import zlib

from directory.catalog.document_files.pdf_streams import packed_objects
from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError

_END_WITHIN = 1_024  # where readers look for %%EOF
_ZIP_END, _ZIP_END_WITHIN = b"PK\x05\x06", 70_000
_STREAM = b"stream"
_MOST_STREAMS = 50_000
_MOST_UNPACKED = 50_000_000
_CHUNK = 65_536

_HEADER = re.compile(rb"%PDF-[12]\.\d[\s%]")


def _names(*names: str) -> re.Pattern[bytes]:
    """Match names of PDF, whose letters may be disguised: « /J#61vaScript »."""
    letters = ("".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in n) for n in names)
    return re.compile(f"/(?:{'|'.join(letters)})(?![A-Za-z0-9#])".encode())


# /JavaScript is the type of every action that runs a script; the others act or hide as well.
_FORBIDDEN = (
    (_names("Encrypt"), DocumentProblem.PROTECTED),
    (
        _names("JavaScript", "Launch", "OnInstantiate", "RichMedia", "Rendition", "XFA"),
        DocumentProblem.HOLDS_PROGRAM,
    ),
    (_names("EmbeddedFile", "EmbeddedFiles", "GoToE"), DocumentProblem.HOLDS_FILES),
    (_names("SubmitForm", "ImportData", "GoToR"), DocumentProblem.REACHES_OUTSIDE),
)


def check_pdf(content: bytes) -> None:
    """Raise DocumentRefusedError for a PDF that does not only show pages."""
    if not _HEADER.match(content) or b"%%EOF" not in content[-_END_WITHIN:]:
        raise DocumentRefusedError(DocumentProblem.DAMAGED)
    if _ZIP_END in content[-_ZIP_END_WITHIN:]:
        raise DocumentRefusedError(DocumentProblem.TWO_KINDS_AT_ONCE)
    if content.count(_STREAM) > _MOST_STREAMS:
        raise DocumentRefusedError(DocumentProblem.UNPACKS_TOO_LARGE)
    _check_names(content)
    # Since PDF 1.5, objects may lie compressed in streams.
    left = _MOST_UNPACKED
    for packed in packed_objects(content):
        if packed.is_deflated:  # else its names were read with the whole file
            unpacked = _inflated(content, packed.begin, most=left)
            left -= len(unpacked)
            _check_names(unpacked)


def _check_names(content: bytes) -> None:
    for pattern, problem in _FORBIDDEN:
        if pattern.search(content):
            raise DocumentRefusedError(problem)


def _inflated(content: bytes, begin: int, *, most: int) -> bytes:
    """Unpack all of a stream, which must be sound."""
    inflating, unpacked = zlib.decompressobj(), b""
    for start in range(begin, len(content), _CHUNK):
        try:
            unpacked += inflating.decompress(
                content[start : start + _CHUNK], most - len(unpacked) + 1
            )
        except zlib.error as error:
            raise DocumentRefusedError(DocumentProblem.DAMAGED) from error
        if len(unpacked) > most:
            raise DocumentRefusedError(DocumentProblem.UNPACKS_TOO_LARGE)
        if inflating.eof:
            return unpacked
    raise DocumentRefusedError(DocumentProblem.DAMAGED)
