"""`directory data load` and `directory data check`, as a person runs them."""

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from directory.catalog import data_versions
from directory.catalog.listings.reading import structure_id
from directory.catalog.models.structure import Structure
from directory.catalog.queries import changes_since, current_generation
from directory.cli.data import data
from directory.data_files import DamagedDataFileError
from directory.database import make_session_factory, open_engine
from directory.paths import DATA
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.factories.listing_files import Row, write_listings


def _folder(tmp_path: Path, *rows: Row) -> Path:
    """Make a data folder: the real territory and vocabulary, other listings."""
    folder = tmp_path / "data"
    for name in ("territory", "vocabulary"):
        shutil.copytree(DATA / name, folder / name, ignore=shutil.ignore_patterns("build"))
    write_listings(folder / "structures", rows or ({},))
    return folder


def _run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(data, arguments, obj=settings)


def _count(settings: Settings) -> int | None:
    with make_session_factory(open_engine(settings.database_address))() as session:
        return session.scalar(select(func.count()).select_from(Structure))


def _last_change(settings: Settings) -> int:
    with make_session_factory(open_engine(settings.database_address))() as session:
        return current_generation(session)


def _changes_after(settings: Settings, generation: int) -> list[UUID | None]:
    with make_session_factory(open_engine(settings.database_address))() as session:
        return [changed for _, changed in changes_since(session, generation)]


def test_load_fills_the_database_then_has_nothing_to_do(settings: Settings, tmp_path: Path) -> None:
    folder = _folder(tmp_path)

    first = _run(settings, "load", "--folder", str(folder))
    second = _run(settings, "load", "--folder", str(folder))

    assert first.exit_code == 0, first.output
    assert "Créées : 1." in first.output
    assert "Rien à charger" in second.output
    assert _count(settings) == 1


def test_a_changed_row_is_announced_by_itself(settings: Settings, tmp_path: Path) -> None:
    _run(settings, "load", "--folder", str(_folder(tmp_path)))
    write_listings(tmp_path / "data" / "structures", [{"name": "Équipe mobile au nouveau nom"}])
    before = _last_change(settings)

    _run(settings, "load", "--folder", str(tmp_path / "data"))

    assert _changes_after(settings, before) == [structure_id("emsp-de-l-exemple")]


def test_load_again_reads_everything_and_changes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    _run(settings, "load", "--folder", str(folder))

    result = _run(settings, "load", "--again", "--folder", str(folder))

    assert "Créées : 0. Mises à jour : 0. Inchangées : 1." in result.output


def test_load_refuses_to_mix_with_a_demonstration(
    settings: Settings, tmp_path: Path, clock: FixedClock
) -> None:
    with make_session_factory(open_engine(settings.database_address))() as session:
        data_versions.mark_loaded(session, data_versions.DEMONSTRATION, "300/53", clock=clock)
        session.commit()

    result = _run(settings, "load", "--folder", str(_folder(tmp_path)))

    assert result.exit_code == 1
    assert "données fictives" in result.output
    assert _count(settings) == 0


def test_load_asks_for_the_migrations_first(tmp_path: Path) -> None:
    result = _run(Settings(instance=tmp_path / "nouvelle"), "load")

    assert result.exit_code == 1
    assert "directory database migrate" in result.output


@pytest.mark.parametrize(
    ("changes", "code", "summary"),
    [
        ({}, 0, "Erreurs : 0. Doutes : 0."),
        ({"commune": "Quimper"}, 0, "Erreurs : 0. Doutes : 1."),
        ({"phone": "02 98"}, 1, "Erreurs : 1. Doutes : 0."),
    ],
)
def test_check_ends_with_1_only_on_errors(
    settings: Settings, tmp_path: Path, changes: Row, code: int, summary: str
) -> None:
    result = _run(settings, "check", "--folder", str(_folder(tmp_path, changes)))

    assert (result.exit_code, summary in result.output) == (code, True)


