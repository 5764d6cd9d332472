"""The form of a listing in a browser: rows, hours, areas, pin, drafts, keys only."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from directory.app import create_app
from directory.database import make_session_factory, open_engine
from directory.values.clock import FixedClock
from tests.browser.conftest import Visitor
from tests.browser.keyboard import Keyboard
from tests.browser.site_server import serve_site
from tests.conftest import make_settings
from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import make_source, make_structure

pytestmark = pytest.mark.browser

_FIELDS_OF_THE_FORM = 110
_FOCUSED_BEHIND_THE_BAR = """() => {
  const field = document.activeElement;
  const bar = document.querySelector(".form-buttons");
  if (bar.contains(field)) return null;
  return field.getBoundingClientRect().top > bar.getBoundingClientRect().top ? field.id : null;
}"""


@dataclass(frozen=True, slots=True)
class FormSite:
    """A site with one listing, the address of its form, and the cookie of its animator."""

    address: str
    path: str
    cookie: str


@pytest.fixture
def form_site(empty_instance: Path, tmp_path: Path, clock: FixedClock) -> Iterator[FormSite]:
    """A site of one animator and one listing, served."""
    instance = tmp_path / "instance"
    shutil.copytree(empty_instance, instance)
    settings = make_settings(instance, base_url="http://127.0.0.1")
    client = create_app(settings, clock=clock).test_client()
    engine = open_engine(settings.database_address)
    with make_session_factory(engine)() as session:
        structure = make_structure(session, sources=[make_source()])
        sign_in(client, session, make_account(session))
        path = f"/admin/structures/{structure.id}/modifier"
    engine.dispose()
    cookie = client.get_cookie("session")
    assert cookie is not None
    with serve_site(instance, clock) as address:
        yield FormSite(address, path, cookie.value)


@pytest.fixture
def page(form_site: FormSite, visitor: Visitor) -> Page:
    """The form, opened by the animator."""
    visit = visitor(form_site.address)
    visit.page.context.add_cookies(
        [{"name": "session", "value": form_site.cookie, "url": form_site.address}]
    )
    return visit.open(form_site.path)


def test_a_number_is_added_where_one_is_without_leaving_the_page(page: Page) -> None:
    page.fill("#street", "9 rue Neuve")
    keyboard = Keyboard(page)
    keyboard.reach(page.locator("#ajouter-phones"))
    page.keyboard.press("Enter")

    expect(page.locator("#phones-1-number")).to_be_focused()
    expect(page.locator("#street")).to_have_value("9 rue Neuve")


def test_what_is_typed_while_a_row_is_on_its_way_stays(page: Page) -> None:
    def answer_late(route: Route) -> None:
        if route.request.method == "POST" and not page.evaluate("window.typedMeanwhile"):
            page.evaluate("window.typedMeanwhile = true")
            page.locator("#phones-0-label").press_sequentially("secrétariat")
        route.continue_()

    page.route("**/modifier", answer_late)
    page.click("#ajouter-phones")

    expect(page.locator("#phones-1-number")).to_be_visible()
    expect(page.locator("#phones-0-label")).to_have_value("secrétariat")
    expect(page.locator("#phones-0-label")).to_be_focused()


def test_the_table_and_the_text_of_the_hours_follow_one_another(page: Page) -> None:
    page.fill("#hours_mo", "9h-12h30, 14h-17h")

    expect(page.locator("#opening_hours")).to_have_value("Mo 09:00-12:30,14:00-17:00")

    page.fill("#opening_hours", "Tu-We 10:00-18:00")

    expect(page.locator("#hours_tu")).to_have_value("10h-18h")
    expect(page.locator("#hours_mo")).to_have_value("")
    expect(page.locator("[data-preview]")).to_contain_text("Fermé maintenant")


def test_hours_can_be_tried_at_a_moment(page: Page) -> None:
    page.fill("#hours_mo", "9h-17h")
    page.fill("#tested_at", "2026-11-30T10:00")

    expect(page.locator("[data-preview]")).to_contain_text("à 10 h : ouvert, jusqu’à 17 h")


def test_an_area_that_is_added_counts_its_inhabitants(page: Page) -> None:
    page.locator('input[name="areas"]').uncheck()
    expect(page.locator("#etendue")).to_contain_text("Aucune commune")
    page.fill("#area_communes", "Roscoff")

    page.click("#ajouter-areas")

    expect(page.locator("#etendue")).to_contain_text("1 commune")
    expect(page.locator("#area_communes")).to_have_value("")


def test_communes_are_chosen_one_after_the_other(page: Page) -> None:
    field = page.locator("#area_communes")
    page.locator(".place-suggestions #area_communes").wait_for()
    field.press_sequentially("Lannilis, plouhinec")
    page.locator(".autocomplete__option").filter(has_text="29780").click()
    expect(field).to_have_value("Lannilis, Plouhinec (29197)")
    field.press_sequentially(", ")
    expect(page.locator(".autocomplete__option").filter(visible=True)).to_have_count(0)
    field.press_sequentially("Roscoff")

    page.click("#ajouter-areas")

    for code in ("29117", "29197", "29239"):
        expect(
            page.locator(f'input[name="areas"][value="declared commune {code}"]')
        ).to_be_checked()
    field.press_sequentially("Brest")
    expect(field).to_have_value("Brest")


def test_the_communes_proposed_do_not_cover_the_button_that_adds_them(page: Page) -> None:
    page.locator(".place-suggestions #area_communes").press_sequentially("plou")
    expect(page.locator(".autocomplete__menu--visible")).to_be_visible()

    shown, button = (
        page.locator(".autocomplete__menu--visible").bounding_box(),
        page.locator("#ajouter-areas").bounding_box(),
    )
    assert shown is not None
    assert button is not None
    assert button["y"] + button["height"] <= shown["y"]


def test_the_button_that_adds_an_area_does_not_touch_the_map(page: Page) -> None:
    drawn = page.locator("#carte-territoire")
    drawn.scroll_into_view_if_needed()

    button, frame = page.locator("#ajouter-areas").bounding_box(), drawn.bounding_box()
    assert button is not None
    assert frame is not None
    assert frame["y"] - button["y"] - button["height"] >= 16


def test_the_pin_moves_with_the_arrows(page: Page) -> None:
    pin = page.locator(".map-pin")
    page.locator("#carte-position").scroll_into_view_if_needed()
    pin.wait_for()
    pin.focus()
    page.keyboard.press("Shift+ArrowUp")

    expect(page.locator("#latitude")).not_to_have_value("48,5778")


def test_a_position_that_is_put_right_is_doubted_no_more(page: Page) -> None:
    page.fill("#latitude", "48,1")
    expect(page.locator("[data-position-words]")).to_contain_text("Morlaix")
    page.locator(".form-actions").get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".notice--done")).to_contain_text("enregistrée")

    page.fill("#latitude", "48,5778")

    expect(page.get_by_text("de Morlaix")).to_have_count(0)


def test_the_map_follows_a_pin_that_leaves_its_frame(page: Page) -> None:
    pin = page.locator(".map-pin")
    page.locator("#carte-position").scroll_into_view_if_needed()
    pin.wait_for()
    pin.focus()
    for _ in range(40):
        page.keyboard.press("Shift+ArrowRight")

    frame, place = page.locator("#carte-position").bounding_box(), pin.bounding_box()
    assert frame is not None
    assert place is not None
    assert frame["x"] <= place["x"] <= frame["x"] + frame["width"] - place["width"]


def test_what_is_typed_is_kept_and_taken_up_later(page: Page) -> None:
    page.fill("#street", "9 rue Neuve")
    expect(page.locator("[data-autosave-words]")).to_contain_text("Brouillon gardé")

    page.goto(page.url)
    page.get_by_role("link", name="Reprendre").click()

    expect(page.locator("#street")).to_have_value("9 rue Neuve")


def test_steady_typing_is_kept_on_the_device_then_on_the_server(page: Page) -> None:
    street = page.locator("#street")
    street.press_sequentially("9 rue Neuve", delay=200)

    copies = "Object.entries(localStorage).filter(([key]) => key.startsWith('brouillon:'))"
    assert "9 rue" in str(page.evaluate(copies))

    street.press_sequentially(", bâtiment B, escalier C", delay=200)

    words = page.locator("[data-autosave-words]")
    expect(words).to_contain_text("Brouillon gardé", timeout=3_000)


def test_what_is_typed_without_network_is_kept_on_the_device(page: Page) -> None:
    page.context.set_offline(True)
    page.fill("#street", "9 rue Neuve")
    expect(page.locator("[data-autosave-words]")).to_contain_text("Pas de réseau")
    page.context.set_offline(False)

    page.goto(page.url)
    page.get_by_role("button", name="Reprendre").click()

    expect(page.locator("#street")).to_have_value("9 rue Neuve")


def test_an_ended_session_is_said_and_the_newest_text_alone_is_offered(page: Page) -> None:
    page.fill("#street", "8 rue Neuve")
    expect(page.locator("[data-autosave-words]")).to_contain_text("Brouillon gardé")
    page.route("**/admin/brouillons", lambda route: route.fulfill(status=401))
    page.fill("#street", "9 rue Neuve")
    words = page.locator("[data-autosave-words]")
    expect(words).to_contain_text("Votre connexion a pris fin")
    expect(words.get_by_role("link", name="Se reconnecter")).to_have_attribute("target", "_blank")
    page.unroute("**/admin/brouillons")

    page.goto(page.url)

    expect(page.get_by_text("Reprendre").locator("visible=true")).to_have_count(1)
    expect(page.locator(".notice").locator("visible=true")).to_contain_text(" h ")


def test_what_is_typed_on_a_resumed_page_after_the_session_ended_is_offered_again(
    page: Page,
) -> None:
    page.fill("#street", "8 rue Neuve")
    expect(page.locator("[data-autosave-words]")).to_contain_text("Brouillon gardé")
    page.goto(page.url)
    page.get_by_role("link", name="Reprendre").click()
    expect(page.locator("#street")).to_have_value("8 rue Neuve")
    page.wait_for_load_state("networkidle")  # scripts included
    resumed = page.url
    page.route("**/modifier", lambda route: route.fulfill(status=400, body="Connexion finie"))
    page.fill("#street", "9 rue Neuve")
    page.locator(".form-actions").get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Connexion finie")).to_be_visible()
    page.unroute("**/modifier")

    page.goto(resumed)
    page.get_by_role("button", name="Reprendre").click()

    expect(page.locator("#street")).to_have_value("9 rue Neuve")


def test_saving_one_tab_keeps_what_is_typed_in_another(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_load_state("networkidle")  # scripts included
    other.fill("#street", "9 rue Neuve")
    expect(other.locator("[data-autosave-words]")).to_contain_text("Brouillon gardé")
    page.fill("#postal_code", "29600")
    page.fill("#email", "accueil@exemple.example")
    page.locator(".form-actions").get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".notice--done")).to_contain_text("enregistrée")
    other.close()

    page.get_by_role("link", name="Reprendre").click()

    expect(page.locator("#street")).to_have_value("9 rue Neuve")


def test_nothing_is_offered_after_saving(page: Page) -> None:
    page.fill("#street", "9 rue Neuve")
    page.locator(".form-actions").get_by_role("button", name="Enregistrer").click()

    expect(page.locator(".notice--done")).to_contain_text("enregistrée")
    expect(page.get_by_role("button", name="Reprendre")).to_have_count(0)


def test_a_new_listing_is_not_offered_again_once_it_is_created(page: Page) -> None:
    page.goto(page.url.replace(page.url.split("/structures/")[1], "nouvelle"))
    page.fill("#name", "Une équipe toute neuve")
    page.select_option("#type_code", "EMSP")
    page.get_by_role("button", name="Créer le brouillon").click()
    expect(page.locator(".notice--done")).to_contain_text("Le brouillon est créé")

    page.goto(page.url.replace(page.url.split("/structures/")[1], "nouvelle"))

    expect(page.locator("h1")).to_have_text("Nouvelle structure")
    page.wait_for_timeout(500)  # time for a notice that must not come
    expect(page.locator("body")).not_to_contain_text("sans enregistrer")


def test_a_shorter_form_is_kept_on_the_device_until_it_is_saved(page: Page) -> None:
    page.goto(page.url.split("/structures/")[0] + "/organisations/nouvelle")
    page.wait_for_load_state("networkidle")  # scripts included
    page.fill("#name", "Une association toute neuve")
    page.select_option("#kind", index=1)
    expect(page.locator("[data-autosave-words]")).to_contain_text("gardé sur cet appareil")

    page.goto(page.url)
    page.get_by_role("button", name="Reprendre").click()

    expect(page.locator("#name")).to_have_value("Une association toute neuve")
    expect(page.locator("#kind")).not_to_have_value("")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".notice--done")).to_contain_text("L’organisme est créé")
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('brouillon:'))")


def test_a_listing_is_edited_and_saved_with_keys_only(page: Page) -> None:
    keyboard = Keyboard(page)
    keyboard.type(page.locator("#street"), "9 rue Neuve")
    page.keyboard.press("Enter")

    expect(page.locator(".notice--done")).to_contain_text("enregistrée")


def test_no_field_gets_the_focus_behind_the_bar_of_buttons(page: Page) -> None:
    hidden = []
    for _ in range(_FIELDS_OF_THE_FORM):
        page.keyboard.press("Tab")
        if name := page.evaluate(_FOCUSED_BEHIND_THE_BAR):
            hidden.append(name)

    assert hidden == []
