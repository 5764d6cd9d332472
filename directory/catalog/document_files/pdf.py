"""What a PDF must be: whole, readable without a password, and without programs or hidden files."""

import re
import zlib
from collections.abc import Iterator

from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError

_END_WITHIN = 1_024  # where readers look for %%EOF
_ZIP_END, _ZIP_END_WITHIN = b"PK\x05\x06", 70_000
_STREAM = b"stream"
_MOST_STREAMS = 50_000
_MOST_UNPACKED = 50_000_000
_MOST_LOOKED_INTO = 1_000_000  # of a stream that does not say that it holds objects
_LONGEST_DICTIONARY = 4_096
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
        _names("JavaScript", "Launch", "RichMedia", "Rendition", "XFA"),
        DocumentProblem.HOLDS_PROGRAM,
    ),
    (_names("EmbeddedFile", "EmbeddedFiles", "GoToE"), DocumentProblem.HOLDS_FILES),
    (_names("SubmitForm", "ImportData", "GoToR"), DocumentProblem.REACHES_OUTSIDE),
)
_OBJECT_STREAM = _names("ObjStm")
_FILTER, _PREDICTOR = _names("Filter"), _names("Predictor")
_PLAIN_FLATE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*(?:\]|/|>|$)")


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
    for unpacked in _unpacked_streams(content):
        _check_names(unpacked)


def _check_names(content: bytes) -> None:
    for pattern, problem in _FORBIDDEN:
        if pattern.search(content):
            raise DocumentRefusedError(problem)


def _unpacked_streams(content: bytes) -> Iterator[bytes]:
    """Give the streams of objects whole, and the beginning of the others while it is cheap."""
    left = _MOST_UNPACKED
    start = content.find(_STREAM)
    while start >= 0:
        if content[max(0, start - 3) : start] != b"end":
            dictionary = _dictionary_before(content, start)
            begin = start + len(_STREAM) + (2 if content[start + 6 : start + 8] == b"\r\n" else 1)
            if _OBJECT_STREAM.search(dictionary):
                unpacked = _objects(content, begin, dictionary, most=left)
            else:
                most = min(_MOST_LOOKED_INTO, left)
                unpacked, _is_sound, _is_whole = _inflated(content, begin, most=most)
            left -= len(unpacked)
            yield unpacked
        start = content.find(_STREAM, start + len(_STREAM))


def _dictionary_before(content: bytes, start: int) -> bytes:
    """Give what lies between the beginning of the object and its stream."""
    before = content[max(0, start - _LONGEST_DICTIONARY) : start]
    return before[before.rfind(b"obj") + 1 :]


def _objects(content: bytes, begin: int, dictionary: bytes, *, most: int) -> bytes:
    if not _FILTER.search(dictionary):
        return b""  # not compressed: its names were read with the whole file
    if not _PLAIN_FLATE.search(dictionary) or _PREDICTOR.search(dictionary):
        raise DocumentRefusedError(DocumentProblem.DAMAGED)
    unpacked, is_sound, is_whole = _inflated(content, begin, most=most)
    if not is_sound:
        raise DocumentRefusedError(DocumentProblem.DAMAGED)
    if not is_whole:
        raise DocumentRefusedError(DocumentProblem.UNPACKS_TOO_LARGE)
    return unpacked


def _inflated(content: bytes, begin: int, *, most: int) -> tuple[bytes, bool, bool]:
    """Unpack at most so many bytes; tell whether that went well, and whether it was all."""
    inflating, unpacked = zlib.decompressobj(), b""
    for start in range(begin, len(content), _CHUNK):
        if len(unpacked) >= most:
            return unpacked, True, False
        try:
            unpacked += inflating.decompress(content[start : start + _CHUNK], most - len(unpacked))
        except zlib.error:
            return unpacked, False, False
        if inflating.eof:
            return unpacked, True, True
    return unpacked, len(unpacked) >= most, False
