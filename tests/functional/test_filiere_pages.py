"""The filières: what is published of each, its teams, its territory and its doubts."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import PublicationState
from directory.territory.models import Filiere
from directory.territory.queries import list_filieres
from directory.web.filiere_structures import SHOWN_PER_TYPE
from tests.factories.structures import make_structure

ARMOR = "/filieres/armor"


def fact(page: str, name: str) -> str:
    """Give the value of a line of the identity sheet."""
    after = page.split(f">{name}</dt>")[1]
    return after.split("</dd>")[0]


def level(page: str, anchor: str) -> str:
    """Cut the structures of one level out of a page."""
    return page.split(f'aria-labelledby="{anchor}"')[1].split("</section>")[0]


def test_the_list_names_the_eight_filieres_with_their_size(real_client: FlaskClient) -> None:
    page = real_client.get("/filieres").text

    assert len(re.findall(r'class="filiere-list__link" data-filiere="', page)) == 8
    assert "212 communes, environ 432\u202f000 habitants" in page
    assert 'data-module="filieres_map"' in page
    assert "elle est indicative, à valider avec l’ARS" in page


def test_every_filiere_has_a_page(real_client: FlaskClient, real_session: Session) -> None:
    filieres = list_filieres(real_session)

    answers = [real_client.get(f"/filieres/{filiere.slug}") for filiere in filieres]

    assert [answer.status_code for answer in answers] == [200] * 8


def test_what_nobody_published_is_said(real_client: FlaskClient) -> None:
    page = real_client.get(ARMOR).text

    unknown = (
        "Ligne d’appui des professionnels",
        "Coordination",
        "Téléphone de la coordination",
        "Adresse électronique",
        "Établissement porteur",
        "Gouvernance",
    )
    said = fact(page, "Non publié à ce jour")
    assert [name for name in unknown if name not in said] == []
    assert [name for name in unknown if f">{name}</dt>" in page] == []
    assert "Aucun document publié à ce jour." in page


def test_the_recognition_has_its_date_and_its_source(real_client: FlaskClient) -> None:
    recognition = fact(real_client.get(ARMOR).text, "Reconnaissance par l’ARS")

    assert "octobre 2025" in recognition
    assert 'href="https://www.bretagne.ars.sante.fr/' in recognition


def test_a_published_identity_sheet_is_shown(client: FlaskClient, session: Session) -> None:
    filiere = session.get_one(Filiere, "armor")
    filiere.professional_line = "+33261910001"
    filiere.professional_line_hours = "Mo-Su 18:00-08:00"
    filiere.coordinator_email = "filiere@exemple.invalid"
    filiere.recognised_on = "2025-10-03"
    filiere.presentation = "Premier paragraphe.\n\nSecond paragraphe."
    filiere.documents = [{"title": "Charte", "url": "https://exemple.invalid/charte.pdf"}]
    filiere.source_date = date(2026, 11, 1)
    session.commit()

    page = client.get(ARMOR).text

    line = fact(page, "Ligne d’appui des professionnels")
    assert 'href="tel:+33261910001"' in line
    assert "Ouvert maintenant" in line
    assert "mailto:filiere@exemple.invalid" in page
    assert "3 octobre 2025" in page
    assert "<p>Second paragraphe.</p>" in page
    assert 'href="https://exemple.invalid/charte.pdf"' in page


def test_structures_stand_under_their_level_of_care(real_client: FlaskClient) -> None:
    page = real_client.get("/filieres/nord-finistere").text

    assert "Équipes mobiles de soins palliatifs" in level(page, "niveau-2")
    assert "Unités de soins palliatifs" in level(page, "niveau-3")
    assert "ASP Iroise" in level(page, "niveau-autour")
    assert "Unités de soins palliatifs" not in level(page, "niveau-2")


def test_a_kind_that_is_missing_is_said(real_client: FlaskClient) -> None:
    second_level = level(real_client.get(ARMOR).text, "niveau-2")

    said = second_level.split("Nous n’en connaissons pas dans cette filière")[1]
    assert "Appui territorial de la filière" in said


def test_a_draft_is_not_among_its_structures(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Équipe publiée", filieres=["armor"])
    make_structure(session, "Équipe secrète", filieres=["armor"], state=PublicationState.DRAFT)

    page = client.get(ARMOR).text

    assert "Équipe publiée" in page
    assert "Équipe secrète" not in page
    assert "Nous y connaissons 1 structure." in page


def test_a_long_list_stops_and_leads_to_the_search(client: FlaskClient, session: Session) -> None:
    for number in range(SHOWN_PER_TYPE + 1):
        make_structure(session, f"Équipe numéro {number:02}", filieres=["armor"])

    page = client.get(ARMOR).text

    assert page.count("<article") == SHOWN_PER_TYPE
    assert f"Voir les {SHOWN_PER_TYPE + 1} structures de ce genre" in page
    assert 'href="/recherche?filiere=armor&amp;type=EMSP"' in page


def test_its_communes_are_listed_by_epci_with_how_sure_that_is(real_client: FlaskClient) -> None:
    page = real_client.get("/filieres/coeur-de-breizh").text

    territory = page.split('id="territoire"')[1].split("Secteurs dont")[0]
    epci = territory.split("<summary>")
    kreiz_breizh = next(part for part in epci if "Kreiz-Breizh (CCKB), 23 communes" in part)
    assert "Rattachement indicatif, peu sûr." in kreiz_breizh
    assert 'href="/communes/22266-rostrenen"' in kreiz_breizh
    assert len(set(re.findall(r"/communes/(\d{5})-", territory))) == 103


def test_a_doubtful_sector_shows_on_both_filieres(real_client: FlaskClient) -> None:
    sentence = (
        "Montré ici dans la filière Cœur de Breizh, "
        "ce secteur pourrait relever de la filière Nord Finistère."
    )

    assert sentence in real_client.get("/filieres/coeur-de-breizh").text
    assert sentence in real_client.get("/filieres/nord-finistere").text


@pytest.mark.parametrize("slug", ["ailleurs", "Armor", "%00", "a" * 500])
def test_an_unknown_filiere_is_not_found(real_client: FlaskClient, slug: str) -> None:
    assert real_client.get(f"/filieres/{slug}").status_code == 404


def test_the_pages_may_be_kept_for_a_minute(real_client: FlaskClient) -> None:
    for path in ("/filieres", ARMOR):
        assert real_client.get(path).headers["Cache-Control"] == "public, max-age=60"
