"""One act on many structures: its effect is shown, then it is done, and undone in one click."""

import html
import re
from collections.abc import Sequence
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.models.account import Account
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import PublicationState, VerificationMeans
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import ALL_FILIERES, make_source, make_structure, save


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> Account:
    """An animator of Nord Finistère, signed in."""
    account = make_account(session, filieres=["nord-finistere", "cornouaille"])
    sign_in(client, session, account)
    return account


def ask(client: FlaskClient, action: str, *chosen: Structure, **sent: object) -> TestResponse:
    """Choose structures and an act in the list."""
    ids = [str(structure.id) for structure in chosen]
    return post(client, "/admin/structures/actions", {"action": action, "id": ids, **sent})


def confirm(
    client: FlaskClient, preview: TestResponse, action: str, **sent: object
) -> TestResponse:
    """Press the button of a preview."""
    shown = re.search(r'name="fiches" value="([^"]*)"', preview.text)
    assert shown
    return post(
        client, "/admin/structures/actions/faire", {"action": action, "fiches": shown[1], **sent}
    )


def states(session: Session) -> Sequence[PublicationState]:
    session.expire_all()
    return session.scalars(select(Structure.state).order_by(Structure.name)).all()


@pytest.mark.usefixtures("animator")
def test_doing_nothing_leads_back_to_the_list_as_it_was_narrowed(
    client: FlaskClient, session: Session
) -> None:
    for number in range(51):
        make_structure(session, f"Alpha {number:02}")
    narrowed = client.get("/admin/structures?q=alpha&page=2").text
    shown = re.search(r'name="liste" value="([^"]*)"', narrowed)
    assert shown is not None
    chosen = make_structure(session, "Beta")

    first = ask(client, "archiver", chosen, liste=html.unescape(shown[1])).text
    again = re.search(r'name="liste" value="([^"]*)"', first)
    assert again is not None
    page = ask(client, "archiver", chosen, liste=html.unescape(again[1])).text

    assert 'href="/admin/structures?q=alpha&amp;page=2">Ne rien faire</a>' in page


@pytest.mark.usefixtures("animator")
@pytest.mark.parametrize("liste", ["", "//exemple.fr", "etat=autre&x=1"])
def test_doing_nothing_leads_nowhere_else(
    client: FlaskClient, session: Session, liste: str
) -> None:
    page = ask(client, "archiver", make_structure(session, "Alpha"), liste=liste).text

    assert 'href="/admin/structures">Ne rien faire</a>' in page


@pytest.mark.usefixtures("animator")
def test_the_effect_is_shown_and_nothing_is_done(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, "Alpha")

    page = ask(client, "archiver", structure).text

    assert "1 fiche changerait" in page.replace("\xa0", " ")
    assert states(session) == [PublicationState.PUBLISHED]


@pytest.mark.usefixtures("animator")
def test_confirming_archives_in_one_batch_with_its_reason(
    client: FlaskClient, session: Session
) -> None:
    chosen = [make_structure(session, "Alpha"), make_structure(session, "Beta")]
    make_structure(session, "Gamma")

    confirm(client, ask(client, "archiver", *chosen), "archiver", motif="Fermées en juin")

    archived, published = PublicationState.ARCHIVED, PublicationState.PUBLISHED
    assert states(session) == [archived, archived, published]
    made = session.scalars(select(Revision).where(Revision.batch_id.is_not(None))).all()
    assert len({revision.batch_id for revision in made}) == 1
    assert {revision.reason for revision in made} == {"Fermées en juin"}


@pytest.mark.usefixtures("animator")
def test_a_batch_is_undone_in_one_click(client: FlaskClient, session: Session) -> None:
    chosen = [make_structure(session, "Alpha"), make_structure(session, "Beta")]
    done = confirm(client, ask(client, "archiver", *chosen), "archiver", motif="Par erreur")
    undo = re.search(r'action="(/admin/historique/lots/[^"]+)"', client.get(done.location).text)
    assert undo

    post(client, undo[1])

    assert states(session) == [PublicationState.PUBLISHED] * 2


@pytest.mark.usefixtures("animator")
def test_archiving_without_a_reason_is_refused(client: FlaskClient, session: Session) -> None:
    preview = ask(client, "archiver", make_structure(session))

    answer = confirm(client, preview, "archiver", motif=" ")

    assert answer.status_code == 400
    assert states(session) == [PublicationState.PUBLISHED]


