"""An animator accepts all that a file resembles with one decision, having read what it would do."""

import io
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.roles import Role
from directory.catalog.models.structure import Structure
from directory.exchange.models.import_run import ImportRun
from tests.factories.accounts import csrf_token, make_account, post, sign_in
from tests.factories.import_files import make_csv
from tests.factories.structures import make_structure
from tests.functional.reading import read

pytestmark = pytest.mark.usefixtures("animator")

HEADER = ("Nom", "Type", "Code postal", "Commune", "Rue")
PLACES = (
    "Abers", "Arrée", "Aulne", "Batz", "Cap", "Elorn", "Iroise", "Kernic", "Léon", "Ménez", "Odet",
    "Ouessant", "Pagan", "Penfeld", "Ponant", "Porzay", "Quillimadec", "Rance", "Scorff", "Sizun",
    "Trégor", "Trieux",
)  # fmt: skip
GROUP = "Accepter toutes les ressemblances proposées"


def _open(client: FlaskClient, names: list[str]) -> str:
    rows = [(name, "EMSP", "29600", "Morlaix", "1 rue de l’Exemple") for name in names]
    file = (io.BytesIO(make_csv(rows, header=HEADER)), "fiches.csv")
    data = {"file": file, "csrf_token": csrf_token(client)}
    answer = client.post("/admin/imports", data=data, content_type="multipart/form-data")
    return answer.headers["Location"]


def _field(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def _accept(client: FlaskClient, path: str, **choices: object) -> TestResponse:
    digest = _field(client.get(path).text, "proposals")
    return post(client, f"{path}/ressemblances", {"proposals": digest, **choices})


def _known(session: Session) -> list[Structure]:
    return [make_structure(session, f"Équipe {place}") for place in PLACES]


def test_a_file_of_known_structures_asks_one_decision(
    client: FlaskClient, session: Session
) -> None:
    _known(session)
    path = _open(client, [f"Équipe {place}".upper() for place in PLACES])
    assert f"{GROUP} (22)" in read(client, path)

    answer = _accept(client, path)

    assert answer.status_code == 303
    page = read(client, path)
    assert "22 ressemblances acceptées" in page
    post(client, f"{path}/appliquer", {"digest": _field(page, "digest")})
    session.expire_all()
    assert set(session.scalars(select(Structure.street))) == {"1 rue de l’Exemple"}
    assert session.scalar(select(func.count()).select_from(Structure)) == len(PLACES)


def test_what_accepting_would_do_is_read_beforehand(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Équipe du Léon")

    page = read(client, _open(client, ["Équipe du Léom"]))

    assert "Ce qui changerait dans « Équipe du Léon » : Nom, Rue" in page
    assert "Oui, c’est « Équipe du Léon »" in page


@pytest.mark.parametrize(
    ("listed", "names", "why"),
    [
        (["Équipe du Léon"], ["Équipe du Léon", "Équipe du Léom"], "Plusieurs lignes ressemblent"),
        (["Équipe Léom", "Équipe Léonn"], ["Équipe Léon"], "Plusieurs fiches ressemblent"),
        (["Équipe du Léon"], ["EMSP"], "ne dit que le type de structure"),
    ],
)
def test_rows_that_are_not_clear_say_why_they_wait(
    client: FlaskClient, session: Session, listed: list[str], names: list[str], why: str
) -> None:
    for name in listed:
        make_structure(session, name)
    path = _open(client, names)

    page = read(client, path)

    assert why in page
    assert GROUP not in page


def test_a_listing_of_another_filiere_is_not_accepted_with_others(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, "Équipe du Léon", filieres=("armor",))

    page = read(client, _open(client, ["Équipe du Léon"]))

    assert "autre filière" in page
    assert GROUP not in page


def test_a_choice_ticked_on_the_page_goes_before_the_group(
    client: FlaskClient, session: Session
) -> None:
    _known(session)
    path = _open(client, [f"Équipe {place}".upper() for place in PLACES])

    _accept(client, path, row_2="new")

    page = read(client, path)
    assert "1 fiche serait créée" in page
    assert "21 fiches seraient modifiées" in page


def test_proposals_changed_since_they_were_read_are_shown_anew(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, "Équipe du Léon")
    path = _open(client, ["Équipe du Léon"])
    digest = _field(client.get(path).text, "proposals")
    structure.street = "2 rue changée entre-temps"
    session.commit()

    post(client, f"{path}/ressemblances", {"proposals": digest})

    page = read(client, path)
    assert "Aucune ressemblance n’a été acceptée" in page
    assert GROUP in page


def test_the_key_that_sends_the_form_saves_choices_only(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, "Équipe du Léon")

    page = client.get(_open(client, ["Équipe du Léon"])).text

    form = page.partition("/lignes")[2].partition("</form>")[0]
    assert form.index("Enregistrer ces choix") < form.index(GROUP)


def test_a_form_without_its_token_accepts_nothing(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Équipe du Léon")
    path = _open(client, ["Équipe du Léon"])

    answer = client.post(f"{path}/ressemblances", data={"proposals": "x"})

    assert answer.status_code == 400
    assert session.get_one(ImportRun, UUID(path.rpartition("/")[2])).decisions == {}


def test_nobody_accepts_for_somebody_else(client: FlaskClient, session: Session) -> None:
    path = _open(client, ["Équipe du Léon"])
    for role, filieres, status in (
        (Role.ANIMATOR, ("armor",), 404), (Role.STRUCTURE_EDITOR, (), 403)
    ):  # fmt: skip
        other = make_account(session, f"{role}@exemple.example", role=role, filieres=filieres)
        sign_in(client, session, other)

        assert post(client, f"{path}/ressemblances").status_code == status


def test_a_closed_import_accepts_nothing(client: FlaskClient) -> None:
    path = _open(client, ["Équipe du Léon"])
    post(client, f"{path}/abandonner")

    post(client, f"{path}/ressemblances")

    assert "déjà terminé" in read(client, path)
