"""An animator asks many structures at once and follows their answers."""

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.catalog.models.campaign import Campaign, UpdateLink
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.cli.campaigns import campaigns as campaigns_command
from directory.mail.models import MessageState, OutboxMessage
from directory.settings import Settings
from directory.values.clock import SystemClock
from directory.web.letterhead import get_letterhead
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_source, make_structure
from tests.functional.reading import read

PREVIEW = "/admin/campagnes/nouvelle?apercu=1&type=LISP&mois=6"


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    sign_in(client, session, make_account(session))
    return client


def a_lisp(session: Session, name: str, **facts: object) -> Structure:
    values: dict[str, object] = {"email": "lits@exemple.fr", "type_code": "LISP", **facts}
    return make_structure(session, name, sources=[make_source()], **values)  # type: ignore[arg-type]


def send(client: FlaskClient, *structures: Structure, **changes: object) -> str:
    fields = {
        "nom": "Lits identifiés",
        "type": "LISP",
        "mois": "6",
        "destinataire": [str(structure.id) for structure in structures],
        **changes,
    }
    response = post(client, "/admin/campagnes", fields)
    return response.headers.get("Location", "")


def campaign_of(session: Session) -> Campaign:
    return session.scalars(select(Campaign)).one()


def test_the_preview_names_those_written_to_and_those_left_out(
    animator: FlaskClient, session: Session
) -> None:
    a_lisp(session, "Lits de Morlaix")
    mute = a_lisp(session, "Lits sans adresse", email=None)
    a_lisp(session, "Lits d’Armor", filieres=("armor",))

    page = read(animator, PREVIEW)

    assert "1 structure recevrait une lettre" in page
    assert "Lits de Morlaix" in page
    assert "Lits sans adresse</a> : aucune adresse de courriel connue" in page
    assert f'href="/admin/structures/{mute.id}/modifier#contacts">ajouter une adresse' in page
    assert "Lits d’Armor" not in page


def test_looking_sends_nothing(animator: FlaskClient, session: Session) -> None:
    a_lisp(session, "Lits de Morlaix")

    read(animator, PREVIEW)

    assert session.scalars(select(OutboxMessage)).all() == []


def test_letters_leave_to_those_who_stayed_ticked(animator: FlaskClient, session: Session) -> None:
    first = a_lisp(session, "Lits de Morlaix")
    a_lisp(session, "Lits de Brest")

    address = send(animator, first)

    campaign = campaign_of(session)
    assert address == f"/admin/campagnes/{campaign.id}"
    assert [link.structure_id for link in campaign.links] == [first.id]
    assert campaign.filiere_slug == "nord-finistere"
    assert len(session.scalars(select(OutboxMessage)).all()) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nom": " "}, "Donnez un nom à cette campagne"),
        ({"nom": "x" * 121}, "Donnez un nom à cette campagne"),
        ({"destinataire": []}, "Cochez au moins une structure"),
        ({"destinataire": ["n’importe quoi"]}, "Cochez au moins une structure"),
    ],
)
def test_an_incomplete_campaign_is_not_sent(
    animator: FlaskClient, session: Session, changes: dict[str, object], sentence: str
) -> None:
    structure = a_lisp(session, "Lits de Morlaix")
    fields = {"nom": "Lits", "type": "LISP", "destinataire": str(structure.id), **changes}

    response = post(animator, "/admin/campagnes", fields)

    assert response.status_code == 422
    assert sentence in response.text
    assert session.scalars(select(Campaign)).all() == []


def test_an_animator_cannot_write_to_a_structure_of_elsewhere(
    animator: FlaskClient, session: Session
) -> None:
    elsewhere = a_lisp(session, "Lits d’Armor", filieres=("armor",))

    send(animator, elsewhere, filiere="armor")
    send(animator, elsewhere, structure=str(elsewhere.id))

    assert session.scalars(select(UpdateLink)).all() == []


def test_structures_chosen_in_a_list_are_asked(animator: FlaskClient, session: Session) -> None:
    chosen, other = a_lisp(session, "Lits de Morlaix"), a_lisp(session, "Lits de Brest")

    page = read(animator, f"/admin/campagnes/nouvelle?structure={chosen.id}")
    send(animator, chosen, other, structure=str(chosen.id))

    assert "Lits de Morlaix" in page
    assert "Lits de Brest" not in page
    assert [link.structure_id for link in campaign_of(session).links] == [chosen.id]
    assert "Lits identifiés" in read(animator, "/admin/campagnes")


def test_the_page_counts_sent_opened_confirmed_changed_and_silent(
    animator: FlaskClient, session: Session
) -> None:
    address = send(animator, a_lisp(session, "Lits de Morlaix"), a_lisp(session, "Lits de Brest"))
    with animator.application.app_context():
        token = get_letterhead().token_of(campaign_of(session).links[0].id)
    animator.get(f"/maj/{token}")

    page = read(animator, address)

    figures = re.findall(r'figures__number">(\d+)</span> (\w+)', page)
    assert figures == [
        ("2", "envoyées"),
        ("1", "ouverte"),
        ("0", "justes"),
        ("0", "changées"),
        ("2", "silencieuses"),
    ]
    assert "Lu, sans réponse" in page
    assert "Pas encore ouvert" in page


def test_a_campaign_is_closed_and_its_links_withdrawn(
    animator: FlaskClient, session: Session
) -> None:
    address = send(animator, a_lisp(session, "Lits de Morlaix"))

    post(animator, f"{address}/clore", {"liens": "retirer"})

    campaign = campaign_of(session)
    assert campaign.closed_at is not None
    assert campaign.links[0].withdrawn_at is not None
    assert "Lien retiré" in read(animator, address)


