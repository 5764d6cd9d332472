"""« À faire »: an animator's ten minutes, one listing at a time."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.roles import Role
from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_view import StructureView
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import FactGroup, VerificationMeans
from tests.conftest import FRIDAY_EVENING
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import ALL_FILIERES, make_phone, make_structure, make_verification
from tests.functional.reading import read

TODAY = FRIDAY_EVENING.date()


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> Account:
    """An animator of Nord Finistère, signed in."""
    account = make_account(session)
    sign_in(client, session, account)
    return account


def listed_name(client: FlaskClient, path: str = "/admin/") -> str | None:
    """Give the name of the listing that the page is about."""
    match = re.search(r'id="fiche-titre">([^<]*)<', client.get(path).text)
    return match[1] if match else None


def verify(client: FlaskClient, structure: Structure, **sent: object) -> str:
    """Click on « tout est juste » and give where that leads."""
    answer = post(
        client,
        f"/admin/structures/{structure.id}/verifier",
        {"version": structure.version, "groupe": "all", "moyen": "phone", **sent},
    )
    assert answer.status_code == 303
    return answer.location


def groups_checked(session: Session, structure: Structure) -> set[FactGroup]:
    session.expire_all()
    return set(
        session.scalars(
            select(Verification.facts).where(
                Verification.structure_id == structure.id, Verification.verified_on == TODAY
            )
        )
    )


def count_revisions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Revision)) or 0


@pytest.mark.usefixtures("animator")
def test_the_listing_that_is_read_most_comes_first(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Équipe peu lue")
    popular = make_structure(session, "Équipe très lue")
    session.add(StructureView(structure_id=popular.id, day=TODAY, count=120))
    session.commit()

    page = read(client, "/admin/")

    assert listed_name(client) == "Équipe très lue"
    assert "jamais confirmée · 120 lectures publiques en 30 jours" in page


@pytest.mark.usefixtures("animator")
def test_a_number_is_dialled_from_the_card_and_its_hours_are_checked_there(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, phones=[make_phone(hours="Mo-Fr 09:00-17:00")])

    page = read(client, "/admin/")

    assert 'href="tel:+33261910001"' in page
    assert "02 61 91 00 01 : du lundi au vendredi 9 h – 17 h" in page


@pytest.mark.usefixtures("animator")
def test_a_listing_of_another_filiere_does_not_come(client: FlaskClient, session: Session) -> None:
    make_structure(session, filieres=["armor"])

    assert listed_name(client) is None
    assert "Toutes vos fiches sont à jour" in read(client, "/admin/")


@pytest.mark.usefixtures("animator")
def test_a_regional_listing_is_for_the_region_to_check(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, filieres=ALL_FILIERES)

    assert listed_name(client) is None


def test_the_region_sees_all_filieres(client: FlaskClient, session: Session) -> None:
    make_structure(session, filieres=["armor"])
    admin = make_account(session, role=Role.REGIONAL_ADMIN, filieres=())
    sign_in(client, session, admin)

    assert listed_name(client) == "Équipe mobile de l’Exemple"


@pytest.mark.usefixtures("animator")
def test_one_click_confirms_all_and_opens_the_next(client: FlaskClient, session: Session) -> None:
    first = make_structure(session, "Première", insee=None)
    second = make_structure(session, "Seconde")

    location = verify(client, first)

    assert groups_checked(session, first) == set(FactGroup) - {FactGroup.HOURS}
    assert f"fiche={second.id}" in location
    assert listed_name(client, location) == "Seconde"


@pytest.mark.usefixtures("animator")
def test_what_a_listing_does_not_say_is_added_and_not_confirmed(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)

    page = read(client, "/admin/")
    refused = post(
        client,
        f"/admin/structures/{structure.id}/verifier",
        {"version": structure.version, "groupe": "hours", "moyen": "phone"},
    )

    form = f"/admin/structures/{structure.id}/modifier?file=1"
    assert f'href="{form}#horaires">Ajouter' in page
    assert f'href="{form}#contacts">Corriger' in page
    assert 'value="hours"' not in page
    assert refused.status_code == 400


def test_a_check_says_who_when_and_how(
    client: FlaskClient, session: Session, animator: Account
) -> None:
    structure = make_structure(session)

    verify(client, structure, moyen="visit")

    checks = session.scalars(select(Verification)).all()
    assert {check.means for check in checks} == {VerificationMeans.VISIT}
    assert {check.editor_id for check in checks} == {animator.id}


@pytest.mark.usefixtures("animator")
def test_the_means_is_remembered(client: FlaskClient, session: Session) -> None:
    first = make_structure(session, "Première")
    make_structure(session, "Seconde")

    verify(client, first, moyen="mail")

    assert "Écrit : tout est juste" in read(client, "/admin/")


@pytest.mark.usefixtures("animator")
def test_a_group_alone_can_be_confirmed_and_the_listing_stays(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)

    location = verify(client, structure, groupe="phones")

    assert groups_checked(session, structure) == {FactGroup.PHONES}
    assert f"fiche={structure.id}" in location


@pytest.mark.usefixtures("animator")
def test_numbers_that_are_not_there_are_not_to_be_confirmed(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, phones=[], email="equipe@exemple.fr")

    page = read(client, "/admin/")

    assert 'id="groupe-phones">Courriel et site<' in page
    assert "Téléphones et courriel" not in page


@pytest.mark.usefixtures("animator")
def test_later_changes_nothing_and_opens_the_next(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Première")
    second = make_structure(session, "Seconde")
    before = count_revisions(session)

    page = read(client, "/admin/")

    assert f'href="/admin/?fiche={second.id}" data-shortcut="s"' in page
    assert count_revisions(session) == before


@pytest.mark.usefixtures("animator")
def test_the_end_of_the_list_says_what_was_passed(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Première")
    last = make_structure(session, "Seconde")

    location = verify(client, last)

    assert "Il reste 1 fiche que vous avez passée" in read(client, location)


@pytest.mark.usefixtures("animator")
def test_a_check_can_be_taken_back_from_the_next_page(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)
    page = client.get(verify(client, structure)).text
    undo = re.search(r'action="(/admin/historique/\d+/annuler)"', page)
    assert undo

    answer = post(client, undo[1], {"retour": f"/admin/?fiche={structure.id}"})

    assert answer.location == f"/admin/?fiche={structure.id}"
    assert groups_checked(session, structure) == set()
    assert listed_name(client) == structure.name


@pytest.mark.usefixtures("animator")
def test_a_second_click_keeps_one_check(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session)
    verify(client, structure)
    before = count_revisions(session)

    verify(client, structure)

    assert count_revisions(session) == before


@pytest.mark.usefixtures("animator")
def test_facts_that_changed_meanwhile_are_not_confirmed(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)

    location = verify(client, structure, version=structure.version - 1)

    assert groups_checked(session, structure) == set()
    assert "a changé depuis que vous l’avez ouverte" in read(client, location)


@pytest.mark.usefixtures("animator")
def test_an_animator_cannot_confirm_for_another_filiere(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, filieres=["armor"])

    answer = post(client, f"/admin/structures/{structure.id}/verifier", {"version": 1})

    assert answer.status_code == 403


@pytest.mark.usefixtures("animator")
def test_a_listing_checked_today_is_not_to_be_checked(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, verifications=[make_verification(TODAY, group) for group in FactGroup])

    assert listed_name(client) is None


@pytest.mark.usefixtures("animator")
def test_a_listing_checked_today_can_be_opened_all_the_same(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(
        session, verifications=[make_verification(TODAY, group) for group in FactGroup]
    )

    page = read(client, f"/admin/?fiche={structure.id}")

    assert "Cette fiche n’a pas besoin d’être vérifiée maintenant" in page


@pytest.mark.usefixtures("animator")
def test_a_listing_of_others_cannot_be_opened(client: FlaskClient, session: Session) -> None:
    foreign = make_structure(session, filieres=["armor"])

    assert listed_name(client, f"/admin/?fiche={foreign.id}") is None


@pytest.mark.usefixtures("animator")
def test_a_check_older_than_the_review_period_is_said(
    client: FlaskClient, session: Session
) -> None:
    old = date(2024, 11, 27)
    make_structure(session, verifications=[make_verification(old, group) for group in FactGroup])

    assert "pas confirmée depuis 24 mois · 0 lecture publique en 30 jours" in read(
        client, "/admin/"
    )


@pytest.mark.usefixtures("animator")
def test_another_page_in_between_does_not_lose_the_place(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, "Première")
    second = make_structure(session, "Seconde")
    listed_name(client, f"/admin/?fiche={second.id}")

    client.get(f"/admin/structures/{second.id}/modifier")

    assert listed_name(client) == "Seconde"


@pytest.mark.usefixtures("animator")
def test_after_the_end_the_list_begins_again(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Première")
    second = make_structure(session, "Seconde")
    listed_name(client, f"/admin/?fiche={second.id}")

    client.get("/admin/?fin=1")

    assert listed_name(client) == "Première"


@pytest.mark.usefixtures("animator")
@pytest.mark.parametrize(
    ("areas", "said", "unsaid"),
    [
        ([], "sans territoire", "territoire supposé"),
        (None, "territoire supposé", "sans territoire"),
    ],
)
def test_no_area_is_told_from_an_assumed_one(
    client: FlaskClient,
    session: Session,
    areas: list[CoverageArea] | None,
    said: str,
    unsaid: str,
) -> None:
    make_structure(session, coverage=areas)

    page = client.get("/admin/").text

    assert said in page
    assert unsaid not in page


def test_a_structure_editor_confirms_own_listing_only(
    client: FlaskClient, session: Session
) -> None:
    own = make_structure(session, "La sienne")
    other = make_structure(session, "Une autre")
    editor = make_account(session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[own.id])
    sign_in(client, session, editor)
    page = read(client, "/admin/")

    verify(client, own)
    refused = post(client, f"/admin/structures/{other.id}/verifier", {"version": other.version})

    assert "Fiche 1 sur 1" in page
    assert "Corrections reçues" not in page
    assert "par téléphone" not in page.partition("check__groups")[0]
    assert set(session.scalars(select(Verification.means))) == {VerificationMeans.LINK}
    assert groups_checked(session, own) == set(FactGroup) - {FactGroup.HOURS}
    assert refused.status_code == 403
