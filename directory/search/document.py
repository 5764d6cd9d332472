"""PublicStructure -> SearchDocument: which words of a listing are searched, and their weight."""

from collections.abc import Callable
from dataclasses import dataclass

from directory.catalog.public_record import PublicStructure
from directory.search.words import folded_words, stem

NAME, ORGANIZATION, PLACE, AREA, DETAIL = 6.0, 3.0, 3.0, 2.0, 1.0
_LONGEST_FIELD = 20_000

TypeWords = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """The words of one structure: stems with their weight, and the forms they were read from."""

    id: str
    stems: dict[str, float]
    forms: frozenset[str]


def search_document(record: PublicStructure, *, type_words: str = "") -> SearchDocument:
    """Build the document; `type_words` are the labels of the structure's type."""
    stems: dict[str, float] = {}
    forms: set[str] = set()
    for weight, text in _weighted_texts(record, type_words):
        for word in folded_words(text[:_LONGEST_FIELD]):
            forms.add(word)
            root = stem(word)
            # The best field counts, with a little for each other one.
            held = stems.get(root, 0.0)
            stems[root] = max(held, weight) + 0.1 * min(held, weight)
    return SearchDocument(record.id, stems, frozenset(forms))


def _weighted_texts(record: PublicStructure, type_words: str) -> list[tuple[float, str]]:
    address, body = record.address, record.organization
    texts: list[tuple[float, str | None]] = [
        (NAME, record.name),
        (PLACE, address.commune),
        (PLACE, address.postal_code),
        (ORGANIZATION, None if body is None else body.name),
        (AREA, record.area_text),
        (AREA, type_words),
        (DETAIL, address.street),
        (DETAIL, address.cedex),
        (DETAIL, record.hours_text),
        (DETAIL, record.alert),
        (DETAIL, record.presentation),
        (DETAIL, record.presentation_br),
        (DETAIL, record.presentation_en),
        (DETAIL, record.access.conditions),
        (DETAIL, record.finess_et),
        (DETAIL, None if body is None else body.finess_ej),
    ]
    texts.extend((DETAIL, phone.label) for phone in record.phones)
    texts.extend((DETAIL, _national(phone.number)) for phone in record.phones)
    return [(weight, text) for weight, text in texts if text]


def _national(number: str) -> str:
    """Write +33298626160 as people type it without spaces."""
    return f"0{number[3:]}" if number.startswith("+33") else number
