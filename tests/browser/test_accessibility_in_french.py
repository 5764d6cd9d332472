"""axe finds nothing on the French pages, at three widths, light and dark."""

import pytest

from tests.browser.axe import look_with_axe
from tests.browser.conftest import Visitor
from tests.browser.site_pages import FICTIONAL_PAGES, MISSING, PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(visitor: Visitor, path: str) -> None:
    page = visitor().open(path)

    findings = look_with_axe(page)

    assert findings == ""


def test_axe_finds_nothing_on_a_missing_page(visitor: Visitor) -> None:
    page = visitor().open(MISSING, status=404)

    findings = look_with_axe(page)

    assert findings == ""


@pytest.mark.parametrize("path", FICTIONAL_PAGES.values(), ids=FICTIONAL_PAGES.keys())
def test_axe_finds_nothing_on_the_fictional_site(
    visitor: Visitor, demo_site: str, path: str
) -> None:
    page = visitor(demo_site).open(path)

    findings = look_with_axe(page)

    assert findings == ""
