"""Everyday words -> the vocabulary of the directory: types, audience, setting, profile, noise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from directory.catalog.models.structure_type import StructureType
from directory.data_files import read_rows
from directory.search.words import stem
from directory.territory.spelling import KnownWords
from directory.values.text import fold_place


class MeaningKind(StrEnum):
    """What a phrase speaks of."""

    TYPE = "type"
    AUDIENCE = "audience"
    SETTING = "setting"
    PROFILE = "profile"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is understood by a phrase; `is_name` when its words may also name one structure."""

    kind: MeaningKind
    targets: tuple[str, ...]
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase read in words[start:end]."""

    start: int
    end: int
    meaning: Meaning


class Synonyms:
    """Phrases by their stems, longest first."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: dict[tuple[str, ...], Meaning] = {}
        counts: dict[str, int] = {}
        for phrase, meaning in phrases:
            words = fold_place(phrase).split()
            if words:
                self._meanings.setdefault(_key(words), meaning)
                counts.update((word, counts.get(word, 0) + 1) for word in words)
        self.words = KnownWords(counts)
        self._longest = max((len(key) for key in self._meanings), default=0)

    def find_phrases(self, words: Sequence[str]) -> list[PhraseMatch]:
        """Read every phrase in folded words; matches may overlap, the longest come first."""
        stems = [stem(word) for word in words]
        found = []
        for start in range(len(words)):
            for end in range(min(len(words), start + self._longest), start, -1):
                meaning = self._meanings.get(tuple(stems[start:end]))
                if meaning is not None:
                    found.append(PhraseMatch(start, end, meaning))
        return sorted(found, key=lambda match: match.start - match.end)


def load_synonyms(path: Path, structure_types: Iterable[StructureType]) -> Synonyms:
    """Make the phrases of the structure types and of the synonyms file.

    Raises DamagedDataFileError.
    """
    known = list(structure_types)
    return Synonyms([*_phrases_of_types(known), *_phrases_of_file(path, {t.code for t in known})])


def _phrases_of_types(structure_types: Iterable[StructureType]) -> Iterable[tuple[str, Meaning]]:
    for kind in structure_types:
        meaning = Meaning(MeaningKind.TYPE, (kind.code,))
        for text in (kind.short, *_labels(kind)):
            if text:
                yield text, meaning


def _labels(kind: StructureType) -> Iterable[str]:
    for words in kind.words.values():
        for name in ("label", "plural", "label_plural"):
            yield words.get(name, "")


def _phrases_of_file(path: Path, codes: set[str]) -> Iterable[tuple[str, Meaning]]:
    for row in read_rows(path, ("term", "kind", "target")):
        kind = row.parsed("kind", MeaningKind, "type, audience, setting, profile ou noise")
        targets = tuple(row.listed("target"))
        if kind is MeaningKind.TYPE:
            targets = tuple(code for code in targets if code in codes)
            if not targets:
                continue
        yield row.text("term"), Meaning(kind, targets, is_name=kind is MeaningKind.TYPE)


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)
