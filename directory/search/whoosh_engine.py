"""The embedded engine; the only module that knows Whoosh."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh import fields, formats, index
from whoosh.analysis.filters import DelimitedAttributeFilter
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer

from directory.search.document import SearchDocument
from directory.search.engine import EngineResults, EngineState
from directory.search.index_folder import (
    FORMAT,
    IndexFolder,
    Manifest,
    damaged_files,
    read_manifest,
)
from directory.search.postings import IndexReader
from directory.search.ranking import rank_words
from directory.territory.spelling import KnownWords

_NO_WORDS = KnownWords({})
SHORTEST_START, LONGEST_START = 3, 8  # of the beginnings of words that are indexed


class _WordField(fields.FieldType):
    """Words that come ready, separated by spaces; « word^2.5 » carries a weight."""

    def __init__(self, *, weighted: bool) -> None:
        words: Any = SpaceSeparatedTokenizer()  # Any: Whoosh's types stop at its borders
        if weighted:
            words = words | DelimitedAttributeFilter()
        super().__init__(
            format=formats.Frequency() if weighted else formats.Existence(), analyzer=words
        )


def _schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(unique=True, stored=True),
        stems=_WordField(weighted=True),
        forms=_WordField(weighted=False),
        starts=_WordField(weighted=False),
    )


class WhooshEngine:
    """Searches the current version of an index folder; `reopen` follows the pointer."""

    def __init__(self, path: Path) -> None:
        self._folder = IndexFolder(path)
        self._opened: Path | None = None
        self._refused: Path | None = None  # damaged: not looked at again, another will come
        self._reader: IndexReader | None = None
        self._state = EngineState.MISSING
        self._lock = Lock()
        self.generation = -1
        self.reopen()

    def search(self, text: str) -> EngineResults:
        """Rank the structures that hold the most of the words."""
        reader = self._reader
        return EngineResults() if reader is None else rank_words(reader, text)

    def lexicon(self) -> KnownWords:
        """Give the words of the listings."""
        reader = self._reader
        return _NO_WORDS if reader is None else reader.lexicon

    def state(self) -> EngineState:
        """Tell whether the opened version can be trusted."""
        return self._state

    def reopen(self) -> bool:
        """Open the current version if it is another than the opened one; tell whether it was."""
        current = self._folder.current()
        if current is not None and current in (self._opened, self._refused):
            return False
        with self._lock:
            return self._open(current)

    def _open(self, current: Path | None) -> bool:
        if current is None:
            self._state = EngineState.MISSING
            return False
        manifest = read_manifest(current)
        reader = None if manifest is None else self._read(current, manifest)
        if manifest is None or reader is None:
            if self._folder.current() != current:  # swapped while we were looking
                return self._open(self._folder.current())
            self._refused, self._state = current, EngineState.DAMAGED
            return False
        self._reader, self._opened = reader, current
        self.generation = manifest.generation
        self._state = EngineState.READY
        return True

    def _read(self, folder: Path, manifest: Manifest) -> IndexReader | None:
        """Read a version, None when it is damaged or was removed meanwhile."""
        try:
            if problems_of(folder, manifest):
                return None
            opened: Any = index.open_dir(str(folder), schema=_schema())
            return IndexReader(opened.reader(), self._reader)
        except (OSError, index.IndexError):
            return None


def problems_of(folder: Path, manifest: Manifest) -> list[str]:
    """Name what is wrong with a version: an old format, or damaged files."""
    if manifest.format != FORMAT:
        return [f"format {manifest.format}"]
    return damaged_files(folder, manifest)


class IndexWriter:
    """Fills one version; nothing is written before `finish`."""

    def __init__(self, folder: Path) -> None:
        directory = str(folder)
        exists = index.exists_in(directory)
        self._index: Any = (
            index.open_dir(directory, schema=_schema())
            if exists
            else index.create_in(directory, _schema())
        )
        self._writer = self._index.writer(limitmb=64)

    def add(self, document: SearchDocument) -> None:
        """Add a document that the version does not hold."""
        self._writer.add_document(
            id=document.id,
            stems=" ".join(f"{word}^{weight:g}" for word, weight in document.stems.items()),
            forms=" ".join(document.forms),
            starts=" ".join(_starts(document.forms)),
        )

    def remove(self, identifier: str) -> None:
        """Take a document out, if it is there."""
        self._writer.delete_by_term("id", identifier)

    def finish(self) -> int:
        """Write everything and give the number of documents."""
        self._writer.commit()
        count = int(self._index.doc_count())
        self._index.close()
        return count

    def give_up(self) -> None:
        """Leave without writing."""
        with suppress(Exception):  # the folder is thrown away whatever happens
            self._writer.cancel()


def _starts(forms: Iterable[str]) -> set[str]:
    return {
        form[:length]
        for form in forms
        for length in range(SHORTEST_START, min(LONGEST_START, len(form) - 1) + 1)
    }
