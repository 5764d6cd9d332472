"""Somebody who may do everything, signed in: what even they must not be able to do."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from tests.factories.accounts import make_account, sign_in


@pytest.fixture
def admin_client(app: Flask, session: Session) -> FlaskClient:
    """The browser of a regional administrator."""
    client = app.test_client()
    account = make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN)
    sign_in(client, session, account)
    return client
