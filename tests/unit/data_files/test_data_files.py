"""A damaged data file names file, line, column and value."""

from pathlib import Path

import pytest

from directory.data_files import DamagedDataFileError, digest_of, read_rows


def write(folder: Path, content: bytes) -> Path:
    file = folder / "communes.csv"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"insee,name\n29151,Morlaix,trop\n", "communes.csv, ligne 2 : 3 valeurs pour 2 colonnes"),
        (b"insee\n29151\n", "communes.csv, ligne 1 : colonne absente : name"),
        (b"", "communes.csv, ligne 1 : colonne absente : insee, name"),
        (b"insee;name\n29151;Morlaix\n", "communes.csv, ligne 1 : séparateur « ; »"),
        (b"insee,name\n29151,Morl\xe9\n", "communes.csv, ligne 2 : texte qui n"),
        (b"insee,name\n29151,Mor\0laix\n", "communes.csv, ligne 2 : octet nul"),
        (b'insee,name\n29151,"Morlaix\n', "communes.csv, ligne 2 : CSV mal form"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(DamagedDataFileError, match=said):
        read_rows(write(tmp_path, content), ("insee", "name"))


def test_a_missing_file_is_damaged_and_has_no_line(tmp_path: Path) -> None:
    with pytest.raises(DamagedDataFileError, match=r"^none\.csv : fichier illisible ou absent$"):
        read_rows(tmp_path / "none.csv", ())


def test_a_bad_value_names_its_line_and_column(tmp_path: Path) -> None:
    (row,) = read_rows(write(tmp_path, b"insee,population\n29151,beaucoup\n"), ("insee",))

    with pytest.raises(DamagedDataFileError) as caught:
        row.parsed("population", int, "nombre")

    assert str(caught.value) == (
        "communes.csv, ligne 2, colonne « population », valeur « beaucoup » : nombre attendu"
    )


def test_line_numbers_count_lines_inside_quotes(tmp_path: Path) -> None:
    rows = read_rows(write(tmp_path, b'insee,name\n1,"a\nb"\n2,c\n'), ("insee",))

    assert [row.line for row in rows] == [3, 4]


def test_the_digest_changes_with_any_file_but_not_with_the_build(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    write(tmp_path, b"insee\n")
    before = digest_of(tmp_path)

    (tmp_path / "build" / "script.py").write_text("new")
    assert digest_of(tmp_path) == before

    write(tmp_path, b"insee\n1\n")
    assert digest_of(tmp_path) != before
