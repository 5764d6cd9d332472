"""How long after its commit a change made by another process shows in every worker."""

import http.client
import time
from collections.abc import Iterator
from contextlib import ExitStack

from sqlalchemy.orm import Session

from bench.instances import Instance
from bench.servers import Server
from bench.subjects import API, PAGE
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.queries import find_published_structure
from directory.catalog.vocabulary import Origin
from directory.database import make_session_factory, open_engine
from directory.search.indexing import ensure_index
from directory.values.clock import SystemClock

_CONNECTIONS = 16  # the system shares them out: one worker alone has all of them once in 2^15
_EDITS_OF_EACH = 2
_LONGEST_WAIT = 10.0
_SECONDS_BETWEEN_LOOKS = 0.01


def measure_edits(instance: Instance, server: Server, slug: str) -> dict[str, float]:
    """Rename a structure again and again; give the longest wait in seconds for each address.

    The search waits for the index too, which this process brings up to date after its commit.
    """
    settings = instance.settings
    database = open_engine(settings.database_address)
    waits: dict[str, float] = {}
    with make_session_factory(database)() as session:
        _rename(session, slug, "premier")  # the first time reads code, which is not the question
        ensure_index(session, settings.index_folder)
        for word, name, path in _looks(slug):
            with ExitStack() as stack:
                connections = [_open(server, stack) for _ in range(_CONNECTIONS)]
                for connection in connections:
                    _answer(connection, path)
                _rename(session, slug, word)
                committed = time.perf_counter()
                if name.startswith("recherche"):
                    ensure_index(session, settings.index_folder)
                wait = _wait_for(word, connections, path, committed)
                waits[name] = max(wait, waits.get(name, 0.0))
    database.dispose()
    return waits


def _looks(slug: str) -> Iterator[tuple[str, str, str]]:
    """Give (new word of the name, what is looked at, its address)."""
    words = (f"zymotexa{letter}" for letter in "bcdfghjklmnp")
    for _ in range(_EDITS_OF_EACH):
        yield next(words), "fiche", f"/structures/{slug}"
        yield next(words), "fiche par l’API", f"{API}/{slug}"
        word = next(words)
        yield word, "recherche par l’API", f"{API}?q={word}"
        word = next(words)
        yield word, "recherche", f"{PAGE}?q={word}"


def _rename(session: Session, slug: str, word: str) -> None:
    structure = find_published_structure(session, slug=slug)
    if structure is None:
        raise LookupError(slug)
    before = snapshot_of(structure)
    structure.name = f"Structure {word}"
    record_revision(session, structure, before=before, origin=Origin.COMMAND, clock=SystemClock())
    session.commit()
    session.expunge_all()


def _wait_for(
    word: str, connections: list[http.client.HTTPConnection], path: str, committed: float
) -> float:
    """Look on every connection until all show the new name; give the seconds since the commit."""
    expected = f"Structure {word}".encode()  # the word alone is in a page that repeats its question
    late = list(connections)
    while late:
        late = [connection for connection in late if expected not in _answer(connection, path)]
        if time.perf_counter() - committed > _LONGEST_WAIT:
            return float("inf")
        if late:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    return time.perf_counter() - committed


def _open(server: Server, stack: ExitStack) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    stack.callback(connection.close)
    return connection


def _answer(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    return connection.getresponse().read()
