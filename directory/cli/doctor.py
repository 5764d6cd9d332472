"""`directory doctor`: what is wrong with an instance, and the fix."""

import shutil
from collections.abc import Iterator

import click
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError

from directory.backup.database_copy import database_file
from directory.catalog import data_versions
from directory.catalog.queries import count_published_structures
from directory.cli.doctor_in_service import examine_in_service, is_in_service
from directory.cli.doctor_places import find_misplaced
from directory.cli.doctor_schema import examine_schema
from directory.cli.finding import RESTORE, Finding
from directory.cli.search import sentence_for
from directory.database import StorageProblem, make_session_factory, open_engine, saving_problem
from directory.search.indexing import verify
from directory.settings import Settings
from directory.values.clock import Clock, SystemClock

_HELD = ("SQLITE_BUSY", "SQLITE_LOCKED")
_LITTLE_ROOM = 200_000_000  # bytes


@click.command()
@click.pass_obj
def doctor(settings: Settings) -> None:
    """Dire ce qui ne va pas dans l’instance, et le remède.

    Code de sortie : 1 s’il y a un défaut.
    """
    findings = list(examine(settings))
    for finding in findings:
        click.echo(f"✗ {finding.fault}\n  Remède : {finding.fix}")
    if findings:
        raise SystemExit(1)
    click.echo("Tout va bien.")


def examine(settings: Settings, *, clock: Clock | None = None) -> Iterator[Finding]:
    """Look at the folder, the database and the index; the first grave fault ends the visit."""
    if misplaced := find_misplaced(settings):
        yield misplaced
        return
    engine = open_engine(settings.database_address)
    try:
        yield from _examine_database(engine)
        if lacks := list(examine_schema(engine)):
            yield from lacks
        else:
            yield from _examine_content(engine, settings, clock or SystemClock())
        yield from _examine_storage(engine, settings)
    except (OperationalError, InterfaceError) as error:
        yield _unanswered(error, settings)
    except DatabaseError as error:
        yield Finding(f"La base de données est abîmée : {error.orig}", RESTORE)
    yield from _examine_settings(settings)


def _unanswered(error: OperationalError | InterfaceError, settings: Settings) -> Finding:
    if str(getattr(error.orig, "sqlite_errorname", "")).startswith(_HELD):
        return Finding(
            "La base de données est tenue par un autre processus.",
            f"attendre qu’il finisse, ou chercher lequel : fuser {database_file(settings)}",
        )
    return Finding(
        f"La base de données ne répond pas : {error.orig}",
        "vérifier DIRECTORY_DATABASE_URL, les droits et la place sur le disque",
    )


def _examine_database(engine: Engine) -> Iterator[Finding]:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            for answer in connection.execute(text("PRAGMA quick_check")).scalars():
                if answer != "ok":
                    yield Finding(f"La base de données est abîmée : {answer}", RESTORE)
            if connection.execute(text("PRAGMA foreign_key_check")).first():
                yield Finding("Des liens de la base sont rompus.", RESTORE)


def _examine_content(engine: Engine, settings: Settings, clock: Clock) -> Iterator[Finding]:
    with make_session_factory(engine)() as session:
        if data_versions.holds(session, data_versions.DEMONSTRATION) and not settings.demo:
            yield Finding(
                "Les fiches sont fictives et aucun bandeau ne le dit.", "DIRECTORY_DEMO=true"
            )
        if not count_published_structures(session):
            yield Finding("Aucune fiche n’est publiée.", "directory data load")
        for problem in verify(session, settings.index_folder):
            yield Finding(sentence_for(problem), "directory search rebuild")
        if is_in_service(session):
            yield from examine_in_service(engine, session, settings, clock)


def _examine_storage(engine: Engine, settings: Settings) -> Iterator[Finding]:
    with engine.connect() as connection:
        problem = saving_problem(connection, settings.instance)
    free = shutil.disk_usage(settings.instance).free
    if problem is StorageProblem.READ_ONLY:
        yield Finding(
            "Rien ne s’enregistre : la base ou le dossier de l’instance se lit seulement.",
            "remonter le disque en écriture (mount -o remount,rw), ou donner au compte qui sert "
            f"le site {settings.instance} et ce qu’il contient",
        )
    elif problem is StorageProblem.FULL or free < _LITTLE_ROOM:
        yield Finding(
            f"Il reste {free // 1_000_000} Mo sur le disque de l’instance.",
            "faire de la place ou agrandir le quota : un disque plein empêche d’enregistrer",
        )


def _examine_settings(settings: Settings) -> Iterator[Finding]:
    if settings.proxies and settings.base_url.startswith("http://127.0.0.1"):
        yield Finding(
            "Le site est derrière un mandataire, mais ses adresses sont celles de cette machine.",
            "DIRECTORY_BASE_URL=https://nom.public",
        )
