"""Reading the words of the vocabulary as the site will, so that no command lets a bad one by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.catalog.lexicon import parse_lexicon
from directory.catalog.models.structure_type import StructureType
from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.catalog.vocabulary_rows import read_structure_types
from directory.data_files import DataRow, read_rows
from directory.search.synonyms import MeaningKind, load_synonyms
from directory.values.text import fold_place


@dataclass(frozen=True, slots=True)
class VocabularyWords:
    """How many words the search understands and the lexicon explains."""

    synonyms: int
    lexicon: int


def require_sound_words(folder: Path) -> VocabularyWords:
    """Read every file of a vocabulary folder and count its words.

    Raises DamagedDataFileError for the first damage; nothing is written anywhere.
    """
    types = read_structure_types(folder)
    return VocabularyWords(
        synonyms=_require_sound_synonyms(folder / "synonyms.csv", types),
        lexicon=len(parse_lexicon(folder / "lexicon.csv")),
    )


def _require_sound_synonyms(file: Path, types: Sequence[StructureType]) -> int:
    targets: dict[MeaningKind, Collection[str]] = {
        MeaningKind.TYPE: {kind.code for kind in types},
        MeaningKind.AUDIENCE: set(Audience),
        MeaningKind.SETTING: set(Setting),
        MeaningKind.PROFILE: set(Profile),
        MeaningKind.NOISE: (),
    }
    rows = read_rows(file, ("term", "kind", "target"))
    lines: dict[str, int] = {}
    for row in rows:
        kind = row.parsed("kind", MeaningKind, "type, audience, setting, profile ou noise")
        _require_known_targets(row, kind, targets[kind])
        term = fold_place(row.text("term"))
        if not term:
            raise row.damage("term", "ni lettre ni chiffre")
        first = lines.setdefault(term, row.line)
        if first != row.line:
            raise row.damage("term", f"la recherche ne le distingue pas de la ligne {first}")
    load_synonyms(file, types)
    return len(rows)


def _require_known_targets(row: DataRow, kind: MeaningKind, known: Collection[str]) -> None:
    targets = row.listed("target")
    if unknown := [code for code in targets if code not in known]:
        raise row.damage("target", f"code inconnu pour « {kind} » : {unknown[0][:80]}")
    if not targets and kind is not MeaningKind.NOISE:
        raise row.damage("target", "valeur manquante")
