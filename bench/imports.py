"""`python -m bench.imports`: what an import of the most rows takes, in seconds and in memory."""

import argparse
import csv
import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.instances import real_instance
from directory.accounts.actor import Actor
from directory.accounts.roles import Role
from directory.catalog.authorship import Author
from directory.database import SessionFactory, make_session_factory, open_engine
from directory.exchange.file_reading import read_file
from directory.exchange.importing import (
    accept_proposals,
    apply_import,
    open_import,
    plan_of,
    undo_import,
)
from directory.exchange.models.import_run import ImportRun
from directory.exchange.plan import ImportPlan
from directory.exchange.reach import Reach
from directory.exchange.table import MOST_ROWS
from directory.territory.models import Commune, Filiere
from directory.values.clock import SystemClock

_REAL = 144
_HEADER = ("Nom", "Type", "Code INSEE", "Rue", "Latitude", "Longitude", "Courriel")
_TYPES = ("EMSP", "HAD", "USP")
_AUTHOR = Author(uuid4(), Role.REGIONAL_ADMIN.value, ())
_CLOCK = SystemClock()

Measured = TypeVar("Measured")


def main() -> None:
    """Import new rows, change them by a second import, undo this one; time every act."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=MOST_ROWS)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="annuaire-imports-") as folder:
        instance = real_instance(Path(folder), _REAL)
        database = open_engine(instance.settings.database_address)
        sessions = make_session_factory(database)
        _undo(sessions, _import(sessions, rows, street="rue de l’Exemple"), "annuler les ajouts")
        _import(sessions, rows, street="rue de l’Exemple")
        changes = _import(sessions, rows, street="avenue de l’Exemple")
        _undo(sessions, changes, "annuler les changements")
        database.dispose()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{rows} lignes ; au plus {memory} Mo de mémoire")


def _import(sessions: SessionFactory, rows: int, *, street: str) -> UUID:
    """Do each step in a session of its own, as requests do."""
    with sessions() as session:
        content = _file(session, rows, street)
        file = _timed(f"lire ({street})", lambda: read_file(content))
        run = open_import(session, file, file_name="fiches.csv", author=_AUTHOR, clock=_CLOCK)
        session.commit()
        identifier = run.id
    with sessions() as session:
        _timed("accepter les ressemblances", lambda: _accept(session, identifier))
    with sessions() as session:
        plan = _timed("essayer à blanc", lambda: _plan(session, identifier))
        print(f"  {plan.writes} fiches à écrire")
        digest = plan.digest
        del plan
    with sessions() as session:
        _timed("appliquer", lambda: _apply(session, identifier, digest))
    return identifier


def _accept(session: Session, identifier: UUID) -> None:
    run, reach = _run(session, identifier), _reach(session)
    proposed = plan_of(session, run, reach=reach).proposals_digest
    accept_proposals(session, run, proposed, {}, reach=reach)
    session.commit()


def _plan(session: Session, identifier: UUID) -> ImportPlan:
    plan = plan_of(session, _run(session, identifier), reach=_reach(session))
    _ = plan.digest
    return plan


def _apply(session: Session, identifier: UUID, digest: str) -> None:
    run, reach = _run(session, identifier), _reach(session)
    apply_import(session, run, digest, reach=reach, author=_AUTHOR, clock=_CLOCK)
    session.commit()


def _undo(sessions: SessionFactory, identifier: UUID, name: str) -> None:
    def undo(session: Session) -> None:
        undo_import(session, _run(session, identifier), author=_AUTHOR, clock=_CLOCK)
        session.commit()

    with sessions() as session:
        _timed(name, lambda: undo(session))


def _run(session: Session, identifier: UUID) -> ImportRun:
    return session.get_one(ImportRun, identifier)


def _reach(session: Session) -> Reach:
    filieres = session.scalar(select(func.count()).select_from(Filiere)) or 0
    return Reach(Actor(uuid4(), "Mesure", "mesure@exemple.example", Role.REGIONAL_ADMIN), filieres)


def _file(session: Session, rows: int, street: str) -> bytes:
    """Make listings whose names share a beginning, spread over all communes."""
    communes = session.execute(
        select(Commune.insee, Commune.latitude, Commune.longitude).order_by(Commune.insee)
    ).all()
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(_HEADER)
    for number in range(rows):
        insee, latitude, longitude = communes[number % len(communes)]
        kind = _TYPES[number % len(_TYPES)]
        name, email = f"Équipe mobile de l’Exemple {number}", f"equipe{number}@exemple.fr"
        writer.writerow([name, kind, insee, f"{number} {street}", latitude, longitude, email])
    return stream.getvalue().encode()


def _timed(name: str, act: Callable[[], Measured]) -> Measured:
    begun, consumed = time.perf_counter(), time.process_time()
    result = act()
    seconds, processor = time.perf_counter() - begun, time.process_time() - consumed
    print(f"{name} : {seconds:.1f} s, dont {processor:.1f} s de processeur")
    sys.stdout.flush()
    return result


if __name__ == "__main__":
    main()
