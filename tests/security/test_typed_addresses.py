"""An address that is kept is one of the web: none of 200 payloads is taken for one."""

import pytest

from directory.values.contact import InvalidWebsiteError, parse_website
from directory.web.markdown import markdown_html
from tests.security.page_inspection import faults_of_page
from tests.security.payloads import payloads


@pytest.mark.parametrize("payload", payloads())
def test_a_payload_is_not_an_address_of_the_web(payload: str) -> None:
    try:
        address = parse_website(payload)
    except InvalidWebsiteError:
        return

    assert address.startswith(("https://", "http://"))
    assert not set(address) & set("<>\"'` \t\n")


@pytest.mark.parametrize("payload", payloads())
def test_a_payload_in_a_presentation_stays_words(payload: str) -> None:
    assert faults_of_page(markdown_html(payload)) == []
