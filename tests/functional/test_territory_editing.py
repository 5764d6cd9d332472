"""An animator attaches and detaches communes; pages, search and maps follow at once."""

import json
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.catalog.models.revision import Revision
from directory.territory.coverage import AreaKind
from directory.territory.models import Filiere, FiliereAttachment
from directory.territory.queries import insee_by_filiere
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_coverage, make_structure

PAGE = "/admin/filieres/nord-finistere/territoire"
EFFECT = f"{PAGE}/effet"
MORLAIX, SAINT_BRIEUC = "29151", "22278"
ON = "2026-11-20"
BECAUSE = {"on": ON, "reason": "Convention signée"}


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    """The animator of Nord Finistère, signed in."""
    sign_in(client, session, make_account(session))
    return client


def filieres_of(session: Session, insee: str) -> list[str]:
    return sorted(
        session.scalars(
            select(FiliereAttachment.filiere_slug).where(FiliereAttachment.insee == insee)
        )
    )


def test_communes_are_found_by_the_beginning_of_a_word(animator: FlaskClient) -> None:
    page = animator.get(f"{PAGE}?q=st+brieuc").text

    assert "Saint-Brieuc (22)" in page
    assert "aujourd’hui dans la filière Armor" in page
    assert "Saint-Brieuc Armor Agglomération" in page


def test_what_is_ticked_stays_from_one_search_to_the_next(animator: FlaskClient) -> None:
    page = animator.get(f"{PAGE}?q=lannion&attach={SAINT_BRIEUC}&detach={MORLAIX}").text

    assert f'name="attach" value="{SAINT_BRIEUC}" checked' in page
    assert f'name="detach" value="{MORLAIX}" checked' in page


def test_nothing_found_is_said(animator: FlaskClient) -> None:
    assert "Aucune commune ni intercommunalité" in animator.get(f"{PAGE}?q=quimperzzz").text


def test_the_effect_is_shown_before_anything_changes(
    animator: FlaskClient, session: Session
) -> None:
    held = len(insee_by_filiere(session)["nord-finistere"])

    page = animator.get(f"{EFFECT}?attach={SAINT_BRIEUC}").text

    assert f"<td>{held}</td><td>{held + 1}</td>" in page
    assert "aussi dans la filière Armor" in page
    assert "dont l’animation peut ensuite détacher" in page
    assert filieres_of(session, SAINT_BRIEUC) == ["armor"]


def test_the_map_of_the_effect_holds_the_commune_to_come(animator: FlaskClient) -> None:
    address = f"{PAGE}/contours.topojson"

    today = json.loads(animator.get(address).data)
    after = json.loads(animator.get(f"{address}?attach={SAINT_BRIEUC}").data)

    assert outline(today, "nord-finistere") != outline(after, "nord-finistere")
    assert outline(today, "cornouaille") is not None


def test_a_change_shows_at_once_on_the_page_of_the_commune(animator: FlaskClient) -> None:
    answer = post(animator, PAGE, {"attach": SAINT_BRIEUC, **BECAUSE})

    assert (answer.status_code, answer.location) == (303, PAGE)
    page = animator.get(f"/communes/{SAINT_BRIEUC}-saint-brieuc").text
    assert "Filière Nord Finistère" in page
    assert "Filière Armor" in page
    assert "Rattachement décidé par l’animation de la filière, au 20/11/2026." in page
    assert "Convention signée" in page


def test_the_page_of_the_filiere_says_what_was_decided(animator: FlaskClient) -> None:
    sentence = "rattachement a été décidé par l’animation"
    assert sentence not in animator.get("/filieres/nord-finistere").text

    post(animator, PAGE, {"attach": [SAINT_BRIEUC, MORLAIX], **BECAUSE})

    assert f"2 communes dont le {sentence}" in animator.get("/filieres/nord-finistere").text


def test_a_change_shows_at_once_in_the_api_and_on_the_maps(animator: FlaskClient) -> None:
    before = animator.get("/cartes/region.topojson").data
    population = animator.get("/api/v1/filieres/nord-finistere").get_json()["population"]

    post(animator, PAGE, {"attach": SAINT_BRIEUC, **BECAUSE})

    commune = animator.get(f"/api/v1/communes/{SAINT_BRIEUC}").get_json()
    assert [filiere["slug"] for filiere in commune["filieres"]] == ["armor", "nord-finistere"]
    detail = animator.get("/api/v1/filieres/nord-finistere").get_json()
    assert SAINT_BRIEUC in detail["insee_codes"]
    assert detail["population"] > population
    assert animator.get("/cartes/region.topojson").data != before


def test_a_change_shows_at_once_in_the_search(animator: FlaskClient, session: Session) -> None:
    make_structure(
        session, "Équipe du Nord", coverage=[make_coverage(AreaKind.FILIERE, "nord-finistere")]
    )
    address = "/api/v1/structures?q=equipe+mobile+saint-brieuc"
    assert covering(animator, address) == []

    post(animator, PAGE, {"attach": SAINT_BRIEUC, **BECAUSE})

    assert covering(animator, address) == ["Équipe du Nord"]


def test_a_commune_keeps_at_least_one_filiere(animator: FlaskClient, session: Session) -> None:
    page = animator.get(f"{EFFECT}?detach={MORLAIX}").text
    answer = post(animator, PAGE, {"detach": MORLAIX, **BECAUSE})

    sentence = "Chaque commune garde au moins une filière"
    assert sentence in page
    assert sentence in answer.text
    assert filieres_of(session, MORLAIX) == ["nord-finistere"]


