"""Bringing an instance up to date: schema, territory, vocabulary, listings, search index."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory.catalog import data_versions
from directory.catalog.demonstration import generate_structures
from directory.catalog.history import announce_change
from directory.catalog.listings.loading import load_listings
from directory.catalog.vocabulary_rows import load_vocabulary
from directory.data_files import digest_of
from directory.database import SessionFactory, make_session_factory, open_engine
from directory.migrations.schema import migrate
from directory.paths import DATA
from directory.search.indexing import drain
from directory.settings import Settings
from directory.territory.reference import load_territory
from directory.values.clock import Clock, SystemClock

_DEMO_STRUCTURES = 300
_DEMO_SEED = 53


def prepare_instance(settings: Settings, *, clock: Clock | None = None) -> None:
    """Do what is missing, saying each step; nothing when all is up to date.

    Raises DamagedDataFileError; each data folder is loaded whole or not at all.
    """
    clock = clock or SystemClock()
    settings.instance.mkdir(parents=True, exist_ok=True)
    with _only_one_at_a_time(settings.instance):
        engine = open_engine(settings.database_address)
        with _step("Schéma de la base de données"):
            migrate(engine)
        sessions = make_session_factory(engine)
        load_reference_data(sessions, clock)
        if settings.demo:
            load_demonstration(sessions, clock, structures=_DEMO_STRUCTURES, seed=_DEMO_SEED)
        else:
            _load(
                sessions,
                data_versions.STRUCTURES,
                "Fiches des structures",
                lambda session, folder: load_listings(session, folder, clock=clock),
                clock,
            )
        with _step("Index de recherche"), sessions() as session:
            drain(session, settings.index_folder)
        engine.dispose()


def load_reference_data(sessions: SessionFactory, clock: Clock) -> None:
    """Load the territory and the vocabulary where their files changed."""
    _load(sessions, data_versions.TERRITORY, "Territoire", load_territory, clock)
    _load(sessions, data_versions.VOCABULARY, "Vocabulaire", load_vocabulary, clock)


def load_demonstration(
    sessions: SessionFactory, clock: Clock, *, structures: int, seed: int
) -> None:
    """Fill an instance with fictional listings, unless it has them; never beside real ones."""
    with sessions() as session:
        if data_versions.holds(session, data_versions.STRUCTURES):
            raise click.ClickException(
                "Cette instance contient les vraies fiches : les données de démonstration "
                "ne s’y mélangent pas. Choisissez une autre instance (DIRECTORY_INSTANCE)."
            )
        if data_versions.holds(session, data_versions.DEMONSTRATION):
            return
        with _step(f"{structures} fiches fictives"):
            generate_structures(
                session, DATA / "demo", structures=structures, seed=seed, clock=clock
            )
            announce_change(session)
            data_versions.mark_loaded(
                session, data_versions.DEMONSTRATION, f"{structures}/{seed}", clock=clock
            )
            session.commit()


def _load(
    sessions: SessionFactory,
    name: str,
    title: str,
    load: Callable[[Session, Path], object],
    clock: Clock,
) -> None:
    folder = DATA / name
    digest = digest_of(folder)
    with sessions() as session:
        if data_versions.is_loaded(session, name, digest):
            return
        if name == data_versions.STRUCTURES and data_versions.holds(
            session, data_versions.DEMONSTRATION
        ):
            raise click.ClickException(
                "Cette instance contient des données fictives : les vraies fiches ne s’y "
                "mélangent pas. Choisissez une autre instance (DIRECTORY_INSTANCE)."
            )
        with _step(title):
            load(session, folder)
            announce_change(session)
            data_versions.mark_loaded(session, name, digest, clock=clock)
            session.commit()


@contextmanager
def _step(title: str) -> Iterator[None]:
    """Say a step and how long it took."""
    click.echo(f"{title}… ", nl=False)
    begun = time.perf_counter()
    yield
    click.echo(f"fait ({time.perf_counter() - begun:.1f} s)")


@contextmanager
def _only_one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for another process that prepares the same instance; released even by a kill."""
    with (folder / "preparation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
