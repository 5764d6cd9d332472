"""Errands of a visitor on the results page."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.app import create_app
from directory.catalog.vocabulary import CoverageBasis
from directory.settings import Settings
from directory.territory.coverage import AreaKind
from directory.values.clock import FixedClock
from tests.conftest import FRIDAY_EVENING
from tests.factories.structures import MORLAIX, make_coverage, make_phone, make_structure, save
from tests.functional.reading import count_of, links_of, names_of, read


def test_a_doctor_finds_the_hospital_at_home_of_morlaix(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had+morlaix")

    assert names_of(page)[0] == "HAD des Pays de Morlaix"


def test_the_place_box_is_read_with_the_text(real_client: FlaskClient) -> None:
    in_one_box = names_of(read(real_client, "/recherche?q=had+morlaix"))
    in_two_boxes = names_of(read(real_client, "/recherche?q=had&ou=morlaix"))

    assert in_two_boxes == in_one_box


def test_a_card_says_why_it_is_shown(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had&ou=morlaix")

    assert "Couvre sans doute Morlaix." in page
    assert "Couverture supposée : filière Nord Finistère" in page


def test_a_structure_that_is_only_near_does_not_claim_to_cover(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had&ou=morlaix")

    assert "Nous ne savons pas si elle couvre Morlaix." in page


def test_a_declared_coverage_is_said_to_be_declared(client: FlaskClient, session: Session) -> None:
    make_structure(
        session, coverage=[make_coverage(AreaKind.COMMUNE, MORLAIX, CoverageBasis.DECLARED)]
    )

    page = read(client, "/recherche?ou=morlaix")

    assert "Couverture déclarée : commune Morlaix" in page


def test_what_was_understood_can_be_taken_away_piece_by_piece(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had+morlaix")

    assert links_of(page, "Retirer « Hospitalisation à domicile »") == ["/recherche?q=morlaix"]
    assert links_of(page, "Retirer « Morlaix »") == ["/recherche?q=had"]


def test_the_place_box_can_be_taken_away(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had&ou=morlaix")

    assert links_of(page, "Retirer « Morlaix »") == ["/recherche?q=had"]


def test_the_interpretation_can_be_turned_off(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had+morlaix")

    (literal,) = links_of(page, "Chercher ces mots exactement")

    assert literal == "/recherche?q=had+morlaix&literal=1"
    assert "Chercher le sens de ces mots" in read(real_client, literal)


def test_a_typing_error_is_forgiven_and_said(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had+morlai")

    assert "Nous avons lu « morlaix » à la place de « morlai »." in page
    assert names_of(page)[0] == "HAD des Pays de Morlaix"


def test_a_former_commune_is_understood_and_said(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=Lambézellec")

    assert "Lambézellec" in page
    assert links_of(page, "Qui appeler à Brest ?") == ["/communes/29019-brest"]


def test_a_place_leads_to_its_ladder(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had&ou=morlaix")

    assert links_of(page, "Qui appeler à Morlaix ?") == ["/communes/29151-morlaix"]


def test_a_postal_code_leads_to_the_ladders_of_its_communes(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?ou=22600")

    assert "/communes/22136-loudeac" in links_of(page, "Qui appeler à Loudéac ?")


def test_without_a_place_the_page_asks_for_one(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?type=HAD")

    assert "Indiquez un lieu dans « Où ? »" in page


def test_a_facet_says_how_many_structures_it_would_leave(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?ou=morlaix")
    said = re.search(
        r'name="type" value="HAD"><span class="choice__label">[^<]+</span>'
        r'<span class="choice__count">(\d+)<',
        page,
    )
    assert said

    narrowed = read(real_client, "/recherche?ou=morlaix&type=HAD")

    assert count_of(narrowed) == int(said[1])


def test_a_chosen_facet_stays_chosen_and_can_be_taken_away(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?ou=morlaix&type=HAD")

    assert 'name="type" value="HAD" checked' in page
    assert links_of(page, "Tout enlever") == ["/recherche?ou=morlaix"]


def test_the_facets_send_the_search_again(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=bénévoles&ou=morlaix")
    form = page[page.index('class="facets"') : page.index("</form>", page.index('class="facets"'))]

    assert '<input type="hidden" name="q" value="bénévoles">' in form
    assert '<input type="hidden" name="ou" value="morlaix">' in form


def test_a_new_search_keeps_what_was_chosen(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=lits&type=LISP")
    form = page[page.index('class="search-form') : page.index("</form>")]

    assert '<input type="hidden" name="type" value="LISP">' in form


def test_only_open_structures_are_left_when_asked(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Équipe du soir", opening_hours="Mo-Fr 18:00-22:00")
    make_structure(session, "Équipe du jour", opening_hours="Mo-Fr 09:00-17:00")
    make_structure(session, "Équipe sans horaires")

    page = read(client, "/recherche?open=now")

    assert names_of(page) == ["Équipe du soir"]
    assert "Ouvert maintenant, jusqu’à 22 h." in page


def test_a_closed_structure_says_when_it_opens(client: FlaskClient, session: Session) -> None:
    make_structure(session, phones=[make_phone(hours="Mo-Fr 09:00-17:00")])

    assert "Fermé maintenant, ouvre le lundi 30 novembre à 9 h." in read(client, "/recherche")


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("Mo-Fr 20:30-22:00", "Fermé maintenant, ouvre à 20 h 30."),
        ("Sa 08:00-12:00", "Fermé maintenant, ouvre demain à 8 h."),
        ("Fr 18:00-24:00", "Ouvert maintenant, jusqu’à minuit."),
        ("Fr 18:00-26:00", "Ouvert maintenant, jusqu’à demain 2 h."),
        ("24/7", "Répond jour et nuit."),
    ],
)
def test_the_next_change_is_said_as_people_say_it(
    client: FlaskClient, session: Session, hours: str, sentence: str
) -> None:
    make_structure(session, opening_hours=hours)

    assert sentence in read(client, "/recherche")


def test_unknown_hours_are_said(client: FlaskClient, session: Session) -> None:
    make_structure(session)

    assert "Nous ne connaissons pas ses horaires." in read(client, "/recherche")


def test_a_structure_without_number_offers_the_next_best(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, phones=[], email="contact@exemple.example")

    page = read(client, "/recherche")

    assert "Nous n’avons pas son numéro." in page
    assert 'href="mailto:contact@exemple.example"' in page
    assert links_of(page, "qui appeler à Morlaix ?") == ["/communes/29151"]


def test_results_come_in_pages(real_client: FlaskClient) -> None:
    first = read(real_client, "/recherche")
    (following,) = links_of(first, "Page suivante")
    second = read(real_client, following)

    assert len(names_of(first)) == 20
    assert not set(re.findall(r'data-structure-id="([^"]+)"', first)) & set(
        re.findall(r'data-structure-id="([^"]+)"', second)
    )
    assert "/recherche" in links_of(second, "Page précédente")


def test_a_page_beyond_the_last_says_so_and_leads_back(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had&page=99")

    assert "Cette page n’existe plus" in page
    assert links_of(page, "Page précédente")


def test_finding_nothing_says_what_to_loosen(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?type=ERRSPP&setting=care_home")

    assert "Nous n’avons rien trouvé" in page
    assert links_of(page, "Chercher à domicile comme à l’hôpital") == ["/recherche?type=ERRSPP"]


def test_when_no_single_filter_is_to_blame_all_can_be_removed(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?type=ERRSPP&departement=22&setting=care_home&q=brise")

    assert links_of(page, "Enlever tous les filtres") == ["/recherche?q=brise"]


def test_a_loosened_search_finds_as_many_as_it_says(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=enfant&type=LISP&ou=morlaix")
    loosened = re.findall(r'<li><a href="(/recherche\?[^"]+)">[^<]+</a> \((\d+) structure', page)

    found = {path: count_of(read(real_client, path)) for path, _ in loosened}

    assert loosened
    assert found == {path: int(said) for path, said in loosened}


def test_finding_nothing_at_a_place_leads_to_its_ladder(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?type=ERRSPP&setting=care_home&ou=morlaix")

    assert links_of(page, "Voir qui appeler à Morlaix") == ["/communes/29151-morlaix"]


def test_a_value_that_means_nothing_is_left_out_and_said(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?type=NOTHING&q=had")

    assert "Nous n’avons pas compris « type = NOTHING »" in page
    assert names_of(page)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%F0%9F%98%80%ED%A0%80",
        "q=" + "a" * 5000,
        "q=" + "%20".join(["mot"] * 1000),
        "page=9999999999999999999999",
        "near=nan,inf",
        "near=48.5,-3.8&radius_km=1e999",
        "type=HAD&type=HAD&type=",
        "ou=" + "%3Cscript%3E" * 50,
        "where=morlaix",
        "open=2026-13-45T99:99",
        "sort=backwards",
        "q=%22%3E%3Cimg%20src=x%3E",
    ],
)
def test_no_address_breaks_the_page(real_client: FlaskClient, query: str) -> None:
    response = real_client.get(f"/recherche?{query}")

    assert response.status_code == 200
    assert "<img src=x" not in response.text


def test_a_very_long_text_is_cut_and_that_is_said(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had+" + "a" * 400)

    assert "Votre texte était très long" in page


def test_the_map_asks_for_the_same_search(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had&ou=morlaix&access=professional")
    address = re.search(r'data-points-url="([^"]+)"', page)
    assert address

    points = real_client.get(address[1])

    assert points.status_code == 200
    assert len(points.get_json()["features"]) == count_of(page)


def test_results_of_a_search_are_not_for_search_engines(real_client: FlaskClient) -> None:
    assert '<meta name="robots" content="noindex, follow">' in read(real_client, "/recherche?q=had")


def test_headings_go_down_one_level_at_a_time(real_client: FlaskClient) -> None:
    levels = [
        int(level) for level in re.findall(r"<h([1-6])", read(real_client, "/recherche?q=had"))
    ]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_edit_shows_on_its_card_at_once(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, "Nom d’avant")
    read(client, "/recherche")

    structure.name = "Nom d’après"
    save(session, structure)

    assert names_of(read(client, "/recherche")) == ["Nom d’après"]


def test_a_kept_card_never_crosses_languages(client: FlaskClient, session: Session) -> None:
    make_structure(session)
    read(client, "/recherche")

    page = read(client, "/en/recherche")

    assert "Mobile palliative care team" in page
    assert re.search(r'structure-card__name"><a href="/en/structures/', page)


def test_a_kept_card_follows_the_hour(session: Session, settings: Settings) -> None:
    make_structure(session, opening_hours="Mo-Fr 18:00-22:00")
    evening = FixedClock(FRIDAY_EVENING)
    night = FixedClock(FRIDAY_EVENING + timedelta(hours=4))

    pages = [
        read(create_app(settings, clock=clock).test_client(), "/recherche")
        for clock in (evening, night)
    ]

    assert "Ouvert maintenant" in pages[0]
    assert "Fermé maintenant" in pages[1]


def test_what_the_words_mean_is_ticked_in_the_facets(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?q=had+finistère")

    assert 'name="type" value="HAD" checked' in page
    assert 'name="departement" value="29" checked' in page


def test_two_communes_of_one_name_are_told_apart(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?ou=29780")

    assert "Qui appeler à Plouhinec (29) ?" in page


def test_every_commune_of_a_postal_code_is_offered(real_client: FlaskClient) -> None:
    page = read(real_client, "/recherche?ou=22600")

    named = set(re.findall(r'href="/communes/([0-9]{5})-', page))

    communes = real_client.get("/api/v1/communes?q=22600&limit=50").get_json()["items"]
    assert named == {commune["insee"] for commune in communes}
    assert len(named) > 6


@pytest.mark.parametrize("words", ["samu", "15", "Urgence", "urgences brest"])
def test_words_of_an_emergency_bring_the_emergency_line(
    real_client: FlaskClient, words: str
) -> None:
    page = read(real_client, f"/recherche?q={words}")

    assert "appelez le 15 (le SAMU)" in page


def test_other_words_bring_no_emergency_line(real_client: FlaskClient) -> None:
    assert "appelez le 15 (le SAMU)" not in read(real_client, "/recherche?q=had+29150")


def test_searched_words_are_marked_in_the_names(real_client: FlaskClient) -> None:
    page = real_client.get("/recherche?q=clinique+pasteur+brest").text

    assert "<mark>Pasteur</mark>-Lanroze" in page
