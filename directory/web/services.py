"""What a request may use of the running site, made once per process."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from directory.database import SessionFactory
from directory.search.finder import Finder
from directory.settings import Settings
from directory.values.clock import Clock
from directory.web.generation import GenerationWatch


@dataclass(frozen=True)
class Services:
    """The settings, the clock, and the makers of sessions and answers."""

    settings: Settings
    clock: Clock
    sessions: SessionFactory
    finder: Finder
    generation: GenerationWatch


def install_services(app: Flask, services: Services) -> None:
    """Give a Flask application its services; sessions are closed with their request."""
    app.extensions["directory"] = services
    app.teardown_appcontext(_close_session)


def get_services() -> Services:
    """Give the services of the current application."""
    return cast(Services, current_app.extensions["directory"])  # a mapping without types


def get_session() -> Session:
    """Give the database session of the current request."""
    if "session" not in g:
        g.session = get_services().sessions()
    return cast(Session, g.session)  # « g » has no types


def get_finder() -> Finder:
    """Give the finder, which has followed the catalog up to a moment ago."""
    services = get_services()
    services.generation.current()
    return services.finder


def _close_session(_error: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()
