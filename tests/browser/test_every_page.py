"""What holds on every page: no error, no other host, nothing kept, nothing wider than a phone."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.site_pages import FICTIONAL_PAGES, MAIN_PAGES, MISSING, PAGES
from tests.browser.visit import SMALL_PHONE

pytestmark = pytest.mark.browser

_TOO_WIDE = """() => {
    const most = document.documentElement.clientWidth;
    const inside = ".table-scroll, .map, .territory-map, .visually-hidden";
    return [...document.body.querySelectorAll("*")]
        .filter((e) => e.getBoundingClientRect().right > most + 1 && !e.closest(inside))
        .map((e) => `${e.tagName} ${e.getAttribute("class")} ${e.textContent.slice(0, 40)}`);
}"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_complains_of_nothing_and_asks_only_its_own_site(
    visitor: Visitor, path: str
) -> None:
    visit = visitor()

    visit.open(path)

    assert visit.complaints == []
    assert visit.requests_elsewhere() == []
    assert visit.failures() == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_nothing_is_wider_than_a_small_phone(visitor: Visitor, path: str) -> None:
    page = visitor(viewport=SMALL_PHONE).open(path)

    assert page.evaluate(_TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL_PHONE["width"]


@pytest.mark.parametrize("prefix", ["/br", "/en"])
@pytest.mark.parametrize("path", MAIN_PAGES.values(), ids=MAIN_PAGES.keys())
def test_other_languages_fit_a_small_phone(visitor: Visitor, prefix: str, path: str) -> None:
    page = visitor(viewport=SMALL_PHONE).open(prefix + path)

    assert page.evaluate(_TOO_WIDE) == []


@pytest.mark.parametrize("path", FICTIONAL_PAGES.values(), ids=FICTIONAL_PAGES.keys())
def test_a_fictional_page_fits_a_small_phone_and_says_that_it_is_fictional(
    visitor: Visitor, demo_site: str, path: str
) -> None:
    page = visitor(demo_site, viewport=SMALL_PHONE).open(path)

    assert page.evaluate(_TOO_WIDE) == []
    assert page.locator(".demo-banner").is_visible()


def test_a_missing_page_complains_of_its_address_only(visitor: Visitor) -> None:
    visit = visitor()

    visit.open(MISSING, status=404)

    assert [line for line in visit.complaints if "404" not in line] == []
    assert visit.requests_elsewhere() == []


def test_nothing_is_kept_about_a_visitor(visitor: Visitor) -> None:
    visit = visitor()

    for path in (MAIN_PAGES["home"], MAIN_PAGES["results"], MAIN_PAGES["structure"], "/br/"):
        visit.open(path)

    kept = "() => [localStorage.length, sessionStorage.length, document.cookie]"
    assert visit.page.context.cookies() == []
    assert visit.page.evaluate(kept) == [0, 0, ""]


def test_the_policy_refuses_an_inline_script(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/")

    page.evaluate(
        "document.body.append(Object.assign(document.createElement('div'),"
        " {innerHTML: '<img src=x onerror=\"window.wasRun = true\">'}))"
    )
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.wasRun") is None
    assert any("Content Security Policy" in line for line in visit.complaints)
