"""The maps: in step with the list, remembered by the address, never needed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from directory.values.clock import FixedClock
from tests.browser.conftest import Visitor
from tests.browser.site_pages import MAIN_PAGES, WITH_PHONE
from tests.browser.site_server import serve_site
from tests.browser.visit import PHONE

pytestmark = pytest.mark.browser

_READY = ".map[data-ready=true]"


@pytest.fixture
def results(visitor: Visitor) -> Page:
    """Three structures as a list, and on the map beside it."""
    page = visitor().open(MAIN_PAGES["results"])
    page.locator(_READY).wait_for()
    return page


def test_the_map_shows_as_many_structures_as_the_list(results: Page) -> None:
    assert results.locator(".map .map-marker").count() == results.locator(".structure-card").count()


def test_a_card_lights_its_mark(results: Page) -> None:
    assert results.locator(".map .is-lit").count() == 0

    results.locator(".structure-card__name a").first.focus()

    expect(results.locator(".map .is-lit")).to_have_count(1)


def test_a_mark_lights_its_card(results: Page) -> None:
    assert results.locator(".structure-card.is-lit").count() == 0

    results.locator(".map .map-marker").first.hover(force=True)

    expect(results.locator(".structure-card.is-lit")).to_have_count(1)


def test_a_mark_opens_what_it_stands_for(results: Page) -> None:
    results.locator(".map .map-marker").first.focus()
    results.keyboard.press("Enter")

    popup = results.locator(".leaflet-popup")
    expect(popup).to_be_visible()
    assert popup.locator("a[href*='/structures/']").count() == 1


def test_the_address_remembers_where_the_map_was(results: Page) -> None:
    before = results.url

    results.locator(".map .leaflet-container").press("+")
    results.wait_for_function("(old) => location.href !== old", arg=before)
    moved = results.url
    results.reload()
    results.locator(_READY).wait_for()

    assert results.url == moved


def test_a_phone_shows_the_list_first_and_the_map_behind_a_button(visitor: Visitor) -> None:
    page = visitor(viewport=PHONE).open(MAIN_PAGES["results"])
    assert not page.locator("#carte-resultats").is_visible()

    page.get_by_role("button", name="Carte", exact=True).click()
    page.locator(_READY).wait_for()
    assert not page.locator(".structure-card").first.is_visible()

    page.get_by_role("button", name="Liste", exact=True).click()
    assert page.locator(".structure-card").first.is_visible()


def test_the_map_shows_structures_even_without_contours(visitor: Visitor) -> None:
    visit = visitor()
    visit.page.route("**/cartes/**", lambda route: route.abort())

    page = visit.open(MAIN_PAGES["results"])

    expect(page.locator(".map .map-marker")).to_have_count(page.locator(".structure-card").count())


def test_the_list_stays_and_the_map_says_so_when_its_script_does_not_come(
    visitor: Visitor,
) -> None:
    visit = visitor()
    visit.page.route("**/vendor/leaflet*/**", lambda route: route.abort())

    page = visit.open(MAIN_PAGES["results"])

    expect(page.locator(".map")).to_contain_text("n’a pas pu être chargée")
    assert page.locator(".phone__number").first.is_visible()


@pytest.mark.parametrize("path", [WITH_PHONE, MAIN_PAGES["commune"], MAIN_PAGES["filiere"]])
def test_the_small_map_of_a_page_is_drawn(visitor: Visitor, path: str) -> None:
    page = visitor().open(path)

    page.locator(".map--small").scroll_into_view_if_needed()

    page.locator(".map--small[data-ready=true]").wait_for()
    assert page.locator(".map--small .map-marker, .map--small .map-chosen").count() > 0


def test_the_eight_filieres_are_links_on_the_map(visitor: Visitor) -> None:
    page = visitor().open("/")

    areas = page.locator(".territory-map__link")
    areas.first.wait_for()

    listed = {link.get_attribute("href") for link in page.locator(".filiere-list__link").all()}
    assert {area.get_attribute("href") for area in areas.all()} == listed
    assert len(listed) == 8


def test_a_name_in_the_list_lights_its_filiere(visitor: Visitor) -> None:
    page = visitor().open("/")
    page.locator(".territory-map__link").first.wait_for()

    page.locator(".filiere-list__link[data-filiere=armor]").focus()

    lit = page.locator(".territory-map__link.is-lit")
    expect(lit).to_have_count(1)
    assert lit.get_attribute("data-filiere") == "armor"


def test_a_map_is_drawn_where_the_site_is_reached_by_another_address(
    visitor: Visitor, real_instance: Path, clock: FixedClock
) -> None:
    with serve_site(real_instance, clock, base_url="https://annuaire.example") as address:
        visit = visitor(address)

        page = visit.open("/recherche?q=had+morlaix")
        page.locator(_READY).wait_for()

        assert page.locator(".map .map-marker").count() > 0
        assert visit.requests_elsewhere() == []
