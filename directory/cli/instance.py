"""Bringing an instance up to date: schema, territory, vocabulary, listings, search index."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from directory.catalog import data_versions
from directory.catalog.demonstration import generate_structures
from directory.catalog.history import announce_change
from directory.cli.loading import ALL, REFERENCE, load_folders, refuse_mixture
from directory.cli.progress import say_progress, step
from directory.database import is_read_only, make_session_factory, open_engine
from directory.migrations.schema import is_up_to_date, migrate
from directory.paths import DATA
from directory.search.index_folder import IndexBusyError
from directory.search.indexing import drain
from directory.settings import Settings
from directory.values.clock import Clock, SystemClock

_DEMO_STRUCTURES = 300
_DEMO_SEED = 53


def prepare_instance(
    settings: Settings,
    *,
    clock: Clock | None = None,
    structures: int = _DEMO_STRUCTURES,
    seed: int = _DEMO_SEED,
) -> None:
    """Do what is missing, saying each step; next to nothing when all is up to date.

    A demonstration gets `structures` fictional listings. Raises DamagedDataFileError, and then the
    database is as it was.
    """
    clock = clock or SystemClock()
    engine = open_engine(settings.database_address)
    with only_one_at_a_time(settings.instance):
        refuse_damaged_database(engine)
        with step("Schéma de la base de données"):
            migrate(engine)
        with make_session_factory(engine)() as session:
            refuse_mixture(session, demo=settings.demo)
            load_folders(session, DATA, REFERENCE if settings.demo else ALL, clock=clock)
            if settings.demo:
                _load_demonstration(session, clock, structures=structures, seed=seed)
            session.commit()
            follow_with_index(session, settings)
    engine.dispose()


def is_read_only_instance(settings: Settings) -> bool:
    """Tell whether an instance that was prepared before lies where nothing can be written.

    Raises ClickException when it was prepared for another version.
    """
    if not settings.instance.is_dir() or not is_read_only(settings.instance):
        return False
    if not is_up_to_date(open_engine(settings.database_address)):
        raise click.ClickException(
            "L’instance est à préparer pour cette version, et rien ne peut y être écrit."
        )
    return True


def refuse_damaged_database(engine: Engine) -> None:
    """Raise ClickException when SQLite finds its file damaged: nothing is built on it."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        answer = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if answer != "ok":
        raise click.ClickException(
            f"La base de données est abîmée ({answer}). Remettez une sauvegarde : "
            "« directory backup restore FICHIER »."
        )


def follow_with_index(session: Session, settings: Settings) -> None:
    """Bring the search index to the point of the database, unless another process is at it."""
    with step("Index de recherche"):
        try:
            drain(session, settings.index_folder, say_progress)
        except IndexBusyError:
            click.echo("un autre processus s’en occupe, ", nl=False)


@contextmanager
def only_one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for another process that prepares the same instance; a killed one holds nothing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "preparation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _load_demonstration(session: Session, clock: Clock, *, structures: int, seed: int) -> None:
    """Add fictional listings, unless there are some."""
    if data_versions.holds(session, data_versions.DEMONSTRATION):
        return
    with step(f"{structures} fiches fictives"):
        generate_structures(
            session,
            DATA / "demo",
            structures=structures,
            seed=seed,
            clock=clock,
            progress=say_progress,
        )
    announce_change(session)
    data_versions.mark_loaded(
        session, data_versions.DEMONSTRATION, f"{structures}/{seed}", clock=clock
    )
