"""Rights are asked again when something is taken back, withdrawn or renamed."""

import io

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.catalog.models.campaign import Campaign, UpdateLink
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import csrf_token, make_account, post, sign_in
from tests.factories.import_files import make_csv
from tests.factories.structures import make_organization, make_source, make_structure
from tests.functional.structure_forms import address, send, sent_form

OWN, OTHER = "nord-finistere", "armor"
HEADER = ("Nom", "Type", "Code postal", "Commune", "Téléphone 1", "Filières")
ROW = ("Équipe mobile Z", "EMSP", "22000", "Saint-Brieuc", "02 61 91 00 01", OTHER)


def lose_armor(client: FlaskClient, session: Session, account: Account) -> None:
    """Take a filière from an animator, who goes on working."""
    account.filieres = [link for link in account.filieres if link.filiere_slug != OTHER]
    session.commit()
    sign_in(client, session, account)


def test_an_import_is_not_undone_by_who_lost_its_filiere(
    client: FlaskClient, session: Session
) -> None:
    account = make_account(session, filieres=[OWN, OTHER])
    sign_in(client, session, account)
    data = {
        "file": (io.BytesIO(make_csv([ROW], header=HEADER)), "f.csv"),
        "csrf_token": csrf_token(client),
    }
    sent = client.post("/admin/imports", data=data, content_type="multipart/form-data")
    path = sent.headers["Location"]
    digest = client.get(path).text.partition('name="digest" value="')[2].partition('"')[0]
    post(client, f"{path}/appliquer", {"digest": digest})
    made = session.scalars(select(Structure)).one()
    state = made.state
    lose_armor(client, session, account)

    answer = post(client, f"{path}/annuler")

    session.refresh(made)
    assert answer.status_code == 403
    assert made.state is state is not PublicationState.ARCHIVED


def test_links_are_not_withdrawn_by_who_lost_their_filiere(
    client: FlaskClient, session: Session
) -> None:
    account = make_account(session, filieres=[OWN, OTHER])
    sign_in(client, session, account)
    asked = make_structure(
        session, filieres=[OTHER], email="equipe@exemple.example", sources=[make_source()]
    )
    data = {"nom": "Campagne", "filiere": OTHER, "destinataire": str(asked.id)}
    assert post(client, "/admin/campagnes", data).status_code == 303
    campaign = session.scalars(select(Campaign)).one()
    lose_armor(client, session, account)

    answer = post(client, f"/admin/campagnes/{campaign.id}/clore", {"liens": "retirer"})

    session.expire_all()
    assert answer.status_code == 403
    assert session.scalars(select(UpdateLink)).one().withdrawn_at is None


def test_attaching_a_listing_to_a_body_gives_no_right_to_rename_it(
    client: FlaskClient, session: Session
) -> None:
    body = make_organization("Centre d’ailleurs")
    make_structure(session, "Structure d’Armor", filieres=[OTHER], organization=body)
    mine = make_structure(session, "Ma structure", sources=[make_source()])
    sign_in(client, session, make_account(session))
    send(client, mine, name="Ma structure", organization_id=str(body.id))
    session.refresh(body)

    answer = post(
        client,
        f"/admin/organisations/{body.id}/modifier",
        {"name": "Renommé", "version": body.version},
    )

    session.refresh(body)
    assert answer.status_code == 422
    assert "demandez ce changement à la cellule régionale" in answer.text
    assert body.name == "Centre d’ailleurs"


def test_a_body_whose_listings_are_all_ones_own_is_renamed(
    client: FlaskClient, session: Session
) -> None:
    body = make_organization("Centre d’ici")
    make_structure(session, "Ma structure", organization=body)
    sign_in(client, session, make_account(session))

    data = {"name": "Renommé", "version": body.version}
    post(client, f"/admin/organisations/{body.id}/modifier", data)

    session.refresh(body)
    assert body.name == "Renommé"


def test_an_own_change_is_undone_after_others_added_a_filiere(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, sources=[make_source()])
    account = make_account(session)
    sign_in(client, session, account)
    send(client, structure, street="3 rue du Port")
    changed = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert changed is not None
    region = make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
    sign_in(client, session, region)
    session.refresh(structure)
    form = sent_form(structure, street="3 rue du Port", filieres=[OWN, OTHER])
    assert post(client, address(structure), form).status_code == 303
    sign_in(client, session, account)
    offers_it = (
        f"/admin/historique/{changed.id}/annuler"
        in client.get(f"/admin/historique/{changed.id}").text
    )

    answer = post(client, f"/admin/historique/{changed.id}/annuler")

    session.expire_all()
    assert offers_it
    assert answer.status_code == 303
    assert structure.street is None
    assert sorted(link.filiere_slug for link in structure.filieres) == [OTHER, OWN]
