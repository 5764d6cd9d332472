"""Sites with other settings, for errands that depend on them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.app import create_app
from directory.values.clock import FixedClock
from tests.conftest import make_settings


@pytest.fixture
def client_with(real_instance: Path, clock: FixedClock) -> Callable[..., FlaskClient]:
    """Make a visitor of a site on the real data with some settings changed."""

    def make(**changes: object) -> FlaskClient:
        return create_app(make_settings(real_instance, **changes), clock=clock).test_client()

    return make
