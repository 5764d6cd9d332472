"""« À faire »: what waits beside the listings to check, kind by kind."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import make_structure
from tests.functional.reading import read


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> Account:
    """An animator of Nord Finistère, signed in."""
    account = make_account(session)
    sign_in(client, session, account)
    return account


@pytest.mark.usefixtures("animator")
def test_a_position_at_the_town_hall_waits_to_be_checked(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, position_is_approximate=True)

    assert "placée à la mairie de Morlaix" in read(client, "/admin/a-faire/positions")


@pytest.mark.usefixtures("animator")
def test_a_position_far_from_its_commune_waits_to_be_checked(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, latitude=48.11, longitude=-1.68)

    assert "km de Morlaix" in read(client, "/admin/a-faire/positions")


@pytest.mark.usefixtures("animator")
@pytest.mark.parametrize("kind", ["corrections", "liens", "imports", "positions", "doublons"])
def test_a_group_without_anything_says_so(client: FlaskClient, kind: str) -> None:
    assert "empty-state" in read(client, f"/admin/a-faire/{kind}")


@pytest.mark.usefixtures("animator")
def test_an_unknown_group_is_not_found(client: FlaskClient) -> None:
    assert client.get("/admin/a-faire/autre-chose").status_code == 404
