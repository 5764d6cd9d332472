"""An animator imports a file: reads what it would do, decides, applies it, takes it back."""

import csv
import io
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from directory.exchange.models.import_run import ImportRun, ImportState
from tests.factories.accounts import csrf_token, make_account, post, sign_in
from tests.factories.import_files import make_csv, make_workbook
from tests.factories.structures import make_structure

HEADER = ("Nom", "Type", "Code postal", "Commune", "Téléphone 1")
ROW = ("Équipe mobile de l’Exemple", "EMSP", "29600", "Morlaix", "02 61 91 00 01")


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> Account:
    """The animator of Nord Finistère, signed in."""
    account = make_account(session)
    sign_in(client, session, account)
    return account


def _send(client: FlaskClient, content: bytes, name: str = "fiches.csv") -> TestResponse:
    data = {"file": (io.BytesIO(content), name), "csrf_token": csrf_token(client)}
    return client.post("/admin/imports", data=data, content_type="multipart/form-data")


def _open(client: FlaskClient, content: bytes) -> str:
    """Send a file and give the path of its page."""
    answer = _send(client, content)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def _digest(client: FlaskClient, path: str) -> str:
    page = client.get(path).text
    return page.partition('name="digest" value="')[2].partition('"')[0]


def _apply(client: FlaskClient, path: str) -> TestResponse:
    return post(client, f"{path}/appliquer", {"digest": _digest(client, path)})


@pytest.mark.usefixtures("animator")
def test_fifty_rows_with_three_faults_are_read_applied_and_undone(
    client: FlaskClient, session: Session
) -> None:
    rows = [(f"Équipe numéro {n * n * 7}", *ROW[1:4], f"02619100{n:02}") for n in range(47)]
    rows += [
        ("Numéro faux", "HAD", "29600", "Morlaix", "02 98"),
        ("Type faux", "XYZ", "29600", "Morlaix", ""),
        ("Autre filière", "HAD", "29000", "Quimper", ""),
    ]
    path = _open(client, make_csv(rows, header=HEADER))

    page = client.get(f"{path}?lignes=refused").text
    for words in ("Numéro faux", "Type de structure inconnu", "filière qui n’est pas la vôtre"):
        assert words in page
    assert "47" in client.get(path).text

    assert _apply(client, path).status_code == 303
    session.expire_all()
    assert len(session.scalars(select(Structure)).all()) == 47
    run = session.scalars(select(ImportRun)).one()
    assert len(session.scalars(select(Revision).where(Revision.batch_id == run.id)).all()) == 47

    assert post(client, f"{path}/annuler").status_code == 303
    session.expire_all()
    states = set(session.scalars(select(Structure.state)))
    assert states == {PublicationState.ARCHIVED}
    assert run.state is ImportState.UNDONE


@pytest.mark.usefixtures("animator")
def test_a_hostile_file_is_refused_with_a_sentence_and_nothing_is_kept(
    client: FlaskClient, session: Session
) -> None:
    answer = _send(client, make_csv([("=1+1", "EMSP", "", "", "")], header=HEADER))

    assert answer.status_code == 422
    assert "Ligne 2, « =1+1 » est une formule" in answer.text.replace("\u00a0", " ")
    assert session.scalars(select(ImportRun)).all() == []


@pytest.mark.usefixtures("animator")
def test_a_form_without_file_says_so(client: FlaskClient) -> None:
    assert post(client, "/admin/imports").status_code == 422


@pytest.mark.usefixtures("animator")
def test_a_file_beyond_what_a_request_may_hold_is_refused(client: FlaskClient) -> None:
    beyond = {"CONTENT_LENGTH": "12000000"}

    answer = post(client, "/admin/imports", environ_overrides=beyond)

    assert answer.status_code == 413
    assert '<a href="#fichier">Ce fichier dépasse 10 Mo' in answer.text.replace("\u00a0", " ")


@pytest.mark.usefixtures("animator")
def test_a_national_file_beyond_what_a_request_may_hold_is_refused(client: FlaskClient) -> None:
    beyond = {"CONTENT_LENGTH": "70000000"}

    answer = post(client, "/admin/imports/finess", environ_overrides=beyond)

    assert answer.status_code == 413
    assert '<a href="#finess">Ce fichier dépasse 60 Mo' in answer.text.replace("\u00a0", " ")