def test_the_search_leads_to_its_results(animator: FlaskClient) -> None:
    assert f'<form method="get" action="{PAGE}#rattacher">' in animator.get(PAGE).text


def test_a_refused_change_shows_no_figures_that_will_not_be(animator: FlaskClient) -> None:
    page = animator.get(f"{EFFECT}?detach={MORLAIX}").text

    assert "Avant et après" not in page
    assert "Détachées" not in page


def test_who_could_take_a_commune_that_would_have_none_is_said_with_its_contact(
    animator: FlaskClient, session: Session
) -> None:
    session.get_one(Filiere, "armor").coordinator_email = "coordination@armor.example"
    session.commit()

    page = animator.get(f"{EFFECT}?detach={MORLAIX}").text

    assert "Filière voisine\xa0: Armor" in page
    assert 'href="mailto:coordination@armor.example"' in page


def test_who_keeps_both_filieres_is_led_to_the_one_step(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN, filieres=[]))
    refused = client.get(f"{EFFECT}?detach={MORLAIX}").text

    step = f"/admin/filieres/armor/territoire/effet?attach={MORLAIX}&leave=nord-finistere"
    assert step.replace("&", "&amp;") in refused
    assert 'name="leave" value="nord-finistere" checked' in client.get(step).text


def test_a_change_needs_a_reason_and_a_day_that_came(
    animator: FlaskClient, session: Session
) -> None:
    unexplained = post(animator, PAGE, {"attach": SAINT_BRIEUC, "on": ON, "reason": ""}).text
    undated = post(animator, PAGE, {"attach": SAINT_BRIEUC, "on": "", "reason": "Oui"}).text
    early = post(animator, PAGE, {"attach": SAINT_BRIEUC, "on": "2027-01-01", "reason": "Oui"}).text

    assert "Dites pourquoi en quelques mots" in unexplained
    assert "Dites depuis quel jour." in undated
    assert "Cette date est à venir" in early
    assert filieres_of(session, SAINT_BRIEUC) == ["armor"]


def test_one_revision_keeps_the_reason(animator: FlaskClient, session: Session) -> None:
    post(animator, PAGE, {"attach": SAINT_BRIEUC, **BECAUSE})

    revisions = session.scalars(select(Revision).where(Revision.subject_kind == "filiere")).all()
    assert [(each.subject_id, each.reason) for each in revisions] == [
        ("nord-finistere", "Convention signée (au 20/11/2026)")
    ]


def test_somebody_quicker_is_told(animator: FlaskClient, session: Session) -> None:
    seen = str(session.get_one(Filiere, "nord-finistere").version)
    post(animator, PAGE, {"attach": SAINT_BRIEUC, "version": seen, **BECAUSE})

    page = post(animator, PAGE, {"attach": "22113", "version": seen, **BECAUSE}).text

    assert "Quelqu’un a modifié cette filière entre-temps." in page
    assert filieres_of(session, "22113") == ["armor"]


def test_an_animator_takes_nothing_from_another_filiere(
    animator: FlaskClient, session: Session
) -> None:
    answer = post(animator, PAGE, {"attach": SAINT_BRIEUC, "leave": "armor", **BECAUSE})

    assert answer.status_code == 403
    assert filieres_of(session, SAINT_BRIEUC) == ["armor"]


def test_who_keeps_both_filieres_moves_a_commune_in_one_step(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN, filieres=[]))
    assert 'name="leave" value="armor"' in client.get(f"{EFFECT}?attach={SAINT_BRIEUC}").text

    post(client, PAGE, {"attach": SAINT_BRIEUC, "leave": "armor", **BECAUSE})

    assert filieres_of(session, SAINT_BRIEUC) == ["nord-finistere"]
    revisions = session.scalars(select(Revision)).all()
    assert {each.subject_id for each in revisions} == {"nord-finistere", "armor"}
    assert len({each.batch_id for each in revisions}) == 1


def test_another_filiere_is_out_of_reach(animator: FlaskClient) -> None:
    other = PAGE.replace("nord-finistere", "armor")

    refused = [
        animator.get(other),
        animator.get(f"{other}/effet?attach={MORLAIX}"),
        animator.get(f"{other}/contours.topojson"),
        post(animator, other, {"attach": MORLAIX, **BECAUSE}),
    ]

    assert [answer.status_code for answer in refused] == [403] * 4


def test_a_doubtful_sector_can_be_settled(animator: FlaskClient, session: Session) -> None:
    slug = "coeur-de-breizh"
    sign_in(animator, session, make_account(session, "cb@exemple.example", filieres=[slug]))
    page = f"/admin/filieres/{slug}/territoire"
    assert "Confirmer dans cette filière" in animator.get(page).text
    held = insee_by_filiere(session)[slug]

    post(animator, page, {"attach": held, "on": date(2026, 11, 2).isoformat(), "reason": "Accord"})

    assert "Confirmer dans cette filière" not in animator.get(page).text
    public = animator.get(f"/filieres/{slug}").text
    assert "Montré ici dans la filière Cœur de Breizh" not in public


def outline(topology: dict[str, object], slug: str) -> object:
    objects = topology["objects"]
    assert isinstance(objects, dict)
    return next(each for each in objects["filieres"]["geometries"] if each["id"] == slug)


def covering(client: FlaskClient, address: str) -> list[str]:
    items = client.get(address).get_json()["items"]
    return [item["name"] for item in items if item["match"]["covers"]]
