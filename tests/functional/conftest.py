"""Sites with other settings, and somebody signed in, for errands that depend on them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.app import create_app
from directory.settings import Settings
from directory.values.clock import Clock, FixedClock
from tests.conftest import make_settings
from tests.factories.accounts import make_account, sign_in
from tests.factories.moving_clock import MovingClock


@pytest.fixture
def moving_clock() -> MovingClock:
    """A clock that the test moves; with it, the site's time moves."""
    return MovingClock()


@pytest.fixture
def app(request: pytest.FixtureRequest, settings: Settings, clock: FixedClock) -> Flask:
    """The test's own site; its clock stands still unless the test asks for one that it moves."""
    moves = "moving_clock" in request.fixturenames
    chosen: Clock = request.getfixturevalue("moving_clock") if moves else clock
    return create_app(settings, clock=chosen, seconds_between_looks=0)


@pytest.fixture
def client_with(real_instance: Path, clock: FixedClock) -> Callable[..., FlaskClient]:
    """Make a visitor of a site on the real data with some settings changed."""

    def make(**changes: object) -> FlaskClient:
        return create_app(make_settings(real_instance, **changes), clock=clock).test_client()

    return make


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> Account:
    """Somebody who keeps Nord Finistère, signed in."""
    account = make_account(session)
    sign_in(client, session, account)
    return account
