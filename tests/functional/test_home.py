"""Errands of a visitor on the front page."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.functional.reading import count_of, read

DOORS = {
    "Être écouté": "/recherche?type=ASSOCIATION&type=DEUIL",
    "Rester chez soi": "/recherche?type=EMSP&type=HAD&type=DAC&type=ASSOCIATION",
    "Être soigné à l’hôpital": "/recherche?type=EMSP&type=LISP&type=HDJ&type=USP",
    "Aider un proche, traverser un deuil": "/recherche?type=DAC&type=ASSOCIATION&type=DEUIL",
    "Pour un enfant ou un adolescent": "/recherche?type=ERRSPP",
}


def test_the_front_page_asks_what_and_where(real_client: FlaskClient) -> None:
    page = read(real_client, "/")

    assert 'action="/recherche"' in page
    assert 'name="q"' in page
    assert 'name="ou"' in page


def test_each_door_leads_to_the_kinds_behind_it(real_client: FlaskClient) -> None:
    page = read(real_client, "/")

    doors = {
        title: href
        for href, title in re.findall(
            r'<a class="door[^"]*" href="([^"]+)"><span class="door__title">([^<]+)</span>', page
        )
    }

    assert {title: doors[title] for title in DOORS} == DOORS


def test_every_door_opens_on_structures(real_client: FlaskClient) -> None:
    counts = [count_of(read(real_client, path)) for path in DOORS.values()]

    assert all(count > 0 for count in counts)


def test_professionals_have_their_own_door(real_client: FlaskClient) -> None:
    page = read(real_client, "/")

    assert 'door--professionals" href="/communes?profil=professionnel"' in page


def test_the_eight_filieres_are_listed_with_their_communes(real_client: FlaskClient) -> None:
    page = read(real_client, "/")

    found = re.findall(r'data-filiere="([a-z-]+)" href="/filieres/\1">.*?(\d+) communes', page)

    assert len(found) == 8
    assert sum(int(count) for _, count in found) == 1202


def test_the_emergency_line_comes_before_everything_else(real_client: FlaskClient) -> None:
    page = read(real_client, "/")

    assert "Ce site n’est pas un service d’urgence." in page
    assert page.index('href="tel:15"') < page.index("<header")


def test_a_page_says_its_language_and_its_address_in_the_others(real_client: FlaskClient) -> None:
    page = read(real_client, "/en/")

    assert '<html lang="en">' in page
    assert '<link rel="canonical" href="https://annuaire.example/en/">' in page
    assert '<link rel="alternate" hreflang="br" href="https://annuaire.example/br/">' in page
    assert '<link rel="alternate" hreflang="x-default" href="https://annuaire.example/">' in page


def test_links_keep_the_language_of_the_page(real_client: FlaskClient) -> None:
    page = read(real_client, "/br/")

    assert 'action="/br/recherche"' in page
    assert 'href="/br/filieres/armor"' in page


def test_the_switcher_leads_to_the_same_search_in_another_language(
    real_client: FlaskClient,
) -> None:
    page = read(real_client, "/recherche?q=had&ou=Morlaix")

    assert 'href="/en/recherche?q=had&ou=Morlaix" lang="en" hreflang="en"' in page


def test_the_front_page_may_be_kept_for_a_minute_and_sets_no_cookie(
    real_client: FlaskClient,
) -> None:
    response = real_client.get("/")

    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in response.headers


def test_nothing_on_the_page_comes_from_another_site(real_client: FlaskClient) -> None:
    page = read(real_client, "/")

    loaded = re.findall(
        r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"', page
    )

    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


def test_a_demonstration_says_so_on_the_page(client_with: Callable[..., FlaskClient]) -> None:
    page = read(client_with(demo=True), "/")

    assert (
        "Démonstration : les structures, les noms et les numéros de ce site sont inventés." in page
    )


def test_a_real_site_has_no_demonstration_banner(real_client: FlaskClient) -> None:
    assert "demo-banner" not in read(real_client, "/")


@pytest.mark.parametrize("language", ["", "/br", "/en"])
def test_every_link_of_the_front_page_leads_somewhere(
    real_client: FlaskClient, language: str
) -> None:
    page = read(real_client, f"{language}/")
    paths = set(re.findall(r'<a [^>]*href="(/[^"#]*)"', page))

    answers = {path: real_client.get(path).status_code for path in paths}

    assert len(paths) > 20
    assert {path: status for path, status in answers.items() if status != 200} == {}