@pytest.mark.usefixtures("animator")
def test_a_workbook_is_read_like_a_csv_file(client: FlaskClient) -> None:
    page = client.get(_open(client, make_workbook([HEADER, ROW]))).text

    assert "Créer ou modifier 1 fiche" in page.replace("\u00a0", " ")


@pytest.mark.usefixtures("animator")
def test_columns_that_are_not_known_are_matched_by_hand(client: FlaskClient) -> None:
    path = _open(client, make_csv([ROW], header=("Intitulé", *HEADER[1:])))
    assert "Dites quelle colonne donne le nom" in client.get(path).text

    names = ("name", "type", "postal_code", "commune", "phone_1_number")
    post(client, f"{path}/colonnes", {f"column_{place}": name for place, name in enumerate(names)})

    assert "Créer ou modifier 1 fiche" in client.get(path).text.replace("\u00a0", " ")


@pytest.mark.usefixtures("animator")
def test_a_column_chosen_twice_is_said(client: FlaskClient) -> None:
    path = _open(client, make_csv([ROW], header=HEADER))

    post(client, f"{path}/colonnes", {"column_0": "name", "column_1": "name"})

    assert "est choisie pour deux colonnes" in client.get(path).text


@pytest.mark.usefixtures("animator")
def test_a_likely_duplicate_is_asked_about_and_the_answer_is_followed(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, "Équipe mobile de l’Exempel", phones=[])
    path = _open(client, make_csv([ROW], header=HEADER))
    assert "nom ressemblant" in client.get(path).text
    assert 'name="digest"' not in client.get(path).text

    post(client, f"{path}/lignes", {"row_2": str(structure.id)})
    _apply(client, path)

    session.refresh(structure)
    assert structure.name == "Équipe mobile de l’Exemple"
    assert len(session.scalars(select(Structure)).all()) == 1


@pytest.mark.usefixtures("animator")
def test_a_listing_changed_after_the_dry_run_is_not_overwritten(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, phones=[])
    path = _open(client, make_csv([ROW], header=HEADER))
    digest = _digest(client, path)
    structure.street = "1 rue changée entre-temps"
    session.commit()

    answer = post(client, f"{path}/appliquer", {"digest": digest}, follow_redirects=True)

    assert "Rien n’a été importé" in answer.text
    session.refresh(structure)
    assert structure.phones == []
    assert structure.street == "1 rue changée entre-temps"


@pytest.mark.usefixtures("animator")
def test_an_import_changed_since_by_somebody_is_not_undone(
    client: FlaskClient, session: Session
) -> None:
    path = _open(client, make_csv([ROW], header=HEADER))
    _apply(client, path)
    made = session.scalars(select(Structure)).one()
    second = _open(client, make_csv([(str(made.id), "1 rue")], header=("Identifiant", "Rue")))
    _apply(client, second)

    answer = post(client, f"{path}/annuler", follow_redirects=True)

    assert "Rien n’a été annulé" in answer.text
    assert made.name in answer.text


@pytest.mark.usefixtures("animator")
def test_an_import_is_applied_once(client: FlaskClient, session: Session) -> None:
    path = _open(client, make_csv([ROW], header=HEADER))
    digest = _digest(client, path)
    post(client, f"{path}/appliquer", {"digest": digest})

    answer = post(client, f"{path}/appliquer", {"digest": digest}, follow_redirects=True)

    assert "déjà terminé" in answer.text
    assert len(session.scalars(select(Structure)).all()) == 1


@pytest.mark.usefixtures("animator")
def test_an_abandoned_import_forgets_what_the_file_held(
    client: FlaskClient, session: Session
) -> None:
    path = _open(client, make_csv([ROW], header=HEADER))

    post(client, f"{path}/abandonner")

    run = session.scalars(select(ImportRun)).one()
    assert run.state is ImportState.ABANDONED
    assert "Exemple" not in str(run.table)


