"""What an ODT or DOCX must be: a small sound archive of XML, without programs or links outward."""

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from directory.catalog.document_files.office_words import check_words
from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 50_000_000
_MOST_XML = 20_000_000  # readers take time for each sign of it
_MOST_RATIO = 200  # XML of text packs to a tenth, of empty tables to a hundredth
_SMALL = 1_000_000  # a small part may pack as well as it likes
_LONGEST_NAME = 500

# What Python's readers raise when an archive is not what it says.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_PLAIN_NAME = re.compile(r"[^\x00-\x1f\\]+")
_PROGRAM_PARTS = re.compile(
    r"vbaproject|vbadata|(?:^|/)basic/|(?:^|/)scripts/|activex|\.(?:bin|exe|dll|js|vbs|jar|py|class)$",
    re.IGNORECASE,
)
_FILE_PARTS = re.compile(r"(?:^|/)embeddings/", re.IGNORECASE)
_FILE_BEGINNINGS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF-")
_BEFORE_XML = b"\xef\xbb\xbf\xfe\xff\0\t\r\n "  # marks of encodings, and space


def check_office_file(content: bytes) -> str:
    """Give the media type of a sound ODT or DOCX. Raises DocumentRefusedError."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_outside(archive, content)
            _check_parts(archive.infolist())
            return _check_contents(archive)
    except _DAMAGE as error:
        raise DocumentRefusedError(DocumentProblem.DAMAGED) from error


def _check_outside(archive: zipfile.ZipFile, content: bytes) -> None:
    """Nothing may stand before the first part or after the last."""
    first = min((part.header_offset for part in archive.infolist()), default=-1)
    if first != 0 or archive.comment or content[-22:-18] != b"PK\x05\x06":
        raise DocumentRefusedError(DocumentProblem.TWO_KINDS_AT_ONCE)


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if len(parts) > _MOST_ENTRIES or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise DocumentRefusedError(DocumentProblem.UNPACKS_TOO_LARGE)
    if len(set(names)) < len(names) or not all(_is_plain(name) for name in names):
        raise DocumentRefusedError(DocumentProblem.DAMAGED)
    for part in parts:
        if part.flag_bits & 0x1:
            raise DocumentRefusedError(DocumentProblem.PROTECTED)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DocumentRefusedError(DocumentProblem.DAMAGED)
        if part.file_size > max(_SMALL, part.compress_size * _MOST_RATIO):
            raise DocumentRefusedError(DocumentProblem.UNPACKS_TOO_LARGE)
        if _PROGRAM_PARTS.search(part.filename):
            raise DocumentRefusedError(DocumentProblem.HOLDS_PROGRAM)
        if _FILE_PARTS.search(part.filename):
            raise DocumentRefusedError(DocumentProblem.HOLDS_FILES)


def _is_plain(name: str) -> bool:
    return (
        len(name) <= _LONGEST_NAME
        and _PLAIN_NAME.fullmatch(name) is not None
        and not name.startswith("/")
        and ".." not in name.split("/")
    )


def _check_contents(archive: zipfile.ZipFile) -> str:
    contents = {part.filename: archive.read(part) for part in archive.infolist()}
    media_type = _media_type(contents)
    if any(data.startswith(_FILE_BEGINNINGS) for data in contents.values()):
        raise DocumentRefusedError(DocumentProblem.HOLDS_FILES)
    xml = [data for name, data in contents.items() if _is_xml(name, data)]
    if sum(map(len, xml)) > _MOST_XML:
        raise DocumentRefusedError(DocumentProblem.UNPACKS_TOO_LARGE)
    check_words(xml)
    return media_type


def _is_xml(name: str, data: bytes) -> bool:
    """Tell whether a reader may take a part for XML: a list in the file says so, not its name."""
    if not data:
        return False  # office suites leave empty parts
    is_named = name.lower().endswith((".xml", ".rels"))
    return is_named or data[:64].lstrip(_BEFORE_XML).startswith(b"<")


def _media_type(contents: Mapping[str, bytes]) -> str:
    first = next(iter(contents), "")
    if first == "mimetype" and contents[first] == ODT.encode() and "content.xml" in contents:
        return ODT
    kinds = contents.get("[Content_Types].xml", b"")
    if b"wordprocessingml.document.main+xml" in kinds and "word/document.xml" in contents:
        return DOCX
    if b"macroEnabled" in kinds:
        raise DocumentRefusedError(DocumentProblem.HOLDS_PROGRAM)
    raise DocumentRefusedError(DocumentProblem.UNKNOWN_KIND)
