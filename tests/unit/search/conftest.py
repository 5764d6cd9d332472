"""A finder on the test's own instance."""

from pathlib import Path

import pytest
from flask import Flask

from directory.database import SessionFactory
from directory.paths import DATA
from directory.search.finder import Finder
from directory.settings import Settings
from directory.web.services import Services


@pytest.fixture
def sessions(app: Flask) -> SessionFactory:
    """The maker of sessions of the test's own instance."""
    services: Services = app.extensions["directory"]
    return services.sessions


@pytest.fixture
def index_folder(settings: Settings) -> Path:
    """Where the test's own index lies."""
    return settings.index_folder


@pytest.fixture
def finder(sessions: SessionFactory, index_folder: Path) -> Finder:
    """A finder that has read nothing yet."""
    return Finder(
        sessions,
        index_folder=index_folder,
        synonyms_path=DATA / "vocabulary" / "synonyms.csv",
    )
