"""What is kept of an answer never hides a change for longer than the index needs to follow."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.app import create_app
from directory.search.indexing import ensure_index
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.conftest import make_settings
from tests.factories.structures import make_source, make_structure

SEARCH = "/recherche?q=korrigans"
FOUND = "structure-card__name"


@pytest.fixture
def app(settings: Settings, clock: FixedClock) -> Flask:
    """The test's own site, which keeps its answers."""
    keeping = make_settings(settings.instance, cache_megabytes=8)
    return create_app(keeping, clock=clock, seconds_between_looks=0)


def test_a_search_asked_before_the_index_followed_is_answered_anew_after(
    client: FlaskClient, session: Session, settings: Settings
) -> None:
    ensure_index(session, settings.index_folder)
    client.get("/recherche?q=fontaine")
    make_structure(session, "Équipe des Korrigans", sources=[make_source()])
    before = client.get(SEARCH).text
    ensure_index(session, settings.index_folder)

    after = client.get(SEARCH).text

    assert FOUND not in before
    assert FOUND in after