def test_one_link_is_withdrawn(animator: FlaskClient, session: Session) -> None:
    send(animator, a_lisp(session, "Lits de Morlaix"))
    [link] = campaign_of(session).links

    post(animator, f"/admin/liens/{link.id}/retirer")

    session.refresh(link)
    assert link.withdrawn_at is not None


def test_one_structure_is_written_to_from_its_page(animator: FlaskClient, session: Session) -> None:
    structure = a_lisp(session, "Lits de Morlaix")

    response = post(animator, f"/admin/structures/{structure.id}/lien")

    assert response.status_code == 303
    assert session.scalars(select(OutboxMessage)).one().recipient == "lits@exemple.fr"


def test_the_page_of_a_structure_offers_to_write_to_it(
    animator: FlaskClient, session: Session
) -> None:
    structure = a_lisp(session, "Lits de Morlaix", update_email="coordination@exemple.fr")

    page = read(animator, f"/admin/structures/{structure.id}/modifier")

    assert f'action="/admin/structures/{structure.id}/lien"' in page
    assert "part vers coordination@exemple.fr" in page


def test_a_structure_that_wants_no_letters_gets_none(
    animator: FlaskClient, session: Session
) -> None:
    structure = a_lisp(session, "Lits de Morlaix", do_not_contact=True)

    response = post(
        animator, f"/admin/structures/{structure.id}/lien", {"suite": "/admin/campagnes"}
    )

    assert "ne souhaite pas recevoir de courrier" in read(animator, response.headers["Location"])
    assert session.scalars(select(OutboxMessage)).all() == []


def test_an_animator_of_elsewhere_sees_no_campaign(
    client: FlaskClient, session: Session, animator: FlaskClient
) -> None:
    address = send(animator, a_lisp(session, "Lits de Morlaix"))
    [link] = campaign_of(session).links
    stranger = make_account(session, "armor@exemple.example", filieres=("armor",))
    sign_in(client, session, stranger)

    assert "Lits identifiés" not in read(client, "/admin/campagnes")
    assert client.get(address).status_code == 403
    assert post(client, f"{address}/clore").status_code == 403
    assert post(client, f"/admin/liens/{link.id}/retirer").status_code == 403
    assert post(client, f"/admin/structures/{link.structure_id}/lien").status_code == 403


def test_what_left_ones_filieres_since_is_no_longer_followed(
    animator: FlaskClient, session: Session
) -> None:
    moved = a_lisp(session, "Lits de Brest", email="brest@exemple.fr")
    address = send(animator, a_lisp(session, "Lits de Morlaix"), moved)
    moved.filieres = [StructureFiliere(filiere_slug="armor")]
    session.commit()

    page = read(animator, address)

    assert "Lits de Morlaix" in page
    assert "brest@exemple.fr" not in page
    assert post(animator, f"{address}/clore", {"liens": "retirer"}).status_code == 403


def test_whoever_left_every_filiere_of_a_campaign_follows_it_no_more(
    animator: FlaskClient, session: Session
) -> None:
    structure = a_lisp(session, "Lits de Morlaix")
    address = send(animator, structure)
    structure.filieres = [StructureFiliere(filiere_slug="armor")]
    session.commit()

    assert animator.get(address).status_code == 403
    assert post(animator, f"{address}/clore").status_code == 403


def test_a_letter_that_no_server_took_is_named_where_one_can_act(
    animator: FlaskClient, session: Session
) -> None:
    address = send(animator, a_lisp(session, "Lits de Morlaix"))
    session.scalars(select(OutboxMessage)).one().state = MessageState.GIVEN_UP
    session.commit()

    assert "Lettre non remise : vérifiez l’adresse" in read(animator, address)
    assert "non remises : 1" in read(animator, "/admin/campagnes")
    assert "lettre non remise à lits@exemple.fr" in read(animator, "/admin/a-faire/liens")


def test_a_structure_editor_writes_to_nobody(client: FlaskClient, session: Session) -> None:
    structure = a_lisp(session, "Lits de Morlaix")
    editor = make_account(
        session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[structure.id]
    )
    sign_in(client, session, editor)

    assert client.get("/admin/campagnes").status_code == 403
    assert post(client, f"/admin/structures/{structure.id}/lien").status_code == 403


def test_the_region_asks_every_filiere_at_once(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN, filieres=()))
    here, there = a_lisp(session, "Ici"), a_lisp(session, "Là", filieres=("armor",))

    send(client, here, there)

    assert {link.structure_id for link in campaign_of(session).links} == {here.id, there.id}


def test_the_command_reminds_once_and_then_has_nothing_to_do(
    animator: FlaskClient, session: Session, settings: Settings
) -> None:
    send(animator, a_lisp(session, "Lits de Morlaix"))
    [link] = campaign_of(session).links
    link.created_at = SystemClock().now() - timedelta(days=15)
    link.expires_at = SystemClock().now() + timedelta(days=30)
    session.commit()
    runner = CliRunner()

    said = [
        runner.invoke(campaigns_command, ["remind"], obj=settings, catch_exceptions=False).output
        for _run in range(2)
    ]

    assert said == ["Rappels écrits : 1.\n", "Rappels écrits : 0.\n"]
    kinds = session.scalars(select(OutboxMessage.kind)).all()
    assert sorted(kinds) == ["update_link", "update_reminder"]


def test_a_second_touch_of_the_button_sends_no_second_letter(
    animator: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, email="equipe@exemple.fr", sources=[make_source()])
    path = f"/admin/structures/{structure.id}/lien"
    post(animator, path)

    post(animator, path)

    link = session.scalars(select(UpdateLink)).one()
    assert link.withdrawn_at is None
