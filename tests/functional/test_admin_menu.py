"""The menu of the admin area says where one is, on any page and any screen."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import make_structure


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    """The animator of Nord Finistère, signed in."""
    sign_in(client, session, make_account(session))
    return client


@pytest.mark.parametrize(
    ("path", "words", "current"),
    [
        ("/admin/", "À faire", "page"),
        ("/admin/structures", "Structures", "page"),
        ("/admin/structures/nouvelle", "Structures", "true"),
        ("/admin/historique", "Historique", "page"),
    ],
)
def test_the_menu_names_the_part_that_one_is_in(
    animator: FlaskClient, path: str, words: str, current: str
) -> None:
    page = animator.get(path).text

    assert f'<span class="admin-menu__here">{words}</span></summary>' in page
    assert re.findall(r'aria-current="(\w+)">([^<]+)</a></li>', _menu(page)) == [(current, words)]


def test_the_history_of_a_listing_is_in_the_part_of_structures(
    animator: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)

    page = animator.get(f"/admin/structures/{structure.id}/historique").text

    assert '<span class="admin-menu__here">Structures</span>' in page


def _menu(page: str) -> str:
    return page.partition('aria-label="Menu de l’administration"')[2].partition("</nav>")[0]