@pytest.mark.usefixtures("animator")
def test_the_whole_list_can_be_checked(client: FlaskClient, session: Session) -> None:
    for name in ("Alpha", "Beta"):
        make_structure(session, name, type_code="HAD")
    make_structure(session, "Gamma")

    preview = ask(client, "verifier", cible="liste", liste="type=HAD")
    confirm(client, preview, "verifier", moyen="mail")

    checks = session.scalars(select(Verification)).all()
    assert len({check.structure_id for check in checks}) == 2
    assert {check.means for check in checks} == {VerificationMeans.MAIL}


@pytest.mark.usefixtures("animator")
def test_the_preview_says_which_facts_would_be_checked(
    client: FlaskClient, session: Session
) -> None:
    page = ask(client, "verifier", make_structure(session, email=None)).text

    assert "nom et adresse, téléphones, territoire couvert" in page
    assert "horaires" not in page


@pytest.mark.usefixtures("animator")
def test_the_preview_says_which_areas_follow_the_filiere(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, sources=[make_source()])

    page = ask(client, "filieres", structure, ajouter="cornouaille").text

    assert "(supposée), filière" in page


@pytest.mark.usefixtures("animator")
def test_structures_change_filiere(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, sources=[make_source()])
    moved = {"ajouter": "cornouaille", "retirer": "nord-finistere"}

    confirm(client, ask(client, "filieres", structure, **moved), "filieres", **moved)

    assert session.scalars(select(StructureFiliere.filiere_slug)).all() == ["cornouaille"]


@pytest.mark.usefixtures("animator")
def test_no_structure_is_given_to_a_filiere_of_others(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)

    preview = ask(client, "filieres", structure)
    answer = confirm(client, preview, "filieres", ajouter="armor")

    assert answer.status_code == 400
    assert session.scalars(select(StructureFiliere.filiere_slug)).all() == ["nord-finistere"]


@pytest.mark.usefixtures("animator")
def test_structures_of_others_are_left_and_only_readable_ones_told(
    client: FlaskClient, session: Session
) -> None:
    own = make_structure(session, "Alpha")
    foreign = make_structure(session, "Beta", filieres=["armor"])
    regional = make_structure(session, "Gamma", filieres=ALL_FILIERES)

    preview = ask(client, "archiver", own, foreign, regional)
    confirm(client, preview, "archiver", motif="Fermées")

    page = preview.text.replace("\xa0", " ")
    assert "1 fiche resterait comme elle est" in page
    assert "Beta" not in page
    assert states(session) == [
        PublicationState.ARCHIVED, PublicationState.PUBLISHED, PublicationState.PUBLISHED,
    ]  # fmt: skip


@pytest.mark.usefixtures("animator")
def test_what_changed_since_the_preview_is_left(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, "Alpha")
    preview = ask(client, "archiver", structure)
    structure.name = "Alpha changée"
    structure.updated_at = structure.updated_at.replace(hour=11)
    save(session, structure)

    answer = confirm(client, preview, "archiver", motif="Fermée")

    assert "1 est restée comme elle était" in client.get(answer.location).text.replace("\xa0", " ")
    assert states(session) == [PublicationState.PUBLISHED]


@pytest.mark.usefixtures("animator")
def test_choosing_nothing_says_so(client: FlaskClient) -> None:
    answer = ask(client, "verifier")

    assert answer.status_code == 303
    assert "Cochez au moins une structure" in client.get(answer.location).text


@pytest.mark.usefixtures("animator")
def test_an_unknown_act_is_refused(client: FlaskClient, session: Session) -> None:
    assert ask(client, "effacer", make_structure(session)).status_code == 400


@pytest.mark.usefixtures("animator")
def test_sending_links_leads_to_a_campaign_for_these_structures(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, "Alpha", email="accueil@exemple.example")
    make_structure(session, "Beta", email="accueil@exemple.example")

    page = client.get(ask(client, "liens", structure).location).text

    assert "Alpha" in page
    assert "Beta" not in page


@pytest.mark.usefixtures("animator")
def test_too_many_structures_for_one_address_are_chosen_otherwise(client: FlaskClient) -> None:
    answer = ask(client, "liens", id=[str(uuid4()) for _ in range(151)])

    assert answer.location == "/admin/campagnes/nouvelle"
