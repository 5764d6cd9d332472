"""An animator takes away what they see, in four formats."""

import json

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.catalog.vocabulary import PublicationState
from directory.exchange.file_reading import read_file
from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import make_structure

PATHS = {code: f"/admin/exports/structures/{code}" for code in ("csv", "csv-brut", "xlsx", "json")}


@pytest.fixture
def listings(client: FlaskClient, session: Session) -> None:
    """Two listings of Nord Finistère, one of Armor; the animator of the first, signed in."""
    make_structure(session, "=Équipe de Morlaix", internal_note="secrète", update_email="a@b.fr")
    make_structure(session, "HAD de Morlaix", type_code="HAD", state=PublicationState.DRAFT)
    make_structure(session, "Équipe d’Armor", filieres=("armor",))
    sign_in(client, session, make_account(session))


def _names(client: FlaskClient, code: str, query: str = "") -> list[str]:
    content = client.get(PATHS[code] + query).data
    if code == "json":
        return [item["name"] for item in json.loads(content)["structures"]]
    if code == "csv-brut":
        lines = content.decode().splitlines()
        place = lines[0].split(",").index("name")
        return [line.split(",")[place] for line in lines[1:]]
    table = read_file(content).table
    return [row.cells[table.header.index("Nom")] for row in table.rows]


@pytest.mark.usefixtures("listings")
@pytest.mark.parametrize("code", PATHS)
def test_every_format_holds_what_the_animator_sees(client: FlaskClient, code: str) -> None:
    assert sorted(_names(client, code)) == ["=Équipe de Morlaix", "HAD de Morlaix"]


@pytest.mark.usefixtures("listings")
@pytest.mark.parametrize("code", PATHS)
def test_an_export_is_narrowed_as_the_list_is(client: FlaskClient, code: str) -> None:
    assert _names(client, code, "?type=HAD") == ["HAD de Morlaix"]
    assert _names(client, code, "?filiere=armor") == []


@pytest.mark.usefixtures("listings")
@pytest.mark.parametrize("code", ["csv", "csv-brut", "json"])
def test_public_columns_hold_nothing_private(client: FlaskClient, code: str) -> None:
    public = client.get(f"{PATHS[code]}?colonnes=publiques").text

    assert "secrète" not in public
    assert "a@b.fr" not in public
    assert "secrète" in client.get(PATHS[code]).text


@pytest.mark.usefixtures("listings")
def test_a_cell_for_spreadsheets_is_never_computed(client: FlaskClient) -> None:
    assert ";'=Équipe de Morlaix;" in client.get(PATHS["csv"]).text


@pytest.mark.usefixtures("listings")
def test_json_and_raw_csv_hold_true_values(client: FlaskClient) -> None:
    record = json.loads(client.get(PATHS["json"]).data)["structures"][0]

    assert record["name"] == "=Équipe de Morlaix"
    assert record["phones"][0]["number"] == "+33261910001"
    assert record["latitude"] == 48.5778
    assert ",=Équipe de Morlaix," in client.get(PATHS["csv-brut"]).text


@pytest.mark.usefixtures("listings")
def test_files_are_saved_and_not_kept_by_anybody(client: FlaskClient) -> None:
    for path in PATHS.values():
        headers = client.get(path).headers
        assert headers["Content-Disposition"].startswith("attachment; filename=")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("listings")
def test_the_page_says_how_many_structures_leave(client: FlaskClient) -> None:
    assert "2 structures" in client.get("/admin/exports").text.replace("\u00a0", " ")
    narrowed = client.get("/admin/exports?type=HAD").text.replace("\u00a0", " ")
    assert "1 structure" in narrowed
    assert "/admin/exports/structures/csv?type=HAD" in narrowed


@pytest.mark.usefixtures("listings")
def test_an_unknown_format_is_not_found(client: FlaskClient) -> None:
    assert client.get("/admin/exports/structures/pdf").status_code == 404


def test_a_structure_editor_exports_nothing(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session, role=Role.STRUCTURE_EDITOR, filieres=()))

    assert client.get("/admin/exports").status_code == 403
    assert client.get(PATHS["csv"]).status_code == 403
