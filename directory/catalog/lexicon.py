"""The lexicon: the words of palliative care, explained in plain French, each with its source."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from directory.data_files import DataRow, read_rows
from directory.values.text import fold, printed, slugify

_COLUMNS = ("term", "short", "definition_fr", "see_also", "source")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class LexiconSource:
    """A law, page or book; the title is never empty, the address may be missing."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One word; `anchor` is its place in the page, `see_also` names other entries."""

    term: str
    acronym: str | None
    definition: str
    see_also: tuple[str, ...]
    sources: tuple[LexiconSource, ...]

    @property
    def anchor(self) -> str:
        """Give the part of an address that leads to this word."""
        return anchor_of(self.term)


def anchor_of(term: str) -> str:
    """Give the anchor of a term, as other entries point to it."""
    return slugify(term)


@cache
def read_lexicon(file: Path) -> tuple[LexiconEntry, ...]:
    """Give the entries of a file, read once. Raises DamagedDataFileError."""
    return parse_lexicon(file)


def parse_lexicon(file: Path) -> tuple[LexiconEntry, ...]:
    """Read the entries in the order of the alphabet. Raises DamagedDataFileError.

    A `see_also` that names no entry is damage too: it would be a link to nowhere; so are two
    terms that would have the same address.
    """
    rows = read_rows(file, _COLUMNS)
    _require_unique_anchors(rows)
    terms = {row.text("term") for row in rows}
    for row in rows:
        if not terms.issuperset(row.listed("see_also")):
            raise row.damage("see_also", "terme absent du lexique")
    entries = [
        LexiconEntry(
            term=printed(row.text("term")),
            acronym=row.optional("short"),
            definition=printed(row.text("definition_fr")),
            see_also=tuple(printed(term) for term in row.listed("see_also")),
            sources=_sources(row.text("source")),
        )
        for row in rows
    ]
    return tuple(sorted(entries, key=lambda entry: fold(entry.term)))


def _require_unique_anchors(rows: list[DataRow]) -> None:
    lines: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(anchor_of(row.text("term")), row.line)
        if first != row.line:
            raise row.damage("term", f"terme déjà à la ligne {first}")


def _sources(text: str) -> tuple[LexiconSource, ...]:
    return tuple(_source(part.strip()) for part in text.split(" ; "))


def _source(text: str) -> LexiconSource:
    address = _ADDRESS.search(text)
    if address is None:
        return LexiconSource(printed(text), None)
    title = text[: address.start()].rstrip(" ,") or _host_of(address[0])
    return LexiconSource(printed(title), address[0])


def _host_of(url: str) -> str:
    return url.split("/")[2]
