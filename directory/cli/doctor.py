"""`directory doctor`: what is wrong with an instance, and the fix."""

from collections.abc import Iterator
from dataclasses import dataclass

import click
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from directory.catalog.queries import count_published_structures
from directory.cli.search import sentence_for
from directory.database import make_session_factory, open_engine
from directory.migrations.schema import is_up_to_date
from directory.search.indexing import verify
from directory.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong and the command or gesture that mends it, in French."""

    fault: str
    fix: str


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


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the folder, the database and the index; the first grave fault ends the visit."""
    if not settings.instance.is_dir():
        yield Finding("L’instance n’existe pas encore.", "directory serve")
        return
    engine = open_engine(settings.database_address)
    try:
        yield from _examine_database(engine)
        yield from _examine_content(engine, settings)
    except DBAPIError as error:
        yield Finding(
            f"La base de données ne répond pas : {error.orig}",
            "vérifier DIRECTORY_DATABASE_URL, les droits et la place sur le disque",
        )


def _examine_database(engine: Engine) -> Iterator[Finding]:
    if not is_up_to_date(engine):
        yield Finding("Le schéma n’est pas à jour.", "directory database migrate")
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            for answer in connection.execute(text("PRAGMA quick_check")).scalars():
                if answer != "ok":
                    yield Finding(
                        f"La base de données est abîmée : {answer}", "remettre une sauvegarde"
                    )
            if connection.execute(text("PRAGMA foreign_key_check")).first():
                yield Finding("Des liens de la base sont rompus.", "remettre une sauvegarde")


def _examine_content(engine: Engine, settings: Settings) -> Iterator[Finding]:
    with make_session_factory(engine)() as session:
        if not count_published_structures(session):
            yield Finding("Aucune fiche n’est publiée.", "directory data load")
        for problem in verify(session, settings.index_folder):
            yield Finding(sentence_for(problem), "directory search rebuild")
