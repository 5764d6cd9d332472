"""Reading the lexicon: sources cut into titles and addresses, links that lead somewhere."""

from pathlib import Path

import pytest

from directory.catalog.lexicon import LexiconSource, read_lexicon
from directory.data_files import DamagedDataFileError

HEADER = "term,short,definition_fr,see_also,source\n"


def write_lexicon(folder: Path, *lines: str) -> Path:
    """Write a lexicon with these lines."""
    file = folder / "lexicon.csv"
    file.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    return file


def test_a_source_is_cut_into_its_title_and_its_address(tmp_path: Path) -> None:
    sources = "Code d'exemple ; Une page, https://exemple.invalid/a ; https://autre.invalid/b"
    file = write_lexicon(tmp_path, f'Mot,,Définition.,,"{sources}"')

    (entry,) = read_lexicon(file)

    assert entry.sources == (
        LexiconSource("Code d’exemple", None),
        LexiconSource("Une page", "https://exemple.invalid/a"),
        LexiconSource("autre.invalid", "https://autre.invalid/b"),
    )


def test_two_terms_with_the_same_address_are_damage(tmp_path: Path) -> None:
    file = write_lexicon(tmp_path, "Répit,,Définition.,,Source", "REPIT,,Autre.,,Source")

    with pytest.raises(DamagedDataFileError, match=r"ligne 3, colonne « term ».*la ligne 2"):
        read_lexicon(file)


def test_a_link_to_a_word_that_is_not_there_is_damage(tmp_path: Path) -> None:
    file = write_lexicon(tmp_path, "Mot,,Définition.,Absent,Source")

    with pytest.raises(DamagedDataFileError, match="ligne 2, colonne « see_also »"):
        read_lexicon(file)
