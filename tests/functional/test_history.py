"""The history: who changed what, before and after, and the way back."""

import csv
import io
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.catalog.authorship import Author
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft
from directory.catalog.editing import edit_structure
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import Origin, PhoneKind, VerificationMeans
from directory.territory.models import Filiere
from directory.values.clock import FixedClock
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.revisions import rename
from tests.factories.structures import make_structure
from tests.functional.reading import read


def today_name(session: Session, structure: Structure) -> str:
    session.expire_all()
    return session.scalars(select(Structure.name).where(Structure.id == structure.id)).one()


def test_a_change_says_who_when_and_what(
    client: FlaskClient, session: Session, animator: Account, clock: FixedClock
) -> None:
    structure = make_structure(session, "Ancien nom")
    revision = rename(session, structure, "Nouveau nom", clock, by=animator)

    page = read(client, f"/admin/historique/{revision.id}")

    assert "27/11/2026 à 19 h 30 · Compte animation, l’animation de la filière" in page
    assert "Nord Finistère · formulaire" in page
    assert '<del class="change__line">Ancien nom</del>' in page
    assert '<ins class="change__line">Nouveau nom</ins>' in page


def test_a_fact_that_was_changed_and_checked_is_not_hidden_behind_its_check(
    client: FlaskClient, session: Session, animator: Account, clock: FixedClock
) -> None:
    structure = make_structure(session)
    edit_structure(
        session,
        structure,
        replace(draft_of(structure), phones=(PhoneDraft("+33261910009", PhoneKind.DIRECT),)),
        expected_version=structure.version,
        author=Author(animator.id, "animator", ("nord-finistere",)),
        clock=clock,
        checked_by=VerificationMeans.MAIL,
    )
    session.commit()

    page = read(client, f"/admin/structures/{structure.id}/historique")

    assert "Modification et vérification" in page
    assert '<p class="revision__fields">Téléphones, Vérifications</p>' in page


