"""The disk is full, or may only be read: the directory is read as before, and saving says why."""

import resource
from html import unescape
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from directory.accounts.roles import Role
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_structure
from tests.reliability.served_site import Answer, ServedSite, SignedIn
from tests.reliability.test_kills_during_edits import published_structures
from tests.security.page_forms import form_of

# SQLite needs 32 kB for the map of its write-ahead log; an edit writes more than the rest.
LITTLE_ROOM = 40_000
PUBLIC = ("/", "/recherche?q=had", "/communes/29151-morlaix", "/filieres", "/api/v1/structures")


def test_without_room_the_directory_is_read_and_saving_says_why(site: ServedSite) -> None:
    who = site.sign_somebody_in()
    (structure, *_) = published_structures(site)
    site.start()
    limit_files(site, LITTLE_ROOM)

    refused = [edit(site, who, structure, f"essai {number}") for number in range(3)][-1]

    assert refused.status == 507
    assert "le disque du site est plein" in unescape(refused.text)
    assert {path: site.ask(path).status for path in PUBLIC} == dict.fromkeys(PUBLIC, 200)
    ready = site.ask("/readyz")
    assert (ready.status, ready.text) == (200, "ready; search: ready; saving: full\n")
    limit_files(site, resource.RLIM_INFINITY)
    assert edit(site, who, structure, "il y a de nouveau de la place").status == 303


def test_a_database_that_may_only_be_read_is_said(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session)
    sign_in(client, session, make_account(session, role=Role.REGIONAL_ADMIN, filieres=()))
    path = f"/admin/structures/{structure.id}/modifier"
    form = form_of(client.get(path).text, "presentation", "version")
    event.listen(session.get_bind(), "checkout", forbid_writing)

    fields = dict(form.sent_with(presentation="Une autre présentation."))
    answer = post(client, path, fields)

    assert answer.status_code == 503
    assert "en lecture seule" in unescape(answer.text)
    assert client.get(f"/structures/{structure.slug}").status_code == 200
    assert client.get(path).status_code == 200


def limit_files(site: ServedSite, size: int) -> None:
    """Let the site write no file beyond a size, as a disk without room would."""
    assert site.process is not None
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children")
    for pid in (site.process.pid, *map(int, children.read_text().split())):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def forbid_writing(
    connection: DBAPIConnection, _record: ConnectionPoolEntry, _proxy: object
) -> None:
    """Have SQLite refuse every write, as on a read-only file system."""
    connection.cursor().execute("PRAGMA query_only = ON")


def edit(site: ServedSite, who: SignedIn, structure: str, words: str) -> Answer:
    path = f"/admin/structures/{structure}/modifier"
    page = site.ask(path, who=who)
    assert page.status == 200
    fields = form_of(page.text, "presentation", "version").sent_with(presentation=words)
    return site.ask(path, who=who, data=fields)
