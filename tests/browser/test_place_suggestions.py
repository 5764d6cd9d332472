"""Communes proposed under « Où ? »: soon, never in the way, and nothing lost without network."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

_ANSWERS = "**/api/v1/communes?**"
_FIELD = ".place-suggestions input[name=ou]"


def _open_home(visitor: Visitor) -> Page:
    page = visitor().open("/")
    page.locator(_FIELD).wait_for()
    return page


def test_a_few_letters_propose_communes(visitor: Visitor) -> None:
    page = _open_home(visitor)

    page.locator(_FIELD).press_sequentially("morl")

    expect(page.get_by_role("option").first).to_contain_text("Morlaix")


def test_a_former_name_proposes_the_commune_of_today(visitor: Visitor) -> None:
    page = _open_home(visitor)

    page.locator(_FIELD).press_sequentially("lambezel")

    expect(page.get_by_role("option").first).to_contain_text("Brest")


def test_arrows_and_enter_choose(visitor: Visitor) -> None:
    page = _open_home(visitor)
    page.locator(_FIELD).press_sequentially("morl")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(_FIELD)).to_have_value("Morlaix")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_late_answer_does_not_replace_a_newer_one(visitor: Visitor) -> None:
    page = _open_home(visitor)

    def answer(route: Route) -> None:
        if "q=m&" in f"{route.request.url}&":
            time.sleep(0.5)
        route.continue_()

    page.route(_ANSWERS, answer)

    page.locator(_FIELD).press_sequentially("morlaix", delay=30)

    expect(page.get_by_role("option").first).to_contain_text("Morlaix")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("option").first).to_contain_text("Morlaix")


def test_a_slow_network_leaves_what_was_typed(visitor: Visitor) -> None:
    page = _open_home(visitor)
    page.route(_ANSWERS, lambda _route: None)

    page.locator(_FIELD).press_sequentially("Morlaix")
    page.get_by_role("main").get_by_role("button", name="Chercher").click()

    page.wait_for_url("**/recherche?**")
    assert "ou=Morlaix" in page.url


def test_a_cut_network_leaves_a_field_that_works(visitor: Visitor) -> None:
    page = _open_home(visitor)
    page.route(_ANSWERS, lambda route: route.abort())

    page.locator(_FIELD).press_sequentially("Morlaix")
    page.keyboard.press("Enter")

    page.wait_for_url("**/recherche?**")
    assert page.locator(".structure-card").count() > 0


def test_a_script_that_does_not_come_leaves_the_plain_field(visitor: Visitor) -> None:
    visit = visitor()
    visit.page.route("**/accessible-autocomplete*/**", lambda route: route.abort())

    page = visit.open("/")
    page.get_by_label("Où").fill("Morlaix")
    page.keyboard.press("Enter")

    page.wait_for_url("**/recherche?**ou=Morlaix**")


@pytest.mark.parametrize("path", ["/", "/recherche", "/communes"])
def test_enter_sends_the_form_while_communes_are_proposed(visitor: Visitor, path: str) -> None:
    page = visitor().open(path)
    page.locator(_FIELD).press_sequentially("Gourin")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("Enter")

    page.wait_for_url("**/communes/56066-gourin" if path == "/communes" else "**ou=Gourin**")


def test_choosing_a_commune_shows_at_once_whom_to_call(visitor: Visitor) -> None:
    page = visitor().open("/communes?profil=professionnel")
    page.locator(_FIELD).press_sequentially("gour")
    expect(page.get_by_role("option").filter(has_text="Gourin")).to_be_visible()

    page.get_by_role("option").filter(has_text="Gourin").first.click()

    page.wait_for_url("**/communes/56066-gourin?profil=professionnel")


def test_few_communes_are_proposed_and_they_go_away_with_the_focus(visitor: Visitor) -> None:
    page = _open_home(visitor)
    page.locator(_FIELD).press_sequentially("plou")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.get_by_role("option").filter(visible=True).count() == 5

    page.get_by_label("De quoi avez-vous besoin").focus()

    expect(page.get_by_role("option").filter(visible=True)).to_have_count(0)


def test_a_refused_position_is_said_and_the_button_stays(visitor: Visitor) -> None:
    page = _open_home(visitor)
    button = page.get_by_role("button", name="Autour de moi")

    button.click()

    expect(page.locator(".search-form__actions p")).to_have_text(
        "Votre position n’est pas disponible. Tapez la commune."
    )
    expect(button).to_be_visible()
