"""What a page weighs on the wire, as the browser received it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import Visitor
from tests.browser.site_pages import MAIN_PAGES, PAGES
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

MOST_TEXT = 60_000
MOST_SCRIPT = 90_000
MOST_HOME_SHAPES = 90_000
MOST_COMMUNE_SHAPES = 150_000


def _weight(visit: Visit, *kinds: str) -> int:
    return sum(_size(answer) for answer in visit.responses if answer.request.resource_type in kinds)


def _size(answer: Response) -> int:
    return answer.request.sizes()["responseBodySize"]


def _weight_of(visit: Visit, path: str) -> int:
    sizes = [_size(answer) for answer in visit.responses if urlsplit(answer.url).path == path]
    assert sizes, f"{path} was not asked for"
    return sum(sizes)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_text_style_and_font_are_light(visitor: Visitor, path: str) -> None:
    visit = visitor(java_script_enabled=False)

    visit.open(path)

    assert 0 < _weight(visit, "document", "stylesheet", "font") < MOST_TEXT


@pytest.mark.parametrize("path", MAIN_PAGES.values(), ids=MAIN_PAGES.keys())
def test_scripts_are_light_with_the_map(visitor: Visitor, path: str) -> None:
    visit = visitor()

    page = visit.open(path)
    for box in page.locator(".map, .territory-map").all():
        box.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")

    assert 0 < _weight(visit, "script") < MOST_SCRIPT


def test_the_map_of_the_front_page_is_light(visitor: Visitor) -> None:
    visit = visitor()

    page = visit.open("/")
    page.locator(".territory-map").scroll_into_view_if_needed()
    page.locator(".territory-map__link").first.wait_for()

    assert _weight_of(visit, "/cartes/region.topojson") <= MOST_HOME_SHAPES


def test_the_contours_of_the_communes_are_light(visitor: Visitor) -> None:
    visit = visitor()

    page = visit.open(MAIN_PAGES["commune"])
    page.locator(".map--small").scroll_into_view_if_needed()
    page.locator(".map--small[data-ready=true]").wait_for()

    assert _weight_of(visit, "/cartes/communes.topojson") <= MOST_COMMUNE_SHAPES