_BAD_WORDS = [
    ("synonyms.csv", b"term,kind,target,note\nappui,typ,APPUI,\n", "ligne 2, colonne « kind »"),
    ("synonyms.csv", b"term,kind,target,note\nappui,type,\n", "ligne 2 : 3 valeurs"),
    ("synonyms.csv", b"term,kind,target,note\nappui,type,\xe9,\n", "ligne 2 : texte qui n"),
    ("synonyms.csv", b"term,kind,target,note\nappui,type,AUTRE,\n", "valeur « AUTRE »"),
    ("synonyms.csv", b"term,kind,target,note\nappui,type,,\n", "colonne « target »"),
    ("synonyms.csv", b"term,kind,target,note\najout,audience,adults,\n", "valeur « adults »"),
    ("synonyms.csv", b"term,kind,target,note\nici,setting,car,\n", "valeur « car »"),
    ("synonyms.csv", b"term,kind,target,note\nmoi,profile,public|me,\n", "valeur « public|me »"),
    ("synonyms.csv", b"term,kind,target,note\nun,noise,EMSP,\n", "valeur « EMSP »"),
    ("synonyms.csv", b"term,kind,target,note\n!,noise,,\n", "colonne « term », valeur « ! »"),
    ("synonyms.csv", b"term,kind,target,note\nla,noise,,\nLA,noise,,\n", "ligne 3"),
    ("synonyms.csv", b"term;kind;target\n", "la virgule est attendue"),
    ("lexicon.csv", b"term,short,definition_fr,see_also,source\nMot,,D.,Rien,S\n", "see_also"),
    ("structure_types.csv", b"code\nEMSP\n", "colonne absente"),
]


@pytest.mark.parametrize("command", ["check", "load"])
@pytest.mark.parametrize(("name", "content", "said"), _BAD_WORDS)
def test_a_bad_word_of_the_vocabulary_is_refused_and_nothing_is_written(
    settings: Settings, tmp_path: Path, command: str, name: str, content: bytes, said: str
) -> None:
    folder = _folder(tmp_path)
    (folder / "vocabulary" / name).write_bytes(content)

    result = _run(settings, command, "--folder", str(folder))

    assert isinstance(result.exception, DamagedDataFileError)
    assert name in str(result.exception)
    assert said in str(result.exception)
    assert _count(settings) == 0


def test_load_says_how_many_words_it_read(settings: Settings, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    synonyms = folder / "vocabulary" / "synonyms.csv"
    synonyms.write_text("term,kind,target\nappui,type,APPUI\nle,noise,\n", encoding="utf-8")

    result = _run(settings, "load", "--folder", str(folder))

    assert "2 mots de la recherche" in result.output


def test_load_refuses_a_vocabulary_that_lost_a_kind_in_use(
    settings: Settings, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    _run(settings, "load", "--folder", str(folder))
    for name in ("structure_types.csv", "synonyms.csv"):
        file = folder / "vocabulary" / name
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if "EMSP" not in line), encoding="utf-8")

    result = _run(settings, "load", "--folder", str(folder))

    assert "le type EMSP n’y est plus" in str(result.exception)


def test_load_says_how_to_withdraw_a_listing_whose_row_is_gone(
    settings: Settings, tmp_path: Path
) -> None:
    folder = _folder(tmp_path, {}, {"key": "autre", "name": "Autre", "finess_et": ""})
    _run(settings, "load", "--folder", str(folder))
    write_listings(folder / "structures")

    result = _run(settings, "load", "--folder", str(folder))

    assert "autre : n’est plus dans le fichier" in result.output
    assert "publish=no" in result.output


def test_check_names_file_line_column_and_value(settings: Settings, tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"phone": "02 98"})

    result = _run(settings, "check", "--folder", str(folder))

    assert "structures.csv, ligne 2" in result.output
    assert "colonne « phone », valeur « 02 98 »" in result.output
