"""Readings of listings: counted by day, in every language, of people only."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import Client

from directory.catalog.structure_views import recent_views
from directory.values.clock import FixedClock
from directory.web.view_counts import ViewCounts
from directory.web.wsgi import Environ, StartResponse
from tests.factories.structures import make_structure

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
LISTING = "/structures/equipe-mobile-de-l-exemple"


def sent(_environ: Environ, start_response: StartResponse) -> list[bytes]:
    """Answer 200 to everything."""
    start_response("200 OK", [])
    return [b""]


def read(
    app: Flask, session: Session, clock: FixedClock, *requests: tuple[str, Mapping[str, str]]
) -> int:
    """Send the requests to the site, which counts at once here; give the listing's readings."""
    structure = make_structure(session)
    visitor = Client(app)
    for path, headers in requests:
        visitor.get(path, headers=headers)
    session.rollback()
    return recent_views(session, today=clock.now().date()).get(structure.id, 0)


def test_a_listing_that_is_read_in_two_languages_was_read_twice(
    app: Flask, session: Session, clock: FixedClock
) -> None:
    assert read(app, session, clock, (LISTING, BROWSER), (f"/br{LISTING}", BROWSER)) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": "python-requests/2.32"},
        {"User-Agent": ""},
        {**BROWSER, "Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_a_robot_does_not_count(
    app: Flask, session: Session, clock: FixedClock, headers: Mapping[str, str]
) -> None:
    assert read(app, session, clock, (LISTING, headers)) == 0


@pytest.mark.parametrize("path", ["/structures/nulle-part", "/recherche", f"{LISTING}/signaler"])
def test_another_page_does_not_count(
    app: Flask, session: Session, clock: FixedClock, path: str
) -> None:
    assert read(app, session, clock, (path, BROWSER)) == 0


def test_readings_wait_in_memory_until_they_are_written(
    app: Flask, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    counter = ViewCounts(
        sent, sessions=app.extensions["directory"].sessions, clock=clock, seconds=3600
    )
    for _ in range(3):
        Client(counter).get(LISTING, headers=BROWSER)
    before = recent_views(session, today=clock.now().date())

    counter.flush(session)

    assert before == {}
    assert recent_views(session, today=clock.now().date()) == {structure.id: 3}
