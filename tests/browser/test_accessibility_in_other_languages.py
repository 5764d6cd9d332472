"""axe finds nothing on the main pages in Breton and in English."""

import pytest

from tests.browser.axe import look_with_axe
from tests.browser.conftest import Visitor
from tests.browser.site_pages import MAIN_PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("prefix", ["/br", "/en"])
@pytest.mark.parametrize("path", MAIN_PAGES.values(), ids=MAIN_PAGES.keys())
def test_axe_finds_nothing(visitor: Visitor, prefix: str, path: str) -> None:
    page = visitor().open(prefix + path)

    findings = look_with_axe(page)

    assert findings == ""