@pytest.mark.usefixtures("animator")
def test_the_list_shows_the_newest_change_first(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Ancien nom")
    rename(session, structure, "Nouveau nom", clock)

    acts = re.findall(r"/admin/historique/\d+\">(\w+) ·", read(client, "/admin/historique"))

    assert acts == ["Modification", "Création"]


@pytest.mark.usefixtures("animator")
def test_an_animator_reads_no_history_of_other_filieres(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, filieres=["armor"])
    revision = rename(session, structure, "Nouveau nom", clock)

    assert "Nouveau nom" not in read(client, "/admin/historique")
    assert "Nouveau nom" not in read(client, "/admin/historique?filiere=armor")
    assert client.get(f"/admin/historique/{revision.id}").status_code == 403
    assert client.get(f"/admin/structures/{structure.id}/historique").status_code == 403


@pytest.mark.usefixtures("animator")
def test_an_older_page_says_the_rest(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    for number in range(50):
        rename(session, structure, f"Nom {number}", clock)

    assert "Création" in read(client, "/admin/historique?page=2")
    assert "Aucun changement" in read(client, "/admin/historique?page=900")


@pytest.mark.usefixtures("animator")
def test_two_versions_can_be_compared(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    rename(session, structure, "Deuxième", clock)
    last = rename(session, structure, "Troisième", clock)
    first = session.scalars(select(Revision.id).order_by(Revision.id)).first()

    page = read(client, f"/admin/structures/{structure.id}/comparer?de={last.id}&a={first}")

    assert '<del class="change__line">Premier</del>' in page
    assert '<ins class="change__line">Troisième</ins>' in page
    assert "Deuxième" not in page


@pytest.mark.usefixtures("animator")
def test_two_versions_of_one_minute_are_told_apart(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    first = rename(session, structure, "Deuxième", clock)
    last = rename(session, structure, "Troisième", clock)
    rename(session, structure, "Quatrième", clock)

    page = read(client, f"/admin/structures/{structure.id}/comparer?de={first.id}&a={last.id}")

    assert "la version d’avant, du" in page
    assert "la version d’après, du" in page


@pytest.mark.usefixtures("animator")
def test_a_history_without_change_says_so(client: FlaskClient) -> None:
    assert "Rien n’a encore changé." in read(client, "/admin/historique")
    assert "Aucun changement" in read(client, "/admin/historique?origine=import")


@pytest.mark.usefixtures("animator")
def test_versions_of_another_listing_are_not_found(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    one, other = make_structure(session, "Une"), make_structure(session, "Autre")
    revision = rename(session, other, "Autre nom", clock)

    answer = client.get(f"/admin/structures/{one.id}/comparer?de={revision.id}&a={revision.id}")

    assert answer.status_code == 404


@pytest.mark.usefixtures("animator")
def test_any_version_can_be_put_back(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    second = rename(session, structure, "Deuxième", clock)
    rename(session, structure, "Troisième", clock)

    answer = post(client, f"/admin/historique/{second.id}/retablir")

    assert answer.status_code == 303
    assert today_name(session, structure) == "Deuxième"


@pytest.mark.usefixtures("animator")
def test_what_putting_a_version_back_would_change_is_shown_first(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    second = rename(session, structure, "Deuxième", clock)
    last = rename(session, structure, "Troisième", clock)

    page = read(client, f"/admin/historique/{second.id}").partition('id="remettre"')[2]

    assert '<del class="change__line">Troisième</del>' in page
    assert '<ins class="change__line">Deuxième</ins>' in page
    assert f'action="/admin/historique/{second.id}/retablir"' in page
    assert "/retablir" not in read(client, f"/admin/historique/{last.id}")


@pytest.mark.usefixtures("animator")
def test_a_change_is_taken_back_from_the_list_of_versions(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    older = rename(session, structure, "Deuxième", clock)
    last = rename(session, structure, "Troisième", clock)
    path = f"/admin/structures/{structure.id}/historique"
    page = read(client, path)

    answer = post(client, f"/admin/historique/{last.id}/annuler")

    assert f'form="annuler" formaction="/admin/historique/{last.id}/annuler"' in page
    assert f"/admin/historique/{older.id}/annuler" not in page
    assert answer.location == path
    link = f'<a href="/admin/structures/{structure.id}/modifier">Deuxième</a> est comme avant.'
    assert link in read(client, path)


@pytest.mark.usefixtures("animator")
def test_putting_a_version_back_leads_to_the_list_of_versions(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    second = rename(session, structure, "<b>Deuxième</b>", clock)
    rename(session, structure, "Troisième", clock)

    answer = post(client, f"/admin/historique/{second.id}/retablir")

    assert answer.location == f"/admin/structures/{structure.id}/historique"
    page = client.get(answer.location).text
    assert "&lt;b&gt;Deuxième&lt;/b&gt;</a> est de nouveau en place." in page


@pytest.mark.usefixtures("animator")
def test_one_change_can_be_taken_back_alone(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    revision = rename(session, structure, "Deuxième", clock)
    before = snapshot_of(structure)
    structure.email = "accueil@exemple.example"
    record_revision(session, structure, before=before, origin=Origin.FORM, clock=clock)
    session.commit()

    post(client, f"/admin/historique/{revision.id}/annuler")

    assert today_name(session, structure) == "Premier"
    assert structure.email == "accueil@exemple.example"


@pytest.mark.usefixtures("animator")
def test_a_change_that_others_followed_is_not_taken_back(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    revision = rename(session, structure, "Deuxième", clock)
    rename(session, structure, "Troisième", clock)

    answer = post(client, f"/admin/historique/{revision.id}/annuler", follow_redirects=True)

    assert today_name(session, structure) == "Troisième"
    assert "d’autres changements ont suivi" in answer.text


@pytest.mark.usefixtures("animator")
def test_an_animator_takes_nothing_back_in_other_filieres(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier", filieres=["armor"])
    revision = rename(session, structure, "Deuxième", clock)

    undone = post(client, f"/admin/historique/{revision.id}/annuler")
    restored = post(client, f"/admin/historique/{revision.id}/retablir")

    assert (undone.status_code, restored.status_code) == (403, 403)
    assert today_name(session, structure) == "Deuxième"


def test_a_structure_editor_restores_nothing(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier", internal_note="Note de l’animation")
    revision = rename(session, structure, "Deuxième", clock)
    editor = make_account(
        session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[structure.id]
    )
    sign_in(client, session, editor)

    page = read(client, f"/admin/historique/{revision.id}")
    versions = read(client, f"/admin/structures/{structure.id}/historique")
    answer = post(client, f"/admin/historique/{revision.id}/retablir")

    assert "Deuxième" in page
    assert "<button" not in page.partition("<main")[2]
    assert "/annuler" not in versions
    assert answer.status_code == 403


def test_a_structure_editor_does_not_read_internal_notes(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, internal_note="Note de l’animation")
    editor = make_account(
        session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[structure.id]
    )
    sign_in(client, session, editor)
    creation = session.scalars(select(Revision.id)).one()

    assert "Note de l’animation" not in read(client, f"/admin/historique/{creation}")
    assert "Note de l’animation" not in read(client, "/admin/historique.csv")


@pytest.mark.usefixtures("animator")
def test_the_table_for_spreadsheets_has_a_line_per_field(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, "Premier")
    rename(session, structure, "=SOMME(A1)", clock, reason="Changement de nom")

    answer = client.get("/admin/historique.csv?acte=edited")

    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert answer.mimetype == "text/csv"
    assert rows[1][6:] == ["Changement de nom", "Nom", "Premier", "'=SOMME(A1)"]


@pytest.mark.parametrize(("slug", "status"), [("nord-finistere", 303), ("armor", 403)])
@pytest.mark.usefixtures("animator")
def test_the_sheet_of_own_filiere_alone_goes_back(
    client: FlaskClient, session: Session, clock: FixedClock, slug: str, status: int
) -> None:
    filiere = session.get_one(Filiere, slug)
    before = snapshot_of(filiere)
    filiere.governance = "Comité de pilotage"
    revision = record_revision(session, filiere, before=before, origin=Origin.FORM, clock=clock)
    session.commit()

    answer = post(client, f"/admin/historique/{revision.id}/annuler")

    session.expire_all()
    is_back = filiere.governance == before["governance"]
    assert (answer.status_code, is_back) == (status, status == 303)


@pytest.mark.usefixtures("animator")
def test_a_revision_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    assert client.get("/admin/historique/999999").status_code == 404
    assert client.get(f"/admin/historique/{2**70}").status_code == 404
    assert post(client, "/admin/historique/999999/annuler").status_code == 404
