"""Addresses for those who run the site: is it alive, is it ready."""

from flask import Blueprint, Response
from sqlalchemy.exc import DBAPIError

from directory.catalog.queries import current_generation
from directory.database import saving_problem
from directory.search.engine import EngineState
from directory.web.services import get_finder, get_services, get_session

operations = Blueprint("operations", __name__)


@operations.get("/healthz")
def show_health() -> Response:
    """Say that the process answers."""
    return _plain("ok", 200)


@operations.get("/readyz")
def show_readiness() -> Response:
    """Say whether the database answers and holds the directory, how search is and saving.

    « late by n » counts the changes that the index has not taken yet: searches by words miss them.
    A site that keeps no change is ready all the same: people look for a telephone number there.
    """
    session = get_session()
    try:
        generation = current_generation(session)
        problem = saving_problem(session.connection(), get_services().settings.instance)
    except DBAPIError:
        return _plain("database away", 503)
    finder = get_finder()
    late = generation - finder.index_generation()
    state = f"late by {late}" if finder.engine_state() is EngineState.READY and late else None
    search, saving = state or finder.engine_state(), problem or "ready"
    return _plain(f"ready; search: {search}; saving: {saving}", 200)


def _plain(words: str, status: int) -> Response:
    response = Response(words + "\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
