"""A finder on the test's own instance."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.database import SessionFactory
from directory.paths import DATA
from directory.search.finder import Finder
from directory.search.indexing import drain
from directory.search.query import SearchQuery
from directory.search.results import SearchResults
from directory.settings import Settings
from directory.values.clock import FixedClock
from directory.web.services import Services

Find = Callable[[SearchQuery], SearchResults]


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


@pytest.fixture
def find(session: Session, settings: Settings, finder: Finder, clock: FixedClock) -> Find:
    """Search as a visitor does just after a change, at the hour of the stopped clock."""

    def find_now(query: SearchQuery) -> SearchResults:
        drain(session, settings.index_folder)
        finder.refresh(session)
        return finder.find_structures(session, query, now=clock.now())

    return find_now
