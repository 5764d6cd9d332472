"""What somebody typed, or holds, on a computer that others use, and what a page names."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_structure
from tests.functional.structure_forms import address


def test_signing_out_clears_what_was_typed(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session))

    answer = post(client, "/compte/deconnexion")

    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_a_form_is_kept_on_the_device_under_its_account(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)
    account = make_account(session)
    sign_in(client, session, account)

    for path in (address(structure), "/admin/filieres/nord-finistere/modifier"):
        assert f'data-account="{account.id}"' in client.get(path).text, path


def test_reading_a_link_signs_nobody_out(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session))

    for kind in ("invitation", "mot-de-passe"):
        client.get(f"/compte/{kind}/nimporte-quoi")

    assert client.get("/admin/").status_code == 200


def test_the_preview_of_an_act_names_no_listing_of_others(
    client: FlaskClient, session: Session
) -> None:
    hidden = make_structure(
        session, "Brouillon d’ailleurs", filieres=["armor"], state=PublicationState.DRAFT
    )
    own = make_structure(session, "Équipe d’ici")
    sign_in(client, session, make_account(session))

    data = {"action": "archiver", "motif": "Doublon", "id": [str(hidden.id), str(own.id)]}
    page = post(client, "/admin/structures/actions", data)

    assert "Équipe d’ici" in page.text
    assert "Brouillon d’ailleurs" not in page.text
