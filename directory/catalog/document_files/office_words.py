"""What the XML of an ODT or DOCX may not say: programs to run, and addresses to fetch by itself.

Names of elements and attributes are read without their prefixes, which a file chooses, and values
as a reader has them, once entities are written out.
"""

import re
from collections.abc import Iterable
from xml.parsers import expat

from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError

_MOST_WORDS = 500_000  # elements and attributes: two seconds of work
_SEPARATOR = " "
_HYPERLINKS = frozenset({"a", "hlinkClick", "hlinkHover", "hyperlink"})
_HYPERLINK_RELATION = "/hyperlink"

_ELEMENTS = {
    "altChunk": DocumentProblem.HOLDS_FILES,
    "applet": DocumentProblem.HOLDS_PROGRAM,
    "dde-connection-decl": DocumentProblem.REACHES_OUTSIDE,
    "dde-source": DocumentProblem.REACHES_OUTSIDE,
    "event-listener": DocumentProblem.HOLDS_PROGRAM,
    "execute-macro": DocumentProblem.HOLDS_PROGRAM,
    "library-embedded": DocumentProblem.HOLDS_PROGRAM,
    "library-linked": DocumentProblem.HOLDS_PROGRAM,
    "mailMerge": DocumentProblem.REACHES_OUTSIDE,
    "script": DocumentProblem.HOLDS_PROGRAM,
}
_LIST_OF_LIBRARIES = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 script"  # mostly empty
_ADDRESSES = frozenset({"action", "datasource", "href", "resource", "src"})

_PROGRAM_VALUE = re.compile(
    r"vnd\.sun\.star\.(?:script|expand|pkg|hier)|macroenabled|ms-word\.template\.macro",
    re.IGNORECASE,
)
_PROGRAM_ADDRESS = re.compile(
    r"(?:vnd\.sun\.star\.|macro:|script:|service:|slot:|\.uno:)", re.IGNORECASE
)
_DISTANT_ADDRESS = re.compile(r"(?!data:image/)(?:[a-z][a-z0-9+.-]*:|/|\\|\.\.)", re.IGNORECASE)
# Where the model lies on the computer of whoever wrote: readers look among their own.
_TEMPLATE_AT_HOME = re.compile(r"(?:file:///(?!/)|(?:\.\./)+)[^\\]*", re.IGNORECASE)

_PROGRAM_FIELDS = frozenset({"DDE", "DDEAUTO"})
_DISTANT_FIELDS = frozenset({
    "DATABASE", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "RD",
})  # fmt: skip
_FIELD_CODES = frozenset({"instrText", "delInstrText"})


def check_words(parts: Iterable[bytes]) -> None:
    """Read parts of XML. Raises DocumentRefusedError."""
    counted = 0
    for data in parts:
        reading = _Reading(counted)
        reading.read(data)
        counted = reading.counted


class _Reading:
    """One part being read; the code of a field is often cut into several elements."""

    def __init__(self, counted: int) -> None:
        self.counted = counted
        self._field: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_document_type
        self._parser.StartElementHandler = self._start

    def read(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise DocumentRefusedError(DocumentProblem.DAMAGED) from error
        self._close_field()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.counted += 1 + len(attributes)
        if self.counted > _MOST_WORDS:
            raise DocumentRefusedError(DocumentProblem.UNPACKS_TOO_LARGE)
        element = _local(name)
        if (problem := _ELEMENTS.get(element)) and name != _LIST_OF_LIBRARIES:
            raise DocumentRefusedError(problem)
        if attributes:
            _check_attributes(element, attributes)
        # Most text is none of our business, and each call takes time.
        is_code = element in _FIELD_CODES
        self._parser.CharacterDataHandler = self._field.append if is_code else None
        self._parser.EndElementHandler = self._end if is_code else None
        if element == "fldChar":
            self._close_field()

    def _end(self, _name: str) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _close_field(self) -> None:
        _check_field("".join(self._field))
        self._field.clear()


def _refuse_document_type(*_declaration: object) -> None:
    """A document type brings entities, and addresses of files."""
    raise DocumentRefusedError(DocumentProblem.REACHES_OUTSIDE)


def _local(name: str) -> str:
    return name.rpartition(_SEPARATOR)[2]


def _check_attributes(element: str, attributes: dict[str, str]) -> None:
    values = {_local(key): value for key, value in attributes.items()}
    for value in attributes.values():
        if _PROGRAM_VALUE.search("".join(value.split())):
            raise DocumentRefusedError(DocumentProblem.HOLDS_PROGRAM)
    if not _ADDRESSES.isdisjoint(values):
        _check_addresses(element, values)
    if element == "Relationship":
        _check_relation(values)
    if element == "fldSimple":
        _check_field(values.get("instr", ""))


def _check_addresses(element: str, values: dict[str, str]) -> None:
    for key in _ADDRESSES & values.keys():
        address = "".join(values[key].split())
        if _PROGRAM_ADDRESS.match(address):
            raise DocumentRefusedError(DocumentProblem.HOLDS_PROGRAM)
        is_at_home = element == "template" and _TEMPLATE_AT_HOME.fullmatch(address)
        if element in _HYPERLINKS or is_at_home:
            continue
        if _DISTANT_ADDRESS.match(address):
            raise DocumentRefusedError(DocumentProblem.REACHES_OUTSIDE)


def _check_relation(values: dict[str, str]) -> None:
    kind = values.get("Type", "")
    if kind.endswith("/aFChunk"):
        raise DocumentRefusedError(DocumentProblem.HOLDS_FILES)
    leads_outside = values.get("TargetMode", "").strip().lower() == "external"
    if leads_outside and not kind.endswith(_HYPERLINK_RELATION):
        raise DocumentRefusedError(DocumentProblem.REACHES_OUTSIDE)


def _check_field(code: str) -> None:
    words = code.split(maxsplit=1)
    name = words[0].upper() if words else ""
    if name in _PROGRAM_FIELDS:
        raise DocumentRefusedError(DocumentProblem.HOLDS_PROGRAM)
    if name in _DISTANT_FIELDS:
        raise DocumentRefusedError(DocumentProblem.REACHES_OUTSIDE)
