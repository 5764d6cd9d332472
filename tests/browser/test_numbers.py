"""A telephone number: seen first, called, copied, printed."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Visitor
from tests.browser.site_pages import MAIN_PAGES, WITH_PHONE
from tests.browser.visit import PHONE, SMALL_PHONE

pytestmark = pytest.mark.browser

COMMON_PHONE: ViewportSize = {"width": 390, "height": 844}
_ALL_ARE_SHOWN = """() =>
    [...document.querySelectorAll(".phone__number")].every((link) => link.offsetHeight)"""
_SIZE = "(element) => parseFloat(getComputedStyle(element).fontSize)"


def test_a_number_is_copied_at_a_touch(visitor: Visitor) -> None:
    visit = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = visit.open(WITH_PHONE)
    number = page.locator(".phone__number").first.inner_text().strip()

    page.locator(".phone__copy").first.click()

    expect(page.locator(".phone__copy").first).to_have_text("Copié")
    assert page.evaluate("navigator.clipboard.readText()") == number


def test_nothing_on_a_card_is_larger_than_its_number(visitor: Visitor) -> None:
    page = visitor(viewport=PHONE).open("/recherche?q=usp+brest")
    card = page.locator(".structure-card", has=page.locator(".phone__number")).first

    size = card.locator(".phone__number").evaluate(_SIZE)

    others = card.locator(".structure-card__name, p, span, abbr, .button")
    assert size > max(part.evaluate(_SIZE) for part in others.all())


def test_a_number_keeps_on_one_line_on_a_small_phone(visitor: Visitor) -> None:
    page = visitor(viewport=SMALL_PHONE).open(MAIN_PAGES["commune"])

    heights = [link.bounding_box() for link in page.locator(".phone__number").all()[:5]]

    assert heights
    assert all(box is not None and box["height"] < 70 for box in heights)


def test_a_structure_shows_its_number_on_the_first_screen_of_a_phone(visitor: Visitor) -> None:
    page = visitor(viewport=COMMON_PHONE).open(WITH_PHONE)

    expect(page.locator(".phone__number").first).to_be_in_viewport()


def test_the_professional_ladder_shows_its_first_number_within_two_screens(
    visitor: Visitor,
) -> None:
    page = visitor(viewport=PHONE).open("/communes/35115-fougeres?profil=professionnel")

    assert _top_of_first_number(page) < 2 * PHONE["height"]


def test_a_door_leads_straight_to_the_ladder_for_professionals(visitor: Visitor) -> None:
    page = visitor(viewport=COMMON_PHONE).open("/communes/35115-fougeres")

    expect(page.locator(".door--professionals")).to_be_in_viewport()
    page.locator(".door--professionals").click()

    expect(page.locator("#professionnel .rung").first).to_be_in_viewport()
    expect(page.locator("#public")).to_have_count(0)


@pytest.mark.parametrize("path", MAIN_PAGES.values(), ids=MAIN_PAGES.keys())
def test_print_keeps_every_number_and_drops_what_needs_a_screen(
    visitor: Visitor, path: str
) -> None:
    page = visitor().open(path)

    page.emulate_media(media="print")

    page.wait_for_function(_ALL_ARE_SHOWN)
    for selector in (".map", ".search-form", ".facets", ".button", ".site-nav"):
        assert page.locator(selector).filter(visible=True).count() == 0
    assert page.locator("h1").is_visible()


def _top_of_first_number(page: Page) -> float:
    box = page.locator("#professionnel .phone__number").first.bounding_box()
    assert box is not None
    return box["y"]
