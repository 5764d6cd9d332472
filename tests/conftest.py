"""What every test may ask for: instances, sites, a clock that stopped on a Friday evening."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.app import create_app
from directory.cli.instance import prepare_instance
from directory.cli.loading import REFERENCE, load_folders
from directory.database import make_session_factory, open_engine
from directory.migrations.schema import migrate
from directory.paths import DATA
from directory.settings import Settings
from directory.values.clock import PARIS, FixedClock
from directory.web.services import Services

FRIDAY_EVENING = datetime(2026, 11, 27, 19, 30, tzinfo=PARIS)


def make_settings(instance: Path, **changes: object) -> Settings:
    """Give the settings of a test site: nothing kept in memory, nothing from the environment."""
    values: dict[str, object] = {
        "instance": instance,
        "base_url": "https://annuaire.example",
        "trusted_hosts": ("localhost",),
        "cache_megabytes": 0,
        "log_level": "ERROR",
        **changes,
    }
    return Settings.model_validate(values)


@pytest.fixture(scope="session")
def clock() -> FixedClock:
    """Friday 27 November 2026, 19:30 in Paris."""
    return FixedClock(FRIDAY_EVENING)


@pytest.fixture(scope="session")
def real_instance(tmp_path_factory: pytest.TempPathFactory, clock: FixedClock) -> Path:
    """An instance with all the real data and its index; nobody may change it."""
    instance = tmp_path_factory.mktemp("real")
    prepare_instance(make_settings(instance), clock=clock)
    return instance


@pytest.fixture(scope="session")
def empty_instance(tmp_path_factory: pytest.TempPathFactory, clock: FixedClock) -> Path:
    """An instance with the territory and the vocabulary, without any structure; for copies."""
    settings = make_settings(tmp_path_factory.mktemp("empty"))
    engine = open_engine(settings.database_address)
    migrate(engine)
    with make_session_factory(engine)() as session:
        load_folders(session, DATA, REFERENCE, clock=clock)
        session.commit()
    engine.dispose()
    return settings.instance


@pytest.fixture(scope="session")
def real_app(real_instance: Path, clock: FixedClock) -> Flask:
    """The site on the real data, for reading only."""
    return create_app(make_settings(real_instance), clock=clock)


@pytest.fixture
def real_client(real_app: Flask) -> FlaskClient:
    """A visitor of the site on the real data."""
    return real_app.test_client()


@pytest.fixture
def real_session(real_app: Flask) -> Iterator[Session]:
    """The real data, for reading only."""
    with _services(real_app).sessions() as session:
        yield session


@pytest.fixture
def settings(empty_instance: Path, tmp_path: Path) -> Settings:
    """The settings of a test's own instance, which holds no structure yet."""
    instance = tmp_path / "instance"
    shutil.copytree(empty_instance, instance)
    return make_settings(instance)


@pytest.fixture
def app(settings: Settings, clock: FixedClock) -> Flask:
    """The test's own site."""
    return create_app(settings, clock=clock, seconds_between_looks=0)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor of the test's own site."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The database of the test's own site; what is made here is seen once committed."""
    with _services(app).sessions() as session:
        yield session


def _services(app: Flask) -> Services:
    services: Services = app.extensions["directory"]
    return services
