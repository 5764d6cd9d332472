"""What the script of a form's page sends while somebody types, for tests."""

import re
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.accounts import csrf_token

_KEY = re.compile(r'name="draft_key" value="([0-9a-f]{16})"')
_TAKEN_UP = re.compile(r'name="draft_taken_up" value="([^"]*)"')
_SAVED = re.compile(r'data-saved-key="([0-9a-f]{16})"')


def open_page(client: FlaskClient, address: str) -> dict[str, str]:
    """Open a form; give the fields by which its page is known."""
    return page_fields(client.get(address).text)


def page_fields(page: str) -> dict[str, str]:
    """Give the fields by which a page that shows a form is known."""
    keys, taken_up = _KEY.findall(page), _TAKEN_UP.findall(page)
    return {"draft_key": keys[-1], "draft_taken_up": taken_up[-1]}  # a draft to throw away is above


def keep(
    client: FlaskClient,
    subject: str,
    page: Mapping[str, str],
    fields: object,
    *,
    based_on: object = 1,
) -> TestResponse:
    """Send what is typed in a page."""
    sent = {
        "subject": subject,
        **page,
        "based_on": based_on,
        "fields": fields,
    }
    headers = {"X-CSRFToken": csrf_token(client)}
    return client.post("/admin/brouillons", json=sent, headers=headers)


def saved_keys(page: str) -> list[str]:
    """List the pages whose text is saved, as the next page tells the device."""
    return _SAVED.findall(page)