@pytest.mark.usefixtures("animator")
def test_refused_rows_are_given_back_with_their_reasons(client: FlaskClient) -> None:
    rows = [ROW, ("Sans type", "", "29600", "Morlaix", "+33 2 61 91 00 02")]
    path = _open(client, make_csv(rows, header=HEADER))

    answer = client.get(f"{path}/refusees.csv")

    lines = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert [line[0] for line in lines] == ["Nom", "Sans type"]
    assert lines[1][4] == "'+33 2 61 91 00 02"
    assert [line[5] for line in lines] == ["Ligne du fichier", "3"]
    assert "Type de structure inconnu" in lines[1][6]
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.usefixtures("animator")
def test_refused_rows_that_are_sent_again_and_refused_again_keep_one_column_of_each(
    client: FlaskClient,
) -> None:
    rows = [ROW, ("Sans type", "", "29600", "Morlaix", "")]
    refused = client.get(f"{_open(client, make_csv(rows, header=HEADER))}/refusees.csv").data

    again = client.get(f"{_open(client, refused)}/refusees.csv").text

    header, line = csv.reader(io.StringIO(again.lstrip("\ufeff")), delimiter=";")
    assert header[5:] == ["Ligne du fichier", "Pourquoi la ligne est refusée"]
    assert line[5] == "2"
    assert "Type de structure inconnu" in line[6]


@pytest.mark.usefixtures("animator")
def test_rows_are_shown_by_pages(client: FlaskClient) -> None:
    rows = [(f"Équipe numéro {n * n * 7}", *ROW[1:4], "") for n in range(60)]
    path = _open(client, make_csv(rows, header=HEADER))

    assert client.get(path).text.count('class="import-row"') == 25
    assert client.get(f"{path}?page=3").text.count('class="import-row"') == 10
    assert client.get(f"{path}?page=999999&lignes=inconnu").text.count('class="import-row"') == 10


@pytest.mark.usefixtures("animator")
def test_what_a_file_says_is_never_html(client: FlaskClient) -> None:
    hostile = "<script>alert(1)</script>"
    rows = [(hostile, "EMSP", "29600", "Morlaix", hostile)]
    path = _open(client, make_csv(rows, header=(*HEADER[:4], "Téléphone 1")))

    assert hostile not in client.get(path).text
    assert hostile not in client.get("/admin/imports").text


def test_an_import_of_somebody_else_is_not_found(
    client: FlaskClient, session: Session, animator: Account
) -> None:
    path = _open(client, make_csv([ROW], header=HEADER))
    digest = _digest(client, path)
    other = make_account(session, "autre@exemple.example", filieres=("armor",))
    sign_in(client, session, other)

    assert client.get(path).status_code == 404
    assert post(client, f"{path}/appliquer", {"digest": digest}).status_code == 404
    assert "fiches.csv" not in client.get("/admin/imports").text
    run = session.get(ImportRun, UUID(path.rpartition("/")[2]))
    assert run is not None
    assert run.created_by == animator.id


def test_the_region_sees_every_import(
    client: FlaskClient, session: Session, animator: Account
) -> None:
    path = _open(client, make_csv([ROW], header=HEADER))
    region = make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
    sign_in(client, session, region)

    assert client.get(path).status_code == 200
    assert animator.name in client.get("/admin/imports").text


def test_a_structure_editor_imports_nothing(client: FlaskClient, session: Session) -> None:
    editor = make_account(session, role=Role.STRUCTURE_EDITOR, filieres=())
    sign_in(client, session, editor)

    assert client.get("/admin/imports").status_code == 403
    assert _send(client, make_csv([ROW], header=HEADER)).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/admin/imports").headers["Location"].startswith("/compte/connexion")


@pytest.mark.usefixtures("animator")
@pytest.mark.parametrize("name", ["modele.csv", "modele.xlsx"])
def test_the_template_can_be_sent_back_as_it_is(client: FlaskClient, name: str) -> None:
    template = client.get(f"/admin/imports/{name}").data

    page = client.get(_open(client, template)).text

    assert "Ce fichier n’a aucune ligne" in page
