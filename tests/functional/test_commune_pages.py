"""« Qui appeler à … ? »: what a tired doctor and a frightened relative find for a commune."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import CoverageBasis, PublicAccess
from directory.territory.coverage import AreaKind
from directory.territory.models import Confidence, FiliereAttachment
from tests.factories.structures import make_coverage, make_phone, make_structure

MORLAIX = "/communes/29151-morlaix"
OFFICE_HOURS = "Mo-Fr 09:00-17:00"


def ladder_of(page: str, profile: str) -> str:
    """Cut one ladder out of a page."""
    return page.split(f'<section id="{profile}"')[1].split("</section>")[0]


def rungs_of(ladder: str) -> list[str]:
    """Cut a ladder into its rungs."""
    return re.split('<li class="rung[^"]*"[^>]*>', ladder)[1:]


def titles_of(ladder: str) -> list[str]:
    """List the titles of the rungs, without acronyms."""
    titles = re.findall(r'<h3 class="rung__title">(.*?)</h3>', ladder, re.DOTALL)
    return [re.sub(r"\s*\(?<abbr.*", "", title.strip()) for title in titles]


def test_a_commune_shows_both_lists_the_public_first(real_client: FlaskClient) -> None:
    page = real_client.get(MORLAIX).text

    assert "<h1>Qui appeler à Morlaix\u202f?</h1>" in page
    assert page.index('<section id="public"') < page.index('<section id="professionnel"')


@pytest.mark.parametrize(
    ("chosen", "other"), [("public", "professionnel"), ("professionnel", "public")]
)
def test_a_chosen_profile_shows_its_list_alone(
    real_client: FlaskClient, chosen: str, other: str
) -> None:
    page = real_client.get(MORLAIX, query_string={"profil": chosen}).text

    assert f'<section id="{chosen}"' in page
    assert f'<section id="{other}"' not in page
    assert f"?profil={other}#{other}" in page


def test_a_professional_climbs_from_the_advice_line_to_the_volunteers(
    real_client: FlaskClient,
) -> None:
    titles = titles_of(ladder_of(real_client.get(MORLAIX).text, "professionnel"))

    assert titles == [
        "Appui territorial de la filière",
        "Équipe mobile de soins palliatifs",
        "Hospitalisation à domicile",
        "Lits identifiés de soins palliatifs",
        "Unité de soins palliatifs",
        "Équipe ressource régionale de soins palliatifs pédiatriques",
        "Dispositif d’appui à la coordination",
        "Communauté professionnelle territoriale de santé",
        "Association de bénévoles d’accompagnement",
    ]


def test_the_public_is_sent_to_their_own_doctor_first(real_client: FlaskClient) -> None:
    titles = titles_of(ladder_of(real_client.get(MORLAIX).text, "public"))

    assert titles[:3] == [
        "Votre médecin traitant",
        "Dispositif d’appui à la coordination",
        "Association de bénévoles d’accompagnement",
    ]
    assert titles[-1] == "Équipe ressource régionale de soins palliatifs pédiatriques"


def test_the_nearest_mobile_team_comes_first_with_its_number_and_its_reason(
    real_client: FlaskClient,
) -> None:
    mobile_teams = rungs_of(ladder_of(real_client.get(MORLAIX).text, "professionnel"))[1]
    first = mobile_teams.split("</article>")[0]

    assert "Centre hospitalier des Pays de Morlaix" in first
    assert 'href="tel:+33298626160"' in first
    assert "Standard de l’établissement" in first
    assert "Couvre sans doute Morlaix." in first
    assert "Couverture supposée\u00a0: filière Nord Finistère" in first
    assert "Nous ne connaissons pas ses horaires." in first
    assert "Les professionnels peuvent appeler." in first


def test_the_public_reads_that_a_doctor_opens_the_door(real_client: FlaskClient) -> None:
    ladder = ladder_of(real_client.get(MORLAIX).text, "public")

    mobile_teams = next(rung for rung in rungs_of(ladder) if "Équipe mobile" in rung)

    assert "On y accède par un médecin." in mobile_teams


def test_an_empty_rung_is_shown_and_says_so(real_client: FlaskClient) -> None:
    advice_line = rungs_of(ladder_of(real_client.get(MORLAIX).text, "professionnel"))[0]

    assert "Aucune ligne connue à ce jour pour cette filière." in advice_line
    assert "<article" not in advice_line


def test_an_empty_rung_gives_the_nearest_that_can_be_called(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, "Équipe mobile voisine", filieres=["armor"])
    make_structure(session, "Équipe sans numéro", filieres=["armor"], phones=[])
    make_structure(
        session,
        "Lits trop loin",
        type_code="LISP",
        filieres=["armor"],
        latitude=48.1173,
        longitude=-1.6778,
    )

    ladder = ladder_of(client.get(MORLAIX).text, "professionnel")

    rung = rungs_of(ladder)[1]
    assert "Lits trop loin" not in ladder
    assert "Aucune équipe connue à ce jour pour cette commune." in rung
    assert "Équipe sans numéro" not in rung
    assert "Équipe mobile voisine" in rung
    assert "Ne couvre pas Morlaix, à notre connaissance." in rung


def test_a_declared_coverage_says_so_and_comes_before_an_assumed_one(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, "Équipe supposée")
    declared = make_coverage(AreaKind.COMMUNE, "29151", basis=CoverageBasis.DECLARED)
    make_structure(session, "Équipe déclarée", coverage=[declared])

    rung = rungs_of(ladder_of(client.get(MORLAIX).text, "professionnel"))[1]

    assert rung.index("Équipe déclarée") < rung.index("Équipe supposée")
    assert "Couverture déclarée\u00a0: commune Morlaix" in rung


def test_those_the_public_may_call_come_first_in_their_rung(
    client: FlaskClient, session: Session
) -> None:
    declared = make_coverage(AreaKind.COMMUNE, "29151", basis=CoverageBasis.DECLARED)
    for name, coverage, phones in (
        ("Sans numéro", [declared], []),
        ("Avec numéro", None, [make_phone()]),
    ):
        make_structure(
            session,
            name,
            type_code="ASSOCIATION",
            coverage=coverage,
            phones=phones,
            access_public=PublicAccess.YES,
        )

    ladder = ladder_of(client.get(MORLAIX).text, "public")

    assert ladder.index("Avec numéro") < ladder.index("Sans numéro")


def test_without_any_known_hours_no_moment_is_offered(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session)

    page = client.get(MORLAIX).text

    assert "Nous ne connaissons encore aucun horaire pour cette commune." in page
    assert 'name="a"' not in page


def test_choosing_a_moment_comes_back_to_the_same_list(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, phones=[make_phone(hours=OFFICE_HOURS)])

    page = client.get(MORLAIX, query_string={"profil": "professionnel"}).text

    assert f'action="{MORLAIX}#professionnel"' in page


def test_a_professional_reads_first_what_to_do_when_nobody_answers(
    real_client: FlaskClient,
) -> None:
    ladder = ladder_of(real_client.get(MORLAIX).text, "professionnel")

    advice = ladder.split('<ol class="ladder">')[0]
    assert "demandez le médecin de garde\u202f; en urgence, le 15." in advice


def test_the_links_of_a_list_lead_to_its_rungs(real_client: FlaskClient) -> None:
    ladder = ladder_of(real_client.get(MORLAIX).text, "professionnel")

    links = re.findall(r'href="#([^"]+)"', ladder)
    assert "professionnel-emsp" in links
    assert [link for link in links if f'id="{link}"' not in ladder] == []


def test_now_is_friday_evening_and_the_office_is_closed(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, phones=[make_phone(hours=OFFICE_HOURS)])

    page = client.get(MORLAIX).text

    assert "Cette page répond pour maintenant\u00a0: vendredi 27 novembre 2026, 19:30." in page
    assert "Fermé maintenant, ouvre le lundi 30 novembre à 9\u00a0h." in page


def test_another_moment_can_be_asked_for(client: FlaskClient, session: Session) -> None:
    make_structure(session, phones=[make_phone(hours=OFFICE_HOURS)])

    monday = client.get(MORLAIX, query_string={"a": "2026-11-30T10:00"}).text
    sunday = client.get(MORLAIX, query_string={"a": "2026-11-29T10:00"}).text

    assert "Cette page répond pour le lundi 30 novembre 2026 à 10:00." in monday
    assert "Ouvert à ce moment-là." in monday
    assert "Fermé à ce moment-là, ouvre le lundi 30 novembre à 9\u00a0h." in sunday
    assert "maintenant, " not in sunday


def test_changing_the_profile_keeps_the_moment(real_client: FlaskClient) -> None:
    page = real_client.get(MORLAIX, query_string={"a": "2026-11-30T10:00", "profil": "public"}).text

    assert f'href="{MORLAIX}?profil=professionnel&amp;a=2026-11-30T10:00#professionnel"' in page


def test_each_number_answers_for_its_own_hours(client: FlaskClient, session: Session) -> None:
    day, night = make_phone(hours=OFFICE_HOURS), make_phone(hours="Mo-Su 17:00-09:00")
    make_structure(session, phones=[day, night])

    page = client.get(MORLAIX, query_string={"a": "2026-11-29T20:00", "profil": "public"}).text

    assert page.count("Fermé à ce moment-là") == 1
    assert page.count("Ouvert à ce moment-là") == 1


@pytest.mark.parametrize("moment", ["hier", "2026-13-45T10:00", "1" * 300, "9999-12-31T23:59"])
def test_a_moment_that_cannot_be_read_is_said(real_client: FlaskClient, moment: str) -> None:
    answer = real_client.get(MORLAIX, query_string={"a": moment})

    assert answer.status_code == 200
    assert "Nous n’avons pas compris la date et l’heure demandées" in answer.text


def test_the_filiere_is_said_to_be_indicative(real_client: FlaskClient) -> None:
    page = real_client.get(MORLAIX).text

    assert "Filière Nord Finistère" in page
    assert "Rattachement indicatif, à valider avec l’ARS." in page


def test_a_doubtful_sector_says_which_filiere_it_may_belong_to(real_client: FlaskClient) -> None:
    page = real_client.get("/communes/22266-rostrenen").text

    assert "Rattachement indicatif, peu sûr." in page
    assert "Ce secteur pourrait relever de la filière Nord Finistère." in page


def test_a_border_commune_shows_both_filieres(client: FlaskClient, session: Session) -> None:
    session.add(
        FiliereAttachment(
            insee="29151", filiere_slug="armor", basis="essai", confidence=Confidence.LOW, via="x"
        )
    )
    make_structure(session, "Équipe de l’autre filière", filieres=["armor"])

    page = client.get(MORLAIX).text

    assert "Filière Armor" in page
    assert "Filière Nord Finistère" in page
    assert "Équipe de l’autre filière" in page


def test_an_island_finds_the_regional_team_for_children(real_client: FlaskClient) -> None:
    page = real_client.get("/communes/29155-ouessant").text

    children = next(
        rung
        for rung in rungs_of(ladder_of(page, "public"))
        if "soins palliatifs pédiatriques" in rung
    )
    assert "La Brise" in children
    assert "Couverture supposée\u00a0: toute la Bretagne" in children
    assert "Aucune équipe connue" not in children


def test_what_is_known_of_the_commune_is_written(real_client: FlaskClient) -> None:
    page = real_client.get(MORLAIX).text

    assert '<span lang="br">Montroulez</span>' in page
    assert "Ploujean" in page
    assert "29600" in page
    assert "Morlaix Communauté" in page
    assert "15\u202f194 (2023)" in page
    assert 'data-insee="29151"' in page


@pytest.mark.parametrize(
    ("asked", "today"),
    [
        ("/communes/29151", MORLAIX),
        ("/communes/29151-brest", MORLAIX),
        (
            "/communes/29151-x?profil=public&a=2026-11-29T10:00&z=1",
            f"{MORLAIX}?profil=public&a=2026-11-29T10%3A00",
        ),
        ("/communes/22007-binic", "/communes/22055-binic-etables-sur-mer"),
        ("/br/communes/29151", f"/br{MORLAIX}"),
    ],
)
def test_a_former_or_wrong_address_leads_to_the_commune_of_today(
    real_client: FlaskClient, asked: str, today: str
) -> None:
    answer = real_client.get(asked)

    assert answer.status_code == 301
    assert answer.headers["Location"] == today


@pytest.mark.parametrize("code", ["99999-ailleurs", "75056-paris", "29\x00aa-x", "ééééé-x", "1-x"])
def test_an_unknown_commune_is_not_found_and_offers_a_search(
    real_client: FlaskClient, code: str
) -> None:
    answer = real_client.get(f"/communes/{code}")

    assert answer.status_code == 404
    assert 'action="/recherche"' in answer.text


def test_the_page_may_be_kept_for_a_minute(real_client: FlaskClient) -> None:
    assert real_client.get(MORLAIX).headers["Cache-Control"] == "public, max-age=60"


def test_every_commune_is_in_the_list(real_client: FlaskClient) -> None:
    page = real_client.get("/communes").text

    assert len(set(re.findall(r'href="/communes/(\d{5})-', page))) == 1202
    assert page.index("Aucaleuc") < page.index("Beaussais-sur-Mer") < page.index("Brest")


def test_a_typed_commune_leads_to_its_page(real_client: FlaskClient) -> None:
    answer = real_client.get("/communes", query_string={"ou": "morlaix", "profil": "professionnel"})

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{MORLAIX}?profil=professionnel"


def test_a_former_commune_is_named_before_one_goes_to_its_successor(
    real_client: FlaskClient,
) -> None:
    page = real_client.get("/communes", query_string={"ou": "lambezellec"}).text

    found = page.split('id="trouvees"')[1].split("</ul>")[0]
    assert 'href="/communes/29019-brest"' in found
    assert "anciennement Lambézellec" in found


def test_homonyms_are_told_apart_by_their_departement(real_client: FlaskClient) -> None:
    page = real_client.get("/communes", query_string={"ou": "plouhinec"}).text

    found = page.split('id="trouvees"')[1].split("</ul>")[0]
    assert ">Plouhinec (29)</a>" in found
    assert ">Plouhinec (56)</a>" in found
    assert "<h1>Qui appeler à Plouhinec (29)" in real_client.get(_first_address(found, "29")).text


def _first_address(found: str, departement: str) -> str:
    addresses = re.findall(rf'href="(/communes/{departement}[^"]+)"', found)
    return str(addresses[0])


def test_a_postal_code_of_several_communes_offers_them(real_client: FlaskClient) -> None:
    page = real_client.get("/communes", query_string={"ou": "29600"}).text

    found = page.split('id="trouvees"')[1].split("</ul>")[0]
    assert found.count("<li>") > 1
    assert ">Morlaix</a>" in found


def test_words_that_name_no_commune_are_said_back_safely(real_client: FlaskClient) -> None:
    page = real_client.get("/communes", query_string={"ou": "<b>zzzzzz</b>"}).text

    assert "Nous n’avons pas trouvé «\u00a0&lt;b&gt;zzzzzz&lt;/b&gt;\u00a0»" in page
