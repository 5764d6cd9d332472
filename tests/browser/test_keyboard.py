"""The errands of a person who uses the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.site_pages import MAIN_PAGES

pytestmark = pytest.mark.browser

_MOST_STEPS = 60


def _tab_until(page: Page, selector: str) -> int:
    """Press Tab until the focus is on what matches, and give how many times."""
    for step in range(1, _MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return step
    pytest.fail(f"{selector} is out of reach of the Tab key")


def test_the_first_key_offers_to_skip_to_the_content(visitor: Visitor) -> None:
    page = visitor().open("/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link").first).to_be_in_viewport()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "contenu"


def test_a_search_reaches_the_first_number(visitor: Visitor) -> None:
    page = visitor().open("/")

    _tab_until(page, "#q")
    page.keyboard.type("équipe mobile")
    _tab_until(page, "#ou")
    page.keyboard.type("Fougères")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche?**")
    _tab_until(page, ".phone__number")

    assert page.evaluate("document.activeElement.href").startswith("tel:+33")


def test_what_has_the_focus_is_seen(visitor: Visitor) -> None:
    page = visitor().open(MAIN_PAGES["results"])

    for _step in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth), e.outerHTML.slice(0, 80)]; })()"
        )
        assert style[0] != "none", style
        assert style[1] >= 2, style


def test_a_commune_page_gives_its_number_within_a_few_keys(visitor: Visitor) -> None:
    page = visitor().open("/communes/29151-morlaix?profil=professionnel")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert _tab_until(page, ".phone__number") <= 15


def test_escape_leaves_the_map(visitor: Visitor) -> None:
    page = visitor().open(MAIN_PAGES["results"])
    page.locator(".map[data-ready=true]").wait_for()

    page.locator(".map .leaflet-container").focus()
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.id") == "apres-carte"


def test_a_skip_link_jumps_over_the_map(visitor: Visitor) -> None:
    page = visitor().open(MAIN_PAGES["results"])

    page.locator(".skip-link--inline").focus()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "apres-carte"


def test_escape_closes_the_filters(visitor: Visitor) -> None:
    page = visitor().open(MAIN_PAGES["results"])
    page.locator(".facets__summary").press("Enter")
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    assert page.locator(".facets__panel").get_attribute("open") is None
    expect(page.locator(".facets__summary")).to_be_focused()
