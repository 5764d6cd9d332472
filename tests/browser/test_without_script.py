"""Every errand works with scripts turned off."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.visit import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """The front page, on a phone without scripts."""
    visit = visitor(java_script_enabled=False, viewport=PHONE)
    return visit.open("/")


def _search(page: Page, what: str, where: str) -> None:
    page.get_by_label("De quoi avez-vous besoin").fill(what)
    page.get_by_label("Où").fill(where)
    page.get_by_role("main").get_by_role("button", name="Chercher").click()


def test_a_search_from_the_front_page_finds_structures(page: Page) -> None:
    _search(page, "équipe mobile", "Fougères")

    assert page.locator(".structure-card").count() > 0
    expect(page.get_by_label("De quoi avez-vous besoin")).to_have_value("équipe mobile")


def test_a_filter_narrows_the_results(page: Page) -> None:
    _search(page, "", "Rennes")
    before = page.locator(".results__count").inner_text()

    page.locator(".facets__summary").click()
    page.locator(".facets").get_by_label("Unité de soins palliatifs").check()
    page.get_by_role("button", name="Appliquer").click()

    assert page.locator(".results__count").inner_text() != before
    expect(page.locator(".chips")).to_contain_text("Unité de soins palliatifs")


def test_what_was_understood_can_be_taken_away(page: Page) -> None:
    _search(page, "had morlaix", "")
    before = page.locator(".chip__remove").count()

    page.locator(".chip__remove").first.click()

    assert page.locator(".chip__remove").count() == before - 1


def test_the_next_page_shows_other_structures(page: Page) -> None:
    _search(page, "", "")
    first = page.locator(".structure-card__name").first.inner_text()

    page.get_by_role("link", name="Page suivante").click()

    assert page.locator(".structure-card__name").first.inner_text() != first


def test_the_results_lead_to_who_to_call(page: Page) -> None:
    _search(page, "", "Morlaix")

    page.get_by_role("link", name="Qui appeler à Morlaix").first.click()

    assert page.locator(".rung").count() > 5
    assert page.locator(".rung a[href^='tel:']").first.is_visible()


def test_a_door_of_the_front_page_leads_to_structures_or_communes(page: Page) -> None:
    for number in range(page.locator(".door").count()):
        page.locator(".door").nth(number).click()
        assert page.locator("main h1").count() == 1
        assert page.locator(".structure-card, input[name=ou]").count() > 0
        page.go_back()


def test_the_language_changes_and_the_search_stays(page: Page) -> None:
    _search(page, "had morlaix", "")

    page.get_by_role("link", name="Brezhoneg").click()

    assert "/br/recherche?q=had+morlaix" in page.url
    expect(page.locator(".language-switcher__link[aria-current]")).to_have_text("Brezhoneg")
    assert page.locator(".structure-card").count() > 0


def test_no_empty_map_and_no_dead_button_is_shown(page: Page) -> None:
    _search(page, "had morlaix", "")

    for box in page.locator(".map, .territory-map").all():
        assert not box.is_visible()
    for button in page.locator("button[data-module]").all():
        assert not button.is_visible()
